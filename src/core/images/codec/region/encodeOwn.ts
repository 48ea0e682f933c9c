import sharp from 'sharp';
import type { OutputType, Size } from '../../imageTypes.ts';
import { channelsOf } from '../png/pngFile.ts';
import { PngWriter, profileChunk } from '../png/pngWriter.ts';
import { encode } from '../write/encode.ts';
import { withProfile } from '../write/profileTag.ts';
import type { OwnPixels } from './ownPixels.ts';
import { pack } from './samples.ts';
import { tiffOf } from './tiffWriter.ts';

/**
 * Writes pixels in their own form; where the type has no room for it, in the nearest that it has.
 * @param lossless whether WebP is written without loss
 */
export async function encodeOwn(pixels: OwnPixels, type: OutputType, lossless: boolean): Promise<Uint8Array> {
  if (type === 'png') return pngOf(pixels);
  if (type === 'tiff') return tiffOf(pixels);
  const { data, info } = await eightBits(pixels, type);
  const { width, height, colour } = pixels;
  const isPlainRgb = colour === 2 || colour === 6;
  // A profile of grey pixels is left out: what is written is RGB.
  const source =
    pixels.profile && isPlainRgb && (info.channels === 3 || info.channels === 4)
      ? withProfile(data, { width, height, channels: info.channels }, pixels.profile)
      : sharp(data, { raw: info, limitInputPixels: false });
  if (type === 'webp' && lossless) {
    return source.webp({ lossless: true, exact: true, effort: 2 }).toBuffer();
  }
  return encode(source, type, { width, height }).toBuffer();
}

/** Interleaved samples of 8 bits; for JPEG without alpha, on white. */
async function eightBits(
  pixels: OwnPixels,
  type: OutputType,
): Promise<{ data: Uint8Array; info: Size & { channels: 1 | 2 | 3 | 4 } }> {
  const { samples, bitDepth, colour, width, height } = pixels;
  const data =
    bitDepth === 8 ? (samples as Uint8Array) : Uint8Array.from(samples, (value) => Math.round(value / 257));
  const info = { width, height, channels: channelsOf(colour) };
  const hasAlpha = colour === 4 || colour === 6;
  if (type !== 'jpeg' || !hasAlpha) return { data, info };
  return sharp(data, { raw: info, limitInputPixels: false })
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
}

async function pngOf({ width, height, colour, bitDepth, samples, profile }: OwnPixels): Promise<Uint8Array> {
  const writer = new PngWriter({
    width,
    height,
    colour,
    bitDepth,
    palette: undefined,
    transparency: undefined,
    before: profile ? [profileChunk(profile)] : [],
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
