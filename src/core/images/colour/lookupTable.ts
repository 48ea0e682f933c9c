import { ByteReader } from '../byteReader.ts';
import { between, type Curve, readCurve } from './curve.ts';
import type { IccProfile } from './iccProfile.ts';
import { apply, type Matrix, type Triple } from './matrix.ts';

export interface LookupTable {
  kind: 'table';
  /** How many values a pixel has. */
  channels: number;
  /** From 0 … 1 for each channel to XYZ under D50. */
  toXyz: (values: readonly number[]) => Triple;
}

type Step = (values: readonly number[]) => number[];

const channelsOf = { RGB: 3, GRAY: 1, CMYK: 4 };
/** A table of more nodes is damaged or hostile. */
const mostNodes = 4_000_000;

/** The table `A2B0` of a profile, in any of its three kinds (ICC.1:2022, 10.10 to 10.12); nothing where there is none. */
export function lookupTable(profile: IccProfile): LookupTable | undefined {
  const bytes = profile.tag('A2B0');
  if (bytes === undefined) return undefined;
  const reader = new ByteReader(bytes);
  const channels = channelsOf[profile.space];
  if (reader.u8(8) !== channels || reader.u8(9) !== 3) return undefined;
  const isOld = reader.says(0, 'mft1') || reader.says(0, 'mft2');
  const steps = isOld ? oldSteps(reader) : reader.says(0, 'mAB ') ? newSteps(reader) : undefined;
  if (steps === undefined) return undefined;
  const wide = reader.says(0, 'mft2') && profile.pcs === 'Lab' ? 65_535 / 65_280 : 1;
  const connect = profile.pcs === 'Lab' ? fromLab(wide) : fromEncodedXyz;
  return {
    kind: 'table',
    channels,
    toXyz: (values) => connect(steps.reduce<readonly number[]>((now, step) => step(now), values)),
  };
}

/** Tables of one depth: curves, grid, curves. */
function oldSteps(reader: ByteReader): Step[] | undefined {
  const [inputs = 0, outputs = 0, points = 0] = reader.bytes.subarray(8);
  const isByte = reader.says(0, 'mft1');
  const [before, after] = isByte ? [256, 256] : [reader.u16(48) ?? 0, reader.u16(50) ?? 0];
  const start = isByte ? 48 : 52;
  const width = isByte ? 1 : 2;
  const grid = Array<number>(inputs).fill(points);
  const nodes = points ** inputs;
  if (before < 2 || after < 2 || points < 2 || nodes > mostNodes) return undefined;
  const gridAt = start + before * inputs * width;
  const afterAt = gridAt + nodes * outputs * width;
  if (afterAt + after * outputs * width > reader.length) return undefined;
  const read = (from: number, count: number) => samplesOf(reader, from, count, width);
  const curves = (from: number, count: number, length: number) =>
    Array.from({ length: count }, (_, index) => between(read(from + index * length * width, length)));
  return [
    curved(curves(start, inputs, before)),
    interpolated(read(gridAt, nodes * outputs), grid, outputs),
    curved(curves(afterAt, outputs, after)),
  ];
}

/** Up to five steps, each where an offset points: A curves, grid, M curves, matrix, B curves. */
function newSteps(reader: ByteReader): Step[] | undefined {
  const inputs = reader.u8(8) ?? 0;
  const [bAt = 0, matrixAt = 0, mAt = 0, gridAt = 0, aAt = 0] = Array.from({ length: 5 }, (_, index) =>
    reader.u32(12 + 4 * index),
  );
  const steps: (Step | undefined)[] = [];
  if (aAt) steps.push(curvesAt(reader, aAt, inputs));
  if (gridAt) steps.push(gridStep(reader, gridAt, inputs));
  else if (inputs !== 3) return undefined;
  if (mAt) steps.push(curvesAt(reader, mAt, 3));
  if (matrixAt) steps.push(matrixStep(reader, matrixAt));
  if (bAt) steps.push(curvesAt(reader, bAt, 3));
  const whole = steps.filter((step) => step !== undefined);
  return whole.length === steps.length ? whole : undefined;
}

