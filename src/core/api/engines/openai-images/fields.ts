import { isTransparencyWorkedOut } from '../../../capabilities.ts';
import { spelledSize } from '../../../images/freeSizes.ts';
import { isPixelSize } from '../../../shared/options.ts';
import type { RequestPlan } from '../../body/request.ts';
import { traitsOf } from './models.ts';
import { withShape } from './shapeWords.ts';

/** The fields of a request beside its files, in the order in which OpenAI's own examples have them. */
export interface Fields {
  model: string;
  prompt: string;
  n?: number;
  size?: string;
  quality?: string;
  complexity?: string;
  background?: string;
  output_format?: string;
  response_format?: string;
  stream?: true;
  partial_images?: number;
}

/**
 * What is asked, whether as JSON or in parts. The quality is always said where there are levels, because the models
 * choose a dear one by themselves; a still picture comes as PNG, which is the default and loses nothing.
 */
export function fieldsOf(plan: RequestPlan): Fields {
  const { capabilities, quality, complexity, background, format, pictures = 1, partialImages } = plan;
  const { shape, saysResponseFormat } = traitsOf(capabilities.id);
  const size = shape === 'field' ? sizeOf(plan) : undefined;
  const level = quality || capabilities.defaultQuality;
  return {
    model: capabilities.id,
    prompt: shape === 'words' ? withShape(plan.prompt, plan.aspectRatio) : plan.prompt,
    ...(pictures > 1 && { n: pictures }),
    ...(size && { size }),
    ...(level && { quality: level }),
    ...(complexity && { complexity }),
    ...(background && isNative(plan) && { background }),
    ...(format && format !== 'auto' && { output_format: format }),
    ...(saysResponseFormat && { response_format: 'b64_json' }),
    ...(partialImages && { stream: true, partial_images: partialImages }),
  };
}

/** Of a model that makes no transparency nothing is asked: it is worked out of the picture. */
function isNative({ background, capabilities }: RequestPlan): boolean {
  if (background === 'opaque') return capabilities.backgrounds.includes('opaque');
  return background === 'transparent' && !isTransparencyWorkedOut(capabilities);
}

/** A ratio and a tier are pixels in this protocol. */
function sizeOf({ capabilities, aspectRatio, size }: RequestPlan): string | undefined {
  if (size !== undefined && isPixelSize(size)) return size;
  if (aspectRatio === undefined && size === undefined) return undefined;
  return spelledSize(capabilities.pixels(aspectRatio ?? '1:1', size ?? capabilities.defaultSize));
}
