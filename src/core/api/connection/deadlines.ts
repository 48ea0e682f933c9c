import type { ModelCapabilities } from '../../capabilities.ts';
import { sizeOf } from '../../images/freeSizes.ts';
import { type AskedSize, isPixelSize } from '../../shared/options.ts';

/** Beyond what a timer can hold nothing is a deadline. */
const longestMs = 24 * 3_600_000;

/** From here on APIYI tells of more than five minutes (docs.apiyi.com, time-outs). */
const manyInputs = 5;

/**
 * How long one edit may take in all, in milliseconds: the person's setting, or by model and size.
 * @param settingSeconds 0: by model and size
 * @param work many images, or several pictures asked for at once, take as long as a large one
 */
export function deadlineFor(
  { deadlineMs }: Pick<ModelCapabilities, 'deadlineMs'>,
  size: AskedSize | undefined,
  settingSeconds: number,
  { inputs = 0, pictures = 1 } = {},
): number {
  if (settingSeconds > 0) return Math.min(longestMs, Math.max(1000, settingSeconds * 1000));
  const isLong = (size !== undefined && isLarge(size)) || inputs >= manyInputs || pictures > 1;
  return isLong ? deadlineMs.at4K : deadlineMs.below4K;
}

/** More pixels than a display of 2560 x 1440. */
function isLarge(size: AskedSize): boolean {
  if (!isPixelSize(size)) return size === '4K';
  const { width, height } = sizeOf(size);
  return width * height > 2560 * 1440;
}
