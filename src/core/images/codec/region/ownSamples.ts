import { channelsOf, type PngColour, type PngDepth } from '../png/pngFile.ts';
import type { Rgba } from './blend.ts';

/** How a picture stores a pixel: read into red, green, blue and alpha of 0 to 255, and written back. */
export interface OwnSamples {
  channels: number;
  read(samples: Uint16Array, x: number, out: Rgba): void;
  /** Rounds to the picture's own steps. */
  write(samples: Uint16Array, x: number, colour: Readonly<Rgba>): void;
  /** Whether the same samples are the same colours there. */
  isLike(other: OwnSamples): boolean;
}

/** Samples of grey or RGB. */
interface PlainSamples extends OwnSamples {
  form: string;
}

/** Of grey, as ITU-R BT.709 weighs the colours. */
export const greyOf = (red: number, green: number, blue: number): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/**
 * Pixels of grey or RGB, with alpha or without.
 * @param transparent the one colour that a file without alpha calls transparent
 */
export function plainSamples(
  colour: Exclude<PngColour, 3>,
  bitDepth: PngDepth,
  transparent?: readonly number[],
): OwnSamples {
  const form = JSON.stringify([colour, bitDepth, transparent]);
  const channels = channelsOf(colour);
  const isGrey = colour === 0 || colour === 4;
  const hasAlpha = colour === 4 || colour === 6;
  const most = 2 ** bitDepth - 1;
  const step = 255 / most;
  const stored = (value: number) => Math.min(most, Math.max(0, Math.round(value / step)));
  const colours = isGrey ? 1 : 3;
  const isTransparent = (samples: Uint16Array, at: number) =>
    transparent?.every((value, channel) => channel >= colours || samples[at + channel] === value) === true;
  const own: PlainSamples = {
    form,
    channels,
    isLike: (other) => 'form' in other && other.form === form,
    read(samples, x, out) {
      const at = channels * x;
      out[0] = (samples[at] as number) * step;
      out[1] = isGrey ? out[0] : (samples[at + 1] as number) * step;
      out[2] = isGrey ? out[0] : (samples[at + 2] as number) * step;
      out[3] = hasAlpha
        ? (samples[at + channels - 1] as number) * step
        : isTransparent(samples, at)
          ? 0
          : 255;
    },
    write(samples, x, value) {
      const at = channels * x;
      if (transparent && value[3] < 127.5) {
        for (let channel = 0; channel < colours; channel += 1)
          samples[at + channel] = transparent[channel] ?? 0;
        return;
      }
      if (isGrey) samples[at] = stored(greyOf(value[0], value[1], value[2]));
      else
        for (let channel = 0; channel < 3; channel += 1) samples[at + channel] = stored(value[channel] ?? 0);
      if (hasAlpha) samples[at + channels - 1] = stored(value[3]);
      // A new colour must not be the one that stands for transparent.
      else if (isTransparent(samples, at)) samples[at] = samples[at] === 0 ? 1 : (samples[at] as number) - 1;
    },
  };
  return own;
}
