import type { Rectangle } from '../../geometry.ts';

/** New pixels for a part of a picture. */
export interface Patch {
  /** The part, in pixels of the picture as it is stored. */
  box: Rectangle;
  /** Of the picture, where this patch counts; others may reach there, too. */
  inner: Rectangle;
  /** Red, green, blue and alpha of a row of the box, 0 to 255 of the picture's own colours; the same array each time. */
  row(y: number): Float32Array;
}

/** The patch that counts for a pixel. */
export const patchAt = (patches: readonly Patch[], x: number, y: number): Patch | undefined =>
  patches.find(({ inner }) => holds(inner, x, y));

/** Whether a pixel lies in a box. */
export const holds = ({ left, top, width, height }: Rectangle, x: number, y: number): boolean =>
  x >= left && x < left + width && y >= top && y < top + height;
