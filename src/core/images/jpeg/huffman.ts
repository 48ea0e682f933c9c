import { UnfitError } from './unfit.ts';

/** The longest code, in bits (ITU T.81, B.2.4.2). */
const longest = 16;

/**
 * A table for reading: what begins with these 16 bits has the code length `entry >> 8` and the symbol
 * `entry & 255`; 0 is no code.
 */
export type ReadingTable = Uint16Array;

/** A table for writing: the code of each symbol and its length; a length of 0 is no code. */
export interface WritingTable {
  codes: Uint16Array;
  lengths: Uint8Array;
  /** As in a DHT segment: how many codes there are of each length of 1 … 16, and their symbols in order. */
  counts: Uint8Array;
  symbols: Uint8Array;
}

/** @param counts codes of each length of 1 … 16 */
export function readingTable(counts: Uint8Array, symbols: Uint8Array): ReadingTable {
  const table = new Uint16Array(1 << longest);
  let [code, next] = [0, 0];
  for (let length = 1; length <= longest; length += 1) {
    const count = counts[length - 1] ?? 0;
    for (let index = 0; index < count; index += 1, next += 1, code += 1) {
      if (code >> length > 0) throw new UnfitError('damaged', 'a Huffman table has too many codes');
      const from = code << (longest - length);
      table.fill((length << 8) | (symbols[next] ?? 0), from, from + (1 << (longest - length)));
    }
    code <<= 1;
  }
  return table;
}

/**
 * The table that codes these symbols in the fewest bits with at most 16 for each and no code of ones alone
 * (ITU T.81, K.2).
 * @param frequencies how often each of the 256 symbols comes
 */
export function optimalTable(frequencies: Float64Array): WritingTable {
  const lengths = limited(lengthsOf(frequencies));
  const counts = new Uint8Array(longest);
  const inOrder = [...lengths.keys()].filter((symbol) => (lengths[symbol] ?? 0) > 0);
  inOrder.sort((one, other) => (lengths[one] ?? 0) - (lengths[other] ?? 0) || one - other);
  const codes = new Uint16Array(256);
  let [code, before] = [0, 0];
  for (const symbol of inOrder) {
    const length = lengths[symbol] ?? 0;
    if (before > 0) code = (code + 1) << (length - before);
    codes[symbol] = code;
    counts[length - 1] = (counts[length - 1] ?? 0) + 1;
    before = length;
  }
  return { codes, lengths, counts, symbols: Uint8Array.from(inOrder) };
}

/** Huffman's own lengths of 256 symbols and of one that is never sent, so that its code of ones stays free. */
function lengthsOf(frequencies: Float64Array): Uint16Array {
  interface Node {
    weight: number;
    symbols: number[];
  }
  const nodes: Node[] = [{ weight: 0.5, symbols: [256] }];
  for (const [symbol, weight] of frequencies.entries())
    if (weight > 0) nodes.push({ weight, symbols: [symbol] });
  const lengths = new Uint16Array(257);
  while (nodes.length > 1) {
    nodes.sort((one, other) => other.weight - one.weight);
    const [one, other] = [nodes.pop(), nodes.pop()];
    if (!one || !other) break;
    const symbols = [...one.symbols, ...other.symbols];
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    nodes.push({ weight: one.weight + other.weight, symbols });
  }
  return lengths;
}

/** Shortens codes of more than 16 bits, and leaves out the one that is never sent: it has the longest. */
function limited(lengths: Uint16Array): Uint8Array {
  const counts: number[] = new Array(Math.max(longest, ...lengths) + 1).fill(0);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  for (let length = counts.length - 1; length > longest; length -= 1) {
    while ((counts[length] ?? 0) > 0) {
      let shorter = length - 2;
      while ((counts[shorter] ?? 0) === 0) shorter -= 1;
      counts[length] = (counts[length] ?? 0) - 2;
      counts[length - 1] = (counts[length - 1] ?? 0) + 1;
      counts[shorter + 1] = (counts[shorter + 1] ?? 0) + 2;
      counts[shorter] = (counts[shorter] ?? 0) - 1;
    }
  }
  const order = [...lengths.keys()].filter((symbol) => (lengths[symbol] ?? 0) > 0 && symbol < 256);
  order.sort((one, other) => (lengths[one] ?? 0) - (lengths[other] ?? 0) || one - other);
  const short = new Uint8Array(256);
  let length = 1;
  for (const symbol of order) {
    while ((counts[length] ?? 0) === 0) length += 1;
    short[symbol] = length;
    counts[length] = (counts[length] ?? 0) - 1;
  }
  return short;
}

/** A DHT segment, marker and all. `slots`: 0 … 3 for DC, 16 … 19 for AC. */
export function huffmanSegment(tables: ReadonlyMap<number, WritingTable>): Uint8Array {
  const body = [...tables].flatMap(([slot, { counts, symbols }]) => [slot, ...counts, ...symbols]);
  const length = body.length + 2;
  return Uint8Array.from([0xff, 0xc4, length >> 8, length & 255, ...body]);
}
