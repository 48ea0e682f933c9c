import type { Point } from '../../src/core/shared/region/region.ts';
import type { Box, Size } from '../compare/align.ts';
import type { Placing } from '../compare/camera.ts';

/** Where a picture that is marked lies in its pane. */
export interface Surface extends Placing {
  /** In CSS pixels. */
  pane: Size;
  /** The picture, in its own pixels. */
  of: Size;
}

/** A point of the pane, in CSS pixels from its corner, as one of the picture. */
export const toPicture = ({ scale, left, top }: Surface, x: number, y: number): Point => [
  (x - left) / scale,
  (y - top) / scale,
];

/** The part of the picture that is in sight. */
export function seenPart({ scale, left, top, pane, of }: Surface): Box {
  const [x, y] = [Math.max(0, -left / scale), Math.max(0, -top / scale)];
  return {
    x,
    y,
    width: Math.max(1, Math.min(of.width, (pane.width - left) / scale) - x),
    height: Math.max(1, Math.min(of.height, (pane.height - top) / scale) - y),
  };
}
