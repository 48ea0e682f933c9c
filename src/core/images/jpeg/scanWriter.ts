import { BitWriter } from './bits.ts';
import { optimalTable, type WritingTable } from './huffman.ts';
import type { Scan, ScanPart } from './jpegFile.ts';
import { known, type ScanBlock } from './scanReader.ts';

/** Takes what a scan is coded as. Slots: 0 … 3 for DC, 16 … 19 for AC. */
interface Sink {
  symbol(slot: number, symbol: number): void;
  bits(value: number, length: number): void;
  restart(marker?: number): void;
}

/** Counts the symbols, so that they get the shortest codes. */
export class SymbolCounts implements Sink {
  readonly #counts = new Map<number, Float64Array>();

  symbol(slot: number, symbol: number): void {
    let counts = this.#counts.get(slot);
    if (!counts) {
      counts = new Float64Array(256);
      this.#counts.set(slot, counts);
    }
    counts[symbol] = (counts[symbol] ?? 0) + 1;
  }

  bits(): void {}

  restart(): void {}

  tables(): Map<number, WritingTable> {
    return new Map([...this.#counts].map(([slot, counts]) => [slot, optimalTable(counts)]));
  }
}

/** Writes the symbols with the codes that were made for them. */
export class SymbolCodes implements Sink {
  readonly #tables: (WritingTable | undefined)[] = [];
  readonly #bits: BitWriter;

  constructor(tables: ReadonlyMap<number, WritingTable>, expected: number) {
    for (const [slot, table] of tables) this.#tables[slot] = table;
    this.#bits = new BitWriter(expected);
  }

  symbol(slot: number, symbol: number): void {
    const table = this.#tables[slot];
    const length = table?.lengths[symbol] ?? 0;
    if (length === 0) throw new Error('A symbol has no code.');
    this.#bits.put(table?.codes[symbol] ?? 0, length);
  }

  bits(value: number, length: number): void {
    this.#bits.put(value, length);
  }

  restart(marker?: number): void {
    this.#bits.restart(marker);
  }

  written(): Uint8Array {
    return this.#bits.written();
  }
}

/** Blocks and bits that may wait for a coefficient to begin: as many as other writers let wait. */
const [mostEmptyBlocks, mostWaiting] = [0x7fff, 900];

/** Codes the blocks of one scan in their order (ITU T.81, F.1 and G.1). */
export class ScanWriter {
  readonly #scan: Scan;
  readonly #sink: Sink;
  readonly #predictions = new Int32Array(4);
  readonly #write: (part: ScanPart, block: ScanBlock) => void;
  #emptyBlocks = 0;
  /** Bits of what is known in these blocks. */
  #waiting: number[] = [];
  /** Those of the block that is written, since a coefficient began in it. */
  readonly #own = new Uint8Array(64);
  #ownCount = 0;

  constructor(scan: Scan, progressive: boolean, sink: Sink) {
    this.#scan = scan;
    this.#sink = sink;
    const { from, refines } = scan;
    if (!progressive) this.#write = (part, block) => this.#whole(part, block);
    else if (from === 0 && !refines) this.#write = (part, block) => this.#firstDc(part, block);
    else if (from === 0) this.#write = (_, block) => sink.bits(block[0] ?? 0, 1);
    else if (!refines) this.#write = (part, block) => this.#firstAc(part, block);
    else this.#write = (part, block) => this.#nextAc(part, block);
  }

  write(part: ScanPart, block: ScanBlock): void {
    this.#write(part, block);
  }

  /** A block of which a scan of alternating current says nothing. */
  writeEmpty(): void {
    this.#oneMoreEmpty();
  }

  /** @param count of the restart markers before this one */
  restart(count: number): void {
    this.#endEmpty();
    this.#predictions.fill(0);
    this.#sink.restart(0xd0 + (count & 7));
  }

  end(): void {
    this.#endEmpty();
    this.#sink.restart();
  }

  #whole(part: ScanPart, block: ScanBlock): void {
    this.#firstDc(part, block);
    const slot = 16 + part.acSlot;
    const run = this.#coefficients(slot, block);
    if (run > 0) this.#sink.symbol(slot, 0);
  }

  #firstDc({ index, dcSlot }: ScanPart, block: ScanBlock): void {
    const value = block[0] ?? 0;
    const difference = value - (this.#predictions[index] ?? 0);
    this.#predictions[index] = value;
    const length = lengthOf(difference);
    this.#sink.symbol(dcSlot, length);
    this.#sink.bits(signed(difference), length);
  }

  #firstAc({ acSlot }: ScanPart, block: ScanBlock): void {
    const run = this.#coefficients(16 + acSlot, block);
    if (run > 0) this.#oneMoreEmpty();
  }

  /** @returns how many of the last ones are 0 */
  #coefficients(slot: number, block: ScanBlock): number {
    const { from, to } = this.#scan;
    let run = 0;
    for (let index = Math.max(1, from); index <= to; index += 1) {
      const value = block[index] ?? 0;
      if (value === 0) {
        run += 1;
        continue;
      }
      this.#endEmpty();
      for (; run > 15; run -= 16) this.#sink.symbol(slot, 0xf0);
      const length = lengthOf(value);
      this.#sink.symbol(slot, (run << 4) | length);
      this.#sink.bits(signed(value), length);
      run = 0;
    }
    return run;
  }

  #nextAc({ acSlot }: ScanPart, block: ScanBlock): void {
    const slot = 16 + acSlot;
    const { from, to } = this.#scan;
    let last = to;
    while (last >= from && Math.abs(block[last] ?? 0) !== 1) last -= 1;
    let run = 0;
    this.#ownCount = 0;
    for (let index = from; index <= to; index += 1) {
      const state = block[index] ?? 0;
      if (state === 0) {
        run += 1;
        continue;
      }
      for (; run > 15 && index <= last; run -= 16) {
        this.#endEmpty();
        this.#sink.symbol(slot, 0xf0);
        this.#passOwn();
      }
      if (state >= known) {
        this.#own[this.#ownCount] = state - known;
        this.#ownCount += 1;
        continue;
      }
      this.#endEmpty();
      this.#sink.symbol(slot, (run << 4) | 1);
      this.#sink.bits(state > 0 ? 1 : 0, 1);
      this.#passOwn();
      run = 0;
    }
    if (run === 0 && this.#ownCount === 0) return;
    for (let at = 0; at < this.#ownCount; at += 1) this.#waiting.push(this.#own[at] ?? 0);
    this.#oneMoreEmpty();
  }

  #passOwn(): void {
    for (let at = 0; at < this.#ownCount; at += 1) this.#sink.bits(this.#own[at] ?? 0, 1);
    this.#ownCount = 0;
  }

  #oneMoreEmpty(): void {
    this.#emptyBlocks += 1;
    if (this.#emptyBlocks === mostEmptyBlocks || this.#waiting.length > mostWaiting) this.#endEmpty();
  }

  #endEmpty(): void {
    if (this.#emptyBlocks === 0) return;
    const length = lengthOf(this.#emptyBlocks) - 1;
    this.#sink.symbol(16 + (this.#scan.parts[0]?.acSlot ?? 0), length << 4);
    this.#sink.bits(this.#emptyBlocks, length);
    for (const bit of this.#waiting) this.#sink.bits(bit, 1);
    this.#emptyBlocks = 0;
    this.#waiting = [];
  }
}

/** Bits of a value without its sign. */
const lengthOf = (value: number): number => 32 - Math.clz32(Math.abs(value));

/** The bits that tell a value together with their number: those of a negative one are turned round. */
const signed = (value: number): number => (value < 0 ? value - 1 : value);
