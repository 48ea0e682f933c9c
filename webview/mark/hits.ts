import type { Point } from '../../src/core/shared/region/region.ts';
import type { Box, Size } from '../compare/align.ts';
import { boxOf, type Drawn, type Handle, handleAt, handles, isResizable } from './boxes.ts';
import { distanceTo, isInPolygon } from './lines.ts';

const isIn = ([x, y]: Point, box: Box, more = 0): boolean =>
  x >= box.x - more && y >= box.y - more && x <= box.x + box.width + more && y <= box.y + box.height + more;

/**
 * Whether a point is on a shape or mark. Shapes are hit inside, marks on their lines.
 * @param reach how far from a line it is still hit, in pixels of the picture
 */
export function isHit(drawn: Drawn, point: Point, reach: number, of: Size): boolean {
  const box = boxOf(drawn, of);
  switch (drawn.kind) {
    case 'rectangle':
    case 'note':
      return isIn(point, box);
    case 'polygon':
      return isInPolygon(point, drawn.points);
    case 'stroke':
      return distanceTo(point, drawn.points) <= drawn.width / 2;
    case 'pen':
      return distanceTo(point, drawn.points) <= reach;
    case 'arrow':
      return distanceTo(point, [drawn.from, drawn.to]) <= reach;
    case 'box':
      return isIn(point, box, reach) && !isIn(point, box, -reach);
    case 'ellipse': {
      const [rx, ry] = [box.width / 2, box.height / 2];
      const radius = Math.hypot((point[0] - box.x - rx) / rx, (point[1] - box.y - ry) / ry);
      return Math.abs(radius - 1) * Math.min(rx, ry) <= reach;
    }
  }
}

/** Index of the topmost one that is hit; -1: none. */
export const hitAmong = (all: readonly Drawn[], point: Point, reach: number, of: Size): number =>
  all.findLastIndex((drawn) => isHit(drawn, point, reach, of));

/** What of a shape or mark can be pulled: a corner or edge of its box, or the ends of an arrow. */
export type Grip = Handle | 'from' | 'to';

/** The grips of one, with where they are in the picture. */
export function gripsOf(drawn: Drawn, of: Size): { grip: Grip; at: Point }[] {
  if (drawn.kind === 'arrow') {
    return [
      { grip: 'from', at: drawn.from },
      { grip: 'to', at: drawn.to },
    ];
  }
  if (!isResizable(drawn)) return [];
  const { x, y, width, height } = boxOf(drawn, of);
  return handles.map((grip) => {
    const [right, down] = handleAt(grip);
    return { grip, at: [x + right * width, y + down * height] };
  });
}

/** The grip at a point; undefined: none. Of those within reach the nearest. */
export function gripAt(drawn: Drawn, [x, y]: Point, reach: number, of: Size): Grip | undefined {
  const near = gripsOf(drawn, of)
    .map(({ grip, at }) => ({ grip, away: Math.hypot(at[0] - x, at[1] - y) }))
    .filter(({ away }) => away <= reach);
  return near.sort((one, other) => one.away - other.away)[0]?.grip;
}
