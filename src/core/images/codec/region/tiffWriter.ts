import { deflateSync } from 'node:zlib';
import { channelsOf } from '../png/pngFile.ts';
import type { OwnPixels } from './ownPixels.ts';

const kinds = { short: 3, long: 4, bytes: 7 } as const;
const lengths: Readonly<Record<number, number>> = { 3: 2, 4: 4, 7: 1 };
/** Rows of one strip have about so many bytes. */
const stripBytes = 256 * 1024;

/**
 * Pixels as a TIFF of one page: little-endian, in deflated strips with horizontal differences (TIFF 6.0, sections 8
 * and 14, and Adobe's Photoshop TIFF notes of 2002 for deflate).
 */
export function tiffOf(pixels: OwnPixels): Uint8Array {
  const { width, height, colour, bitDepth, samples, profile } = pixels;
  const channels = channelsOf(colour);
  const length = width * channels;
  const rowsPerStrip = Math.max(1, Math.floor(stripBytes / (length * (bitDepth / 8))));
  const strips: Uint8Array[] = [];
  for (let top = 0; top < height; top += rowsPerStrip) {
    const rows = samples.slice(top * length, Math.min(height, top + rowsPerStrip) * length);
    for (let start = 0; start < rows.length; start += length) {
      for (let at = start + length - 1; at >= start + channels; at -= 1) {
        rows[at] = (rows[at] as number) - (rows[at - channels] as number);
      }
    }
    // Machines that run this store numbers with the low byte first, as the file says.
    strips.push(deflateSync(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)));
  }
  const isGrey = colour === 0 || colour === 4;
  const hasAlpha = colour === 4 || colour === 6;
  const fields: [tag: number, kind: number, values: number[] | Uint8Array][] = [
    [256, kinds.long, [width]],
    [257, kinds.long, [height]],
    [258, kinds.short, Array.from({ length: channels }, () => bitDepth)],
    [259, kinds.short, [8]],
    [262, kinds.short, [isGrey ? 1 : 2]],
    [273, kinds.long, strips.map(() => 0)],
    [277, kinds.short, [channels]],
    [278, kinds.long, [rowsPerStrip]],
    [279, kinds.long, strips.map((strip) => strip.length)],
    [284, kinds.short, [1]],
    [317, kinds.short, [2]],
    // Alpha that is not multiplied into the colours.
    ...(hasAlpha ? [[338, kinds.short, [2]] satisfies [number, number, number[]]] : []),
    ...(profile ? [[34_675, kinds.bytes, profile] satisfies [number, number, Uint8Array]] : []),
  ];
  return written(fields, strips);
}

function written(
  fields: readonly [tag: number, kind: number, values: number[] | Uint8Array][],
  strips: readonly Uint8Array[],
): Uint8Array {
  const sizeOf = ([, kind, values]: (typeof fields)[number]) => (lengths[kind] ?? 1) * values.length;
  const even = (size: number) => size + (size % 2);
  const heads = 8 + 2 + 12 * fields.length + 4;
  const outside = fields.reduce((sum, field) => sum + (sizeOf(field) > 4 ? even(sizeOf(field)) : 0), 0);
  const total = strips.reduce((sum, strip) => sum + even(strip.length), heads + outside);
  const bytes = Buffer.alloc(total);
  bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  bytes.writeUInt16LE(fields.length, 8);
  let free = heads;
  let stripAt = heads + outside;
  const offsets = strips.map((strip) => {
    const at = stripAt;
    bytes.set(strip, at);
    stripAt += even(strip.length);
    return at;
  });
  for (const [index, field] of fields.entries()) {
    const [tag, kind] = field;
    const values = tag === 273 ? offsets : field[2];
    const at = 10 + 12 * index;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(kind, at + 2);
    bytes.writeUInt32LE(values.length, at + 4);
    const size = sizeOf(field);
    const place = size > 4 ? free : at + 8;
    if (size > 4) {
      bytes.writeUInt32LE(free, at + 8);
      free += even(size);
    }
    for (const [item, value] of values.entries()) {
      if (kind === kinds.short) bytes.writeUInt16LE(value, place + 2 * item);
      else if (kind === kinds.long) bytes.writeUInt32LE(value, place + 4 * item);
      else bytes[place + item] = value;
    }
  }
  return bytes;
}
