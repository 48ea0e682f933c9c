import { includes, joined, u16, u32 } from './bytes.ts';

/** A box of the file format: its content without its header. */
export interface Box {
  name: string;
  body: number;
  end: number;
}

/** Boxes, items and pieces of one item: more are nobody's photo. */
const most = 4096;
/** Of one item of metadata. */
const mostBytes = 16 * 1024 * 1024;

/**
 * What a HEIC or AVIF says of itself besides its picture: items of its `meta` box, as ISO/IEC 14496-12 places them
 * (`iinf`, `iloc`) and ISO/IEC 23008-12 annex A fills them.
 * @returns EXIF from its TIFF header on, and XMP; undefined what there is none of, or what lies beyond the file
 */
export function heifMetadata(file: Uint8Array): {
  exif: Uint8Array | undefined;
  xmp: Uint8Array | undefined;
} {
  const meta = find(file, { name: '', body: 0, end: file.length }, 'meta');
  const info = meta && find(file, meta, 'iinf', 4);
  const places = meta && find(file, meta, 'iloc', 4);
  if (!meta || !info || !places) return { exif: undefined, xmp: undefined };
  const data = find(file, meta, 'idat', 4);
  let exif: Uint8Array | undefined;
  let xmp: Uint8Array | undefined;
  for (const { id, type } of itemsOf(file, info)) {
    if (type !== 'Exif' && type !== 'mime') continue;
    const content = contentOf(file, places, id, data);
    if (content === undefined) continue;
    if (type === 'Exif') exif ??= content.subarray(4 + u32(content, 0));
    else if (includes(content.subarray(0, 4096), 'adobe:ns:meta') || includes(content, ':RDF'))
      xmp ??= content;
  }
  return { exif: exif && exif.length > 8 ? exif : undefined, xmp };
}

export function* boxes(file: Uint8Array, { body, end }: Box, skip = 0): Generator<Box> {
  let at = body + skip;
  for (let count = 0; count < most && at + 8 <= end; count++) {
    const short = u32(file, at);
    // Nothing above 4 GB is at hand as a whole.
    const size = short === 1 ? u32(file, at + 12) : short === 0 ? end - at : short;
    const header = short === 1 ? 16 : 8;
    if (size < header || (short === 1 && u32(file, at + 8) !== 0)) return;
    yield { name: nameAt(file, at + 4), body: at + header, end: Math.min(at + size, end) };
    at += size;
  }
}

const nameAt = (file: Uint8Array, at: number): string => String.fromCharCode(...file.subarray(at, at + 4));

/** @param skip bytes before the first box within */
export function find(file: Uint8Array, parent: Box, name: string, skip = 0): Box | undefined {
  for (const box of boxes(file, parent, skip)) if (box.name === name) return box;
  return undefined;
}

/** `infe` boxes before version 2 name no type. */
function* itemsOf(file: Uint8Array, info: Box): Generator<{ id: number; type: string }> {
  for (const { name, body } of boxes(file, info, file[info.body] ? 8 : 6)) {
    const version = file[body] ?? 0;
    if (name !== 'infe' || version < 2) continue;
    const isShort = version === 2;
    yield {
      id: isShort ? u16(file, body + 4) : u32(file, body + 4),
      type: nameAt(file, body + (isShort ? 8 : 10)),
    };
  }
}

/** The pieces of an item in their order. */
function contentOf(
  file: Uint8Array,
  places: Box,
  wanted: number,
  data: Box | undefined,
): Uint8Array | undefined {
  const version = file[places.body] ?? 0;
  let at = places.body + 4;
  const number = (bytes: number): number => {
    let value = 0;
    for (let left = bytes; left > 0; left--) value = value * 256 + (file[at++] ?? 0);
    return value;
  };
  const sizes = number(2);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const items = Math.min(number(version < 2 ? 2 : 4), most);
  for (let item = 0; item < items && at < places.end; item++) {
    const id = number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : number(2) & 15;
    at += 2;
    const base = number(baseBytes);
    const pieces: Uint8Array[] = [];
    let isWhole = method === 0 || (method === 1 && data !== undefined);
    const count = Math.min(number(2), most);
    for (let piece = 0; piece < count && at < places.end; piece++) {
      at += indexBytes;
      const offset = base + number(offsetBytes) + (method === 1 && data ? data.body : 0);
      const length = number(lengthBytes);
      if (offset + length > file.length || length > mostBytes) isWhole = false;
      else pieces.push(file.subarray(offset, offset + length));
    }
    if (id !== wanted) continue;
    const content = isWhole ? joined(...pieces) : undefined;
    return content && content.length > 0 && content.length <= mostBytes ? content : undefined;
  }
  return undefined;
}
