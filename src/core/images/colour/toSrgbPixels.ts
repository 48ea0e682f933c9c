import type { CodedColours } from './codedColours.ts';
import type { Colours } from './colours.ts';
import { type Curve, toSrgb } from './curve.ts';
import { readIccProfile } from './iccProfile.ts';
import {
  apply,
  bt2020Primaries,
  inverted,
  type Matrix,
  multiply,
  srgbPrimaries,
  type Triple,
  toXyz,
} from './matrix.ts';
import { profileColours } from './profileColours.ts';
import { systemGamma, toneMapped } from './toneMapping.ts';

/** Interleaved values, 8 or 16 bits each. */
export type Samples = Uint8Array | Uint16Array;

/** Colours of ink without a profile. */
export interface InkColours {
  kind: 'ink';
}

/**
 * Makes 8-bit sRGB of pixels whose colours are told otherwise, as Chromium shows them.
 * @param samples `colourChannels` values for each pixel, with `hasAlpha` one more behind them
 * @returns three values for each pixel, with `hasAlpha` four
 */
export function toSrgbPixels(
  colours: Colours | InkColours,
  samples: Samples,
  { colourChannels, hasAlpha }: { colourChannels: number; hasAlpha: boolean },
): Uint8Array {
  const stride = colourChannels + (hasAlpha ? 1 : 0);
  const width = hasAlpha ? 4 : 3;
  const most = samples instanceof Uint8Array ? 255 : 65_535;
  const count = Math.floor(samples.length / stride);
  const made = new Uint8Array(count * width);
  const convert = converterOf(colours, most);
  for (let pixel = 0, from = 0, to = 0; pixel < count; pixel += 1, from += stride, to += width) {
    convert(samples, from, made, to);
    if (hasAlpha) made[to + 3] = Math.round(((samples[from + colourChannels] ?? 0) * 255) / most);
  }
  return made;
}

/** Writes the sRGB of one pixel. */
type Convert = (samples: Samples, from: number, made: Uint8Array, to: number) => void;

function converterOf(colours: Colours | InkColours, most: number): Convert {
  if (colours.kind === 'ink') return withoutProfile(most);
  if (colours.kind === 'coded') {
    const curves = [colours.transfer, colours.transfer, colours.transfer] as const;
    const matrix = toXyz(colours.primaries);
    return byMatrix(curves, matrix, most, colours.hdr && forHdr(colours.hdr, matrix));
  }
  const profile = readIccProfile(colours.profile);
  const found = profile && profileColours(profile);
  if (found?.kind === 'matrix') return byMatrix(found.curves, found.matrix, most);
  if (found?.kind === 'grey') return byCurve(found.curve, most);
  if (found?.kind === 'table') return byTable(found.toXyz, found.channels, most);
  throw new Error('The colour profile can’t be read.');
}

const identity: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const fromXyz: Matrix = inverted(toXyz(srgbPrimaries) ?? identity) ?? identity;

const steps = 65_535;
/** From light in 65,536 steps to the value. */
const encoded = Uint8Array.from({ length: steps + 1 }, (_, step) => Math.round(toSrgb(step / steps) * 255));
const encode = (light: number): number =>
  encoded[light >= 1 ? steps : light > 0 ? Math.round(light * steps) : 0] ?? 0;

const lightsOf = (curve: Curve, most: number): Float32Array =>
  Float32Array.from({ length: most + 1 }, (_, value) => curve(value / most));

function byMatrix(
  curves: readonly [Curve, Curve, Curve],
  colourMatrix: Matrix = identity,
  most: number,
  toneMap?: (red: number, green: number, blue: number) => number,
): Convert {
  const lights = curves.map((curve, index) =>
    index > 0 && curve === curves[0] ? undefined : lightsOf(curve, most),
  );
  const first = lights[0] ?? new Float32Array(1);
  const [reds, greens, blues] = [first, lights[1] ?? first, lights[2] ?? first];
  const [[a, b, c], [d, e, f], [g, h, i]] = multiply(fromXyz, colourMatrix);
  return (samples, from, made, to) => {
    const red = reds[samples[from] ?? 0] ?? 0;
    const green = greens[samples[from + 1] ?? 0] ?? 0;
    const blue = blues[samples[from + 2] ?? 0] ?? 0;
    const gain = toneMap ? toneMap(red, green, blue) : 1;
    made[to] = encode((a * red + b * green + c * blue) * gain);
    made[to + 1] = encode((d * red + e * green + f * blue) * gain);
    made[to + 2] = encode((g * red + h * green + i * blue) * gain);
  };
}

