import { mostPixels } from '../../images/codec.ts';
import { tooLargeForType, tooManyPixels } from '../../images/codecError.ts';
import { type ImageInfo, longestSide, type OutputType } from '../../images/imageTypes.ts';
import type { Plan } from './plan.ts';

/**
 * Why a result could not be made in the size that it shall get, as a sentence; undefined where it can.
 * @param type undefined: the one that comes back
 */
export function targetProblem(
  plan: Plan,
  edited: ImageInfo | undefined,
  type: OutputType | undefined,
): string | undefined {
  const size = plan.pixels ?? (plan.exact ? edited : undefined);
  if (size === undefined) return undefined;
  const { width, height } = size;
  if (width * height > mostPixels) return tooManyPixels(width, height, mostPixels).message;
  const most = (type && longestSide[type]) ?? Number.POSITIVE_INFINITY;
  return type && Math.max(width, height) > most ? tooLargeForType(type).message : undefined;
}