function gridStep(reader: ByteReader, at: number, inputs: number): Step | undefined {
  const grid = [...reader.bytes.subarray(at, at + inputs)];
  const width = reader.u8(at + 16) === 1 ? 1 : 2;
  const nodes = grid.reduce((product, points) => product * points, 1);
  const isSound = grid.length === inputs && grid.every((points) => points >= 2) && nodes <= mostNodes;
  if (!isSound || at + 20 + nodes * 3 * width > reader.length) return undefined;
  return interpolated(samplesOf(reader, at + 20, nodes * 3, width), grid, 3);
}

function curvesAt(reader: ByteReader, from: number, count: number): Step | undefined {
  const curves: Curve[] = [];
  let at = from;
  for (let index = 0; index < count; index += 1) {
    const read = readCurve(reader.bytes.subarray(at));
    if (read === undefined) return undefined;
    curves.push(read.curve);
    at += Math.ceil(read.length / 4) * 4;
  }
  return curved(curves);
}

function matrixStep(reader: ByteReader, at: number): Step {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, x = 0, y = 0, z = 0] = Array.from(
    { length: 12 },
    (_, index) => (reader.i32(at + 4 * index) ?? 0) / 65_536,
  );
  const matrix: Matrix = [
    [a, b, c],
    [d, e, f],
    [g, h, i],
  ];
  return ([r = 0, s = 0, t = 0]) => {
    const [u, v, w] = apply(matrix, [r, s, t]);
    return [u + x, v + y, w + z];
  };
}

const curved =
  (curves: readonly Curve[]): Step =>
  (values) =>
    values.map((value, index) => curves[index]?.(value) ?? value);

function samplesOf(reader: ByteReader, from: number, count: number, width: 1 | 2): Float64Array {
  const value =
    width === 1 ? (at: number) => (reader.u8(at) ?? 0) / 255 : (at: number) => (reader.u16(at) ?? 0) / 65_535;
  return Float64Array.from({ length: count }, (_, index) => value(from + index * width));
}

/** Between the nodes of a grid, along each of its axes. The last axis changes fastest. */
function interpolated(nodes: Float64Array, grid: readonly number[], outputs: number): Step {
  const strides = grid.map((_, axis) =>
    grid.slice(axis + 1).reduce((product, points) => product * points, outputs),
  );
  return (values) => {
    let corners: [at: number, share: number][] = [[0, 1]];
    for (const [axis, points] of grid.entries()) {
      const place = Math.min(1, Math.max(0, values[axis] ?? 0)) * (points - 1);
      const low = Math.min(Math.floor(place), points - 2);
      const share = place - low;
      const stride = strides[axis] ?? 0;
      corners = corners.flatMap(([at, weight]): [number, number][] => [
        [at + low * stride, weight * (1 - share)],
        [at + (low + 1) * stride, weight * share],
      ]);
    }
    return Array.from({ length: outputs }, (_, output) =>
      corners.reduce((sum, [at, weight]) => sum + weight * (nodes[at + output] ?? 0), 0),
    );
  };
}

/** Lab as a profile encodes it, to XYZ under D50. */
const fromLab =
  (scale: number) =>
  ([l = 0, a = 0, b = 0]: readonly number[]): Triple => {
    const fy = (l * scale * 100 + 16) / 116;
    const fx = fy + (a * scale * 255 - 128) / 500;
    const fz = fy - (b * scale * 255 - 128) / 200;
    return [0.9642 * light(fx), light(fy), 0.8249 * light(fz)];
  };

const light = (f: number): number => (f > 6 / 29 ? f ** 3 : 3 * (6 / 29) ** 2 * (f - 4 / 29));

const fromEncodedXyz = ([x = 0, y = 0, z = 0]: readonly number[]): Triple => {
  const scale = 1 + 32_767 / 32_768;
  return [x * scale, y * scale, z * scale];
};
