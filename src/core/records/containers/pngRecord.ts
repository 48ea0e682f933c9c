import { crc32, inflateSync } from 'node:zlib';
import { fromLatin1, fromU32, joined, latin1, says, u32 } from './bytes.ts';
import type { Reading, Window } from './ranges.ts';
import { type MetadataSlot, maxPacketBytes } from './slot.ts';
import { packetAtTail, type TailFormat } from './tail.ts';

export const pngSignature = '\x89PNG\r\n\x1a\n';
const headerEnd = 33;
const maxChunks = 10_000;
/** Pixels are cut into many chunks, yet into no more than this. */
const maxChunksInAll = 100_000;
const maxInflated = 1024 * 1024;

/** The keyword of a text chunk with XMP (XMP part 3, PNG). */
const keyword = 'XML:com.adobe.xmp\0';
/** Not compressed, without language and translated keyword (PNG specification §11.3). */
const textHeader = `${keyword}\0\0\0\0`;
/** XMP belongs into `iTXt`, but libvips writes `zTXt`, and reads all of them. */
const textChunks = ['iTXt', 'zTXt', 'tEXt'];

/** The place for XMP in a whole PNG: right behind the header. Undefined when the file is broken or has two packets. */
export function pngSlot(bytes: Uint8Array): MetadataSlot | undefined {
  if (!says(bytes, 0, pngSignature) || !says(bytes, 12, 'IHDR')) return undefined;
  const held: { start: number; end: number; packet: Uint8Array | undefined }[] = [];
  let at = headerEnd;
  let ended = false;
  for (let chunks = 0; !ended; chunks += 1) {
    const end = at + 12 + u32(bytes, at);
    if (end > bytes.length || chunks >= maxChunksInAll) return undefined;
    if (isXmp(bytes, at)) held.push({ start: at, end, packet: packetAt(bytes, at) });
    ended = says(bytes, at + 4, 'IEND');
    at = end;
  }
  const [old, second] = held;
  if (second || (old && !old.packet)) return undefined;
  return {
    existing: old?.packet,
    write: (packet) =>
      joined(
        bytes.subarray(0, headerEnd),
        packet ? chunkOf(packet) : new Uint8Array(),
        bytes.subarray(headerEnd, old?.start ?? headerEnd),
        bytes.subarray(old?.end ?? headerEnd),
      ),
  };
}

/** Looks for the packet among the chunks before the pixels, where we write it, and then among the last ones. */
export function* findInPng(window: Window): Reading<Uint8Array | undefined> {
  let at = headerEnd;
  for (let chunks = 0; chunks < maxChunks; chunks += 1) {
    const header = yield* window.bytes(at, 8 + keyword.length);
    const length = u32(header, 0);
    const name = latin1(header, 4, 4);
    if (header.length < 8 || name === 'IEND') return undefined;
    if (name === 'IDAT') return yield* packetAtTail(window, at, window.size, lastChunks);
    if (isXmp(header, 0) && length <= maxPacketBytes + textHeader.length) {
      return packetAt(yield* window.bytes(at, 12 + length), 0);
    }
    at += 12 + length;
  }
  return undefined;
}

const lastChunks: TailFormat = {
  mark: keyword,
  markOffset: 8,
  packetAt,
  next: (bytes, start) => start + 12 + u32(bytes, start),
  isEnd: (bytes, start) => says(bytes, start + 4, 'IEND'),
};

const isXmp = (bytes: Uint8Array, start: number): boolean =>
  says(bytes, start + 8, keyword) && textChunks.includes(latin1(bytes, start + 4, 4));

function packetAt(bytes: Uint8Array, start: number): Uint8Array | undefined {
  const end = start + 8 + u32(bytes, start);
  const at = start + 8 + keyword.length;
  if (end > bytes.length || !isXmp(bytes, start)) return undefined;
  if (says(bytes, start + 4, 'tEXt')) return bytes.subarray(at, end);
  if (says(bytes, start + 4, 'zTXt')) return inflated(bytes.subarray(at + 1, end));
  const language = bytes.indexOf(0, at + 2);
  const translated = language < 0 ? -1 : bytes.indexOf(0, language + 1);
  if (translated < 0 || translated >= end) return undefined;
  const text = bytes.subarray(translated + 1, end);
  return bytes[at] === 0 ? text : inflated(text);
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(inflateSync(bytes, { maxOutputLength: maxInflated }));
  } catch {
    return undefined;
  }
}

function chunkOf(packet: Uint8Array): Uint8Array {
  const body = joined(fromLatin1(`iTXt${textHeader}`), packet);
  return joined(fromU32(body.length - 4), body, fromU32(crc32(body)));
}
