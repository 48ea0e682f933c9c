import { maxPoints, type Point } from '../../src/core/shared/region/region.ts';

/** Square of the distance of a point from the line between two others. */
function offset([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return (x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2;
}

/** Distance of a point from a line of points. */
export function distanceTo(point: Point, line: readonly Point[]): number {
  const [first] = line;
  if (first === undefined) return Number.POSITIVE_INFINITY;
  let least = offset(point, first, first);
  for (let at = 1; at < line.length; at++) {
    const [from, to] = [line[at - 1], line[at]];
    if (from && to) least = Math.min(least, offset(point, from, to));
  }
  return Math.sqrt(least);
}

/**
 * A line with as few points as show it: none of those left out is further from it than the tolerance (the way of
 * Douglas and Peucker), in whole pixels on large pictures. Never more points than a region may have.
 * @param tolerance in pixels of the picture
 */
export function simplified(line: readonly Point[], tolerance: number): Point[] {
  const unit = tolerance >= 0.5 ? 1 : 10;
  const rounded = line.map(([x, y]): Point => [Math.round(x * unit) / unit, Math.round(y * unit) / unit]);
  const kept = reduced(rounded, tolerance);
  return kept.length > maxPoints ? simplified(kept, tolerance * 2) : kept;
}

function reduced(line: readonly Point[], tolerance: number): Point[] {
  if (line.length < 3)
    return line.filter(([x, y], at) => at === 0 || x !== line[0]?.[0] || y !== line[0]?.[1]);
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    const [start, end] = [line[from], line[to]];
    if (!start || !end) continue;
    let [furthest, most] = [-1, tolerance * tolerance];
    for (let at = from + 1; at < to; at++) {
      const point = line[at];
      const away = point ? offset(point, start, end) : 0;
      if (away > most) [furthest, most] = [at, away];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    open.push([from, furthest], [furthest, to]);
  }
  return line.filter((_, at) => keep[at] === 1);
}

/** Whether a point lies in a polygon, closed by itself: what it crosses twice is inside. */
export function isInPolygon([x, y]: Point, polygon: readonly Point[]): boolean {
  let winding = 0;
  let before = polygon.at(-1);
  for (const next of polygon) {
    if (before) {
      const [[x1, y1], [x2, y2]] = [before, next];
      const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
      if (y1 <= y && y2 > y && side > 0) winding++;
      if (y1 > y && y2 <= y && side < 0) winding--;
    }
    before = next;
  }
  return winding !== 0;
}
