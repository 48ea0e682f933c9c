/** Stretches of one row of pixels: from (inclusive) and to (exclusive) after each other, rising, none touching. */
export type Spans = readonly number[];

/** Any stretches as spans: sorted, and those that touch made one. */
export function merged(stretches: readonly number[]): Spans {
  if (stretches.length <= 2) return (stretches[1] ?? 0) > (stretches[0] ?? 0) ? stretches : [];
  const pairs: [number, number][] = [];
  for (let at = 0; at + 1 < stretches.length; at += 2) {
    const [from = 0, to = 0] = [stretches[at], stretches[at + 1]];
    if (to > from) pairs.push([from, to]);
  }
  pairs.sort((one, other) => one[0] - other[0]);
  const out: number[] = [];
  for (const [from, to] of pairs) {
    const last = out.at(-1);
    if (last !== undefined && from <= last) out[out.length - 1] = Math.max(last, to);
    else out.push(from, to);
  }
  return out;
}

/** What either covers. */
export const union = (one: Spans, other: Spans): Spans =>
  one.length === 0 ? other : other.length === 0 ? one : merged([...one, ...other]);

/** All of a row of this width that spans don't cover. */
export function complement(spans: Spans, width: number): Spans {
  const out: number[] = [];
  let from = 0;
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const start = spans[at] ?? 0;
    if (start > from) out.push(from, start);
    from = spans[at + 1] ?? 0;
  }
  if (from < width) out.push(from, width);
  return out;
}

/** What the first covers and the second does not. */
export function difference(one: Spans, other: Spans): Spans {
  if (one.length === 0 || other.length === 0) return one;
  const out: number[] = [];
  for (let at = 0; at + 1 < one.length; at += 2) {
    let from = one[at] ?? 0;
    const to = one[at + 1] ?? 0;
    for (let cut = 0; cut + 1 < other.length; cut += 2) {
      const [start = 0, end = 0] = [other[cut], other[cut + 1]];
      if (end <= from || start >= to) continue;
      if (start > from) out.push(from, start);
      from = Math.max(from, end);
    }
    if (to > from) out.push(from, to);
  }
  return out;
}

/** What of spans lies between two columns. */
export function clipped(spans: Spans, left: number, right: number): Spans {
  const out: number[] = [];
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const from = Math.max(left, spans[at] ?? 0);
    const to = Math.min(right, spans[at + 1] ?? 0);
    if (to > from) out.push(from, to);
  }
  return out;
}

/** How many pixels they cover. */
export function lengthOf(spans: Spans): number {
  let length = 0;
  for (let at = 0; at + 1 < spans.length; at += 2) length += (spans[at + 1] ?? 0) - (spans[at] ?? 0);
  return length;
}
