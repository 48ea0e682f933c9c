import type { Rectangle } from '../../images/geometry.ts';
import { around, type PlacedRegion, shapePixels } from '../../images/region/placedRegion.ts';
import { regionRows } from '../../images/region/regionRows.ts';
import { clipped } from '../../images/region/spans.ts';

/** More requests for one picture are not made, whatever they would save. */
const mostParts = 8;

/**
 * Boxes of what of a region lies apart: what the context around two of them has in common is one. One box, or none,
 * where nothing lies apart.
 * @param withContext what is sent around a box at least
 */
export function boxesApart(
  region: PlacedRegion,
  withContext: (box: Rectangle) => Rectangle,
): readonly Rectangle[] {
  if (region.inverted) return [];
  const drawn = region.shapes.flatMap((shape) =>
    shape.mode === 'add' ? (shapePixels(shape, region.size) ?? []) : [],
  );
  const boxes = joined(drawn, withContext);
  if (boxes.length < 2) return boxes;
  // What was taken off again needs no request.
  const rows = regionRows(region);
  return boxes.flatMap((box) => covered(rows, box) ?? []);
}

/** Joins boxes until no two of them meet. */
function joined(drawn: readonly Rectangle[], withContext: (box: Rectangle) => Rectangle): Rectangle[] {
  const apart: Rectangle[] = [];
  for (const box of drawn) {
    let one = box;
    for (let at = apart.findIndex((other) => meet(withContext(one), withContext(other))); at >= 0; ) {
      one = around(one, apart[at] as Rectangle);
      apart.splice(at, 1);
      at = apart.findIndex((other) => meet(withContext(one), withContext(other)));
    }
    apart.push(one);
  }
  return apart;
}

/** The box of a region's pixels within another box; undefined: there are none. */
function covered(rows: ReturnType<typeof regionRows>, box: Rectangle): Rectangle | undefined {
  let found: Rectangle | undefined;
  for (let y = box.top; y < box.top + box.height; y += 1) {
    const spans = clipped(rows.spans(y), box.left, box.left + box.width);
    const [left] = spans;
    const right = spans.at(-1);
    if (left === undefined || right === undefined) continue;
    const row = { left, top: y, width: right - left, height: 1 };
    found = found ? around(found, row) : row;
  }
  return found;
}

/**
 * The cheapest way to send boxes: each alone, some together, or all at once. Of ways that cost the same the one with
 * fewest requests, and all at once where a price is not known.
 * @param priceOf USD for what is sent for one box; undefined when unknown
 */
export function cheapestParts(
  boxes: readonly Rectangle[],
  priceOf: (box: Rectangle) => number | undefined,
): readonly Rectangle[] {
  const [first, ...others] = boxes;
  if (first === undefined) return [];
  const atOnce = [others.reduce(around, first)];
  const total = (parts: readonly Rectangle[]) =>
    parts.reduce<number>((sum, box) => sum + (priceOf(box) ?? Number.NaN), 0);
  let best: readonly Rectangle[] = atOnce;
  let least = total(atOnce);
  if (Number.isNaN(least)) return atOnce;
  for (let parts = boxes; parts.length > 1; parts = withOneLess(parts, total)) {
    const price = total(parts);
    if (parts.length <= mostParts && price < least - 1e-9) [best, least] = [parts, price];
  }
  return best;
}

/** Two parts made one: the two for which that costs least. */
function withOneLess(
  parts: readonly Rectangle[],
  total: (parts: readonly Rectangle[]) => number,
): readonly Rectangle[] {
  let best: Rectangle[] = [];
  let [least, smallest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [index, one] of parts.entries()) {
    for (const other of parts.slice(index + 1)) {
      const box = around(one, other);
      // What lies between two others comes along.
      const rest = parts.filter((part) => part !== one && part !== other);
      const made = joined([...rest, box], (same) => same);
      const [price, size] = [total(made), box.width * box.height];
      if (price < least - 1e-9 || (price <= least + 1e-9 && size < smallest)) {
        [best, least, smallest] = [made, price, size];
      }
    }
  }
  return best;
}

const meet = (one: Rectangle, other: Rectangle): boolean =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;
