import { formatPixels } from '../format.ts';
import { formatNumber, plural, t } from '../l10n.ts';
import type { Region } from './region.ts';

/** "Outside the region: 0 of 8,102,400 pixels changed" */
export const outsideWords = ({ pixels, changed }: { pixels: number; changed: number }): string =>
  t('Outside the region: {changed} of {pixels} pixels changed', {
    changed: formatNumber(changed),
    pixels: formatNumber(pixels),
  });

/** "about 12 % of the pixels", of a picture that was edited as a whole. */
export function changedWords({ share, tolerance }: { share: number; tolerance: number }): string {
  const percent = 100 * share;
  if (share === 0) return t('none of the pixels by more than {tolerance} of 255', { tolerance });
  if (percent < 1) return t('less than 1 % of the pixels by more than {tolerance} of 255', { tolerance });
  return t('about {percent} % of the pixels by more than {tolerance} of 255', {
    percent: Math.round(percent),
    tolerance,
  });
}

/** "400 × 300 at 1200, 800", or how many shapes it has. */
export function regionWords({ shapes, inverted, of }: Region): string {
  const [only, ...more] = shapes;
  if (only?.kind !== 'rectangle' || more.length > 0) {
    return inverted
      ? plural(shapes.length, { one: 'all but one shape', other: 'all but {count} shapes' })
      : plural(shapes.length, { one: 'one shape', other: '{count} shapes' });
  }
  const isFraction = of === null && Math.max(only.x, only.y, only.width, only.height) <= 1;
  const [x, y, width, height] = [only.x, only.y, only.width, only.height].map((value) =>
    isFraction ? Math.round(value * 1000) / 10 : Math.round(value),
  ) as [number, number, number, number];
  const size = isFraction ? `${width} % × ${height} %` : formatPixels(width, height);
  const corner = isFraction ? `${x} %, ${y} %` : `${x}, ${y}`;
  return inverted
    ? t('all but {size} at {corner}', { size, corner })
    : t('{size} at {corner}', { size, corner });
}