/** The factor for a pixel's light: what is brightest in the widest colours, an HLG scene's brought to the display. */
function forHdr(
  hdr: NonNullable<CodedColours['hdr']>,
  matrix: Matrix = identity,
): (red: number, green: number, blue: number) => number {
  const widest = multiply(inverted(toXyz(bt2020Primaries) ?? identity) ?? identity, matrix);
  return (red, green, blue) => {
    const colours = apply(widest, [red, green, blue]);
    const display = hdr === 'hlg' ? systemGamma(...colours) : 1;
    return display * toneMapped(Math.max(...colours) * display);
  };
}

function byCurve(curve: Curve, most: number): Convert {
  const values = Uint8Array.from({ length: most + 1 }, (_, value) => encode(curve(value / most)));
  return (samples, from, made, to) => made.fill(values[samples[from] ?? 0] ?? 0, to, to + 3);
}

/** Nodes on each axis of the grid that stands for a profile's own tables, by the number of channels. */
const nodesByChannels: Readonly<Record<number, number>> = { 1: 256, 3: 33, 4: 17 };

/** A profile's tables take their time, so they are asked at the nodes of a grid only, each at its first use. */
function byTable(toXyzOf: (values: readonly number[]) => Triple, channels: number, most: number): Convert {
  const points = nodesByChannels[channels] ?? 2;
  const grid = new Float32Array(points ** channels * 3).fill(-1);
  const strides = Array.from({ length: channels }, (_, axis) => points ** (channels - 1 - axis));
  const fill = (node: number) => {
    const values = strides.map((stride) => (Math.floor(node / stride) % points) / (points - 1));
    const light = apply(fromXyz, toXyzOf(values));
    for (let index = 0; index < 3; index += 1) grid[node * 3 + index] = encode(light[index] ?? 0);
  };
  const [lows, shares] = [new Int32Array(channels), new Float64Array(channels)];
  const sums = new Float64Array(3);
  return (samples, from, made, to) => {
    for (let axis = 0; axis < channels; axis += 1) {
      const place = ((samples[from + axis] ?? 0) / most) * (points - 1);
      const low = Math.min(Math.floor(place), points - 2);
      lows[axis] = low;
      shares[axis] = place - low;
    }
    sums.fill(0);
    for (let corner = 0; corner < 1 << channels; corner += 1) {
      let node = 0;
      let weight = 1;
      for (let axis = 0; axis < channels; axis += 1) {
        const up = (corner >> axis) & 1;
        node += ((lows[axis] ?? 0) + up) * (strides[axis] ?? 0);
        weight *= up ? (shares[axis] ?? 0) : 1 - (shares[axis] ?? 0);
      }
      if (weight === 0) continue;
      if ((grid[node * 3] ?? -1) < 0) fill(node);
      for (let index = 0; index < 3; index += 1) {
        sums[index] = (sums[index] ?? 0) + weight * (grid[node * 3 + index] ?? 0);
      }
    }
    for (let index = 0; index < 3; index += 1) made[to + index] = Math.round(sums[index] ?? 0);
  };
}

/**
 * Chromium turns the black ink of a JPEG into shares of the other three before it looks at the profile
 * (measured at Chromium 153). What the panel shows is what is sent, so the same is done here.
 */
export function foldBlack(samples: Samples): void {
  const most = samples instanceof Uint8Array ? 255 : 65_535;
  for (let at = 0; at + 3 < samples.length; at += 4) {
    const paper = 1 - (samples[at + 3] ?? 0) / most;
    for (let index = 0; index < 3; index += 1) {
      samples[at + index] = Math.round(most - (most - (samples[at + index] ?? 0)) * paper);
    }
    samples[at + 3] = 0;
  }
}

/** Ink without a profile is taken as browsers take it: each ink swallows its share of one colour. */
function withoutProfile(most: number): Convert {
  return (samples, from, made, to) => {
    const paper = 1 - (samples[from + 3] ?? 0) / most;
    for (let index = 0; index < 3; index += 1) {
      made[to + index] = Math.round(255 * (1 - (samples[from + index] ?? 0) / most) * paper);
    }
  };
}
