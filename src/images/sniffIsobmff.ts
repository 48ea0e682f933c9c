import type { ByteReader } from './byteReader.ts';
import type { ImageType, Orientation } from './imageTypes.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

const maxBoxes = 4096;
const c2paUuid = '\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81';
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];
/** Quarter turns anticlockwise, as EXIF orientations. */
const turns: readonly Orientation[] = [1, 8, 3, 6];

interface Box {
  name: string;
  body: number;
  end: number;
}

/** AVIF or HEIC by the brands of the `ftyp` box, or nothing (a video, say). */
export function isobmffType(reader: ByteReader): ImageType | undefined {
  const end = Math.min(reader.u32(0) ?? 0, reader.length, 256);
  const brands = [reader.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(reader.text(at, 4));
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif';
  return brands.some((brand) => heicBrands.includes(brand)) ? 'heic' : undefined;
}

/** Size, turn and alpha of the primary item (ISO/IEC 23008-12, `meta` box). */
export function sniffIsobmff(reader: ByteReader, type: ImageType, fileSize: number): Sniffed {
  let meta: Box | undefined;
  let signed = false;
  let reached = 0;
  for (const box of boxes(reader, 0, fileSize)) {
    if (box.name === 'meta') meta = box;
    if (box.name === 'uuid') signed ||= reader.says(box.body, c2paUuid);
    reached = box.end;
    if (meta) break;
  }
  if (!meta) return cutShort(type, reached + 4096, reader.length, fileSize);
  if (meta.end > reader.length) return cutShort(type, meta.end, reader.length, fileSize);
  const item = primaryItem(reader, meta);
  const animated = reader.says(8, 'avis') || reader.says(8, 'msf1') || reader.says(8, 'hevc');
  return known(type, { ...item, signed, animated });
}

interface Item {
  width: number;
  height: number;
  orientation: Orientation;
  hasAlpha: boolean;
  bitDepth: number | undefined;
}

function primaryItem(reader: ByteReader, meta: Box): Item {
  const item: Item = { width: 0, height: 0, orientation: 1, hasAlpha: false, bitDepth: undefined };
  const parts = [...boxes(reader, meta.body + 4, meta.end)];
  const primary = parts.find((part) => part.name === 'pitm');
  const properties = parts.find((part) => part.name === 'iprp');
  if (!primary || !properties) return item;
  const id = (reader.u8(primary.body) ? reader.u32(primary.body + 4) : reader.u16(primary.body + 4)) ?? 0;
  const inside = [...boxes(reader, properties.body, properties.end)];
  const container = inside.find((part) => part.name === 'ipco');
  if (!container) return item;
  const all = [...boxes(reader, container.body, container.end)];
  item.hasAlpha = all.some((box) => box.name === 'auxC' && isAlpha(reader.text(box.body + 4, 48)));

  const own = inside.filter((part) => part.name === 'ipma').flatMap((part) => indicesOf(reader, part, id));
  for (const index of own) {
    const box = all[index - 1];
    if (box?.name === 'ispe') {
      item.width = reader.u32(box.body + 4) ?? 0;
      item.height = reader.u32(box.body + 8) ?? 0;
    }
    if (box?.name === 'irot') item.orientation = turns[(reader.u8(box.body) ?? 0) & 3] ?? 1;
    if (box?.name === 'pixi') item.bitDepth = reader.u8(box.body + 5);
  }
  return item;
}

const isAlpha = (urn: string): boolean => urn.includes('auxiliary:alpha') || urn.includes('auxid:1');

/** The one-based numbers of the properties that `ipma` gives to an item. */
function indicesOf(reader: ByteReader, box: Box, id: number): number[] {
  const version = reader.u8(box.body) ?? 0;
  const wide = ((reader.u8(box.body + 3) ?? 0) & 1) === 1;
  const entries = Math.min(reader.u32(box.body + 4) ?? 0, maxBoxes);
  let at = box.body + 8;
  for (let entry = 0; entry < entries && at < box.end; entry += 1) {
    const item = version < 1 ? reader.u16(at) : reader.u32(at);
    at += version < 1 ? 2 : 4;
    const count = reader.u8(at) ?? 0;
    at += 1;
    if (item === id) {
      return Array.from({ length: count }, (_, index) =>
        wide ? (reader.u16(at + 2 * index) ?? 0) & 0x7fff : (reader.u8(at + index) ?? 0) & 0x7f,
      );
    }
    at += count * (wide ? 2 : 1);
  }
  return [];
}

/** The boxes between two places, as far as their headers are at hand. */
function* boxes(reader: ByteReader, start: number, end: number): Generator<Box> {
  let at = start;
  for (let count = 0; count < maxBoxes && at + 8 <= end; count += 1) {
    const short = reader.u32(at);
    const size = short === 1 ? reader.u64(at + 8) : short === 0 ? end - at : short;
    const header = short === 1 ? 16 : 8;
    if (size === undefined || size < header) return;
    yield { name: reader.text(at + 4, 4), body: at + header, end: Math.min(at + size, end) };
    at += size;
  }
}
