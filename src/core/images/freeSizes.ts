import { formatNumber, t } from '../shared/l10n.ts';
import type { ImageSize, PixelSize } from '../shared/options.ts';
import { ratioDifference } from './geometry.ts';
import type { Size } from './imageTypes.ts';

/** Which sizes in pixels a model draws, where it is free in them. */
export interface SizeRule {
  /** Both sides are divisible by it. */
  multiple: number;
  /** Of the longer side. */
  longest: number;
  /** The longer side by the shorter one. */
  widest: number;
  /** Pixels of the whole picture. */
  least: number;
  most: number;
  /** What a tier means: the longest side and the most pixels of a picture in it. */
  tiers: Readonly<Partial<Record<ImageSize, { longest: number; most: number }>>>;
  /** What people ask for most often. */
  usual: readonly PixelSize[];
}

/** Shapes that differ by no more than this are brought together by scaling. */
const tolerance = 0.01;

export const spelledSize = ({ width, height }: Size): PixelSize => `${width}x${height}`;

export function sizeOf(size: PixelSize): Size {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}

/** Why a size is outside of a rule, in words to follow a colon; undefined when it is inside. */
export function whyNotFree(size: Size, rule: SizeRule): string | undefined {
  if (isFree(size, rule)) return undefined;
  const { width, height } = size;
  const { multiple, longest, widest, least } = rule;
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (width % multiple !== 0 || height % multiple !== 0)
    return t('both sides must be divisible by {multiple}', { multiple });
  if (long > longest) return t('no side may have more than {longest} pixels', { longest });
  if (long > short * widest)
    return t('one side may be at most {widest} times as long as the other', { widest });
  if (width * height < least)
    return t('it must have at least {least} pixels', { least: formatNumber(least) });
  return t('it may have at most {most} pixels', { most: formatNumber(rule.most) });
}

/**
 * The size to ask for where a picture shall come back in its own shape: the smallest of this shape that covers
 * it, the largest where none does, and the nearest shape for one that the rule doesn't have.
 */
export function coveringSize(source: Size, rule: SizeRule): Size {
  const sizes = sizesLike(source, rule);
  const covering = sizes.filter(({ width, height }) => width >= source.width && height >= source.height);
  return covering.length > 0 ? bestOf(covering, source, smallest) : bestOf(sizes, source, largest);
}

/** The largest size of a shape in a tier. */
export function tierSize(shape: Size, tier: ImageSize, rule: SizeRule): Size {
  const { longest, most } = rule.tiers[tier] ?? rule;
  const inTier = sizesLike(shape, {
    ...rule,
    longest: Math.min(longest, rule.longest),
    most: Math.min(most, rule.most),
  });
  return bestOf(
    inTier.length > 0 ? inTier : sizesLike(shape, rule),
    shape,
    inTier.length > 0 ? largest : smallest,
  );
}

const smallest = ({ width, height }: Size): number => width * height;
const largest = ({ width, height }: Size): number => -width * height;

/** Whether the rule has a size. `whyNotFree` says why not; hundreds of sizes are tried, and sentences take time. */
const isFree = ({ width, height }: Size, { multiple, longest, widest, least, most }: SizeRule): boolean =>
  width % multiple === 0 &&
  height % multiple === 0 &&
  Math.max(width, height) <= longest &&
  Math.max(width, height) <= Math.min(width, height) * widest &&
  width * height >= least &&
  width * height <= most;

/** Every size of the rule that is about as wide for its height as a picture. */
function sizesLike(shape: Size, rule: SizeRule): Size[] {
  const { multiple, longest, widest } = rule;
  const ratio = Math.min(widest, Math.max(1 / widest, shape.width / shape.height));
  const sizes: Size[] = [];
  for (let width = multiple; width <= longest; width += multiple) {
    const down = Math.floor(width / ratio / multiple) * multiple;
    for (const height of [down, down + multiple]) {
      const size = { width, height };
      if (height > 0 && isFree(size, rule)) sizes.push(size);
    }
  }
  return sizes;
}

/** The size with the least cost among those whose shape needs no padding; without one the nearest shape. */
function bestOf(sizes: readonly Size[], shape: Size, cost: (size: Size) => number): Size {
  const all = sizes.map((size) => ({ size, cost: cost(size), difference: ratioDifference(size, shape) }));
  const nearest = Math.min(...all.map(({ difference }) => difference));
  const most = nearest <= tolerance ? tolerance : nearest + tolerance;
  const [first] = all
    .filter(({ difference }) => difference <= most)
    .sort((one, other) => one.cost - other.cost || one.difference - other.difference);
  if (first === undefined) throw new RangeError('the rule has no size');
  return first.size;
}
