import { joined, says } from './bytes.ts';

/** An entry of a TIFF's directory (TIFF 6.0), with its values in the byte order of its file. */
export interface TiffField {
  tag: number;
  /** Of TIFF 6.0. */
  type: number;
  count: number;
  /** Its values, or the directory that it points to. */
  value: Uint8Array | TiffField[];
}

/** A TIFF, a BigTIFF, or EXIF, which is a TIFF without a picture. Reading past its end gives zeros. */
export interface TiffFile {
  bytes: Uint8Array;
  littleEndian: boolean;
  big: boolean;
}

const mostFields = 1000;
/** Of all values of a directory together. */
const mostBytes = 16 * 1024 * 1024;
const long = 4;

/** Bytes of one value by its type, which is also how far a change of the byte order turns them round. */
const widths: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 4,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 8,
  13: 4,
};
const rationals = [5, 10];
const sizeOf = (type: number): number => (widths[type] ?? 0) * (rationals.includes(type) ? 2 : 1);

/** @returns undefined for what is no TIFF */
export function openTiff(bytes: Uint8Array): TiffFile | undefined {
  const littleEndian = says(bytes, 0, 'II');
  if (says(bytes, 0, 'II*\0') || says(bytes, 0, 'MM\0*')) return { bytes, littleEndian, big: false };
  return says(bytes, 0, 'II+\0') || says(bytes, 0, 'MM\0+') ? { bytes, littleEndian, big: true } : undefined;
}

/** A number without a sign of 2, 4 or 8 bytes. */
export function numberAt({ bytes, littleEndian }: TiffFile, at: number, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index++) {
    value = value * 256 + (bytes[littleEndian ? at + length - 1 - index : at + index] ?? 0);
  }
  return value;
}

/** Where the first directory lies. */
export const firstDirectory = (file: TiffFile): number =>
  file.big ? numberAt(file, 8, 8) : numberAt(file, 4, 4);

/**
 * The fields of a directory; those whose values lie beyond the file are left out.
 * @param pointers tags of fields that point to a further directory
 */
export function readDirectory(file: TiffFile, at: number, pointers: readonly number[]): TiffField[] {
  const [countBytes, entry, word] = file.big ? [8, 20, 8] : [2, 12, 4];
  if (at < 8) return [];
  const count = Math.min(numberAt(file, at, countBytes), mostFields);
  const fields: TiffField[] = [];
  let room = mostBytes;
  for (let index = 0; index < count; index++) {
    const start = at + countBytes + entry * index;
    const [tag, type] = [numberAt(file, start, 2), numberAt(file, start + 2, 2)];
    const values = numberAt(file, start + 4, word);
    const place = start + 4 + word;
    if (pointers.includes(tag)) {
      // A directory within one that was pointed to is followed once, so that no circle is.
      const inner = readDirectory(
        file,
        numberAt(file, place, word),
        pointers.includes(interop) ? [] : [interop],
      );
      if (inner.length > 0) fields.push({ tag, type: long, count: 1, value: inner });
      continue;
    }
    const length = sizeOf(type) * values;
    const from = length > word ? numberAt(file, place, word) : place;
    if (length === 0 || from + length > file.bytes.length || length > room) continue;
    room -= length;
    fields.push({ tag, type, count: values, value: file.bytes.subarray(from, from + length) });
  }
  return fields;
}
/** EXIF's directory on how cameras understand each other. */
const interop = 0xa005;

/** The values in another byte order. */
export function turned(fields: readonly TiffField[]): TiffField[] {
  return fields.map((field) => {
    if (Array.isArray(field.value)) return { ...field, value: turned(field.value) };
    const width = widths[field.type] ?? 1;
    if (width === 1) return field;
    const value = Uint8Array.from(field.value);
    for (let at = 0; at + width <= value.length; at += width) value.subarray(at, at + width).reverse();
    return { ...field, value };
  });
}

/**
 * A directory of a classic TIFF with all that it points to, for this place of a file.
 * @param at even, as TIFF wants it
 * @param next where the directory behind it lies; 0: there is none
 */
export function writeDirectory(
  fields: readonly (TiffField | Uint8Array)[],
  at: number,
  littleEndian: boolean,
  next = 0,
): Uint8Array {
  const tagOf = (field: TiffField | Uint8Array) =>
    field instanceof Uint8Array ? numberAt({ bytes: field, littleEndian, big: false }, 0, 2) : field.tag;
  const sorted = [...fields].sort((one, other) => tagOf(one) - tagOf(other));
  const head = new Uint8Array(2 + 12 * sorted.length + 4);
  const view = new DataView(head.buffer);
  view.setUint16(0, sorted.length, littleEndian);
  view.setUint32(head.length - 4, next, littleEndian);
  const parts: Uint8Array[] = [head];
  let end = at + head.length;
  sorted.forEach((field, index) => {
    const start = 2 + 12 * index;
    if (field instanceof Uint8Array) {
      head.set(field.subarray(0, 12), start);
      return;
    }
    view.setUint16(start, field.tag, littleEndian);
    view.setUint16(start + 2, field.type, littleEndian);
    view.setUint32(start + 4, field.count, littleEndian);
    const isDirectory = Array.isArray(field.value);
    const body = Array.isArray(field.value) ? writeDirectory(field.value, end, littleEndian) : field.value;
    if (!isDirectory && body.length <= 4) {
      head.set(body, start + 8);
      return;
    }
    view.setUint32(start + 8, end, littleEndian);
    const padded = body.length % 2 === 0 ? body : joined(body, new Uint8Array(1));
    parts.push(padded);
    end += padded.length;
  });
  return joined(...parts);
}
