import { eachBlock } from '../../../../src/core/images/jpeg/blockOrder.ts';
import type { Component } from '../../../../src/core/images/jpeg/frame.ts';
import { huffmanSegment } from '../../../../src/core/images/jpeg/huffman.ts';
import { readJpegFile, type Scan } from '../../../../src/core/images/jpeg/jpegFile.ts';
import { ScanWriter, SymbolCodes, SymbolCounts } from '../../../../src/core/images/jpeg/scanWriter.ts';
import { tellAs } from '../../../../src/core/images/jpeg/told.ts';

/** A JPEG of a kind that sharp does not write. Other readers show that it is one. */
export interface MadeJpeg {
  width: number;
  height: number;
  /** Sampling factors of each component. */
  sampling: readonly (readonly [across: number, down: number])[];
  /** Each scan: its components, first and last coefficient, the bit above the lowest one that it tells, and that. */
  scans?: readonly { of: readonly number[]; from: number; to: number; high: number; low: number }[];
  progressive?: boolean;
  extended?: boolean;
  /** MCUs between restart markers. */
  interval?: number;
  /** Transform flag of an Adobe segment. */
  adobe?: number;
  /** Segments to put before the frame, and bytes behind the end. */
  segments?: readonly Uint8Array[];
  tail?: Uint8Array;
}

/** As libjpeg's own script for three components. */
export const progression: NonNullable<MadeJpeg['scans']> = [
  { of: [0, 1, 2], from: 0, to: 0, high: 0, low: 1 },
  { of: [0], from: 1, to: 5, high: 0, low: 2 },
  { of: [2], from: 1, to: 63, high: 0, low: 1 },
  { of: [1], from: 1, to: 63, high: 0, low: 1 },
  { of: [0], from: 6, to: 63, high: 0, low: 2 },
  { of: [0], from: 1, to: 63, high: 2, low: 1 },
  { of: [0, 1, 2], from: 0, to: 0, high: 1, low: 0 },
  { of: [2], from: 1, to: 63, high: 1, low: 0 },
  { of: [1], from: 1, to: 63, high: 1, low: 0 },
  { of: [0], from: 1, to: 63, high: 1, low: 0 },
];

/** @returns the file; its picture is a pattern that needs coefficients of all kinds */
export function madeJpeg(wanted: MadeJpeg): Uint8Array {
  const { sampling, progressive = false, extended = false, interval = 0 } = wanted;
  const all = [...sampling.keys()];
  const scans = wanted.scans ?? [{ of: all, from: 0, to: 63, high: 0, low: 0 }];
  const headers = scans.map(({ of, from, to, high, low }) =>
    segment(0xda, [
      of.length,
      ...of.flatMap((index) => [index + 1, slotsOf(index)]),
      from,
      to,
      (high << 4) | low,
    ]),
  );
  const frame = [
    8,
    wanted.height >> 8,
    wanted.height & 255,
    wanted.width >> 8,
    wanted.width & 255,
    sampling.length,
  ];
  for (const [index, [across, down]] of sampling.entries())
    frame.push(index + 1, (across << 4) | down, index === 0 ? 0 : 1);
  const head = [
    Uint8Array.of(0xff, 0xd8),
    ...(wanted.segments ?? []),
    ...(wanted.adobe === undefined
      ? []
      : [segment(0xee, [...ascii('Adobe'), 0, 100, 0, 0, 0, 0, wanted.adobe])]),
    segment(0xdb, [0, ...steps(3), 1, ...steps(5)]),
    ...(interval > 0 ? [segment(0xdd, [interval >> 8, interval & 255])] : []),
    segment(progressive ? 0xc2 : extended ? 0xc1 : 0xc0, frame),
  ];
  // Empty scans are enough to be told how the blocks of each lie.
  const file = readJpegFile(joined([...head, ...headers]));
  const told = file.pieces.flatMap((piece) => ('scan' in piece ? [piece.scan] : []));
  const parts = told.flatMap((scan, index) => {
    const counts = new SymbolCounts();
    write(scan, counts);
    const codes = new SymbolCodes(counts.tables(), 1000);
    write(scan, codes);
    const tables = counts.tables();
    return [
      ...(tables.size > 0 ? [huffmanSegment(tables)] : []),
      headers[index] ?? new Uint8Array(0),
      codes.written(),
    ];
  });
  return joined([...head, ...parts, Uint8Array.of(0xff, 0xd9), wanted.tail ?? new Uint8Array(0)]);

  function write(scan: Scan, sink: SymbolCounts | SymbolCodes): void {
    const writer = new ScanWriter(scan, progressive, sink);
    const block = new Int16Array(64);
    eachBlock(file.frame, scan, {
      restart: (count) => writer.restart(count),
      block: ({ index, component }, at) => {
        tellAs(scan, patternOf(index, component, at), block);
        writer.write({ ...partOf(scan, index) }, block);
      },
    });
    writer.end();
  }
}

const partOf = (scan: Scan, index: number) => {
  const part = scan.parts.find((one) => one.index === index);
  if (!part) throw new Error('The scan has no such component.');
  return part;
};

/** Tables of their own for brightness and for colours. */
const slotsOf = (index: number): number => (index === 0 ? 0x00 : 0x11);

/** A few coefficients for each block: some large, some of one, long runs of none. */
function patternOf(component: number, { codedColumns }: Component, at: number): Int16Array {
  const [column, row] = [at % codedColumns, Math.floor(at / codedColumns)];
  const block = new Int16Array(64);
  block[0] = Math.round(60 * Math.sin((column + 3 * component) / 3) * Math.cos(row / 4));
  if ((column + row) % 5 === 4) return block;
  for (let index = 1; index < 64; index += 1 + ((column * 7 + row * 3 + index * component) % 9)) {
    const size = Math.floor(24 / (1 + index)) + 1;
    block[index] = ((column * 31 + row * 17 + index * 13) % (2 * size + 1)) - size;
  }
  if ((column * row) % 11 === 7) block[63] = 1;
  return block;
}

const steps = (step: number): number[] => Array.from({ length: 64 }, (_, index) => step + (index >> 3));

export function segment(marker: number, body: readonly number[]): Uint8Array {
  const length = body.length + 2;
  return Uint8Array.of(0xff, marker, length >> 8, length & 255, ...body);
}

export const ascii = (text: string): number[] => [...text].map((sign) => sign.charCodeAt(0));

export const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
