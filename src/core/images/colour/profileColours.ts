import { ByteReader } from '../byteReader.ts';
import { type Curve, fromSrgb, readCurve } from './curve.ts';
import { type IccProfile, readIccProfile } from './iccProfile.ts';
import { lookupTable } from './lookupTable.ts';
import { inverted, type Matrix, p3Primaries, srgbPrimaries, type Triple, toXyz } from './matrix.ts';

/** How the values of a profile's pixels become colours. */
export type ProfileColours =
  | { kind: 'matrix'; curves: readonly [Curve, Curve, Curve]; matrix: Matrix }
  | { kind: 'grey'; curve: Curve }
  /** From 0 … 1 for each channel to XYZ under D50. */
  | { kind: 'table'; channels: number; toXyz: (values: readonly number[]) => Triple };

/**
 * Reads the part of a profile by which pixels become colours: tables first, as browsers do (A2B0, the
 * perceptual intent, without black point compensation), else curves with a matrix or a grey curve.
 */
export function profileColours(profile: IccProfile): ProfileColours | undefined {
  const table = lookupTable(profile);
  if (table) return table;
  if (profile.space === 'GRAY') {
    const curve = curveOf(profile, 'kTRC');
    return curve && { kind: 'grey', curve };
  }
  if (profile.space !== 'RGB' || profile.pcs !== 'XYZ') return undefined;
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((tag) => curveOf(profile, tag));
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => placeOf(profile.tag(tag)));
  const [r, g, b] = columns;
  const [red, green, blue] = curves;
  if (!(r && g && b && red && green && blue)) return undefined;
  const matrix: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ];
  return inverted(matrix) && { kind: 'matrix', curves: [red, green, blue], matrix };
}

/** Whether a profile is one of red, green and blue with curves and a matrix alone. */
export function isMatrixProfile(bytes: Uint8Array): boolean {
  const profile = readIccProfile(bytes);
  return profile !== undefined && profileColours(profile)?.kind === 'matrix';
}

/** Whether a profile means sRGB, whatever it calls itself: no pixel of 8 bits would change by more than one step. */
export function saysSrgb(profile: IccProfile): boolean {
  const colours = profileColours(profile);
  if (colours?.kind === 'grey') return followsSrgb(colours.curve);
  if (colours?.kind !== 'matrix') return false;
  return areAlike(colours.matrix, toXyz(srgbPrimaries)) && colours.curves.every(followsSrgb);
}

/** The name by which people know a profile's colours, whatever it calls itself. */
export function usualName(profile: IccProfile): string | undefined {
  const colours = profileColours(profile);
  if (colours?.kind !== 'matrix') return undefined;
  const isP3 = areAlike(colours.matrix, toXyz(p3Primaries)) && colours.curves.every(followsSrgb);
  return isP3 ? 'Display P3' : undefined;
}

const areAlike = (one: Matrix, other: Matrix | undefined): boolean =>
  other?.every((row, y) => row.every((value, x) => Math.abs(value - (one[y]?.[x] ?? 0)) < 0.002)) === true;

/** Half a step of 8 bits, where the eye is most sensitive. */
const followsSrgb = (curve: Curve): boolean =>
  Array.from({ length: 52 }, (_, index) => index / 51).every(
    (value) => Math.abs(curve(value) - fromSrgb(value)) <= 0.0015 + 0.002 * fromSrgb(value),
  );

function curveOf(profile: IccProfile, tag: string): Curve | undefined {
  const bytes = profile.tag(tag);
  return bytes && readCurve(bytes)?.curve;
}

function placeOf(bytes: Uint8Array | undefined): Triple | undefined {
  if (bytes === undefined) return undefined;
  const reader = new ByteReader(bytes);
  const at = (index: number) => (reader.i32(8 + 4 * index) ?? 0) / 65_536;
  return reader.says(0, 'XYZ ') ? [at(0), at(1), at(2)] : undefined;
}
