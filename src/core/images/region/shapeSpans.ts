import type { Point, Shape } from '../../shared/region/region.ts';
import { merged, type Spans } from './spans.ts';

/** A shape that says which pixels of a row it covers: those whose centre lies in it. */
export interface RowShape {
  mode: Shape['mode'];
  /** Rows from (inclusive) and to (exclusive) between which it covers anything. */
  top: number;
  bottom: number;
  spans(row: number): Spans;
}

/** Rows that look at the same edges. */
const bucketRows = 64;

/** A shape row by row. What is thinner than a pixel covers one. */
export function rowShape(shape: Shape): RowShape {
  switch (shape.kind) {
    case 'rectangle':
      return rectangle(shape.mode, shape.x, shape.y, shape.width, shape.height);
    case 'polygon':
      return polygon(shape.mode, shape.points);
    case 'stroke':
      return stroke(shape.mode, shape.points, Math.max(shape.width / 2, Math.SQRT1_2));
  }
}

/** The pixels whose centres lie between two coordinates, at least one. */
function pixelsBetween(from: number, to: number): [number, number] {
  const [first, end] = [Math.ceil(from - 0.5), Math.ceil(to - 0.5)];
  if (end > first) return [first, end];
  const middle = Math.floor((from + to) / 2);
  return [middle, middle + 1];
}

function rectangle(mode: Shape['mode'], x: number, y: number, width: number, height: number): RowShape {
  const [top, bottom] = pixelsBetween(y, y + height);
  const across = pixelsBetween(x, x + width);
  return { mode, top, bottom, spans: (row) => (row >= top && row < bottom ? across : []) };
}

/** Straight pieces of an outline, kept by the rows that they may touch. */
class Buckets<Piece> {
  readonly #buckets = new Map<number, Piece[]>();

  add(piece: Piece, top: number, bottom: number): void {
    // Far outside of any picture there is nothing to look at.
    const [first, last] = [Math.max(top, -1e5), Math.min(bottom, 1e6)].map((row) =>
      Math.floor((row ?? 0) / bucketRows),
    ) as [number, number];
    for (let key = first; key <= last; key += 1) {
      const bucket = this.#buckets.get(key);
      if (bucket) bucket.push(piece);
      else this.#buckets.set(key, [piece]);
    }
  }

  at(row: number): readonly Piece[] {
    return this.#buckets.get(Math.floor(row / bucketRows)) ?? [];
  }
}

function polygon(mode: Shape['mode'], points: readonly Point[]): RowShape {
  const box = boxOf(points, 0);
  if (box.right - box.left < 1 || box.bottom - box.top < 1) {
    return rectangle(mode, box.left, box.top, box.right - box.left, box.bottom - box.top);
  }
  const edges = new Buckets<readonly [Point, Point]>();
  for (const [index, from] of points.entries()) {
    const to = points[(index + 1) % points.length] ?? from;
    if (from[1] !== to[1]) edges.add([from, to], Math.min(from[1], to[1]), Math.max(from[1], to[1]));
  }
  return {
    mode,
    top: Math.floor(box.top),
    bottom: Math.ceil(box.bottom),
    spans(row) {
      const y = row + 0.5;
      const crossings: { x: number; turn: number }[] = [];
      for (const [from, to] of edges.at(row)) {
        const turn = from[1] <= y && to[1] > y ? 1 : to[1] <= y && from[1] > y ? -1 : 0;
        if (turn === 0) continue;
        crossings.push({ x: from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0]), turn });
      }
      crossings.sort((one, other) => one.x - other.x);
      const stretches: number[] = [];
      let winding = 0;
      for (const { x, turn } of crossings) {
        if (winding === 0) stretches.push(Math.ceil(x - 0.5));
        winding += turn;
        if (winding === 0) stretches.push(Math.ceil(x - 0.5));
      }
      return merged(stretches);
    },
  };
}

/** A round brush: all that lies within its radius of the line that it was drawn along. */
function stroke(mode: Shape['mode'], points: readonly Point[], radius: number): RowShape {
  const box = boxOf(points, radius);
  const pieces = new Buckets<readonly [Point, Point]>();
  const [first] = points;
  if (points.length === 1 && first) pieces.add([first, first], first[1] - radius, first[1] + radius);
  for (const [index, from] of points.slice(0, -1).entries()) {
    const to = points[index + 1] ?? from;
    pieces.add([from, to], Math.min(from[1], to[1]) - radius, Math.max(from[1], to[1]) + radius);
  }
  return {
    mode,
    top: Math.floor(box.top),
    bottom: Math.ceil(box.bottom),
    spans(row) {
      const stretches: number[] = [];
      for (const [from, to] of pieces.at(row)) {
        const [left, right] = capsuleAt(from, to, radius, row + 0.5);
        if (right >= left) stretches.push(Math.ceil(left - 0.5), Math.floor(right - 0.5) + 1);
      }
      return merged(stretches);
    },
  };
}

/** The part of a horizontal line that lies within a radius of a straight piece; nothing: the left is right of the right. */
function capsuleAt(from: Point, to: Point, radius: number, y: number): [number, number] {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const reach = (x: number) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
  };
  for (const [x, middle] of [from, to]) {
    const away = Math.abs(y - middle);
    if (away > radius) continue;
    const half = Math.sqrt(radius * radius - away * away);
    reach(x - half);
    reach(x + half);
  }
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length > 0) {
    const [nx, ny] = [(-dy / length) * radius, (dx / length) * radius];
    const corners: Point[] = [
      [from[0] + nx, from[1] + ny],
      [to[0] + nx, to[1] + ny],
      [to[0] - nx, to[1] - ny],
      [from[0] - nx, from[1] - ny],
    ];
    for (const [index, one] of corners.entries()) {
      const other = corners[(index + 1) % 4] ?? one;
      if (Math.min(one[1], other[1]) > y || Math.max(one[1], other[1]) < y || one[1] === other[1]) continue;
      reach(one[0] + ((y - one[1]) / (other[1] - one[1])) * (other[0] - one[0]));
    }
  }
  return [left, right];
}

/** The box around points, wider by a margin on each side. */
export function boxOf(points: readonly Point[], margin: number) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}
