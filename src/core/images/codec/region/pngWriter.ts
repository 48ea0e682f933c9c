import { once } from 'node:events';
import { createDeflate, type Deflate } from 'node:zlib';
import { chunk } from '../plainPng.ts';
import { channelsOf, type PngChunk, type PngForm, strideOf } from './pngFile.ts';
import { filterRow } from './pngFilters.ts';

/** Bytes that are handed to the compressor at once. */
const batchBytes = 512 * 1024;
/** As in `encode.ts`: above so many pixels more effort takes seconds and saves next to nothing. */
const [largePixels, largeEffort, usualEffort] = [20_000_000, 3, 6];

/** Everything of a PNG but its pixels. */
export interface PngFrame extends PngForm {
  palette: Uint8Array | undefined;
  transparency: Uint8Array | undefined;
  before: readonly PngChunk[];
  after: readonly PngChunk[];
}

/** Writes a PNG row by row. */
export class PngWriter {
  readonly #frame: PngFrame;
  readonly #step: number;
  readonly #deflate: Deflate;
  readonly #packed: Uint8Array[] = [];
  readonly #ended: Promise<unknown>;
  readonly #filtered: Uint8Array;
  readonly #batch: Buffer;
  #filled = 0;

  constructor(frame: PngFrame) {
    this.#frame = frame;
    const stride = strideOf(frame);
    this.#step = Math.max(1, (channelsOf(frame.colour) * frame.bitDepth) / 8);
    this.#filtered = new Uint8Array(stride + 1);
    this.#batch = Buffer.alloc(Math.max(batchBytes, stride + 1));
    this.#deflate = createDeflate(deflateOptions(frame));
    this.#deflate.on('data', (packed: Uint8Array) => this.#packed.push(packed));
    this.#ended = once(this.#deflate, 'end');
    // It is awaited at the end; until then nobody listens to a failure.
    this.#ended.catch(() => {});
  }

  /** A row as it is stored, behind the number of its filter. */
  async stored(row: Uint8Array): Promise<void> {
    if (this.#filled + row.length > this.#batch.length) await this.#flush();
    this.#batch.set(row, this.#filled);
    this.#filled += row.length;
  }

  /**
   * A row without a filter; one is chosen, but for palettes and few bits, which no filter helps.
   * @param above the row before it
   * @param known the filter that served the row as it was
   */
  async row(raw: Uint8Array, above: Uint8Array, known?: number): Promise<void> {
    const { colour, bitDepth } = this.#frame;
    if (colour === 3 || bitDepth < 8) {
      this.#filtered[0] = 0;
      this.#filtered.set(raw, 1);
    } else {
      filterRow(raw, above, this.#step, known, this.#filtered);
    }
    await this.stored(this.#filtered);
  }

  async end(): Promise<Uint8Array> {
    await this.#flush();
    this.#deflate.end();
    await this.#ended;
    return pngOfPacked(this.#frame, this.#packed);
  }

  async #flush(): Promise<void> {
    if (this.#filled === 0) return;
    const full = this.#batch.subarray(0, this.#filled);
    this.#filled = 0;
    // Its bytes are free again when they are packed: what is thrown away is collected late.
    await new Promise<void>((resolve, reject) => {
      this.#deflate.write(full, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** How the pixels of a PNG are packed. */
export const deflateOptions = ({ width, height }: PngForm) => ({
  level: width * height > largePixels ? largeEffort : usualEffort,
  memLevel: 9,
  chunkSize: 256 * 1024,
});

/** A PNG of pixels that are packed already. */
export function pngOfPacked(
  { width, height, bitDepth, colour, palette, transparency, before, after }: PngFrame,
  packed: readonly Uint8Array[],
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colour, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunksInOrder(before, palette, transparency),
    ...packed.map((piece) => chunk('IDAT', piece)),
    ...after.map(({ name, body }) => chunk(name, body)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Chunks that stand before the palette (§5.6). */
const first = new Set(['cHRM', 'cICP', 'gAMA', 'iCCP', 'mDCV', 'cLLI', 'sBIT', 'sRGB']);

function* chunksInOrder(
  before: readonly PngChunk[],
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): Generator<Uint8Array> {
  for (const { name, body } of before) if (first.has(name)) yield chunk(name, body);
  if (palette) yield chunk('PLTE', palette);
  if (transparency) yield chunk('tRNS', transparency);
  for (const { name, body } of before) if (!first.has(name)) yield chunk(name, body);
}
