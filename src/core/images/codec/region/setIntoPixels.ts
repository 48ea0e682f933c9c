import type { PlacedRegion } from '../../region/placedRegion.ts';
import { channelsOf } from '../png/pngFile.ts';
import type { OwnPixels } from './ownPixels.ts';
import { plainSamples } from './ownSamples.ts';
import type { Patch } from './patch.ts';
import { isTinted } from './pngForms.ts';
import { RowSetter } from './setIntoPng.ts';

/** Sets patches into decoded pixels. Grey ones become RGB where the new ones are not grey. */
export function setIntoPixels(
  pixels: OwnPixels,
  patches: readonly Patch[],
  region: PlacedRegion,
): { pixels: OwnPixels; widened: 'grey' | undefined } {
  const { width, height, colour, bitDepth, samples } = pixels;
  const isGrey = colour === 0 || colour === 4;
  const isWidened = isGrey && isTinted(patches, region);
  const into: OwnPixels['colour'] = isWidened ? (colour === 4 ? 6 : 2) : colour;
  const form = { from: plainSamples(colour, bitDepth), to: plainSamples(into, bitDepth) };
  const [channels, channelsInto] = [channelsOf(colour), channelsOf(into)];
  const made = isWidened
    ? bitDepth === 16
      ? new Uint16Array(width * height * channelsInto)
      : new Uint8Array(width * height * channelsInto)
    : samples;
  const setter = new RowSetter(pixels, patches, region);
  const old = new Uint16Array(width * channels);
  const row = isWidened ? new Uint16Array(width * channelsInto) : old;
  for (let y = 0; y < height; y += 1) {
    const isTouched = setter.touches(y);
    if (!isTouched && !isWidened) continue;
    old.set(samples.subarray(y * width * channels, (y + 1) * width * channels));
    if (isWidened) spread(old, row, width, channels, channelsInto);
    if (isTouched) setter.set(y, old, row, form);
    made.set(row, y * width * channelsInto);
  }
  return {
    pixels: { ...pixels, colour: into, samples: made },
    widened: isWidened ? 'grey' : undefined,
  };
}

/** Grey as red, green and blue. */
function spread(grey: Uint16Array, row: Uint16Array, width: number, channels: number, into: number): void {
  for (let x = 0; x < width; x += 1) {
    row.fill(grey[x * channels] ?? 0, x * into, x * into + 3);
    if (into === 4) row[4 * x + 3] = grey[2 * x + 1] ?? 0;
  }
}
