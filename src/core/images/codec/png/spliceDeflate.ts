import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { type DeflateBlock, deflateBlocks } from './deflateBlocks.ts';

/** What is packed refers to no more than so many bytes before it. */
const reach = 32_768;
/** Of a zlib stream (RFC 1950). */
const [headLength, sumLength] = [2, 4];
const modulus = 65_521;

/** What changed of the bytes that a stream unpacks to; they are as many as before. */
export interface Change {
  /** All of them, as they are now. */
  bytes: Uint8Array;
  from: number;
  to: number;
  /** Those from `from` to `to` as they were. */
  before: Uint8Array;
}

/**
 * Packs anew only the blocks of a zlib stream that a change touches, and those that may refer to it. All others stay
 * as somebody packed them, however much effort that took.
 * @returns pieces of the new stream; undefined where no block can stay
 */
export function spliced(packed: Uint8Array, change: Change, options: ZlibOptions): Uint8Array[] | undefined {
  const [method = 0, flags = 0] = packed;
  const isPlain = (method & 15) === 8 && (flags & 32) === 0;
  if (!isPlain || packed.length < headLength + sumLength) return undefined;
  const stream = packed.subarray(headLength, packed.length - sumLength);
  const found = boundaries(stream, change);
  if (found === undefined) return undefined;
  const { first, next } = found;
  const { bytes } = change;
  const middle = deflateRawSync(bytes.subarray(first.bytes, next?.bytes), {
    ...options,
    ...(first.bytes > 0 && { dictionary: bytes.subarray(Math.max(0, first.bytes - reach), first.bytes) }),
    finishFlush: next ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
  });
  return [
    // The window is as large as any.
    Uint8Array.of(0x78, 0x9c),
    ...untilByte(stream, first.bits),
    middle,
    ...(next ? fromBit(stream, next.bits) : []),
    sumAfter(packed.subarray(-sumLength), change),
  ];
}

/** The block in which a change begins, and the first behind it that refers to nothing of it. */
function boundaries(
  stream: Uint8Array,
  { bytes, from, to }: Change,
): { first: DeflateBlock; next: DeflateBlock | undefined } | undefined {
  let first: DeflateBlock = { bits: 0, bytes: 0 };
  let next: DeflateBlock | undefined;
  try {
    for (const block of deflateBlocks(stream)) {
      if (block.bytes <= from) first = block;
      // The end of the stream is no block.
      if (block.bytes >= to + reach && block.bytes < bytes.length) {
        next = block;
        break;
      }
    }
  } catch {
    return undefined;
  }
  return first.bytes === 0 && next === undefined ? undefined : { first, next };
}

/** A stream up to one of its bits, brought to the end of a byte by an empty block that is not packed. */
function untilByte(stream: Uint8Array, bits: number): Uint8Array[] {
  const whole = stream.subarray(0, bits >> 3);
  const rest = bits & 7;
  if (rest === 0) return [whole];
  const last = (stream[bits >> 3] as number) & ((1 << rest) - 1);
  // Three bits of zero begin the block; the byte after them has room for them or not.
  const head = rest + 3 > 8 ? [last, 0] : [last];
  return [whole, Uint8Array.of(...head, 0, 0, 0xff, 0xff)];
}

/** A stream from one of its bits on, behind empty blocks that end at the same bit of a byte. */
function fromBit(stream: Uint8Array, bits: number): Uint8Array[] {
  const wanted = bits & 7;
  const writer = new BitWriter();
  if (wanted % 2 === 1) emptyOfOddLength(writer);
  // Ten bits: one of the codes that every decoder knows, and its end.
  while (writer.count % 8 !== wanted) writer.put(0b010, 3).put(0, 7);
  if (wanted === 0) return [writer.bytes(), stream.subarray(bits >> 3)];
  const between = writer.bytes();
  const last = between.length - 1;
  between[last] = (between[last] as number) | ((stream[bits >> 3] as number) & (0xff << wanted));
  return [between, stream.subarray((bits >> 3) + 1)];
}

/** An empty block with codes of its own, two of a kind of one bit each: 95 bits. */
function emptyOfOddLength(writer: BitWriter): void {
  writer.put(0b100, 3).put(0, 5).put(1, 5).put(15, 4);
  // How long the codes of code lengths are: of 18 and of 1 one bit, and there are no others.
  for (const length of [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]) writer.put(length, 3);
  // A literal, 255 that have no code, the end, and two distances.
  writer.put(0, 1).put(1, 1).put(127, 7).put(1, 1).put(106, 7).put(0, 1).put(0, 1).put(0, 1);
  writer.put(1, 1);
}

class BitWriter {
  readonly #bytes: number[] = [];
  count = 0;

  /** @param value with the bit that comes first lowest */
  put(value: number, bits: number): this {
    for (let bit = 0; bit < bits; bit += 1, this.count += 1) {
      const at = this.count >> 3;
      this.#bytes[at] = (this.#bytes[at] ?? 0) | (((value >> bit) & 1) << (this.count & 7));
    }
    return this;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Adler's sum follows from what it was: each byte counts in it as often as it is from the end. */
function sumAfter(sum: Uint8Array, { bytes, from, before }: Change): Uint8Array {
  const view = new DataView(sum.buffer, sum.byteOffset, sum.byteLength);
  let [high, low] = [view.getUint16(0), view.getUint16(2)];
  for (let at = 0; at < before.length; at += 1) {
    const more = (bytes[from + at] as number) - (before[at] as number);
    if (more === 0) continue;
    low = (low + more + modulus) % modulus;
    high = (high + ((bytes.length - from - at) % modulus) * (more + modulus)) % modulus;
  }
  return Uint8Array.of(high >> 8, high & 255, low >> 8, low & 255);
}
