import type { Colours } from './colours.ts';
import { type Curve, fromSrgb } from './curve.ts';
import { readIccProfile } from './iccProfile.ts';
import { inverted, type Matrix, multiply, srgbPrimaries, toXyz } from './matrix.ts';
import { profileColours } from './profileColours.ts';

/** Brings sRGB, 0 to 255 and between them, into a picture's own values in place. */
export type IntoOwn = (pixels: Float32Array, at: number) => void;

const steps = 4096;

/**
 * How sRGB becomes a picture's own colours, with fractions, for pictures of any depth.
 * @param colours how the picture's are told; undefined: they are sRGB
 * @returns undefined where there is no way back: tables, and what is brighter than a page's white
 */
export function intoOwnColours(colours: Colours | undefined): IntoOwn | undefined {
  if (colours === undefined) return () => {};
  if (colours.kind === 'coded') {
    const matrix = toXyz(colours.primaries);
    if (colours.hdr !== undefined || matrix === undefined) return undefined;
    return byMatrix([colours.transfer, colours.transfer, colours.transfer], matrix);
  }
  const profile = readIccProfile(colours.profile);
  const read = profile && profileColours(profile);
  if (read?.kind === 'matrix') return byMatrix(read.curves, read.matrix);
  if (read?.kind !== 'grey') return undefined;
  const value = valuesFrom(read.curve);
  return (pixels, at) => {
    const light =
      0.2126 * lightOf(pixels[at]) + 0.7152 * lightOf(pixels[at + 1]) + 0.0722 * lightOf(pixels[at + 2]);
    pixels.fill(value(light), at, at + 3);
  };
}

function byMatrix(curves: readonly Curve[], matrix: Matrix): IntoOwn | undefined {
  const [back, own] = [inverted(matrix), toXyz(srgbPrimaries)];
  if (!(back && own)) return undefined;
  const [[a, b, c], [d, e, f], [g, h, i]] = multiply(back, own);
  const [reds, greens, blues] = curves.map(valuesFrom);
  return (pixels, at) => {
    const red = lightOf(pixels[at]);
    const green = lightOf(pixels[at + 1]);
    const blue = lightOf(pixels[at + 2]);
    pixels[at] = reds?.(a * red + b * green + c * blue) ?? 0;
    pixels[at + 1] = greens?.(d * red + e * green + f * blue) ?? 0;
    pixels[at + 2] = blues?.(g * red + h * green + i * blue) ?? 0;
  };
}

const lights = Float32Array.from({ length: steps + 1 }, (_, index) => fromSrgb(index / steps));

/** The light of a value of 0 to 255. */
const lightOf = (value: number | undefined): number =>
  lights[Math.round((Math.min(255, Math.max(0, value ?? 0)) / 255) * steps)] ?? 0;

/** The inverse of a rising curve, to 0 to 255: looked up in its steps and straight between them. */
function valuesFrom(curve: Curve): (light: number) => number {
  const lightAt = Float64Array.from({ length: steps + 1 }, (_, index) => curve(index / steps));
  return (light) => {
    let [low, high] = [0, steps];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lightAt[middle] ?? 0) <= light) low = middle;
      else high = middle;
    }
    const [from, to] = [lightAt[low] ?? 0, lightAt[high] ?? 0];
    const share = to > from ? Math.min(1, Math.max(0, (light - from) / (to - from))) : 0;
    return (255 * (low + share)) / steps;
  };
}
