import { type Curve, fromSrgb } from './curve.ts';
import { readIccProfile } from './iccProfile.ts';
import { inverted, multiply, srgbPrimaries, toXyz } from './matrix.ts';
import { profileColours } from './profileColours.ts';

const steps = 65_535;

/** Whether pixels can be brought into a profile: one of red, green and blue with curves and a matrix. */
export const takesColours = (profile: Uint8Array): boolean => converter(profile) !== undefined;

/**
 * Brings 8-bit sRGB pixels into a profile's values, in place. An alpha channel stays as it is.
 * @param channels 3, or 4 with alpha
 */
export function fromSrgbPixels(profile: Uint8Array, pixels: Uint8Array, channels: 3 | 4): void {
  const convert = converter(profile);
  if (convert === undefined) throw new Error('Nothing can be brought into this colour profile.');
  for (let at = 0; at + 2 < pixels.length; at += channels) convert(pixels, at);
}

function converter(bytes: Uint8Array): ((pixels: Uint8Array, at: number) => void) | undefined {
  const profile = readIccProfile(bytes);
  const colours = profile && profileColours(profile);
  if (colours?.kind !== 'matrix') return undefined;
  const back = inverted(colours.matrix);
  const own = toXyz(srgbPrimaries);
  if (!(back && own)) return undefined;
  const [[a, b, c], [d, e, f], [g, h, i]] = multiply(back, own);
  const [reds, greens, blues] = colours.curves.map(valuesOf);
  const lights = Float32Array.from({ length: 256 }, (_, value) => fromSrgb(value / 255));
  const step = (light: number) => (light >= 1 ? steps : light > 0 ? Math.round(light * steps) : 0);
  return (pixels, at) => {
    const red = lights[pixels[at] ?? 0] ?? 0;
    const green = lights[pixels[at + 1] ?? 0] ?? 0;
    const blue = lights[pixels[at + 2] ?? 0] ?? 0;
    pixels[at] = reds?.[step(a * red + b * green + c * blue)] ?? 0;
    pixels[at + 1] = greens?.[step(d * red + e * green + f * blue)] ?? 0;
    pixels[at + 2] = blues?.[step(g * red + h * green + i * blue)] ?? 0;
  };
}

/** The nearest value for each of 65,536 steps of light: the inverse of a rising curve. */
function valuesOf(curve: Curve): Uint8Array {
  const values = new Uint8Array(steps + 1);
  let from = 0;
  for (let value = 0; value < 255; value += 1) {
    const to = Math.min(steps + 1, Math.max(from, Math.ceil(curve((value + 0.5) / 255) * steps)));
    values.fill(value, from, to);
    from = to;
  }
  return values.fill(255, from);
}
