import type { ModelCapabilities } from '../../capabilities.ts';
import { coveringSize, sizeOf, spelledSize, tierSize } from '../../images/freeSizes.ts';
import {
  type FitPlan,
  fitPlan,
  nearestRatio,
  type PixelTable,
  ratioDifference,
  smallestCoveringSize,
} from '../../images/geometry.ts';
import type { Size } from '../../images/imageTypes.ts';
import {
  type AskedSize,
  type AspectRatio,
  type EditOptions,
  isPixelSize,
  type Quality,
} from '../../shared/options.ts';

/** What the options mean for one model and one edited image: what is sent, and how its shape comes back. */
export interface Plan
  extends Pick<
    EditOptions,
    'thinking' | 'complexity' | 'background' | 'format' | 'partialImages' | 'imageOnly' | 'includeThoughts'
  > {
  /** Sent as they are; undefined: the field is left out. */
  aspectRatio: AspectRatio | undefined;
  size: AskedSize | undefined;
  /** The chosen one, or the model's usual one; empty for a model without levels. */
  quality: Quality | '';
  /** The documented pixels of what is asked for; undefined when the model is free to choose. */
  asked: Size | undefined;
  /** How the asked shape is kept: padding before sending, cropping afterwards. Undefined when no ratio is sent. */
  fit: FitPlan | undefined;
  /** True when the shape is the edited image's own. */
  follows: boolean;
  /** True when the result gets exactly the edited image's pixels. */
  exact: boolean;
  /** The result's exact size, where one was asked for. */
  pixels: Size | undefined;
}

/**
 * Decides what is sent. Auto ratio is the nearest one of the model's table, Auto size the smallest tier
 * that covers the edited image; without an edited image neither field is sent on Auto. What
 * the model can't take is refused when the request is built, never dropped.
 * @param pixels the exact size that the result gets; it decides on Auto in place of the edited image
 */
export function planEdit(
  options: EditOptions,
  capabilities: ModelCapabilities,
  edited: Size | undefined,
  pixels?: Size,
): Plan {
  const shape = pixels ?? edited;
  const { aspectRatio, size, asked, canvas } = shapeOf(options, capabilities, shape);
  const ownShape = pixels === undefined || (edited !== undefined && isAlike(pixels, edited));
  const isFree = options.aspectRatio === 'auto' && !isPixelSize(options.size);
  const follows = edited !== undefined && ownShape && isFree && canvas !== undefined;
  const ownSize = edited?.width === pixels?.width && edited?.height === pixels?.height;
  return {
    aspectRatio,
    size,
    thinking: options.thinking,
    quality: options.quality || capabilities.defaultQuality,
    complexity: options.complexity,
    background: options.background,
    format: options.format,
    partialImages: options.partialImages,
    imageOnly: options.imageOnly,
    includeThoughts: options.includeThoughts,
    asked,
    fit:
      pixels && !follows
        ? { source: pixels, canvas: pixels }
        : canvas && fitPlan(follows ? edited : canvas, canvas),
    follows,
    exact: follows && (pixels ? ownSize : options.size === 'auto'),
    pixels,
  };
}

/** Shapes so near are brought together by scaling. */
const isAlike = (one: Size, other: Size): boolean => ratioDifference(one, other) <= 0.01;

interface PlannedShape extends Pick<Plan, 'aspectRatio' | 'size' | 'asked'> {
  /** The shape that comes back; undefined when the model is free to choose. */
  canvas: Size | undefined;
}

function shapeOf(
  options: Pick<EditOptions, 'aspectRatio' | 'size'>,
  capabilities: ModelCapabilities,
  shape: Size | undefined,
): PlannedShape {
  if (isPixelSize(options.size)) return inPixels(sizeOf(options.size));
  const table = pixelTableOf(capabilities);
  const { freeSizes, defaultSize } = capabilities;
  const tier = options.size === 'auto' ? undefined : options.size;
  if (freeSizes && options.aspectRatio === 'auto') {
    if (shape === undefined) return tier ? inPixels(capabilities.pixels('1:1', tier)) : nothingAsked;
    return inPixels(tier ? tierSize(shape, tier, freeSizes) : coveringSize(shape, freeSizes));
  }
  const aspectRatio =
    options.aspectRatio !== 'auto' ? options.aspectRatio : shape && nearestRatio(shape, table);
  const covering =
    shape && aspectRatio && capabilities.sizes.length > 0
      ? smallestCoveringSize(shape, aspectRatio, table)
      : undefined;
  const size = tier ?? covering;
  if (freeSizes && aspectRatio) return inPixels(capabilities.pixels(aspectRatio, size ?? defaultSize));
  return {
    aspectRatio,
    size,
    asked: aspectRatio || size ? capabilities.pixels(aspectRatio ?? '1:1', size ?? defaultSize) : undefined,
    // Only the shape counts, which is alike in all tiers, so the default one stands for all: the 512 tier's
    // printed 21:9 is a misprint.
    canvas: aspectRatio && capabilities.pixels(aspectRatio, defaultSize),
  };
}

const nothingAsked: PlannedShape = {
  aspectRatio: undefined,
  size: undefined,
  asked: undefined,
  canvas: undefined,
};

/** A model that is free in its sizes is asked for pixels, which say its shape too. */
const inPixels = (asked: Size): PlannedShape => ({
  aspectRatio: undefined,
  size: spelledSize(asked),
  asked,
  canvas: asked,
});

/** The pixels of every ratio and tier that the model takes. */
function pixelTableOf(capabilities: ModelCapabilities): PixelTable {
  const tiers = capabilities.sizes.length > 0 ? capabilities.sizes : [capabilities.defaultSize];
  return Object.fromEntries(
    capabilities.aspectRatios.map((ratio) => [
      ratio,
      Object.fromEntries(tiers.map((tier) => [tier, capabilities.pixels(ratio, tier)])),
    ]),
  );
}
