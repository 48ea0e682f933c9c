import { isRestart } from './bits.ts';
import { type Component, type Frame, isFrameMarker, type Model, modelOf, readFrame } from './frame.ts';
import { type ReadingTable, readingTable } from './huffman.ts';
import { UnfitError } from './unfit.ts';

/** One channel in a scan, with the tables in force there. */
export interface ScanPart {
  /** Its place in the frame. */
  index: number;
  component: Component;
  /** Slots of its tables, 0 … 3. */
  dcSlot: number;
  acSlot: number;
  dc: ReadingTable | undefined;
  ac: ReadingTable | undefined;
}

/** A scan: what it holds, how, and where its bits lie in the file. */
export interface Scan {
  parts: ScanPart[];
  /** First and last coefficient, in zigzag order. */
  from: number;
  to: number;
  /** Bits that are left for later scans; `refines`: whether an earlier one left this bit. */
  low: number;
  refines: boolean;
  /** MCUs between restart markers; 0: none. */
  interval: number;
  /** The segment that begins it, marker and all, and the bits behind. */
  header: [start: number, end: number];
  data: [start: number, end: number];
}

export interface JpegFile {
  bytes: Uint8Array;
  frame: Frame;
  model: Model;
  /** In the order of the file: bytes to keep as they are, and scans. Huffman tables are left out. */
  pieces: ({ keep: [start: number, end: number] } | { scan: Scan })[];
  /** Steps of each component, in zigzag order, as they were at its first scan. */
  quantisation: Uint16Array[];
}

/** More are seen only in files that are made to keep decoders busy; the usual ones have about 10. */
const mostScans = 100;
const untold = -1;

/** Reads everything of a JPEG but the bits of its scans. What is behind its end is kept as it is. */
export function readJpegFile(bytes: Uint8Array): JpegFile {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new UnfitError('notJpeg', 'no SOI');
  return new Reading(bytes).read();
}

