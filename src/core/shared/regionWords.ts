import { formatPixels } from './format.ts';
import type { Region } from './region.ts';

/** "Outside the region: 0 of 8,102,400 pixels changed" */
export const outsideWords = ({ pixels, changed }: { pixels: number; changed: number }): string =>
  `Outside the region: ${changed.toLocaleString('en')} of ${pixels.toLocaleString('en')} pixels changed`;

/** "400 × 300 at 1200, 800", or how many shapes it has. */
export function regionWords({ shapes, inverted, of }: Region): string {
  const but = inverted ? 'all but ' : '';
  const [only, ...more] = shapes;
  if (only?.kind !== 'rectangle' || more.length > 0) {
    return `${but}${shapes.length === 1 ? 'one shape' : `${shapes.length} shapes`}`;
  }
  const isFraction = of === null && Math.max(only.x, only.y, only.width, only.height) <= 1;
  const [x, y, width, height] = [only.x, only.y, only.width, only.height].map((value) =>
    isFraction ? Math.round(value * 1000) / 10 : Math.round(value),
  ) as [number, number, number, number];
  return isFraction
    ? `${but}${width} % × ${height} % at ${x} %, ${y} %`
    : `${but}${formatPixels(width, height)} at ${x}, ${y}`;
}
