import type { Size } from '../imageTypes.ts';
import type { Rgb } from './keyColours.ts';

/** Red, green and blue of each pixel, row by row. */
export interface RgbPicture extends Size {
  pixels: Uint8Array;
}

/** What lies around the subject: the colour of the backdrop, or why there is none to go by. */
export type Backdrop =
  | { ok: true; colour: Rgb /** Steps by which most of it differs from that. */; noise: number }
  | { ok: false; reason: 'missing' | 'uneven' | 'checkerboard' };

/** Of the shorter side: how wide the frame is that is looked at. */
const frameShare = 0.05;
/** Steps by which a pixel may differ from the colour that was asked for and still be meant as it. */
const meant = 110;
/** So much of the frame must be backdrop. */
const leastShare = 0.15;
/** Steps between parts of the frame, and within them, that are still one flat colour. */
const [mostBetween, mostWithin] = [16, 14];

/** Looks at the frame of a picture for the one flat colour that was asked for. */
export function observeBackdrop(picture: RgbPicture, asked: Rgb): Backdrop {
  if (isCheckerboard(picture)) return { ok: false, reason: 'checkerboard' };
  const parts = frameParts(picture);
  const whole = parts.flat();
  const own = parts.map((part) => part.filter((at) => distance(picture.pixels, at, asked) < meant));
  const all = own.flat();
  if (all.length < leastShare * whole.length || all.length === 0) return { ok: false, reason: 'missing' };
  const colour = medianOf(picture.pixels, all);
  const farthest = Math.max(
    ...own.filter((part) => part.length >= 20).map((part) => step(medianOf(picture.pixels, part), colour)),
    0,
  );
  const steps = all
    .map((at) =>
      step(
        [0, 1, 2].map((channel) => picture.pixels[at + channel] ?? 0),
        colour,
      ),
    )
    .sort((a, b) => a - b);
  const noise = steps[Math.floor(steps.length * 0.7)] ?? 0;
  if (farthest > mostBetween || noise > mostWithin) return { ok: false, reason: 'uneven' };
  return { ok: true, colour, noise };
}

/** Where the pixels of the frame begin, in eight parts: corners and sides. At most some thousands of each. */
function frameParts({ width, height }: RgbPicture): number[][] {
  const wide = Math.max(1, Math.round(Math.min(width, height) * frameShare));
  const parts: number[][] = Array.from({ length: 9 }, () => []);
  const stride = Math.max(1, Math.floor(Math.sqrt((width * height) / 1_000_000)));
  const third = (at: number, length: number) => Math.min(2, Math.floor((3 * at) / length));
  for (let y = 0; y < height; y += stride) {
    const isEdge = y < wide || y >= height - wide;
    for (let x = 0; x < width; x += stride) {
      if (!isEdge && x >= wide && x < width - wide) {
        x += Math.max(0, Math.floor((width - wide - x - 1) / stride) * stride);
        continue;
      }
      parts[3 * third(y, height) + third(x, width)]?.push(3 * (y * width + x));
    }
  }
  return parts;
}

const distance = (pixels: Uint8Array, at: number, [red, green, blue]: Rgb): number =>
  Math.hypot((pixels[at] ?? 0) - red, (pixels[at + 1] ?? 0) - green, (pixels[at + 2] ?? 0) - blue);

const step = (one: readonly number[], other: Rgb): number =>
  Math.max(...other.map((value, channel) => Math.abs(value - (one[channel] ?? 0))));

function medianOf(pixels: Uint8Array, places: readonly number[]): Rgb {
  const median = (channel: number) => {
    const counts = new Uint32Array(256);
    for (const at of places) {
      const value = pixels[at + channel] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    let left = places.length / 2;
    for (const [value, count] of counts.entries()) {
      left -= count;
      if (left <= 0) return value;
    }
    return 0;
  };
  return [median(0), median(1), median(2)];
}

/** Squares of a painted checkerboard, in pixels, and how many of them in a row show one. */
const [leastSquare, leastSquares] = [4, 6];

/**
 * Whether the frame shows the grey squares by which programs draw transparency: a model that was asked for
 * transparency paints them.
 */
export function isCheckerboard(picture: RgbPicture): boolean {
  const { width, height } = picture;
  const near = (length: number) => Math.max(0, Math.round(length * 0.02));
  const rows = [near(height), Math.max(0, height - 1 - near(height))].map((y) =>
    Array.from({ length: width }, (_, x) => 3 * (y * width + x)),
  );
  const columns = [near(width), Math.max(0, width - 1 - near(width))].map((x) =>
    Array.from({ length: height }, (_, y) => 3 * (y * width + x)),
  );
  const shows = (lines: readonly number[][]) => lines.some((line) => alternates(picture.pixels, line));
  return shows(rows) && shows(columns);
}

/** Whether a line of pixels goes to and fro between two greys in equal steps. */
function alternates(pixels: Uint8Array, line: readonly number[]): boolean {
  const levels: number[] = [];
  for (const at of line) {
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 16) return false;
    levels.push(green);
  }
  const [low, high] = [percentile(levels, 0.1), percentile(levels, 0.9)];
  if (high - low < 6 || high - low > 130) return false;
  const middle = (low + high) / 2;
  const runs: number[] = [];
  let [length, wasHigh] = [0, false];
  for (const level of levels) {
    if (length > 0 && level > middle !== wasHigh) {
      runs.push(length);
      length = 0;
    }
    wasHigh = level > middle;
    length += 1;
  }
  const inner = runs.slice(1);
  if (inner.length < leastSquares) return false;
  const usual = percentile(inner, 0.5);
  const alike = inner.filter((run) => Math.abs(run - usual) <= Math.max(1, 0.25 * usual));
  return usual >= leastSquare && alike.length >= 0.7 * inner.length;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
