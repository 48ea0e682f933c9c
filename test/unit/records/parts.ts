import { crc32 } from 'node:zlib';

/**
 * Takes images apart in another way than the product does, by plain rules for well-formed files, to compare
 * all that is not XMP.
 */
export function foreignParts(bytes: Uint8Array, type: 'png' | 'jpeg' | 'webp'): string[] {
  const file = Buffer.from(bytes);
  return { png: pngPartsWithoutXmp, jpeg: jpegParts, webp: webpParts }
    [type](file)
    .map((part) => part.toString('latin1'));
}

function pngParts(file: Buffer): Buffer[] {
  const parts = [file.subarray(0, 8)];
  for (let at = 8; at < file.length; ) {
    const end = at + file.readUInt32BE(at) + 12;
    parts.push(file.subarray(at, end));
    at = end;
  }
  return parts;
}

function pngPartsWithoutXmp(file: Buffer): Buffer[] {
  return pngParts(file).filter(
    (part) => !/^(?:iTXt|zTXt|tEXt)XML:com\.adobe\.xmp/.test(part.toString('latin1', 4, 25)),
  );
}

function jpegParts(file: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let at = 2;
  while (file.readUInt16BE(at) !== 0xffda) {
    const end = at + 2 + file.readUInt16BE(at + 2);
    parts.push(file.subarray(at, end));
    at = end;
  }
  const isXmp = (part: Buffer) => part.toString('latin1', 4, 32) === 'http://ns.adobe.com/xap/1.0/';
  return [...parts.filter((part) => !isXmp(part)), file.subarray(at)];
}

/** The extended header is left out: it is made where it is missing. Its meaning is compared by decoding. */
function webpParts(file: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 12; at < file.length; ) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length & 1);
    parts.push(file.subarray(at, end));
    at = end;
  }
  return parts.filter((part) => !['XMP ', 'VP8X'].includes(part.toString('latin1', 0, 4)));
}

/** Whether every chunk of a PNG has its right checksum. */
export const checksumsHold = (png: Uint8Array): boolean =>
  pngParts(Buffer.from(png))
    .slice(1)
    .every((chunk) => crc32(chunk.subarray(4, -4)) === chunk.readUInt32BE(chunk.length - 4));
