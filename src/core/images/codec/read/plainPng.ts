import { crc32, deflateSync } from 'node:zlib';

/** Pixels as a decoder hands them over: interleaved rows without gaps, 16-bit values with the high byte first. */
export interface PlainPixels {
  data: Uint8Array;
  width: number;
  height: number;
  /** 3 is RGB, 4 RGB with straight alpha. */
  channels: 3 | 4;
  bitDepth: 8 | 16;
  /** ICC profile of the colours. */
  profile?: Uint8Array | undefined;
  /** Colour primaries, transfer and matrix (always 0), full range: the four bytes of `cICP` (ITU-T H.273). */
  codePoints?: readonly [number, number] | undefined;
}

/**
 * Pixels as a PNG that is not compressed, for another decoder in this process (PNG specification, third edition).
 */
export function plainPng(pixels: PlainPixels): Uint8Array {
  const { data, width, height, channels, bitDepth, profile, codePoints } = pixels;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, channels === 4 ? 6 : 2, 0, 0, 0], 8);
  const stride = width * channels * (bitDepth / 8);
  const rows = Buffer.alloc(height * (stride + 1));
  for (let row = 0; row < height; row += 1) {
    rows.set(data.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(codePoints ? [chunk('cICP', Uint8Array.of(...codePoints, 0, 1))] : []),
    ...(profile
      ? [chunk('iCCP', Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)]))]
      : []),
    chunk('IDAT', deflateSync(rows, { level: 0 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A chunk of a PNG, with its length and sum. */
export function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
