import { BitReader } from './bits.ts';
import type { ReadingTable } from './huffman.ts';
import type { JpegFile, Scan, ScanPart } from './jpegFile.ts';
import type { Significance } from './significance.ts';
import { UnfitError } from './unfit.ts';

/**
 * What a scan says of one block, in zigzag order. A scan that refines says for each coefficient of alternating
 * current: 0 nothing, 1 or -1 it begins to be that, `known` or `known + 1` the next bit of one that is known;
 * for direct current, the next bit.
 */
export type ScanBlock = Int16Array;
export const known = 2;

/** Reads the blocks of one scan in their order (ITU T.81, F.2 and G.2). */
export class ScanReader {
  readonly #scan: Scan;
  readonly #bits: BitReader;
  readonly #significance: Significance;
  readonly #predictions = new Int32Array(4);
  readonly #read: (part: ScanPart, at: number, block: ScanBlock) => void;
  /** Further blocks in which no coefficient begins. */
  #emptyBlocks = 0;
  /** Whether the block that is read has anything that is not 0. */
  #says = true;
  /** Which of its coefficients are known, as far as the scan refines them. */
  #low = 0;
  #high = 0;

  /** @param significance what the scans before this one said; this one is not added to it */
  constructor({ bytes, frame }: JpegFile, scan: Scan, significance: Significance) {
    this.#scan = scan;
    this.#bits = new BitReader(bytes, ...scan.data);
    this.#significance = significance;
    const { from, refines } = scan;
    if (!frame.progressive) this.#read = (part, _, block) => this.#whole(part, block);
    else if (from === 0 && !refines) this.#read = (part, _, block) => this.#firstDc(part, block);
    else if (from === 0) this.#read = (_, __, block) => this.#nextDc(block);
    else if (!refines) this.#read = (part, _, block) => this.#firstAc(part, block);
    else this.#read = (part, at, block) => this.#nextAc(part, at, block);
  }

  /**
   * @param at place of the block in its component
   * @returns whether the scan says anything of it: most scans of a progressive picture are silent on most blocks
   */
  read(part: ScanPart, at: number, block: ScanBlock): boolean {
    block.fill(0);
    this.#says = true;
    this.#read(part, at, block);
    return this.#says;
  }

  restart(): void {
    this.#bits.restart();
    this.#predictions.fill(0);
    this.#emptyBlocks = 0;
  }

  #whole(part: ScanPart, block: ScanBlock): void {
    this.#firstDc(part, block);
    const bits = this.#bits;
    const table = tableOf(part.ac);
    for (let index = 1; index < 64; index += 1) {
      const symbol = bits.symbol(table);
      const length = symbol & 15;
      if (length === 0) {
        if (symbol !== 0xf0) return;
        index += 15;
        continue;
      }
      index += symbol >> 4;
      if (index > 63) throw new UnfitError('damaged', 'a block has too many coefficients');
      block[index] = bits.signed(length);
    }
  }

  #firstDc({ index, dc }: ScanPart, block: ScanBlock): void {
    const length = this.#bits.symbol(tableOf(dc));
    if (length > 15) throw new UnfitError('damaged', 'a difference of too many bits');
    const value = (this.#predictions[index] ?? 0) + this.#bits.signed(length);
    if (value < -32_768 || value > 32_767) throw new UnfitError('damaged', 'a coefficient out of range');
    this.#predictions[index] = value;
    block[0] = value;
  }

  #nextDc(block: ScanBlock): void {
    block[0] = this.#bits.bits(1);
  }

  #firstAc({ ac }: ScanPart, block: ScanBlock): void {
    if (this.#emptyBlocks > 0) {
      this.#emptyBlocks -= 1;
      this.#says = false;
      return;
    }
    const bits = this.#bits;
    const table = tableOf(ac);
    const { from, to } = this.#scan;
    for (let index = from; index <= to; index += 1) {
      const symbol = bits.symbol(table);
      const run = symbol >> 4;
      const length = symbol & 15;
      if (length === 0) {
        if (run < 15) {
          this.#emptyBlocks = (1 << run) - 1 + bits.bits(run);
          return;
        }
        index += 15;
        continue;
      }
      index += run;
      if (index > to) throw new UnfitError('damaged', 'a block has too many coefficients');
      block[index] = bits.signed(length);
    }
  }

  #nextAc({ index: component, ac }: ScanPart, at: number, block: ScanBlock): void {
    const bits = this.#bits;
    const { from, to } = this.#scan;
    this.#low = this.#significance.word(component, at, 0) & between(from, Math.min(to, 31));
    this.#high = this.#significance.word(component, at, 1) & between(Math.max(from, 32) - 32, to - 32);
    this.#says = this.#emptyBlocks === 0 || (this.#low | this.#high) !== 0;
    let index = from;
    if (this.#emptyBlocks === 0) {
      const table = tableOf(ac);
      while (index <= to) {
        const symbol = bits.symbol(table);
        const run = symbol >> 4;
        const length = symbol & 15;
        if (length > 1) throw new UnfitError('damaged', 'a refinement of more than one bit');
        if (length === 0 && run < 15) {
          this.#emptyBlocks = (1 << run) + bits.bits(run);
          break;
        }
        const value = length === 0 ? 0 : bits.bits(1) === 1 ? 1 : -1;
        index = this.#skip(block, index, run);
        if (value !== 0) {
          if (index > to) throw new UnfitError('damaged', 'a block has too many coefficients');
          block[index] = value;
        }
        index += 1;
      }
    }
    if (this.#emptyBlocks === 0) return;
    if (this.#says) this.#readKnown(block, index);
    this.#emptyBlocks -= 1;
  }

  /** Reads the bits of what is known, over so many coefficients that stay 0. @returns the next one that is 0 */
  #skip(block: ScanBlock, start: number, zeros: number): number {
    const { to } = this.#scan;
    const low = this.#low;
    const high = this.#high;
    let left = zeros;
    let index = start;
    for (; index <= to; index += 1) {
      if ((((index < 32 ? low : high) >>> (index & 31)) & 1) === 1) block[index] = known + this.#bits.bits(1);
      else if (left === 0) break;
      else left -= 1;
    }
    return index;
  }

  /** Reads the bits of what is known from a coefficient on. */
  #readKnown(block: ScanBlock, start: number): void {
    let low = this.#low & between(start, 31);
    let high = this.#high & between(Math.max(0, start - 32), 31);
    for (; low !== 0; low &= low - 1) block[lowest(low)] = known + this.#bits.bits(1);
    for (; high !== 0; high &= high - 1) block[32 + lowest(high)] = known + this.#bits.bits(1);
  }
}

/** The bits of a word from one to another. */
const between = (from: number, to: number): number =>
  to < from ? 0 : (0xffff_ffff >>> (31 - to)) & (0xffff_ffff << from);

/** The place of the lowest bit of a word that is not 0. */
const lowest = (word: number): number => 31 - Math.clz32(word & -word);

function tableOf(table: ReadingTable | undefined): ReadingTable {
  if (table) return table;
  throw new UnfitError('damaged', 'a Huffman table is missing');
}
