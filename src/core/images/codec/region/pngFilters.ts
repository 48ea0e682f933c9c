/** The Paeth predictor (PNG specification, §9.4). */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/**
 * Takes the filter off one row.
 * @param step bytes of a whole pixel, at least 1
 * @param above the row before it, unfiltered; zeros for the first
 * @param out is filled with the row
 * @returns false for a filter that there is not
 */
export function unfilter(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  step: number,
  out: Uint8Array,
): boolean {
  const { length } = row;
  switch (filter) {
    case 0:
      out.set(row);
      return true;
    case 1:
      for (let at = 0; at < step && at < length; at += 1) out[at] = row[at] as number;
      for (let at = step; at < length; at += 1) out[at] = (row[at] as number) + (out[at - step] as number);
      return true;
    case 2:
      for (let at = 0; at < length; at += 1) out[at] = (row[at] as number) + (above[at] as number);
      return true;
    case 3:
      for (let at = 0; at < length; at += 1) {
        const left = at < step ? 0 : (out[at - step] as number);
        out[at] = (row[at] as number) + ((left + (above[at] as number)) >> 1);
      }
      return true;
    case 4:
      for (let at = 0; at < length; at += 1) {
        const left = at < step ? 0 : (out[at - step] as number);
        const corner = at < step ? 0 : (above[at - step] as number);
        out[at] = (row[at] as number) + paeth(left, above[at] as number, corner);
      }
      return true;
    default:
      return false;
  }
}

/**
 * Filters one row with the filter whose differences are smallest in sum, as the specification advises (§12.7).
 * @param known the filter that is taken without a trial
 * @param out holds the filter's number and then the row
 */
export function filterRow(
  raw: Uint8Array,
  above: Uint8Array,
  step: number,
  known: number | undefined,
  out: Uint8Array,
): void {
  if (known === 0) {
    out[0] = 0;
    out.set(raw, 1);
    return;
  }
  let best = Number.POSITIVE_INFINITY;
  const trial = new Uint8Array(raw.length);
  const filters = known === undefined || known === 3 ? [0, 1, 2, 4] : [known];
  for (const filter of filters) {
    let sum = 0;
    for (let at = 0; at < raw.length && sum < best; at += 1) {
      const left = at < step ? 0 : (raw[at - step] as number);
      const up = above[at] as number;
      const corner = at < step ? 0 : (above[at - step] as number);
      const guess = filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? up : paeth(left, up, corner);
      const value = ((raw[at] as number) - guess) & 255;
      trial[at] = value;
      sum += value < 128 ? value : 256 - value;
    }
    if (sum < best) {
      best = sum;
      out[0] = filter;
      out.set(trial, 1);
    }
  }
}
