import sharp from 'sharp';
import { ByteReader } from '../../byteReader.ts';
import { chunk } from './plainPng.ts';

/** Chunks that say how pixels are to be understood; before all pixels they count for every frame. */
const shared = ['PLTE', 'tRNS', 'gAMA', 'cHRM', 'iCCP', 'sRGB', 'cICP', 'sBIT', 'eXIf', 'pHYs'];

/**
 * The first frame of an animated PNG whose `IDAT` holds another picture, as a PNG of the animation's size: what
 * the frame leaves uncovered is clear (PNG specification, third edition, §11.3.6).
 */
export async function firstPngFrame(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const reader = new ByteReader(bytes);
  const kept: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let control: number | undefined;
  let pixelsSeen = false;
  for (const { name, at, length } of chunksOf(reader)) {
    if (name === 'fcTL' && control !== undefined) break;
    if (name === 'fcTL') control = at + 8;
    if (name === 'fdAT' && control !== undefined) data.push(bytes.subarray(at + 12, at + 8 + length));
    if (name === 'IDAT') pixelsSeen = true;
    if (!pixelsSeen && shared.includes(name)) kept.push(bytes.subarray(at, at + 12 + length));
  }
  if (control === undefined || data.length === 0) return undefined;
  const [width = 0, height = 0, left = 0, top = 0] = [4, 8, 12, 16].map((offset) =>
    reader.u32(control + offset),
  );
  const header = Buffer.from(bytes.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const frame = Buffer.concat([
    bytes.subarray(0, 8),
    chunk('IHDR', header),
    ...kept,
    ...data.map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array()),
  ]);
  const whole = { width: reader.u32(16) ?? 0, height: reader.u32(20) ?? 0 };
  if (width === whole.width && height === whole.height) return frame;
  const right = whole.width - left - width;
  const bottom = whole.height - top - height;
  if (right < 0 || bottom < 0) return undefined;
  return sharp(frame, { failOn: 'error' })
    .ensureAlpha()
    .extend({ left, top, right, bottom, background: '#00000000' })
    .keepMetadata()
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function* chunksOf(reader: ByteReader) {
  let at = 8;
  while (at + 12 <= reader.length) {
    const length = reader.u32(at) ?? 0;
    yield { name: reader.text(at + 4, 4), at, length };
    at += 12 + length;
  }
}
