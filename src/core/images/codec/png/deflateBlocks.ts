/** Where a block of a deflate stream begins (RFC 1951): in the stream, in bits, and in what it unpacks to, in bytes. */
export interface DeflateBlock {
  bits: number;
  bytes: number;
}

const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
];
lengthBases.push(163, 195, 227, 258);
const lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceExtras = Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1));
/** The order in which a block tells how long the codes of its code lengths are. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const endOfBlock = 256;

/** A code by its bits, as they come: of each its symbol and its length, `symbol << 4 | length`; 0 where there is none. */
interface Code {
  table: Uint16Array;
  bits: number;
}

/**
 * The blocks of a deflate stream in their order, and where it ends. Nothing is unpacked: codes are only followed, as
 * far as anybody asks. Throws where there is no deflate stream.
 */
export function* deflateBlocks(packed: Uint8Array): Generator<DeflateBlock> {
  const reader = new BitReader(packed);
  let bytes = 0;
  for (let isLast = false; !isLast; ) {
    yield { bits: reader.position, bytes };
    isLast = reader.take(1) === 1;
    const kind = reader.take(2);
    if (kind === 0) bytes += reader.skipStored();
    else if (kind === 1) bytes += reader.skipCodes(...fixedCodes());
    else if (kind === 2) bytes += reader.skipCodes(...dynamicCodes(reader));
    else throw new Error('There is no such block.');
  }
  yield { bits: reader.position, bytes };
}

class BitReader {
  readonly #packed: Uint8Array;
  #at = 0;
  /** Bits that were read and not yet taken, the next one lowest. */
  #hold = 0;
  #count = 0;

  constructor(packed: Uint8Array) {
    this.#packed = packed;
  }

  get position(): number {
    return 8 * this.#at - this.#count;
  }

  /** @param count at most 16 */
  take(count: number): number {
    while (this.#count < count) this.#fill();
    const value = this.#hold & ((1 << count) - 1);
    this.#hold >>>= count;
    this.#count -= count;
    return value;
  }

  symbol({ table, bits }: Code): number {
    while (this.#count < bits && this.#at < this.#packed.length) this.#fill();
    const entry = table[this.#hold & ((1 << bits) - 1)] as number;
    const length = entry & 15;
    if (length === 0 || length > this.#count) throw new Error('There is no such code.');
    this.#hold >>>= length;
    this.#count -= length;
    return entry >> 4;
  }

  /** @returns how many bytes a block holds that is not packed */
  skipStored(): number {
    this.take(this.#count & 7);
    const length = this.take(16);
    if ((length ^ this.take(16)) !== 0xffff) throw new Error('A block has two lengths.');
    this.#at += length - this.#count / 8;
    this.#hold = 0;
    this.#count = 0;
    if (this.#at > this.#packed.length) throw new Error('The stream is cut off.');
    return length;
  }

  /** @returns how many bytes a block unpacks to */
  skipCodes(literals: Code, distances: Code): number {
    const packed = this.#packed;
    const { table, bits } = literals;
    const mask = (1 << bits) - 1;
    let [at, hold, count, bytes] = [this.#at, this.#hold, this.#count, 0];
    for (;;) {
      // Codes of literals make up most of a picture, and are followed here.
      while (count <= 24 && at < packed.length) {
        hold |= (packed[at] as number) << count;
        at += 1;
        count += 8;
      }
      const entry = table[hold & mask] as number;
      const length = entry & 15;
      if (length === 0 || length > count) throw new Error('There is no such code.');
      hold >>>= length;
      count -= length;
      const symbol = entry >> 4;
      if (symbol < endOfBlock) {
        bytes += 1;
        continue;
      }
      this.#at = at;
      this.#hold = hold;
      this.#count = count;
      if (symbol === endOfBlock) return bytes;
      const extra = lengthExtras[symbol - 257];
      if (extra === undefined) throw new Error('There is no such length.');
      bytes += (lengthBases[symbol - 257] as number) + this.take(extra);
      const further = distanceExtras[this.symbol(distances)];
      if (further === undefined) throw new Error('There is no such distance.');
      this.take(further);
      at = this.#at;
      hold = this.#hold;
      count = this.#count;
    }
  }

  #fill(): void {
    if (this.#at >= this.#packed.length) throw new Error('The stream is cut off.');
    this.#hold |= (this.#packed[this.#at] as number) << this.#count;
    this.#at += 1;
    this.#count += 8;
  }
}

/** @param lengths of the codes of all symbols in their order; 0 for one that has none */
function codeOf(lengths: Uint8Array): Code {
  const bits = Math.max(1, ...lengths);
  const counts = new Uint16Array(17);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] as number) + 1;
  const next = new Uint16Array(17);
  for (let length = 1; length < 16; length += 1) {
    next[length + 1] = ((next[length] as number) + (counts[length] as number)) << 1;
  }
  const table = new Uint16Array(1 << bits);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = next[length] as number;
    next[length] = code + 1;
    // Codes come with their highest bit first.
    let reversed = 0;
    for (let bit = 0; bit < length; bit += 1) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
    for (let at = reversed; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
  }
  return { table, bits };
}

let fixed: [Code, Code] | undefined;

function fixedCodes(): [Code, Code] {
  const lengths = Uint8Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  );
  fixed ??= [codeOf(lengths), codeOf(new Uint8Array(30).fill(5))];
  return fixed;
}

function dynamicCodes(reader: BitReader): [Code, Code] {
  const literals = reader.take(5) + 257;
  const distances = reader.take(5) + 1;
  const told = reader.take(4) + 4;
  const ofLengths = new Uint8Array(19);
  for (const symbol of lengthOrder.slice(0, told)) ofLengths[symbol] = reader.take(3);
  const code = codeOf(ofLengths);
  const lengths = new Uint8Array(literals + distances);
  let at = 0;
  while (at < lengths.length) {
    const symbol = reader.symbol(code);
    if (symbol < 16) {
      lengths[at] = symbol;
      at += 1;
      continue;
    }
    const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
    const times =
      symbol === 16 ? 3 + reader.take(2) : symbol === 17 ? 3 + reader.take(3) : 11 + reader.take(7);
    lengths.fill(value, at, at + times);
    at += times;
  }
  return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
}
