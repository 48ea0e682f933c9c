/** `1280 × 720`, with the multiplication sign. */
export const formatPixels = (width: number, height: number): string => `${width} × ${height}`;

/** Bytes as people read them: `812 B`, `214 KB`, `1.4 MB` (powers of 1000, as file managers show them). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** USD with as many digits as a picture's price needs: `$0.055`, `$1.10`. */
export function formatCost(usd: number): string {
  if (usd >= 1) return `$${usd.toFixed(2)}`;
  const digits = usd.toFixed(3);
  return `$${digits.endsWith('0') ? digits.slice(0, -1) : digits}`;
}

/** How long something has been going on: `7 s`, `1 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** How long something took, wherever it is told: `9.4 s`, from a minute on `1 min 05 s`. */
export const describeSeconds = (seconds: number): string =>
  seconds < 59.95 ? `${seconds.toFixed(1)} s` : formatDuration(Math.round(seconds) * 1000);
