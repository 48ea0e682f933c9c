import { convertIndexedToRgb, decode } from 'fast-png';
import sharp from 'sharp';
import UTIF from 'utif2';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';

/** A picture as another decoder than the product's own reads it, as it is stored. */
export interface Read {
  width: number;
  height: number;
  /** Of a sample in the file. */
  depth: number;
  /** Of a pixel in the file: 1 for a palette. */
  channels: number;
  hasPalette: boolean;
  /** Red, green, blue and alpha of each pixel, in 16 bits. */
  pixels: Uint16Array;
}

/** Reads PNG with fast-png, TIFF with utif2, and the rest with libvips. */
export async function readIndependently(bytes: Uint8Array): Promise<Read> {
  const type = sniff(bytes)?.type;
  if (type === 'png') return readPng(bytes);
  if (type === 'tiff') return readTiff(bytes);
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const pixels = Uint16Array.from(data, (value) => value * 257);
  return { width, height, depth: 8, channels: 4, hasPalette: false, pixels };
}

function readPng(bytes: Uint8Array): Read {
  const png = decode(bytes);
  const { width, height, depth, channels, palette, transparency } = png;
  const pixels = new Uint16Array(4 * width * height);
  const facts = { width, height, depth, channels, hasPalette: palette !== undefined, pixels };
  if (palette) {
    const colours = convertIndexedToRgb(png);
    const each = colours.length / (width * height);
    for (let at = 0; at < width * height; at += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        pixels[4 * at + channel] = channel < each ? (colours[each * at + channel] ?? 0) * 257 : 65_535;
      }
    }
    return facts;
  }
  const most = 2 ** depth - 1;
  const stride = Math.ceil((width * channels * depth) / 8);
  const sample = (y: number, index: number): number => {
    if (depth >= 8) return png.data[y * width * channels + index] ?? 0;
    const perByte = 8 / depth;
    const byte = png.data[y * stride + Math.floor(index / perByte)] ?? 0;
    return (byte >> (8 - depth * ((index % perByte) + 1))) & most;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const values = Array.from({ length: channels }, (_, channel) => sample(y, x * channels + channel));
      const isKey =
        transparency !== undefined && channels % 2 === 1 && values.every((v, i) => v === transparency[i]);
      const wide = values.map((value) => Math.round((value * 65_535) / most));
      const [red = 0, green = red, blue = red] = channels < 3 ? [wide[0]] : wide;
      const alpha = channels % 2 === 0 ? (wide.at(-1) ?? 0) : isKey ? 0 : 65_535;
      pixels.set([red, green, blue, alpha], 4 * (y * width + x));
    }
  }
  return facts;
}

function readTiff(bytes: Uint8Array): Read {
  const buffer = new Uint8Array(bytes).buffer;
  const [page] = UTIF.decode(buffer);
  if (page === undefined) throw new Error('there is no page');
  UTIF.decodeImage(buffer, page);
  const { width, height } = page;
  const [depth = 8] = page.t258 as number[];
  const [channels = 1] = (page.t277 as number[] | undefined) ?? [1];
  const data = page.data as Uint8Array;
  const isLittle = bytes[0] === 0x49;
  const sample = (index: number): number => {
    if (depth === 8) return (data[index] ?? 0) * 257;
    const [first = 0, second = 0] = data.subarray(2 * index, 2 * index + 2);
    return isLittle ? first | (second << 8) : (first << 8) | second;
  };
  const pixels = new Uint16Array(4 * width * height);
  for (let at = 0; at < width * height; at += 1) {
    const values = Array.from({ length: channels }, (_, channel) => sample(at * channels + channel));
    const [red = 0, green = red, blue = red] = channels < 3 ? [values[0]] : values;
    const alpha = channels % 2 === 0 ? (values.at(-1) ?? 0) : 65_535;
    pixels.set([red, green, blue, alpha], 4 * at);
  }
  return { width, height, depth, channels, hasPalette: false, pixels };
}
