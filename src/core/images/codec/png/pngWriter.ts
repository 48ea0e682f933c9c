import { once } from 'node:events';
import { constants, crc32, createDeflate, type Deflate, deflateSync, type ZlibOptions } from 'node:zlib';
import { chunkSize, releasePiece } from './inflated.ts';
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

/** Writes a PNG row by row. While rows are packed, in a thread of Node's own, the next ones are filtered. */
export class PngWriter {
  readonly #frame: PngFrame;
  readonly #step: number;
  readonly #deflate: Deflate;
  readonly #packed: Uint8Array[] = [];
  readonly #ended: Promise<unknown>;
  readonly #filtered: Uint8Array;
  /** One is filled while the other is packed. */
  #batches: [Uint8Array, Uint8Array];
  #filled = 0;
  #packing: Promise<void> = Promise.resolve();

  /** @param spare memory that nobody needs any more: what is packed is kept there while it has room */
  constructor(frame: PngFrame, packing: ZlibOptions = deflateOptions(frame), spare?: Uint8Array) {
    this.#frame = frame;
    const stride = strideOf(frame);
    this.#step = Math.max(1, (channelsOf(frame.colour) * frame.bitDepth) / 8);
    this.#filtered = new Uint8Array(stride + 1);
    const length = Math.max(batchBytes, stride + 1);
    this.#batches = [new Uint8Array(length), new Uint8Array(length)];
    this.#deflate = createDeflate(packing);
    let used = 0;
    this.#deflate.on('data', (piece: Uint8Array) => {
      if (spare === undefined || used + piece.length > spare.length) {
        this.#packed.push(piece);
        return;
      }
      const kept = spare.subarray(used, used + piece.length);
      kept.set(piece);
      used += piece.length;
      releasePiece(piece);
      this.#packed.push(kept);
    });
    this.#ended = once(this.#deflate, 'end');
    // It is awaited at the end; until then nobody listens to a failure.
    this.#ended.catch(() => {});
  }

  /** A row as it is stored, behind the number of its filter. */
  async stored(row: Uint8Array): Promise<void> {
    if (this.#filled + row.length > this.#batches[0].length) await this.#flush();
    this.#batches[0].set(row, this.#filled);
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

  /** What comes from now on is packed in another way. */
  async packAs({ level, strategy }: Pick<ZlibOptions, 'level' | 'strategy'>): Promise<void> {
    await this.#flush();
    await this.#packing;
    const { Z_DEFAULT_STRATEGY, Z_DEFAULT_COMPRESSION } = constants;
    await new Promise<void>((resolve) => {
      this.#deflate.params(level ?? Z_DEFAULT_COMPRESSION, strategy ?? Z_DEFAULT_STRATEGY, resolve);
    });
  }

  async end(): Promise<Uint8Array> {
    await this.#flush();
    await this.#packing;
    this.#deflate.end();
    await this.#ended;
    return pngOfPacked(this.#frame, this.#packed, releasePiece);
  }

  async #flush(): Promise<void> {
    // Bytes are free again when they are packed: what is thrown away is collected late.
    await this.#packing;
    if (this.#filled === 0) return;
    const [full, free] = this.#batches;
    this.#packing = new Promise<void>((resolve, reject) => {
      this.#deflate.write(full.subarray(0, this.#filled), (error) => (error ? reject(error) : resolve()));
    });
    // It is awaited with the next; until then nobody listens to a failure.
    this.#packing.catch(() => {});
    this.#batches = [free, full];
    this.#filled = 0;
  }
}

/** How the pixels of a PNG are packed. */
export const deflateOptions = ({ width, height }: PngForm) => ({
  level: width * height > largePixels ? largeEffort : usualEffort,
  memLevel: 9,
  chunkSize,
});

/**
 * A PNG of pixels that are packed already.
 * @param done hears of each piece of them that was copied
 */
export function pngOfPacked(
  { width, height, bitDepth, colour, palette, transparency, before, after }: PngFrame,
  packed: readonly Uint8Array[],
  done: (piece: Uint8Array) => void = () => {},
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colour, 0, 0, 0], 8);
  const chunks: PngChunk[] = [
    { name: 'IHDR', body: header },
    ...chunksInOrder(before, palette, transparency),
    ...packed.map((body) => ({ name: 'IDAT', body })),
    ...after,
    { name: 'IEND', body: new Uint8Array() },
  ];
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const png = Buffer.alloc(chunks.reduce((sum, { body }) => sum + body.length + 12, signature.length));
  png.set(signature);
  let at = signature.length;
  for (const { name, body } of chunks) {
    const end = at + 8 + body.length;
    png.writeUInt32BE(body.length, at);
    png.write(name, at + 4, 'latin1');
    png.set(body, at + 8);
    png.writeUInt32BE(crc32(png.subarray(at + 4, end)), end);
    at = end + 4;
    // A large file would lie in memory twice.
    if (name === 'IDAT') done(body);
  }
  return png;
}

/** The colour profile of a PNG. */
export const profileChunk = (profile: Uint8Array): PngChunk => ({
  name: 'iCCP',
  body: Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)]),
});

/** Chunks that stand before the palette (§5.6). */
const first = new Set(['cHRM', 'cICP', 'gAMA', 'iCCP', 'mDCV', 'cLLI', 'sBIT', 'sRGB']);

function* chunksInOrder(
  before: readonly PngChunk[],
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): Generator<PngChunk> {
  for (const chunk of before) if (first.has(chunk.name)) yield chunk;
  if (palette) yield { name: 'PLTE', body: palette };
  if (transparency) yield { name: 'tRNS', body: transparency };
  for (const chunk of before) if (!first.has(chunk.name)) yield chunk;
}
