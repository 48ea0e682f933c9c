import * as fs from 'node:fs/promises';
import sharp from 'sharp';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { writeRecord } from '../../../src/core/records/embed.ts';
import type { ImageRecord } from '../../../src/core/records/record.ts';

/** Where a kind of large file has its record: behind the header, or behind the pixels. */
export const sparseKinds = ['headPng', 'tailPng', 'tailWebp', 'headJpeg'] as const;
export type SparseKind = (typeof sparseKinds)[number];

export const endingOf: Readonly<Record<SparseKind, string>> = {
  headPng: 'png',
  tailPng: 'png',
  tailWebp: 'webp',
  headJpeg: 'jpg',
};

/** Makes large files with a real record whose pixels are a hole in the disk, and so take no room. */
export class SparsePictures {
  readonly #plain: Readonly<Record<SparseKind, Buffer>>;

  private constructor(plain: Readonly<Record<SparseKind, Buffer>>) {
    this.#plain = plain;
  }

  static async prepare(): Promise<SparsePictures> {
    const drawn = sharp({ create: { width: 64, height: 36, channels: 3, background: '#3060c0' } });
    const [png, webp, jpeg] = await Promise.all([
      drawn.clone().png().toBuffer(),
      drawn.clone().webp().toBuffer(),
      drawn.clone().jpeg().toBuffer(),
    ]);
    return new SparsePictures({ headPng: png, tailPng: png, tailWebp: webp, headJpeg: jpeg });
  }

  async write(file: string, kind: SparseKind, record: ImageRecord, size: number): Promise<void> {
    const plain = this.#plain[kind];
    const { bytes } = writeRecord({ bytes: plain, info: sniff(plain), record, mode: 'embedded' });
    const { head, tail } = split[kind](Buffer.from(bytes), size);
    const handle = await fs.open(file, 'w');
    try {
      await handle.write(head, 0, head.length, 0);
      await handle.truncate(size);
      if (tail.length > 0) await handle.write(tail, 0, tail.length, size - tail.length);
    } finally {
      await handle.close();
    }
  }
}

interface Halves {
  head: Buffer;
  tail: Buffer;
}

const split: Readonly<Record<SparseKind, (bytes: Buffer, size: number) => Halves>> = {
  headPng: (bytes, size) => splitPng(bytes, size, false),
  tailPng: (bytes, size) => splitPng(bytes, size, true),
  tailWebp: splitWebp,
  headJpeg: (bytes) => ({ head: bytes, tail: Buffer.alloc(0) }),
};

/** One `IDAT` fills the room between the first chunks and the last ones. */
function splitPng(bytes: Buffer, size: number, recordLast: boolean): Halves {
  const chunks: { name: string; whole: Buffer }[] = [];
  for (let at = 8; at < bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    chunks.push({ name: bytes.toString('latin1', at + 4, at + 8), whole: bytes.subarray(at, end) });
    at = end;
  }
  const named = (...names: string[]) =>
    chunks.filter(({ name }) => names.includes(name)).map(({ whole }) => whole);
  const checksum = Buffer.alloc(4);
  const first = [bytes.subarray(0, 8), ...named('IHDR'), ...(recordLast ? [] : named('iTXt'))];
  const tail = Buffer.concat([checksum, ...(recordLast ? named('iTXt') : []), ...named('IEND')]);
  const start = Buffer.concat(first);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size - start.length - 8 - tail.length);
  header.write('IDAT', 4, 'latin1');
  return { head: Buffer.concat([start, header]), tail };
}

/** The picture's chunk is made as long as the file needs. */
function splitWebp(bytes: Buffer, size: number): Halves {
  const at = bytes.indexOf('VP8 ', 12, 'latin1');
  const length = bytes.readUInt32LE(at + 4);
  const tail = bytes.subarray(at + 8 + length + (length % 2));
  const head = Buffer.from(bytes.subarray(0, at + 8 + length));
  const fixture = size - (at + 8) - tail.length;
  head.writeUInt32LE(fixture - (fixture % 2), at + 4);
  head.writeUInt32LE(size - 8, 4);
  return { head, tail };
}
