import type { PlacedRegion } from './placedRegion.ts';
import { rowShape } from './shapeSpans.ts';
import { clipped, complement, difference, lengthOf, type Spans, union } from './spans.ts';

/** Which pixels of each row a region covers. */
export interface RegionRows {
  /** Rising and within the picture. */
  spans(row: number): Spans;
  /** The row behind the last that it may cover. */
  bottom: number;
  /** How many pixels of the picture it covers. */
  count(): number;
}

/** A region row by row: nothing of it is held. Lassos cover what they go around, also twice (non-zero winding). */
export function regionRows({ shapes, inverted, size: { width, height } }: PlacedRegion): RegionRows {
  const drawn = shapes.map(rowShape);
  const spans = (row: number): Spans => {
    let covered: Spans = [];
    for (const shape of drawn) {
      if (row < shape.top || row >= shape.bottom) continue;
      const own = shape.spans(row);
      covered = shape.mode === 'add' ? union(covered, own) : difference(covered, own);
    }
    const within = clipped(covered, 0, width);
    return inverted ? complement(within, width) : within;
  };
  const bottom = inverted ? height : Math.min(height, Math.max(0, ...drawn.map((shape) => shape.bottom)));
  return {
    spans,
    bottom,
    count() {
      let count = 0;
      for (let row = 0; row < height; row += 1) count += lengthOf(spans(row));
      return count;
    },
  };
}
