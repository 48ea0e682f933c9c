/** Red, green, blue and alpha, 0 to 255. */
export type Rgba = [number, number, number, number];

/**
 * Sets a share of a new colour into an old one; each counts as much as its alpha covers.
 * @param out is filled; may be one of the two
 */
export function blend(old: Rgba, new_: ArrayLike<number>, at: number, share: number, out: Rgba): void {
  const alpha = new_[at + 3] as number;
  if (old[3] === 255 && alpha === 255) {
    for (let channel = 0; channel < 3; channel += 1) {
      const value = old[channel] as number;
      out[channel] = value + share * ((new_[at + channel] as number) - value);
    }
    out[3] = 255;
    return;
  }
  const [kept, added] = [old[3] * (1 - share), alpha * share];
  const sum = kept + added;
  for (let channel = 0; channel < 3; channel += 1) {
    const value = (new_[at + channel] as number) * added + (old[channel] as number) * kept;
    // Where nothing is seen the old colour stays.
    out[channel] = sum > 0 ? value / sum : (old[channel] as number);
  }
  out[3] = sum;
}
