import type { ScratchFile } from '../core/ports.ts';

/** Where bytes can go. */
interface Place extends ScratchFile {
  /** What it holds, where it has to be taken somewhere else; undefined: it never has to. */
  soFar?(): Promise<Uint8Array>;
}

type OpenPlace = () => Promise<Place>;

/** A file that goes on in the next place, with all that it holds, when the one it is written to takes no more. */
export class SpillingScratch implements ScratchFile {
  #place: Place;
  readonly #next: OpenPlace[];
  /** Bytes of the chunks that were taken whole. */
  #taken = 0;

  private constructor(place: Place, next: OpenPlace[]) {
    this.#place = place;
    this.#next = next;
  }

  /** In the first place that takes it. Rejects with what the last one says. */
  static async open(places: readonly OpenPlace[]): Promise<SpillingScratch> {
    const next = [...places];
    return new SpillingScratch(await openFirst(next), next);
  }

  get name(): string {
    return this.#place.name;
  }

  get byteLength(): number {
    return this.#taken;
  }

  get lasts(): boolean {
    return this.#place.lasts;
  }

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await this.#place.write(chunk);
    } catch (error) {
      await this.#moveOn(error);
      return this.write(chunk);
    }
    this.#taken += chunk.byteLength;
  }

  async close(): Promise<void> {
    try {
      await this.#place.close();
    } catch (error) {
      await this.#moveOn(error);
      return this.close();
    }
  }

  sha256(): Promise<string> {
    return this.#place.sha256();
  }

  discard(): Promise<void> {
    return this.#place.discard();
  }

  /** Takes what was taken so far to the next place. Rejects with the error where there is none. */
  async #moveOn(error: unknown): Promise<void> {
    const full = this.#place;
    const held = await full.soFar?.().catch(() => undefined);
    if (!held || held.byteLength < this.#taken || this.#next.length === 0) throw error;
    this.#place = await openFirst(this.#next);
    await full.discard().catch(() => undefined);
    const whole = held.subarray(0, this.#taken);
    this.#taken = 0;
    if (whole.byteLength > 0) await this.write(whole);
  }
}

async function openFirst(places: OpenPlace[]): Promise<Place> {
  const open = places.shift();
  if (!open) throw new Error('there is no place');
  return open().catch((error: unknown) => {
    if (places.length === 0) throw error;
    return openFirst(places);
  });
}
