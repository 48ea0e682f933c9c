import type { Region } from '../../../src/core/shared/region/region.ts';

/** A rectangle on a picture of this size. */
export const rectangle = (
  [x, y, width, height]: readonly [number, number, number, number],
  of: Region['of'],
): Region => ({
  shapes: [{ kind: 'rectangle', mode: 'add', x, y, width, height }],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of,
});
