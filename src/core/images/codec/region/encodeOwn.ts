import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { OutputType } from '../../imageTypes.ts';
import { encode } from '../encode.ts';
import { pixelsWithProfile } from '../profileTag.ts';
import type { OwnPixels } from './ownPixels.ts';
import { channelsOf, type PngChunk } from './pngFile.ts';
import { PngWriter } from './pngWriter.ts';
import { pack } from './samples.ts';
import { tiffOf } from './tiffWriter.ts';

/**
 * Writes pixels in their own form; where the type has no room for it, in the nearest that it has.
 * @param lossless whether WebP is written without loss
 */
export async function encodeOwn(pixels: OwnPixels, type: OutputType, lossless: boolean): Promise<Uint8Array> {
  if (type === 'png') return pngOf(pixels);
  if (type === 'tiff') return tiffOf(pixels);
  const narrow = inEightBits(pixels);
  const { width, height } = pixels;
  const raw = { width, height, channels: channelsOf(pixels.colour) };
  const isPlainRgb = pixels.colour === 2 || pixels.colour === 6;
  // A profile of grey pixels is left out: what is written is RGB.
  const source =
    pixels.profile && isPlainRgb
      ? sharp(pixelsWithProfile(narrow, { width, height, channels: raw.channels as 3 | 4 }, pixels.profile), {
          limitInputPixels: false,
        }).keepIccProfile()
      : sharp(narrow, { raw, limitInputPixels: false });
  if (type === 'webp' && lossless) {
    return source.webp({ lossless: true, exact: true, effort: 2 }).toBuffer();
  }
  const hasAlpha = pixels.colour === 4 || pixels.colour === 6;
  const opaque = type === 'jpeg' && hasAlpha ? source.flatten({ background: '#ffffff' }) : source;
  return encode(opaque, type, { width, height }).toBuffer();
}

async function pngOf({ width, height, colour, bitDepth, samples, profile }: OwnPixels): Promise<Uint8Array> {
  const before: PngChunk[] = profile
    ? [
        {
          name: 'iCCP',
          body: Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)]),
        },
      ]
    : [];
  const writer = new PngWriter({
    width,
    height,
    colour,
    bitDepth,
    palette: undefined,
    transparency: undefined,
    before,
    after: [],
  });
  const length = width * channelsOf(colour);
  const stride = length * (bitDepth / 8);
  let above = new Uint8Array(stride);
  const row = new Uint16Array(length);
  for (let y = 0; y < height; y += 1) {
    const raw = new Uint8Array(stride);
    row.set(samples.subarray(y * length, (y + 1) * length));
    pack(row, bitDepth, raw);
    await writer.row(raw, above);
    above = raw;
  }
  return writer.end();
}

function inEightBits({ samples, bitDepth }: OwnPixels): Uint8Array {
  if (bitDepth === 8) return samples as Uint8Array;
  return Uint8Array.from(samples, (value) => Math.round(value / 257));
}
