import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { type DeflateBlock, deflateBlocks } from './deflateBlocks.ts';

/** What is packed refers to no more than so many bytes before it. */
const reach = 32_768;
/** Of a zlib stream (RFC 1950). */
const [headLength, sumLength] = [2, 4];
const modulus = 65_521;

/** What of a zlib stream is packed anew where a stretch of what it unpacks to changes; all other blocks stay. */
export interface Gap {
  /** The block in which the change begins. */
  first: DeflateBlock;
  /** The first behind it that refers to nothing of it; undefined: there is none. */
  next: DeflateBlock | undefined;
}

/** A stretch of bytes. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Finds the blocks that a change touches, and those that may refer to it.
 * @param total how many bytes the stream unpacks to
 * @returns undefined where no block can stay
 */
export function gapFor(packed: Uint8Array, { from, to }: Stretch, total: number): Gap | undefined {
  const [method = 0, flags = 0] = packed;
  const isPlain = (method & 15) === 8 && (flags & 32) === 0;
  if (!isPlain || packed.length < headLength + sumLength) return undefined;
  let first: DeflateBlock = { bits: 0, bytes: 0 };
  let next: DeflateBlock | undefined;
  try {
    for (const block of deflateBlocks(bodyOf(packed))) {
      if (block.bytes <= from) first = block;
      // The end of the stream is no block.
      if (block.bytes >= to + reach && block.bytes < total) {
        next = block;
        break;
      }
    }
  } catch {
    return undefined;
  }
  return first.bytes === 0 && next === undefined ? undefined : { first, next };
}

/** The bytes that it takes to fill a gap: those that are packed anew, and those that they may refer to. */
export const neededFor = ({ first, next }: Gap, total: number): Stretch => ({
  from: Math.max(0, first.bytes - reach),
  to: next?.bytes ?? total,
});

/** What changed of the bytes that a stream unpacks to; they are as many as before. */
export interface Change {
  /** Those that the gap needs, as they are now, and where they begin. */
  bytes: Uint8Array;
  start: number;
  /** How many there are in all. */
  total: number;
  /** Of all of them, as they are now. */
  sum: Uint8Array;
}

/**
 * Packs anew only what lies in a gap. All else stays as somebody packed it, however much effort that took.
 * @returns pieces of the new stream
 */
export function spliced(
  packed: Uint8Array,
  { first, next }: Gap,
  change: Change,
  options: ZlibOptions,
): Uint8Array[] {
  const stream = bodyOf(packed);
  const { bytes, start, total, sum } = change;
  const at = first.bytes - start;
  const middle = deflateRawSync(bytes.subarray(at, (next?.bytes ?? total) - start), {
    ...options,
    ...(at > 0 && { dictionary: bytes.subarray(Math.max(0, at - reach), at) }),
    finishFlush: next ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
  });
  return [
    // The window is as large as any.
    Uint8Array.of(0x78, 0x9c),
    ...untilByte(stream, first.bits),
    middle,
    ...(next ? fromBit(stream, next.bits) : []),
    sum,
  ];
}

const bodyOf = (packed: Uint8Array): Uint8Array => packed.subarray(headLength, packed.length - sumLength);

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

/** Bytes that are looked at together, to pass by those that did not change. */
const together = 1024;

/** Adler's sum, which follows from what it was: each byte counts in it as often as it is from the end. */
export class SumOfChanged {
  readonly #total: number;
  #low: number;
  #high: number;

  /** @param packed a zlib stream, with its sum at the end. @param total how many bytes it unpacks to */
  constructor(packed: Uint8Array, total: number) {
    const sum = packed.subarray(-sumLength);
    const view = new DataView(sum.buffer, sum.byteOffset, sum.byteLength);
    this.#total = total;
    this.#high = view.getUint16(0);
    this.#low = view.getUint16(2);
  }

  /** Other bytes stand at a place now. */
  replace(place: number, before: Uint8Array, now: Uint8Array): void {
    for (let part = 0; part < before.length; part += together) {
      const end = Math.min(before.length, part + together);
      if (Buffer.compare(now.subarray(part, end), before.subarray(part, end)) === 0) continue;
      // No product of a part comes near to what a number can hold.
      let [more, weighted] = [0, 0];
      for (let at = part; at < end; at += 1) {
        const by = (now[at] as number) - (before[at] as number);
        more += by;
        weighted += by * ((this.#total - place - at) % modulus);
      }
      this.#low = remainder(this.#low + more);
      this.#high = remainder(this.#high + weighted);
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.of(this.#high >> 8, this.#high & 255, this.#low >> 8, this.#low & 255);
  }
}

const remainder = (value: number): number => ((value % modulus) + modulus) % modulus;
