import { ByteReader } from '../../byteReader.ts';
import { type Box, boxes, child } from '../../sniff/isobmff.ts';

/** One AV1 picture and what its decoder needs to know. */
interface Coded {
  width: number;
  height: number;
  data: Uint8Array;
  /** `av1C` and `colr` boxes, whole. */
  properties: Uint8Array[];
}

/**
 * The first frame of an AVIF image sequence as a still AVIF, with the first frame of its alpha track. libvips
 * knows no sequences: it wants the brand `avif`, and an item. Undefined where the tracks can't be understood.
 */
export function firstFrame(bytes: Uint8Array): Uint8Array | undefined {
  const reader = new ByteReader(bytes);
  const moov = [...boxes(reader, 0, bytes.length)].find(({ name }) => name === 'moov');
  const tracks = moov ? [...boxes(reader, moov.body, moov.end)].filter(({ name }) => name === 'trak') : [];
  const first = (handler: string) => {
    for (const track of tracks) {
      const media = child(reader, track, 'mdia');
      const kind = media && child(reader, media, 'hdlr');
      if (media && kind && reader.says(kind.body + 8, handler)) return sampleOf(reader, media);
    }
    return undefined;
  };
  const colour = first('pict');
  return colour && stillOf(colour, first('auxv'));
}

/** Where a visual sample entry's boxes begin, and its size (ISO/IEC 14496-12 §12.1.3). */
const entryHeader = 78;
const entrySize = 24;

function sampleOf(reader: ByteReader, media: Box): Coded | undefined {
  const information = child(reader, media, 'minf');
  const table = information && child(reader, information, 'stbl');
  const kinds = table && child(reader, table, 'stsd');
  const sizes = table && child(reader, table, 'stsz');
  const places = table && (child(reader, table, 'stco') ?? child(reader, table, 'co64'));
  const entry = kinds && child(reader, kinds, 'av01', 8);
  if (!entry || !sizes || !places) return undefined;
  const length = reader.u32(sizes.body + 4) || reader.u32(sizes.body + 12);
  const at = places.name === 'co64' ? reader.u64(places.body + 8) : reader.u32(places.body + 8);
  if (!length || at === undefined || at + length > reader.length) return undefined;
  const inside = [...boxes(reader, entry.body + entryHeader, entry.end)];
  return {
    width: reader.u16(entry.body + entrySize) ?? 0,
    height: reader.u16(entry.body + entrySize + 2) ?? 0,
    data: reader.bytes.subarray(at, at + length),
    properties: inside
      .filter(({ name }) => name === 'av1C' || name === 'colr')
      .map(({ name, body, end }) => box(name, reader.bytes.subarray(body, end))),
  };
}

function stillOf(colour: Coded, alpha: Coded | undefined): Uint8Array {
  const items = alpha ? [colour, alpha] : [colour];
  const alphaKind = box('auxC', u32(0), latin1('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'));
  const properties = items.map((item, index) => [
    box('ispe', u32(0), u32(item.width), u32(item.height)),
    ...item.properties,
    ...(index === 1 ? [alphaKind] : []),
  ]);
  const all = properties.flat();
  const associations = properties.map((own, index) => {
    const numbers = own.map((property) => all.indexOf(property) + 1);
    return Buffer.concat([u16(index + 1), Uint8Array.of(numbers.length, ...numbers)]);
  });
  const ftyp = box('ftyp', latin1('avif'), u32(0), latin1('avifmif1miaf'));
  const meta = (start: number) => {
    let at = start;
    const extents = items.map(({ data }, index) => {
      const extent = Buffer.concat([u16(index + 1), u16(0), u16(1), u32(at), u32(data.length)]);
      at += data.length;
      return extent;
    });
    return box(
      'meta',
      u32(0),
      box('hdlr', u32(0), u32(0), latin1('pict'), new Uint8Array(13)),
      box('pitm', u32(0), u16(1)),
      box('iloc', u32(0), Uint8Array.of(0x44, 0), u16(items.length), ...extents),
      box(
        'iinf',
        u32(0),
        u16(items.length),
        ...items.map((_, index) =>
          box('infe', u32(0x02000000), u16(index + 1), u16(0), latin1('av01'), Uint8Array.of(0)),
        ),
      ),
      ...(alpha ? [box('iref', u32(0), box('auxl', u16(2), u16(1), u16(1)))] : []),
      box('iprp', box('ipco', ...all), box('ipma', u32(0), u32(items.length), ...associations)),
    );
  };
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), box('mdat', ...items.map(({ data }) => data))]);
}

function box(name: string, ...content: Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([u32(length), latin1(name), ...content]);
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);
const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
