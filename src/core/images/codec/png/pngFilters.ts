/** The Paeth predictor (PNG specification, §9.4). */
function paeth(left: number, above: number, corner: number): number {
  const [across, down] = [above - corner, left - corner];
  const toLeft = across < 0 ? -across : across;
  const toAbove = down < 0 ? -down : down;
  const toCorner = across + down < 0 ? -across - down : across + down;
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
  const first = Math.min(step, length);
  switch (filter) {
    case 0:
      out.set(row);
      return true;
    case 1:
      for (let at = 0; at < first; at += 1) out[at] = row[at] as number;
      for (let at = step; at < length; at += 1) out[at] = (row[at] as number) + (out[at - step] as number);
      return true;
    case 2:
      for (let at = 0; at < length; at += 1) out[at] = (row[at] as number) + (above[at] as number);
      return true;
    case 3:
      for (let at = 0; at < first; at += 1) out[at] = (row[at] as number) + ((above[at] as number) >> 1);
      for (let at = step; at < length; at += 1) {
        out[at] = (row[at] as number) + (((out[at - step] as number) + (above[at] as number)) >> 1);
      }
      return true;
    case 4:
      for (let at = 0; at < first; at += 1) out[at] = (row[at] as number) + (above[at] as number);
      for (let at = step; at < length; at += 1) {
        const guess = paeth(out[at - step] as number, above[at] as number, above[at - step] as number);
        out[at] = (row[at] as number) + guess;
      }
      return true;
    default:
      return false;
  }
}

/**
 * Filters one row.
 * @param above the row before it; zeros for the first
 * @param step bytes of a whole pixel, at least 1
 * @param out holds the filter's number and then the row
 */
export function applyFilter(
  filter: number,
  raw: Uint8Array,
  above: Uint8Array,
  step: number,
  out: Uint8Array,
): void {
  const { length } = raw;
  const first = Math.min(step, length);
  out[0] = filter;
  switch (filter) {
    case 1:
      for (let at = 0; at < first; at += 1) out[at + 1] = raw[at] as number;
      for (let at = step; at < length; at += 1)
        out[at + 1] = (raw[at] as number) - (raw[at - step] as number);
      return;
    case 2:
      for (let at = 0; at < length; at += 1) out[at + 1] = (raw[at] as number) - (above[at] as number);
      return;
    case 3:
      for (let at = 0; at < first; at += 1) out[at + 1] = (raw[at] as number) - ((above[at] as number) >> 1);
      for (let at = step; at < length; at += 1) {
        out[at + 1] = (raw[at] as number) - (((raw[at - step] as number) + (above[at] as number)) >> 1);
      }
      return;
    case 4:
      for (let at = 0; at < first; at += 1) out[at + 1] = (raw[at] as number) - (above[at] as number);
      for (let at = step; at < length; at += 1) {
        const guess = paeth(raw[at - step] as number, above[at] as number, above[at - step] as number);
        out[at + 1] = (raw[at] as number) - guess;
      }
      return;
    default:
      out[0] = 0;
      out.set(raw, 1);
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
  if (known !== undefined) {
    applyFilter(known, raw, above, step, out);
    return;
  }
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const filter of [0, 1, 2, 4]) {
    applyFilter(filter, raw, above, step, out);
    const sum = sumOf(out, least);
    if (sum < least) [best, least] = [filter, sum];
  }
  if (best !== 4) applyFilter(best, raw, above, step, out);
}

/** The sum of a filtered row's differences, as far as it is below a limit. */
function sumOf(filtered: Uint8Array, limit: number): number {
  let sum = 0;
  for (let at = 1; at < filtered.length && sum < limit; at += 1) {
    const value = filtered[at] as number;
    sum += value < 128 ? value : 256 - value;
  }
  return sum;
}
