import { type SizeRule, tierSize } from '../../../images/freeSizes.ts';
import type { Size } from '../../../images/imageTypes.ts';
import { type AspectRatio, aspectRatios, type ImageSize } from '../../../shared/options.ts';

/**
 * OpenAI's reference and Comfy's node agree on it (state of November 2026). The tiers are ours: 1K has as many
 * pixels as the usual square, 2K its long side, 4K all that is drawn.
 */
export const sizeRule: SizeRule = {
  multiple: 16,
  longest: 3840,
  widest: 3,
  least: 655_360,
  most: 8_294_400,
  tiers: {
    '1K': { longest: 1536, most: 1_048_576 },
    '2K': { longest: 2048, most: 4_194_304 },
    '4K': { longest: 3840, most: 8_294_400 },
  },
  usual: [
    '1024x1024',
    '1536x1024',
    '1024x1536',
    '2048x2048',
    '2048x1152',
    '1152x2048',
    '3840x2160',
    '2160x3840',
  ],
};

const shapeOf = (ratio: AspectRatio): Size => {
  const [width = 1, height = 1] = ratio.split(':').map(Number);
  return { width, height };
};
/** Worked out once each: every plan asks for all of them. */
const tierSizes = new Map<string, Size>();

/** A ratio at a size, in pixels. */
export function tierPixels(ratio: AspectRatio, size: ImageSize): Size {
  const key = `${ratio} ${size}`;
  const pixels = tierSizes.get(key) ?? tierSize(shapeOf(ratio), size, sizeRule);
  tierSizes.set(key, pixels);
  return pixels;
}

/** Nothing wider than 3:1 is drawn. */
export const ratios = aspectRatios.filter((ratio) => !['1:4', '4:1', '1:8', '8:1'].includes(ratio));
const usual: Readonly<Partial<Record<AspectRatio, Size>>> = {
  '1:1': { width: 1024, height: 1024 },
  '3:2': { width: 1536, height: 1024 },
  '2:3': { width: 1024, height: 1536 },
};

/** The sizes that every model of this protocol draws; the square for other ratios. */
export const usualPixels = (ratio: AspectRatio): Size => usual[ratio] ?? { width: 1024, height: 1024 };
