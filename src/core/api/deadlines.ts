import type { ImageSize } from '../shared/options.ts';
import type { ModelCapabilities } from './models.ts';

/** Beyond what a timer can hold nothing is a deadline. */
const longestMs = 24 * 3_600_000;

/**
 * How long one edit may take in all, in milliseconds: the person's setting, or by model and size as
 * APIYI advises (360 s, for Pro 300 s, and 600 s at 4K). A dropped request is billed, so these are long.
 * @param settingSeconds 0: by model and size
 */
export function deadlineFor(
  capabilities: Pick<ModelCapabilities, 'family'>,
  size: ImageSize | undefined,
  settingSeconds: number,
): number {
  if (settingSeconds > 0) return Math.min(longestMs, Math.max(1000, settingSeconds * 1000));
  if (size === '4K' && (capabilities.family === '3-pro' || capabilities.family === 'unknown')) return 600_000;
  return capabilities.family === '3-pro' ? 300_000 : 360_000;
}
