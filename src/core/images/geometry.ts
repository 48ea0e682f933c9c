import type { AspectRatio, ImageSize } from '../shared/options.ts';
import { aspectRatios, imageSizes } from '../shared/options.ts';
import type { Size } from './imageTypes.ts';

/** The pixels of one model: for each ratio it takes, those of each size tier it takes. */
export type PixelTable = Readonly<Partial<Record<AspectRatio, Readonly<Partial<Record<ImageSize, Size>>>>>>;

export interface Rectangle extends Size {
  left: number;
  top: number;
}

/** How to bring a picture into another shape before sending it; all in whole pixels. */
export interface Padding {
  /** Factor by which the picture is enlarged first. Above 1 only for tiny pictures, where a pixel is a large step. */
  enlarge: number;
  /** Edge pixels to add on each side after that. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What to cut out of a result, and the size it is brought to afterwards. */
export interface Restoring {
  crop: Rectangle;
  resize: Size;
}

export interface FitPlan {
  source: Size;
  /** Missing when the picture can be sent as it is. */
  pad?: Padding;
  /** What is sent: the source, or the padded canvas. */
  canvas: Size;
}

/** Shapes that differ by no more than this are brought together by scaling. */
const tolerance = 0.01;
/** Padded canvases have at least this many pixels on the shorter side, so that rounding doesn't change their ratio. */
const leastCanvasSide = 200;
/** A tier whose pixels are further than this from its ratio is a misprint in the model's table. */
const misprint = 0.05;

/** How far two shapes are from each other, whichever is wider: 0 is alike, 0.01 is one per cent. */
export const ratioDifference = (first: Size, second: Size): number =>
  Math.exp(Math.abs(Math.log((first.width / first.height) * (second.height / second.width)))) - 1;

/**
 * The ratio in the model's table that is nearest to the source's shape; nothing when the table is empty.
 * Nearest means the least padding, the same for wide and tall pictures.
 */
export function nearestRatio(source: Size, table: PixelTable): AspectRatio | undefined {
  let nearest: { ratio: AspectRatio; difference: number } | undefined;
  for (const ratio of aspectRatios) {
    for (const [, pixels] of soundTiers(ratio, table)) {
      const difference = ratioDifference(source, pixels);
      if (!nearest || difference < nearest.difference) nearest = { ratio, difference };
    }
  }
  return nearest?.ratio;
}

/** The smallest tier whose pixels hold the whole source at this ratio; the largest when none does. */
export function smallestCoveringSize(
  source: Size,
  ratio: AspectRatio,
  table: PixelTable,
): ImageSize | undefined {
  const tiers = soundTiers(ratio, table);
  const covering = tiers.find(([, size]) => size.width >= source.width && size.height >= source.height);
  return (covering ?? tiers.at(-1))?.[0];
}

/**
 * Plans how a picture gets through a model that answers in another shape: alike shapes are sent as they
 * are and scaled back, others are padded to the target's ratio with the picture in the middle.
 */
export function fitPlan(source: Size, target: Size): FitPlan {
  if (ratioDifference(source, target) <= tolerance) return { source, canvas: source };
  const ratio = target.width / target.height;
  const bare = canvasOf(source, ratio);
  const enlarge = Math.max(1, Math.ceil(leastCanvasSide / Math.min(bare.width, bare.height)));
  const inner = { width: source.width * enlarge, height: source.height * enlarge };
  const exact = canvasOf(inner, ratio);
  const canvas = {
    width: Math.max(inner.width, Math.round(exact.width)),
    height: Math.max(inner.height, Math.round(exact.height)),
  };
  const left = Math.floor((canvas.width - inner.width) / 2);
  const top = Math.floor((canvas.height - inner.height) / 2);
  const pad = {
    enlarge,
    left,
    top,
    right: canvas.width - inner.width - left,
    bottom: canvas.height - inner.height - top,
  };
  return { source, canvas, pad };
}

/**
 * How to get the source's part back out of a result of any size. A result of another shape than the
 * canvas is cut to it around its middle; nothing is ever stretched by more than a per cent.
 *
 * @param to `source` brings back the source's exact size, `result` keeps the result's own scale
 */
export function restore(plan: FitPlan, result: Size, to: 'source' | 'result' = 'source'): Restoring {
  const { canvas, source } = plan;
  const whole = ratioDifference(result, canvas) <= tolerance;
  const scale = Math.min(result.width / canvas.width, result.height / canvas.height);
  const scaleX = whole ? result.width / canvas.width : scale;
  const scaleY = whole ? result.height / canvas.height : scale;
  const pad = plan.pad ?? { enlarge: 1, left: 0, top: 0 };
  const across = span(result.width, canvas.width, pad.left, source.width * pad.enlarge, scaleX);
  const down = span(result.height, canvas.height, pad.top, source.height * pad.enlarge, scaleY);
  const crop = { left: across.start, top: down.start, width: across.length, height: down.length };
  const resize = to === 'source' ? source : { width: crop.width, height: crop.height };
  return { crop, resize: { width: resize.width, height: resize.height } };
}

/** Where a stretch of the canvas lies on one axis of the result, the canvas lying in its middle; whole pixels. */
function span(result: number, canvas: number, offset: number, inner: number, scale: number) {
  const length = Math.min(result, Math.max(1, Math.round(inner * scale)));
  const middle = result / 2 + (offset + inner / 2 - canvas / 2) * scale;
  const start = Math.min(Math.max(0, Math.round(middle - length / 2)), result - length);
  return { start, length };
}

/** The smallest canvas of this ratio around a picture; not yet whole pixels. */
const canvasOf = ({ width, height }: Size, ratio: number): Size =>
  width / height > ratio ? { width, height: width / ratio } : { width: height * ratio, height };

/** The tiers of a ratio, smallest first, without misprints. */
function soundTiers(ratio: AspectRatio, table: PixelTable): [ImageSize, Size][] {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  return imageSizes.flatMap((tier) => {
    const size = table[ratio]?.[tier];
    const sound = size && ratioDifference(size, { width: across, height: down }) <= misprint;
    return sound ? [[tier, size] satisfies [ImageSize, Size]] : [];
  });
}
