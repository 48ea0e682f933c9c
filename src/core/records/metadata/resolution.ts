import { crc32 } from 'node:zlib';
import { fromLatin1, fromU32, joined, says, u16, u32 } from '../containers/bytes.ts';
import {
  firstDirectory,
  numberAt,
  openTiff,
  readDirectory,
  writeDirectory,
} from '../containers/tiffFields.ts';

/** How large a picture's pixels are printed or shown, in dots per inch. */
export interface Resolution {
  x: number;
  y: number;
}

const tags = { x: 0x011a, y: 0x011b, unit: 0x0128 };
export const resolutionTags: readonly number[] = Object.values(tags);
const inch = 25.4;
/** What encoders write where nothing is known; the second is libvips' dot in a millimetre. */
const unknown = [72, inch];
const most = 65_535;

/**
 * The resolution that a JPEG, PNG or TIFF states, or else its EXIF; undefined for what encoders
 * write where nothing is known, and for mere proportions.
 */
export function resolutionOf(
  type: string,
  bytes: Uint8Array,
  exif: Uint8Array | undefined,
): Resolution | undefined {
  const own = type === 'jpeg' ? ofJfif(bytes) : type === 'png' ? ofPng(bytes) : undefined;
  return stated(exif && ofTiff(exif)) ?? stated(own) ?? (type === 'tiff' ? stated(ofTiff(bytes)) : undefined);
}

/** Whether a TIFF or EXIF states one. */
export const saysResolution = (tiff: Uint8Array): boolean => stated(ofTiff(tiff)) !== undefined;

function stated(resolution: Resolution | undefined): Resolution | undefined {
  if (resolution === undefined) return undefined;
  const sides = [resolution.x, resolution.y];
  if (sides.some((side) => !(side >= 1 && side <= most))) return undefined;
  const saysNothing = unknown.some((none) => sides.every((side) => Math.abs(side - none) < 0.1));
  return saysNothing ? undefined : resolution;
}

function ofTiff(bytes: Uint8Array): Resolution | undefined {
  const file = openTiff(says(bytes, 0, 'Exif\0\0') ? bytes.subarray(6) : bytes);
  if (file === undefined) return undefined;
  const fields = readDirectory(file, firstDirectory(file), []);
  const fieldOf = (wanted: number) => {
    const value = fields.find(({ tag }) => tag === wanted)?.value;
    return value instanceof Uint8Array ? { ...file, bytes: value } : undefined;
  };
  const [unit, ...sides] = [fieldOf(tags.unit), fieldOf(tags.x), fieldOf(tags.y)];
  const perUnit = sides.map((side) => (side ? numberAt(side, 0, 4) / numberAt(side, 4, 4) : Number.NaN));
  const code = unit ? numberAt(unit, 0, 2) : 2;
  const scale = { 2: 1, 3: inch / 10 }[code];
  if (scale === undefined) return undefined;
  return { x: (perUnit[0] ?? Number.NaN) * scale, y: (perUnit[1] ?? Number.NaN) * scale };
}

/** JFIF 1.02; its segment is the first. */
function ofJfif(jpeg: Uint8Array): Resolution | undefined {
  const scale = { 1: 1, 2: inch / 10 }[jpeg[13] ?? 0];
  if (!isJfif(jpeg) || scale === undefined) return undefined;
  return { x: u16(jpeg, 14) * scale, y: u16(jpeg, 16) * scale };
}

const isJfif = (jpeg: Uint8Array): boolean => says(jpeg, 2, '\xff\xe0') && says(jpeg, 6, 'JFIF\0');

function ofPng(png: Uint8Array): Resolution | undefined {
  const at = physicalAt(png);
  if (at === undefined || png[at + 16] !== 1) return undefined;
  // Rounded: 300 dots per inch are 11811.02 in a metre.
  const perInch = (side: number) => Math.round((side * inch) / 10) / 100;
  return { x: perInch(u32(png, at + 8)), y: perInch(u32(png, at + 12)) };
}

/** Where a PNG's chunk `pHYs` starts, which stands before the pixels. */
function physicalAt(png: Uint8Array): number | undefined {
  for (let at = 8; at + 12 <= png.length && !says(png, at + 4, 'IDAT'); at += 12 + u32(png, at)) {
    if (says(png, at + 4, 'pHYs')) return at;
  }
  return undefined;
}

/**
 * A JPEG or PNG that states a resolution; the very bytes where its type has no place for it, or where it states
 * one already.
 */
export function withResolution(type: string, bytes: Uint8Array, { x, y }: Resolution): Uint8Array {
  if (resolutionOf(type, bytes, undefined) !== undefined) return bytes;
  if (type === 'jpeg' && isJfif(bytes)) {
    const made = Uint8Array.from(bytes);
    const [across, down] = [Math.round(x), Math.round(y)];
    made.set([1, across >> 8, across & 0xff, down >> 8, down & 0xff], 13);
    return made;
  }
  if (type !== 'png') return bytes;
  const perMetre = (side: number) => fromU32(Math.round((side * 1000) / inch));
  const body = joined(fromLatin1('pHYs'), perMetre(x), perMetre(y), Uint8Array.of(1));
  const chunk = joined(fromU32(9), body, fromU32(crc32(body)));
  const old = physicalAt(bytes);
  // Behind the header, which has to come first.
  const [from, to] = old === undefined ? [33, 33] : [old, old + 12 + u32(bytes, old)];
  return joined(bytes.subarray(0, from), chunk, bytes.subarray(to));
}

/** EXIF that states nothing but a resolution. */
export function exifOfResolution({ x, y }: Resolution): Uint8Array {
  const perHundred = (side: number) => joined(fromU32(Math.round(side * 100)), fromU32(100));
  const fields = [
    { tag: tags.x, type: 5, count: 1, value: perHundred(x) },
    { tag: tags.y, type: 5, count: 1, value: perHundred(y) },
    { tag: tags.unit, type: 3, count: 1, value: Uint8Array.of(0, 2) },
  ];
  return joined(fromLatin1('MM\0*'), fromU32(8), writeDirectory(fields, 8, false));
}
