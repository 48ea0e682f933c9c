import type { ModelCapabilities } from '../api/models.ts';
import {
  type FitPlan,
  fitPlan,
  nearestRatio,
  type PixelTable,
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
}

/**
 * Decides what is sent. Auto ratio is the nearest one of the model's table, Auto size the smallest tier
 * that covers the edited image; without an edited image neither field is sent on Auto. What
 * the model can't take is refused when the request is built, never dropped.
 */
export function planEdit(
  options: EditOptions,
  capabilities: ModelCapabilities,
  edited: Size | undefined,
): Plan {
  const table = pixelTableOf(capabilities);
  const aspectRatio =
    options.aspectRatio !== 'auto' ? options.aspectRatio : edited && nearestRatio(edited, table);
  const size =
    options.size !== 'auto'
      ? options.size
      : edited && aspectRatio && capabilities.sizes.length > 0
        ? smallestCoveringSize(edited, aspectRatio, table)
        : undefined;
  const follows = edited !== undefined && options.aspectRatio === 'auto' && aspectRatio !== undefined;
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
    fit: fitFor(capabilities, follows ? edited : undefined, aspectRatio),
    follows,
    exact: follows && options.size === 'auto',
  };
}

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
