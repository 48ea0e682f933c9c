import { ByteReader } from '../byteReader.ts';

/** A tone curve from 0 … 1 to 0 … 1. */
export type Curve = (value: number) => number;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

export const linear: Curve = (value) => value;
export const gamma =
  (exponent: number): Curve =>
  (value) =>
    clamp(value) ** exponent;

/** From sRGB's values to light (IEC 61966-2-1). */
export const fromSrgb: Curve = (value) =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
/** From light to sRGB's values. */
export const toSrgb: Curve = (light) =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;

export interface ReadCurve {
  curve: Curve;
  /** Bytes it takes up, padding left out. */
  length: number;
}

/** A `curv` or `para` element of a profile (ICC.1:2022, 10.6 and 10.18); nothing where it is neither. */
export function readCurve(bytes: Uint8Array): ReadCurve | undefined {
  const reader = new ByteReader(bytes);
  if (reader.says(0, 'curv')) return sampled(reader);
  if (reader.says(0, 'para')) return parametric(reader);
  return undefined;
}

function sampled(reader: ByteReader): ReadCurve | undefined {
  const count = reader.u32(8) ?? 0;
  const length = 12 + 2 * count;
  if (length > reader.length) return undefined;
  if (count === 0) return { curve: linear, length };
  if (count === 1) return { curve: gamma((reader.u16(12) ?? 256) / 256), length };
  const samples = Float64Array.from(
    { length: count },
    (_, index) => (reader.u16(12 + 2 * index) ?? 0) / 65_535,
  );
  return { curve: between(samples), length };
}

/** A curve through samples at equal distances. */
export function between(samples: Float64Array): Curve {
  const last = samples.length - 1;
  return (value) => {
    const place = clamp(value) * last;
    const low = Math.min(Math.floor(place), Math.max(0, last - 1));
    const from = samples[low] ?? 0;
    return from + ((samples[low + 1] ?? from) - from) * (place - low);
  };
}

/** How many numbers each of the five kinds has. */
const parameterCounts = [1, 3, 4, 5, 7];

function parametric(reader: ByteReader): ReadCurve | undefined {
  const kind = reader.u16(8) ?? 0;
  const count = parameterCounts[kind];
  if (count === undefined || 12 + 4 * count > reader.length) return undefined;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, index) => (reader.i32(12 + 4 * index) ?? 0) / 65_536,
  );
  const power = (value: number) => Math.max(0, a * value + b) ** g;
  const curves: Curve[] = [
    (value) => Math.max(0, value) ** g,
    (value) => (a * value + b >= 0 ? power(value) : 0),
    (value) => (a * value + b >= 0 ? power(value) + c : c),
    (value) => (value >= d ? power(value) : c * value),
    (value) => (value >= d ? power(value) + e : c * value + f),
  ];
  const curve = curves[kind];
  return curve && { curve, length: 12 + 4 * count };
}
