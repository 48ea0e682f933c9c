import type { ByteReader } from '../byteReader.ts';

const maxBoxes = 4096;

/** A box of ISO/IEC 14496-12: its content lies between `body` and `end`. */
export interface Box {
  name: string;
  body: number;
  end: number;
}

/** The boxes between two places, as far as their headers are at hand. */
export function* boxes(reader: ByteReader, start: number, end: number): Generator<Box> {
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

/** The first box of that name inside another one; `skip` bytes stand before its first child. */
export function child(reader: ByteReader, parent: Box, name: string, skip = 0): Box | undefined {
  for (const box of boxes(reader, parent.body + skip, parent.end)) if (box.name === name) return box;
  return undefined;
}

/** What a `meta` box says of its primary item (ISO/IEC 23008-12). */
export interface PrimaryItem {
  /** `hvc1`, `av01`, `grid`: how it is coded. */
  type: string;
  /** Its properties, in the order in which they apply. */
  properties: Box[];
  /** The properties of all items. */
  all: Box[];
  /** Types of all items, the primary one's too. */
  types: string[];
  /** Kinds of references that lead to or from it: `auxl`, `dimg`, `thmb`, `prem`. */
  references: string[];
}

/** Reads the primary item of a `meta` box; undefined where the box names none. */
export function primaryItem(reader: ByteReader, meta: Box): PrimaryItem | undefined {
  const primary = child(reader, meta, 'pitm', 4);
  const properties = child(reader, meta, 'iprp', 4);
  const container = properties && child(reader, properties, 'ipco');
  if (!primary || !properties || !container) return undefined;
  const id = (reader.u8(primary.body) ? reader.u32(primary.body + 4) : reader.u16(primary.body + 4)) ?? 0;
  const all = [...boxes(reader, container.body, container.end)];
  const own = [...boxes(reader, properties.body, properties.end)]
    .filter((box) => box.name === 'ipma')
    .flatMap((box) => indicesOf(reader, box, id))
    .flatMap((index) => all[index - 1] ?? []);
  const types = itemTypes(reader, child(reader, meta, 'iinf', 4));
  const references = child(reader, meta, 'iref', 4);
  return {
    type: types.get(id) ?? '',
    properties: own,
    all,
    types: [...types.values()],
    references: references
      ? [...boxes(reader, references.body + 4, references.end)].map(({ name }) => name)
      : [],
  };
}

/** The type of each item by its number; `infe` boxes before version 2 name none. */
function itemTypes(reader: ByteReader, info: Box | undefined): Map<number, string> {
  const types = new Map<number, string>();
  if (!info) return types;
  const start = info.body + (reader.u8(info.body) ? 8 : 6);
  for (const { name, body } of boxes(reader, start, info.end)) {
    const version = reader.u8(body) ?? 0;
    if (name !== 'infe' || version < 2) continue;
    const id = version === 2 ? reader.u16(body + 4) : reader.u32(body + 4);
    if (id !== undefined) types.set(id, reader.text(body + (version === 2 ? 8 : 10), 4));
  }
  return types;
}

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
