import sharp from 'sharp';
import { isobmffColours } from './isobmffColours.ts';
import { type PlainPixels, plainPng } from './plainPng.ts';

/** Divides colours by their alpha, in place, where a file stores them multiplied. */
export function straightened(pixels: PlainPixels): PlainPixels {
  const { data, bitDepth } = pixels;
  const values = bitDepth === 8 ? data : undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const step = bitDepth / 8;
  const most = 2 ** bitDepth - 1;
  const read = (at: number) => (values ? (values[at] ?? 0) : view.getUint16(at));
  for (let at = 0; at + 4 * step <= data.length; at += 4 * step) {
    const alpha = read(at + 3 * step);
    if (alpha === most || alpha === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const place = at + channel * step;
      const value = Math.min(most, Math.round((read(place) * most) / alpha));
      if (values) values[place] = value;
      else view.setUint16(place, value);
    }
  }
  return pixels;
}

/** An AVIF with premultiplied colours as a PNG with straight ones; libvips leaves them multiplied. */
export async function straightAvif(bytes: Uint8Array, maxPixels: number): Promise<Uint8Array> {
  const options = { failOn: 'error', limitInputPixels: maxPixels, pages: 1 } as const;
  const { data, info } = await sharp(bytes, options)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const pixels: PlainPixels = { data: Uint8Array.from(data), width, height, channels: 4, bitDepth: 8 };
  return plainPng({ ...straightened(pixels), ...isobmffColours(bytes) });
}
