import { formatNumber, leftToRight, t } from './l10n.ts';

/** `1280 × 720`, with the multiplication sign: width first, also where a language is written from right to left. */
export const formatPixels = (width: number, height: number): string => leftToRight(`${width} × ${height}`);

/** Bytes as people read them: `812 B`, `214 KB`, `1.4 MB` (powers of 1000, as file managers show them). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return t('{bytes} B', { bytes: formatNumber(bytes) });
  if (bytes < 999_500) return t('{kilobytes} KB', { kilobytes: formatNumber(Math.round(bytes / 1000)) });
  return t('{megabytes} MB', { megabytes: formatDecimal(bytes / 1_000_000, 1) });
}

/** USD with as many digits as a picture's price needs: `$0.055`, `$1.10`. */
export const formatCost = (usd: number): string =>
  formatNumber(usd, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: usd >= 1 ? 2 : 3,
  });

/** A number with this many digits behind the point. */
export const formatDecimal = (number: number, digits: number): string =>
  formatNumber(number, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** How long something has been going on: `7 s`, `1 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return t('{seconds} s', { seconds });
  return t('{minutes} min {seconds} s', {
    minutes: formatNumber(Math.floor(seconds / 60)),
    seconds: String(seconds % 60).padStart(2, '0'),
  });
}

/** How long something took, wherever it is told: `9.4 s`, from a minute on `1 min 05 s`. */
export const describeSeconds = (seconds: number): string =>
  seconds < 59.95
    ? t('{seconds} s', { seconds: formatDecimal(seconds, 1) })
    : formatDuration(Math.round(seconds) * 1000);