class Reading {
  readonly #bytes: Uint8Array;
  readonly #pieces: JpegFile['pieces'] = [];
  readonly #quantisation: Uint16Array[] = [];
  readonly #steps: Uint16Array[] = [];
  readonly #tables: (ReadingTable | undefined)[] = [];
  /** The lowest bit that is known of each coefficient of each component. */
  readonly #lows: Int8Array[] = [];
  #frame: Frame | undefined;
  #adobe: number | undefined;
  #jfif = false;
  #interval = 0;
  #scans = 0;
  #keptFrom = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): JpegFile {
    const bytes = this.#bytes;
    let at = 2;
    while (at < bytes.length) {
      const marker = bytes[at + 1] ?? 0;
      // Stray bytes between segments are skipped by every decoder, and kept.
      if (bytes[at] !== 0xff || marker === 0 || marker === 0xff) {
        at += 1;
        continue;
      }
      if (marker === 0xd9) break;
      if (marker === 0x01 || marker === 0xd8 || isRestart(marker)) {
        at += 2;
        continue;
      }
      at = this.#segment(marker, at);
    }
    this.#keepUpTo(bytes.length);
    const frame = this.#frame;
    if (!frame || this.#scans === 0) throw new UnfitError('damaged', 'no picture');
    if (frame.components.some((_, index) => (this.#lows[index]?.[0] ?? untold) === untold)) {
      throw new UnfitError('damaged', 'a component has no scan');
    }
    const model = modelOf(frame, this.#adobe, this.#jfif);
    return { bytes, frame, model, pieces: this.#pieces, quantisation: this.#quantisation };
  }

  /** @returns where the next one begins */
  #segment(marker: number, start: number): number {
    const end = start + 2 + this.#u16(start + 2);
    const body = this.#bytes.subarray(start + 4, end);
    if (end < start + 4 || end > this.#bytes.length)
      throw new UnfitError('damaged', 'a segment is cut short');
    if (marker === 0xc4) {
      this.#keepUpTo(start);
      this.#keptFrom = end;
      this.#huffman(body);
    } else if (marker === 0xdb) this.#quantisationTables(body);
    else if (marker === 0xdd) this.#interval = this.#u16(start + 4);
    else if (marker === 0xe0) this.#jfif ||= says(body, 'JFIF\0');
    else if (marker === 0xee && says(body, 'Adobe') && body.length >= 12) this.#adobe = body[11];
    else if (marker === 0xda) return this.#scan(body, start, end);
    else if (marker === 0xdc || marker === 0xdf) throw new UnfitError('hierarchical', 'DNL or EXP');
    else if (isFrameMarker(marker)) {
      if (this.#frame) throw new UnfitError('hierarchical', 'two frames');
      this.#frame = readFrame(marker, body);
    }
    return end;
  }

  #huffman(body: Uint8Array): void {
    let at = 0;
    while (at < body.length) {
      const slot = body[at] ?? 0;
      const counts = body.subarray(at + 1, at + 17);
      const count = counts.reduce((sum, one) => sum + one, 0);
      if ((slot & 0xec) !== 0 || count > 256 || at + 17 + count > body.length) {
        throw new UnfitError('damaged', 'a Huffman table');
      }
      this.#tables[slot] = readingTable(counts, body.subarray(at + 17, at + 17 + count));
      at += 17 + count;
    }
  }

  #quantisationTables(body: Uint8Array): void {
    let at = 0;
    while (at < body.length) {
      const [slot, wide] = [(body[at] ?? 0) & 15, (body[at] ?? 0) > 15];
      const size = wide ? 128 : 64;
      if (slot > 3 || at + 1 + size > body.length) throw new UnfitError('damaged', 'a quantisation table');
      const told = body.subarray(at + 1, at + 1 + size);
      const step = (index: number) =>
        wide ? 256 * (told[2 * index] ?? 0) + (told[2 * index + 1] ?? 0) : (told[index] ?? 0);
      const steps = Uint16Array.from({ length: 64 }, (_, index) => step(index));
      if (steps.includes(0)) throw new UnfitError('damaged', 'a quantisation step of 0');
      this.#steps[slot] = steps;
      at += 1 + size;
    }
  }

  #scan(body: Uint8Array, start: number, end: number): number {
    const frame = this.#frame;
    if (!frame) throw new UnfitError('damaged', 'a scan before the frame');
    this.#scans += 1;
    if (this.#scans > mostScans) throw new UnfitError('tooManyScans', `more than ${mostScans} scans`);
    const count = body[0] ?? 0;
    if (count < 1 || count > 4 || body.length < 4 + 2 * count)
      throw new UnfitError('damaged', 'a scan header');
    const parts = Array.from({ length: count }, (_, at) => this.#part(frame, body, 1 + 2 * at));
    if (new Set(parts.map(({ index }) => index)).size !== count) {
      throw new UnfitError('damaged', 'a scan has a component twice');
    }
    const [from, to, bits] = [body[1 + 2 * count] ?? 0, body[2 + 2 * count] ?? 0, body[3 + 2 * count] ?? 0];
    const data: Scan['data'] = [end, this.#dataEnd(end)];
    const scan: Scan = {
      parts,
      ...(frame.progressive
        ? { from, to, low: bits & 15, refines: bits >> 4 > 0 }
        : { from: 0, to: 63, low: 0, refines: false }),
      interval: this.#interval,
      header: [start, end],
      data,
    };
    this.#checkOrder(scan, frame.progressive ? bits >> 4 : 0);
    this.#keepUpTo(start);
    this.#keptFrom = data[1];
    this.#pieces.push({ scan });
    return data[1];
  }

  #part(frame: Frame, body: Uint8Array, at: number): ScanPart {
    const index = frame.components.findIndex(({ id }) => id === body[at]);
    const component = frame.components[index];
    if (!component) throw new UnfitError('damaged', 'a scan has an unknown component');
    const steps = this.#steps[component.quantisation];
    if (!steps) throw new UnfitError('damaged', 'a quantisation table is missing');
    this.#quantisation[index] ??= steps;
    const slots = body[at + 1] ?? 0;
    const [dcSlot, acSlot] = [slots >> 4, slots & 15];
    if (dcSlot > 3 || acSlot > 3) throw new UnfitError('damaged', 'a slot of Huffman tables');
    return { index, component, dcSlot, acSlot, dc: this.#tables[dcSlot], ac: this.#tables[16 + acSlot] };
  }

  /** Only what ITU T.81, G.1.1.1 allows: anything else has no meaning that decoders share. */
  #checkOrder({ parts, from, to, low }: Scan, high: number): void {
    if (this.#frame?.progressive) {
      const fits = from === 0 ? to === 0 : to >= from && to <= 63 && parts.length === 1;
      if (!fits || low > 13 || (high !== 0 && high !== low + 1))
        throw new UnfitError('damaged', 'a progression');
    }
    for (const { index } of parts) {
      const lows = this.#lows[index] ?? new Int8Array(64).fill(untold);
      this.#lows[index] = lows;
      for (let at = from; at <= to; at += 1) {
        if (lows[at] !== (high === 0 ? untold : high)) throw new UnfitError('damaged', 'the order of scans');
        lows[at] = low;
      }
    }
  }

  /** Where the next marker stands that ends a scan's bits. */
  #dataEnd(start: number): number {
    let at = start;
    for (;;) {
      at = this.#bytes.indexOf(0xff, at);
      if (at < 0) return this.#bytes.length;
      const next = this.#bytes[at + 1] ?? 0;
      if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
      at += next === 0xff ? 1 : 2;
    }
  }

  #keepUpTo(end: number): void {
    if (end > this.#keptFrom) this.#pieces.push({ keep: [this.#keptFrom, end] });
    this.#keptFrom = end;
  }

  #u16(at: number): number {
    return 256 * (this.#bytes[at] ?? 0) + (this.#bytes[at + 1] ?? 0);
  }
}

const says = (body: Uint8Array, text: string): boolean =>
  [...text].every((sign, index) => body[index] === sign.charCodeAt(0));
