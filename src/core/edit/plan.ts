import type { ModelCapabilities } from '../capabilities.ts';
import {
  type FitPlan,
  fitPlan,
  nearestRatio,
  type PixelTable,
  ratioDifference,
  smallestCoveringSize,
} from '../images/geometry.ts';
import type { Size } from '../images/imageTypes.ts';
import type { AspectRatio, EditOptions, ImageSize, ThinkingLevel } from '../shared/options.ts';

/** What the options mean for one model and one edited image: what is sent, and how its shape comes back. */
export interface Plan {
  /** Sent as they are; undefined: the field is left out. */
  aspectRatio: AspectRatio | undefined;
  size: ImageSize | undefined;
  thinking: ThinkingLevel | '';
  imageOnly: boolean;
  includeThoughts: boolean;
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
  const table = pixelTableOf(capabilities);
  const aspectRatio =
    options.aspectRatio !== 'auto' ? options.aspectRatio : shape && nearestRatio(shape, table);
  const size =
    options.size !== 'auto'
      ? options.size
      : shape && aspectRatio && capabilities.sizes.length > 0
        ? smallestCoveringSize(shape, aspectRatio, table)
        : undefined;
  const ownShape = pixels === undefined || (edited !== undefined && isAlike(pixels, edited));
  const follows =
    edited !== undefined && ownShape && options.aspectRatio === 'auto' && aspectRatio !== undefined;
  const ownSize = edited?.width === pixels?.width && edited?.height === pixels?.height;
  return {
    aspectRatio,
    size,
    thinking: options.thinking,
    imageOnly: options.imageOnly,
    includeThoughts: options.includeThoughts,
    asked:
      aspectRatio || size
        ? capabilities.pixels(aspectRatio ?? '1:1', size ?? capabilities.defaultSize)
        : undefined,
    fit:
      pixels && !follows
        ? { source: pixels, canvas: pixels }
        : fitFor(capabilities, follows ? edited : undefined, aspectRatio),
    follows,
    exact: follows && (pixels ? ownSize : options.size === 'auto'),
    pixels,
  };
}

/** Shapes so near are brought together by scaling. */
const isAlike = (one: Size, other: Size): boolean => ratioDifference(one, other) <= 0.01;

/**
 * The shape that was asked for: the edited image's own, or that of the ratio. Only the shape counts, which
 * is alike in all tiers, so the default one stands for all: the 512 tier's printed 21:9 is a misprint.
 */
function fitFor(
  capabilities: ModelCapabilities,
  edited: Size | undefined,
  ratio: AspectRatio | undefined,
): FitPlan | undefined {
  if (ratio === undefined) return undefined;
  const pixels = capabilities.pixels(ratio, capabilities.defaultSize);
  return fitPlan(edited ?? pixels, pixels);
}

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
