import { fromLatin1, fromU32, joined, latin1, says, u32LittleEndian } from './bytes.ts';
import type { Reading, Window } from './ranges.ts';
import type { MetadataSlot } from './slot.ts';
import { packetAtTail, type TailFormat } from './tail.ts';

const headerEnd = 12;
/** An animation has one for each frame. */
const maxChunks = 100_000;
const xmp = 'XMP ';
/** Bits of the first byte of `VP8X` (RFC 9649 §2.7). */
const flags = { animation: 0x02, xmp: 0x04, exif: 0x08, alpha: 0x10, profile: 0x20 };

interface Chunk {
  name: string;
  start: number;
  /** Behind the padding. */
  end: number;
}

/**
 * The place for XMP in a whole WebP: the last chunk, announced in the extended header, which is made when it is
 * missing. Undefined when the file is broken or has two packets.
 */
export const webpSlot = (bytes: Uint8Array): MetadataSlot | undefined => slotOf(bytes, xmp, flags.xmp);

/** The same for EXIF. */
export const webpExifSlot = (bytes: Uint8Array): MetadataSlot | undefined =>
  slotOf(bytes, 'EXIF', flags.exif);

function slotOf(bytes: Uint8Array, name: string, flag: number): MetadataSlot | undefined {
  const chunks = chunksOf(bytes);
  const first = chunks?.[0];
  const packets = chunks?.filter((chunk) => chunk.name === name) ?? [];
  if (!chunks || !first || packets.length > 1) return undefined;
  const header = first.name === 'VP8X' ? extendedHeader(bytes, first) : newHeader(bytes, first, chunks);
  const [old] = packets;
  const end = chunks.at(-1)?.end ?? headerEnd;
  if (!header) return undefined;
  return {
    existing: old && chunkBody(bytes, old.start),
    write: (packet) => {
      if (!packet && !old) return bytes;
      const mark = header[8] ?? 0;
      header[8] = packet ? mark | flag : mark & ~flag;
      const picture = first.name === 'VP8X' ? first.end : headerEnd;
      const body = joined(
        fromLatin1('WEBP'),
        header,
        bytes.subarray(picture, old?.start ?? end),
        bytes.subarray(old?.end ?? end, end),
        packet ? chunkOf(name, packet) : new Uint8Array(),
      );
      return joined(fromLatin1('RIFF'), fromU32(body.length, true), body, bytes.subarray(end));
    },
  };
}

/** Looks for the packet among the last chunks, when the extended header says that there is one. */
export function* findInWebp(window: Window): Reading<Uint8Array | undefined> {
  const head = yield* window.bytes(0, 30);
  if (!says(head, 12, 'VP8X') || ((head[20] ?? 0) & flags.xmp) === 0) return undefined;
  const end = Math.min(8 + u32LittleEndian(head, 4), window.size);
  return end <= 30 ? undefined : yield* packetAtTail(window, 30, end, lastChunks);
}

const lastChunks: TailFormat = {
  mark: xmp,
  markOffset: 0,
  packetAt: (bytes, start) => (says(bytes, start, xmp) ? chunkBody(bytes, start) : undefined),
  next: chunkEnd,
  isEnd: (bytes, start) => start === bytes.length,
};

function chunkEnd(bytes: Uint8Array, start: number): number {
  const length = u32LittleEndian(bytes, start + 4);
  return start + 8 + length + (length % 2);
}

function chunkBody(bytes: Uint8Array, start: number): Uint8Array | undefined {
  const end = start + 8 + u32LittleEndian(bytes, start + 4);
  return end > bytes.length ? undefined : bytes.subarray(start + 8, end);
}

/** The chunks inside the RIFF; undefined when they don't fill it. */
function chunksOf(bytes: Uint8Array): Chunk[] | undefined {
  if (!says(bytes, 0, 'RIFF') || !says(bytes, 8, 'WEBP')) return undefined;
  const riffEnd = 8 + u32LittleEndian(bytes, 4);
  if (riffEnd > bytes.length) return undefined;
  const chunks: Chunk[] = [];
  for (let at = headerEnd; at !== riffEnd; ) {
    const end = chunkEnd(bytes, at);
    if (at + 8 > riffEnd || end > riffEnd || chunks.length >= maxChunks) return undefined;
    chunks.push({ name: latin1(bytes, at, 4), start: at, end });
    at = end;
  }
  return chunks;
}

const extendedHeader = (bytes: Uint8Array, { start, end }: Chunk): Uint8Array | undefined =>
  end - start >= 18 ? Uint8Array.from(bytes.subarray(start, end)) : undefined;

/** An extended header for a file without one: its size and alpha stand in the first bytes of the picture. */
function newHeader(bytes: Uint8Array, first: Chunk, chunks: readonly Chunk[]): Uint8Array | undefined {
  const shape = first.end - first.start >= 18 ? shapeOf(bytes, first) : undefined;
  if (!shape) return undefined;
  const has = (name: string, flag: number) => (chunks.some((chunk) => chunk.name === name) ? flag : 0);
  const mark =
    (shape.hasAlpha ? flags.alpha : has('ALPH', flags.alpha)) |
    has('ICCP', flags.profile) |
    has('EXIF', flags.exif) |
    has('ANIM', flags.animation);
  const size = [shape.width - 1, shape.height - 1].map((value) => fromU32(value, true).subarray(0, 3));
  return joined(fromLatin1('VP8X'), fromU32(10, true), Uint8Array.of(mark, 0, 0, 0), ...size);
}

function shapeOf(bytes: Uint8Array, { name, start }: Chunk) {
  if (name === 'VP8L') {
    const bits = u32LittleEndian(bytes, start + 9);
    const width = (bits & 0x3fff) + 1;
    const height = ((bits >>> 14) & 0x3fff) + 1;
    return { width, height, hasAlpha: ((bits >>> 28) & 1) === 1 };
  }
  if (name !== 'VP8 ') return undefined;
  const sizes = u32LittleEndian(bytes, start + 14);
  const width = sizes & 0x3fff;
  const height = (sizes >>> 16) & 0x3fff;
  return width > 0 && height > 0 ? { width, height, hasAlpha: false } : undefined;
}

function chunkOf(name: string, packet: Uint8Array): Uint8Array {
  const padding = new Uint8Array(packet.length % 2);
  return joined(fromLatin1(name), fromU32(packet.length, true), packet, padding);
}
