import type { ModelCapabilities } from '../capabilities.ts';
import type { ImageSize } from '../shared/options.ts';

/** Beyond what a timer can hold nothing is a deadline. */
const longestMs = 24 * 3_600_000;

/**
 * How long one edit may take in all, in milliseconds: the person's setting, or by model and size.
 * @param settingSeconds 0: by model and size
 */
export function deadlineFor(
  { deadlineMs }: Pick<ModelCapabilities, 'deadlineMs'>,
  size: ImageSize | undefined,
  settingSeconds: number,
): number {
  if (settingSeconds > 0) return Math.min(longestMs, Math.max(1000, settingSeconds * 1000));
  return size === '4K' ? deadlineMs.at4K : deadlineMs.below4K;
}
