import { fromLatin1, fromU32, joined, u16, u32 } from './bytes.ts';
import { type Box, boxes, find } from './heifItems.ts';

/** One more item of a HEIF file. */
interface NewItem {
  /** What follows the item's protection in its `infe`: type, name and, for XMP, the type of its content. */
  entry: string;
  content: Uint8Array;
}

/** Longer files need longer offsets. */
const mostBytes = 2 ** 31;

const fromU16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);
const box = (name: string, ...body: Uint8Array[]): Uint8Array => {
  const content = joined(...body);
  return joined(fromU32(8 + content.length), fromLatin1(name), content);
};

/**
 * Puts EXIF and XMP into an AVIF as items that describe its picture (ISO/IEC 14496-12 `iinf`, `iloc` and `iref`;
 * ISO/IEC 23008-12 annex A). They lie behind all else; nothing of the picture is touched.
 * @param exif from its TIFF header on
 * @returns undefined where the file is laid out in a way that is not known here
 */
export function withHeifMetadata(
  file: Uint8Array,
  exif: Uint8Array | undefined,
  xmp: Uint8Array | undefined,
): Uint8Array | undefined {
  const items: NewItem[] = [
    ...(exif ? [{ entry: 'Exif\0', content: joined(new Uint8Array(4), exif) }] : []),
    ...(xmp ? [{ entry: 'mime\0application/rdf+xml\0', content: xmp }] : []),
  ];
  const meta = find(file, { name: '', body: 0, end: file.length }, 'meta');
  const [primary, info, places] = ['pitm', 'iinf', 'iloc'].map((name) => meta && find(file, meta, name, 4));
  if (!(meta && primary && info && places) || items.length === 0) return undefined;
  const known = placesOf(file, places);
  // Long numbers, and items that lie in other files, are nobody's photo.
  const isPlain = file[primary.body] === 0 && file[info.body] === 0 && u32(file, meta.body - 8) > 1;
  if (known === undefined || !isPlain) return undefined;
  const first = Math.max(...known.items.map(({ id }) => id)) + 1;
  const ids = items.map((_, index) => first + index);
  if (first + items.length > 0xffff || file.length > mostBytes) return undefined;

  const entries = items.map(({ entry }, index) =>
    box('infe', fromU32(0x02000000), fromU16(first + index), fromU16(0), fromLatin1(entry)),
  );
  const infos = box(
    'iinf',
    fromU32(0),
    fromU16(u16(file, info.body + 4) + items.length),
    file.subarray(info.body + 6, info.end),
    ...entries,
  );
  const links = ids.map((id) => box('cdsc', fromU16(id), fromU16(1), fromU16(u16(file, primary.body + 4))));
  const refs = find(file, meta, 'iref', 4);
  if (refs && file[refs.body] !== 0) return undefined;
  const references = box('iref', refs ? file.subarray(refs.body, refs.end) : fromU32(0), ...links);
  const rest = [...boxes(file, meta, 4)]
    .filter(({ name }) => !['iinf', 'iloc', 'iref'].includes(name))
    .map(({ name, body, end }) => box(name, file.subarray(body, end)));
  const metaOf = (growth: number): Uint8Array => {
    let at = file.length + growth + 8;
    const added = items.map(({ content }, index) => {
      const place = { id: first + index, at, length: content.length };
      at += content.length;
      return place;
    });
    const locations = locationsOf(known.items, added, (offset) =>
      offset >= meta.end ? offset + growth : offset,
    );
    return box('meta', file.subarray(meta.body, meta.body + 4), ...rest, locations, infos, references);
  };
  const start = meta.body - 8;
  const growth = metaOf(0).length - (meta.end - start);
  return joined(
    file.subarray(0, start),
    metaOf(growth),
    file.subarray(meta.end),
    box('mdat', ...items.map(({ content }) => content)),
  );
}

/** Where one item lies. */
interface Place {
  id: number;
  /** 0: in the file, 1: in the `idat` of the metadata. */
  method: number;
  pieces: { offset: number; length: number }[];
}

/** The content of an `iloc` box; undefined for what is not written here. */
function placesOf(file: Uint8Array, { body, end }: Box): { items: Place[] } | undefined {
  const version = file[body] ?? 0;
  const sizes = u16(file, body + 4);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  if (version > 1 || (version === 1 && (sizes & 15) !== 0)) return undefined;
  let at = body + 6;
  const number = (bytes: number): number => {
    let value = 0;
    for (let left = bytes; left > 0; left--) value = value * 256 + (file[at++] ?? 0);
    return value;
  };
  const items: Place[] = [];
  for (let left = number(2); left > 0 && at < end; left--) {
    const id = number(2);
    const method = version === 0 ? 0 : number(2) & 15;
    if (method > 1 || number(2) !== 0) return undefined;
    const base = number(baseBytes);
    const pieces: Place['pieces'] = [];
    for (let piece = number(2); piece > 0 && at < end; piece--) {
      pieces.push({ offset: base + number(offsetBytes), length: number(lengthBytes) });
    }
    items.push({ id, method, pieces });
  }
  // Where something is cut off, what is put behind it would be taken for its end.
  const isWhole = items.every(
    ({ method, pieces }) =>
      method === 1 || pieces.every(({ offset, length }) => offset + length <= file.length),
  );
  return items.length > 0 && at === end && isWhole ? { items } : undefined;
}

/** An `iloc` of version 1 with numbers of four bytes and no bases. */
function locationsOf(
  known: readonly Place[],
  added: readonly { id: number; at: number; length: number }[],
  moved: (offset: number) => number,
): Uint8Array {
  const all: Place[] = [
    ...known.map((place) => ({
      ...place,
      pieces: place.pieces.map(({ offset, length }) => ({
        offset: place.method === 0 ? moved(offset) : offset,
        length,
      })),
    })),
    ...added.map(({ id, at, length }) => ({ id, method: 0, pieces: [{ offset: at, length }] })),
  ];
  const written = all.map(({ id, method, pieces }) =>
    joined(
      fromU16(id),
      fromU16(method),
      fromU16(0),
      fromU16(pieces.length),
      ...pieces.map(({ offset, length }) => joined(fromU32(offset), fromU32(length))),
    ),
  );
  return box('iloc', fromU32(0x01000000), fromU16(0x4400), fromU16(all.length), ...written);
}
