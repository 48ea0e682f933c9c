import { eachBlock } from './blockOrder.ts';
import type { Model } from './frame.ts';
import { huffmanSegment } from './huffman.ts';
import { type JpegFile, readJpegFile, type Scan } from './jpegFile.ts';
import { ScanReader } from './scanReader.ts';
import { ScanWriter, SymbolCodes, SymbolCounts } from './scanWriter.ts';
import { Significance } from './significance.ts';
import { addTold, tellAs } from './told.ts';
import { type Box, type PixelSource, TouchedBlocks } from './touchedBlocks.ts';
import { type Unfit, UnfitError } from './unfit.ts';

export type { Box, PixelSource } from './touchedBlocks.ts';

export interface NotReplaced {
  ok: false;
  reason: Unfit;
  /** For the log. */
  detail: string;
}

/** Where pixels may differ from the source's, in cells that lie like tiles from the top left corner. */
export interface Cells {
  /** Pixels of a cell. */
  width: number;
  height: number;
  /** Cells in a row. */
  across: number;
  /** One byte for each cell, row by row: 1 where a block of it was made anew. */
  touched: Uint8Array;
  /**
   * Pixels around a touched cell that may differ as well: decoders smooth colours that are told for several
   * pixels at once over the edge of a block, though no coefficient differs there.
   */
  rim: 0 | 1;
}

export interface Replaced {
  ok: true;
  /** The very bytes of the source where nothing changes. */
  bytes: Uint8Array;
  /** How many blocks were made anew; all others have the source's coefficients. */
  blocks: number;
  cells: Cells;
}

export interface Replaceable {
  ok: true;
  /** How pixels are handed over: grey, three channels of RGB for `ycc` and `rgb`, four for `cmyk` and `ycck`. */
  model: Model;
  width: number;
  height: number;
  progressive: boolean;
}

/** Whether the blocks of a JPEG can be exchanged, as far as that is known without decoding it. */
export function blocksReplaceable(source: Uint8Array): Replaceable | NotReplaced {
  return caught(() => {
    const { frame, model } = readJpegFile(source);
    return { ok: true, model, width: frame.width, height: frame.height, progressive: frame.progressive };
  });
}

/**
 * Exchanges the blocks of a JPEG under changed pixels, and leaves the coefficients of all others as they are:
 * baseline, extended with Huffman codes, and progressive with 8 bits and whole sampling factors. The new blocks
 * have the source's own quantisation and sampling; samples of them that do not change are taken from the old
 * block. The scans stay as they are divided, with Huffman tables made anew; all else is kept byte for byte.
 *
 * Two times as much time as decoding, three times for a progressive one. Memory: the file twice, 128 bytes for
 * each touched block (256 while a progressive one is read), 8 for each block of a progressive picture.
 *
 * @param source is not written to
 * @param box holds everything that changes; in stored pixels
 * @param pixelsOf asked for the whole MCUs that the box meets, at most 32 rows at a time
 */
export function replaceBlocks(source: Uint8Array, box: Box, pixelsOf: PixelSource): Replaced | NotReplaced {
  return caught(() => {
    const file = readJpegFile(source);
    const { frame } = file;
    const touched = new TouchedBlocks(file, box, pixelsOf);
    const cells: Cells = {
      width: frame.mcuWidth,
      height: frame.mcuHeight,
      across: frame.mcusAcross,
      touched: touched.cells,
      rim: frame.components.some(({ stepX, stepY }) => stepX > 1 || stepY > 1) ? 1 : 0,
    };
    if (touched.count === 0) return { ok: true, bytes: source, blocks: 0, cells };
    if (frame.progressive) settleAll(file, touched);
    return { ok: true, bytes: rewritten(file, touched), blocks: touched.count, cells };
  });
}

/** Whether a pixel of the stored picture may differ from the source's. */
export function mayDiffer({ width, height, across, touched, rim }: Cells, x: number, y: number): boolean {
  const down = touched.length / across;
  const top = Math.max(0, Math.floor((y - rim) / height));
  const bottom = Math.min(down - 1, Math.floor((y + rim) / height));
  const left = Math.max(0, Math.floor((x - rim) / width));
  const right = Math.min(across - 1, Math.floor((x + rim) / width));
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1)
      if (touched[row * across + column] === 1) return true;
  }
  return false;
}

function caught<T>(work: () => T): T | NotReplaced {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnfitError) return { ok: false, reason: error.reason, detail: error.message };
    throw error;
  }
}

/** Gathers what all scans of a progressive picture say of its touched blocks, and makes the new ones of it. */
function settleAll(file: JpegFile, touched: TouchedBlocks): void {
  const old = new Map<number, { component: number; block: Int16Array }>();
  const significance = new Significance(file.frame);
  const block = new Int16Array(64);
  for (const scan of scansOf(file)) {
    const reader = new ScanReader(file, scan, significance);
    eachBlock(file.frame, scan, {
      restart: () => reader.restart(),
      block: (part, at) => {
        const says = reader.read(part, at, block);
        if (!says) return;
        if (scan.from > 0) significance.add(part.index, at, block, scan.from, scan.to);
        const number = touched.numberOf(part.index, at);
        if (number === undefined) return;
        const gathered = old.get(number) ?? { component: part.index, block: new Int16Array(64) };
        old.set(number, gathered);
        addTold(scan, block, gathered.block);
      },
    });
  }
  for (const [number, { component, block: coefficients }] of old)
    touched.settle(component, number, coefficients);
}

function rewritten(file: JpegFile, touched: TouchedBlocks): Uint8Array {
  const significance = new Significance(file.frame);
  const parts = file.pieces.flatMap((piece) =>
    'keep' in piece
      ? [file.bytes.subarray(...piece.keep)]
      : [...rewrittenScan(file, piece.scan, significance, touched)],
  );
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function rewrittenScan(
  file: JpegFile,
  scan: Scan,
  significance: Significance,
  touched: TouchedBlocks,
): [tables: Uint8Array, header: Uint8Array, data: Uint8Array] {
  const counts = new SymbolCounts();
  passOver(file, scan, significance, touched, counts, false);
  const tables = counts.tables();
  const codes = new SymbolCodes(tables, scan.data[1] - scan.data[0]);
  passOver(file, scan, significance, touched, codes, true);
  const segment = tables.size === 0 ? new Uint8Array(0) : huffmanSegment(tables);
  return [segment, file.bytes.subarray(...scan.header), codes.written()];
}

/** Reads a scan and codes it again, with new blocks in the place of touched ones. */
function passOver(
  file: JpegFile,
  scan: Scan,
  significance: Significance,
  touched: TouchedBlocks,
  sink: SymbolCounts | SymbolCodes,
  isLast: boolean,
): void {
  const reader = new ScanReader(file, scan, significance);
  const writer = new ScanWriter(scan, file.frame.progressive, sink);
  const block = new Int16Array(64);
  const remembers = isLast && file.frame.progressive && scan.from > 0;
  eachBlock(file.frame, scan, {
    restart: (count) => {
      reader.restart();
      writer.restart(count);
    },
    block: (part, at) => {
      const says = reader.read(part, at, block);
      const number = touched.numberOf(part.index, at);
      if (!says && number === undefined) return writer.writeEmpty();
      if (says && remembers) significance.add(part.index, at, block, scan.from, scan.to);
      if (number !== undefined) tellAs(scan, touched.settle(part.index, number, block), block);
      writer.write(part, block);
    },
  });
  writer.end();
}

const scansOf = ({ pieces }: JpegFile): Scan[] =>
  pieces.flatMap((piece) => ('scan' in piece ? [piece.scan] : []));
