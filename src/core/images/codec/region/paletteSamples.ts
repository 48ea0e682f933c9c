import type { Rgba } from './blend.ts';
import type { OwnSamples } from './ownSamples.ts';

/** Colours no further apart are taken for one: an answer's noise would use up a palette. */
const nearEnough = 3;
const most = 256;

/**
 * Pixels of a palette. New colours become the nearest entry, or one more while there is room; `isFull` says that
 * there was none, and what was written then is worth nothing.
 */
export class PaletteSamples implements OwnSamples {
  readonly channels = 1;
  readonly #entries: Rgba[] = [];
  readonly #found = new Map<number, number>();
  readonly #room: number;
  isFull = false;

  /**
   * @param palette red, green and blue of each entry
   * @param alphas alpha of the first entries; the others are opaque
   * @param room the most entries that there may be
   */
  constructor(palette: Uint8Array, alphas: Uint8Array = new Uint8Array(), room = most) {
    for (let at = 0; at + 2 < palette.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = palette.subarray(at, at + 3);
      this.#entries.push([red, green, blue, alphas[at / 3] ?? 255]);
    }
    this.#room = room;
  }

  read(samples: Uint16Array, x: number, out: Rgba): void {
    const entry = this.#entries[samples[x] as number] ?? [0, 0, 0, 255];
    for (let channel = 0; channel < 4; channel += 1) out[channel] = entry[channel] as number;
  }

  write(samples: Uint16Array, x: number, colour: Readonly<Rgba>): void {
    const wanted = colour.map((value) => Math.min(255, Math.max(0, Math.round(value)))) as Rgba;
    const key = wanted[0] + 256 * wanted[1] + 65_536 * wanted[2] + 16_777_216 * wanted[3];
    let index = this.#found.get(key);
    if (index === undefined) {
      if (this.isFull) return;
      index = this.#indexFor(wanted);
      this.#found.set(key, index);
    }
    samples[x] = index;
  }

  /** Red, green and blue of all entries, and their alphas as far as any is not opaque. */
  get tables(): { palette: Uint8Array; alphas: Uint8Array | undefined } {
    const last = this.#entries.findLastIndex(([, , , alpha]) => alpha !== 255);
    return {
      palette: Uint8Array.from(this.#entries.flatMap((entry) => entry.slice(0, 3))),
      alphas: last < 0 ? undefined : Uint8Array.from(this.#entries.slice(0, last + 1), (entry) => entry[3]),
    };
  }

  isLike(other: OwnSamples): boolean {
    if (!(other instanceof PaletteSamples)) return false;
    // Entries that were added are used by nothing that was there before.
    const count = Math.min(this.#entries.length, other.#entries.length);
    return this.#entries
      .slice(0, count)
      .every((entry, index) => entry.every((value, channel) => value === other.#entries[index]?.[channel]));
  }

  #indexFor(wanted: Rgba): number {
    let [nearest, least] = [0, Number.POSITIVE_INFINITY];
    for (const [index, entry] of this.#entries.entries()) {
      const away = Math.max(...entry.map((value, channel) => Math.abs(value - (wanted[channel] as number))));
      if (away < least) [nearest, least] = [index, away];
    }
    if (least <= nearEnough) return nearest;
    if (this.#entries.length < this.#room) return this.#entries.push(wanted) - 1;
    this.isFull = true;
    return nearest;
  }
}
