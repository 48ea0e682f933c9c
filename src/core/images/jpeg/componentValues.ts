import type { Model } from './frame.ts';

/** The value of one component for the pixel whose channels begin at a place. */
export type ComponentValue = (pixels: Uint8Array, at: number) => number;

/** Channels of a pixel. */
export const channelsOf = (model: Model): 1 | 3 | 4 =>
  model === 'grey' ? 1 : model === 'cmyk' || model === 'ycck' ? 4 : 3;

const plain =
  (channel: number): ComponentValue =>
  (pixels, at) =>
    pixels[at + channel] ?? 0;

/** A weighted sum of the first three channels (JFIF 1.02: BT.601 with the full range). */
const weighted =
  (offset: number, red: number, green: number, blue: number): ComponentValue =>
  (pixels, at) =>
    offset + red * (pixels[at] ?? 0) + green * (pixels[at + 1] ?? 0) + blue * (pixels[at + 2] ?? 0);

const ycc = [
  weighted(0, 0.299, 0.587, 0.114),
  weighted(128, -0.168_735_892, -0.331_264_108, 0.5),
  weighted(128, 0.5, -0.418_687_589, -0.081_312_411),
];
/** The same of colours that are told the other way round, as YCCK does. */
const turned = ycc.map(
  (value, index): ComponentValue =>
    (pixels, at) =>
      index === 0 ? 255 - value(pixels, at) : 256 - value(pixels, at),
);

/** How the components of a picture are made of its pixels, in their order. Values are not rounded. */
export function componentValues(model: Model): ComponentValue[] {
  if (model === 'ycc') return ycc;
  if (model === 'ycck') return [...turned, plain(3)];
  return Array.from({ length: channelsOf(model) }, (_, channel) => plain(channel));
}
