import { CodecError } from '../../codecError.ts';
import { inflated } from './inflated.ts';
import type { Stretch } from './spliceDeflate.ts';

/**
 * Unpacks two zlib streams side by side, to their ends, and compares all of their bytes but a stretch. Only a few of
 * them are held.
 * @returns the stretch as it is in each; undefined where they differ elsewhere, or one is damaged
 */
export async function unpackedBeside(
  one: readonly Uint8Array[],
  other: readonly Uint8Array[],
  { from, to }: Stretch,
): Promise<[Uint8Array, Uint8Array] | undefined> {
  const [mineFound, itsFound] = [new Uint8Array(to - from), new Uint8Array(to - from)];
  const [first, second] = [new Cursor(one), new Cursor(other)];
  let at = 0;
  try {
    for (;;) {
      const [mine, its] = await Promise.all([first.piece(), second.piece()]);
      if (mine === undefined && its === undefined) {
        return at < to ? undefined : [mineFound, itsFound];
      }
      if (mine === undefined || its === undefined) return undefined;
      // Up to the stretch, within it, or behind it.
      const end = at < from ? from : at < to ? to : Number.POSITIVE_INFINITY;
      const length = Math.min(mine.length, its.length, end - at);
      const isWithin = at >= from && at < to;
      if (isWithin) {
        mineFound.set(mine.subarray(0, length), at - from);
        itsFound.set(its.subarray(0, length), at - from);
      } else if (Buffer.compare(mine.subarray(0, length), its.subarray(0, length)) !== 0) {
        return undefined;
      }
      first.pass(length);
      second.pass(length);
      at += length;
    }
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  } finally {
    await first.end();
    await second.end();
  }
}

class Cursor {
  readonly #pieces: AsyncGenerator<Uint8Array>;
  #left: Uint8Array | undefined = new Uint8Array();

  constructor(packed: readonly Uint8Array[]) {
    this.#pieces = inflated(packed);
  }

  /** What comes next and was not passed; undefined at the end. */
  async piece(): Promise<Uint8Array | undefined> {
    while (this.#left?.length === 0) {
      const { value, done } = await this.#pieces.next();
      this.#left = done ? undefined : value;
    }
    return this.#left;
  }

  pass(length: number): void {
    this.#left = this.#left?.subarray(length);
  }

  async end(): Promise<void> {
    await this.#pieces.return(undefined);
  }
}
