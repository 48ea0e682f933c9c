import { inflateSync } from 'node:zlib';
import { ByteReader } from '../byteReader.ts';
import type { ImageType } from '../imageTypes.ts';
import { boxes, primaryItem } from '../sniff/isobmff.ts';
import { type CodedColours, colouredBy } from './codedColours.ts';
import { gamma } from './curve.ts';
import { readIccProfile } from './iccProfile.ts';
import { type Place, type Primaries, srgbPrimaries, toXyz } from './matrix.ts';
import { profileColours, saysSrgb, usualName } from './profileColours.ts';

/** Colours that are told by a profile. */
export interface ProfiledColours {
  kind: 'profile';
  /** `Display P3`; empty when the profile does not say. */
  name: string;
  profile: Uint8Array;
}

/** How the colours of a picture are told. */
export type Colours = CodedColours | ProfiledColours;

/** A profile is small; a hostile one must not fill the memory. */
const longestProfile = 8 * 1024 * 1024;

/**
 * How a picture's colours are told, read off its bytes; undefined: they are sRGB, or nothing is said that a
 * browser would follow.
 */
export function coloursOf(bytes: Uint8Array, type: ImageType): Colours | undefined {
  const reader = new ByteReader(bytes);
  if (type === 'png') return coloursOfPng(reader);
  if (type === 'jpeg') return coloursOfJpeg(reader);
  if (type === 'webp') return coloursOfWebp(reader);
  if (type === 'avif') return coloursOfAvif(reader);
  return undefined;
}

/** The same for a profile that stands alone. */
export function coloursOfProfile(profile: Uint8Array): ProfiledColours | undefined {
  const read = readIccProfile(profile);
  if (read === undefined || profileColours(read) === undefined || saysSrgb(read)) return undefined;
  return { kind: 'profile', name: usualName(read) ?? read.name, profile };
}

/** The order of the PNG specification's third edition, 4.3: cICP, iCCP, sRGB, and gAMA with cHRM at last. */
function coloursOfPng(reader: ByteReader): Colours | undefined {
  const chunks = new Map<string, { body: number; length: number }>();
  let at = 8;
  while (at + 8 <= reader.length) {
    const length = reader.u32(at) ?? 0;
    const name = reader.text(at + 4, 4);
    if (name === 'IDAT' || name === 'IEND') break;
    if (!chunks.has(name)) chunks.set(name, { body: at + 8, length });
    at += 12 + length;
  }
  const coded = chunks.get('cICP');
  if (coded) {
    const [primaries = 0, transfer = 0, matrix = 0, fullRange = 0] = reader.bytes.subarray(coded.body);
    const colours =
      matrix === 0 && fullRange === 1 ? colouredBy(primaries, transfer, 'asDisplay') : 'unknown';
    if (colours !== 'unknown') return colours;
  }
  const profile = chunks.get('iCCP');
  if (profile) {
    const body = reader.bytes.subarray(profile.body, profile.body + profile.length);
    return inflatedProfile(body.subarray(body.indexOf(0) + 2));
  }
  if (chunks.has('sRGB')) return undefined;
  const exponent = chunks.get('gAMA');
  return exponent && byGamma(reader.u32(exponent.body) ?? 0, primariesOf(reader, chunks.get('cHRM')?.body));
}

function inflatedProfile(deflated: Uint8Array): Colours | undefined {
  try {
    return coloursOfProfile(inflateSync(deflated, { maxOutputLength: longestProfile }));
  } catch {
    // Browsers pass over a profile that can't be read.
    return undefined;
  }
}

/** What encoders write for sRGB; browsers take it for that where no cHRM stands beside it. */
const srgbGamma = { least: 45_000, most: 46_000 };

function byGamma(value: number, primaries: Primaries | undefined): Colours | undefined {
  if (value === 0) return undefined;
  if (primaries === undefined && value >= srgbGamma.least && value <= srgbGamma.most) return undefined;
  const exponent = 100_000 / value;
  const name = `gamma ${Number(exponent.toFixed(2))}`;
  const transfer = gamma(exponent);
  return { kind: 'coded', name, primaries: primaries ?? srgbPrimaries, transfer, hdr: undefined };
}

/** The places of a cHRM chunk: white, red, green, blue, each in units of 1/100,000. */
function primariesOf(reader: ByteReader, body: number | undefined): Primaries | undefined {
  if (body === undefined) return undefined;
  const place = (index: number): Place => [
    (reader.u32(body + 8 * index) ?? 0) / 100_000,
    (reader.u32(body + 8 * index + 4) ?? 0) / 100_000,
  ];
  const primaries: Primaries = [place(1), place(2), place(3), place(0)];
  return toXyz(primaries) && primaries;
}

/** The parts of a profile in APP2 segments, each with its number (ICC.1:2022, B.4). */
function coloursOfJpeg(reader: ByteReader): Colours | undefined {
  const parts: Uint8Array[] = [];
  let count = 0;
  let at = 2;
  while (at + 4 <= reader.length && reader.u8(at) === 0xff) {
    const marker = reader.u8(at + 1) ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xda || marker === 0xd9) break;
    else {
      const end = at + 2 + (reader.u16(at + 2) ?? 2);
      if (marker === 0xe2 && reader.says(at + 4, 'ICC_PROFILE\0')) {
        const number = reader.u8(at + 16) ?? 0;
        count = reader.u8(at + 17) ?? 0;
        parts[number - 1] ??= reader.bytes.subarray(at + 18, end);
      }
      at = Math.max(end, at + 2);
    }
  }
  if (count === 0) return undefined;
  const all = Array.from({ length: count }, (_, index) => parts[index]);
  if (all.includes(undefined)) return undefined;
  return coloursOfProfile(Buffer.concat(all.filter((part) => part !== undefined)));
}

/** The ICCP chunk stands before the pixels (RFC 9649, 2.7.1.4). */
function coloursOfWebp(reader: ByteReader): Colours | undefined {
  const hasProfile = reader.says(12, 'VP8X') && ((reader.u8(20) ?? 0) & 0x20) !== 0;
  if (!hasProfile) return undefined;
  let at = 30;
  while (at + 8 <= reader.length) {
    const length = reader.u32(at + 4, true) ?? 0;
    if (reader.says(at, 'ICCP')) {
      return coloursOfProfile(reader.bytes.subarray(at + 8, at + 8 + length));
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** The `colr` boxes of the picture: a profile comes before numbers (ISO/IEC 23000-22, 7.3.6.4). */
function coloursOfAvif(reader: ByteReader): Colours | undefined {
  const meta = [...boxes(reader, 0, reader.length)].find(({ name }) => name === 'meta');
  const own = meta && primaryItem(reader, meta)?.properties.filter(({ name }) => name === 'colr');
  const profile = own?.find(({ body }) => reader.says(body, 'prof') || reader.says(body, 'rICC'));
  if (profile) return coloursOfProfile(reader.bytes.subarray(profile.body + 4, profile.end));
  const coded = own?.find(({ body }) => reader.says(body, 'nclx'));
  const found =
    coded && colouredBy(reader.u16(coded.body + 4) ?? 2, reader.u16(coded.body + 6) ?? 2, 'asSrgb');
  return found === 'unknown' ? undefined : found;
}
