import { ByteReader } from '../../../src/core/images/byteReader.ts';
import { boxes, child } from '../../../src/core/images/sniff/isobmff.ts';
import { box, u16, u32 } from './heics.ts';

/** What one still AVIF of one item holds, as sharp writes it. */
function itemOf(avif: Uint8Array) {
  const reader = new ByteReader(avif);
  const top = [...boxes(reader, 0, avif.length)];
  const meta = top.find(({ name }) => name === 'meta');
  const media = top.find(({ name }) => name === 'mdat');
  const properties = meta && child(reader, meta, 'iprp', 4);
  const container = properties && child(reader, properties, 'ipco');
  if (!container || !media) throw new Error('this is no AVIF of one item');
  const part = (name: string) => {
    const found = child(reader, container, name);
    if (!found) throw new Error(`it has no ${name}`);
    return avif.subarray(found.body, found.end);
  };
  const size = new ByteReader(part('ispe'));
  return {
    width: size.u32(4) ?? 0,
    height: size.u32(8) ?? 0,
    configuration: part('av1C'),
    data: avif.subarray(media.body, media.end),
  };
}

const zeros = (count: number) => Array<number>(count).fill(0);

/** A sequence of one frame for each track, as its encoders write them that give no still picture beside it. */
export function sequenceOf(colour: Uint8Array, alpha?: Uint8Array): Uint8Array {
  const items = (alpha ? [colour, alpha] : [colour]).map(itemOf);
  const ftyp = box('ftyp', 'avis', zeros(4), 'avisavifmsf1miaf');
  const moov = (start: number) => {
    let at = start;
    const tracks = items.map(({ width, height, configuration, data }, index) => {
      const place = at;
      at += data.length;
      const entry = box(
        'av01',
        zeros(6),
        u16(1),
        zeros(16),
        u16(width),
        u16(height),
        zeros(50),
        box('av1C', configuration),
      );
      const table = box(
        'stbl',
        box('stsd', zeros(4), u32(1), entry),
        box('stts', zeros(4), u32(1), u32(1), u32(1)),
        box('stsc', zeros(4), u32(1), u32(1), u32(1), u32(1)),
        box('stsz', zeros(8), u32(1), u32(data.length)),
        box('stco', zeros(4), u32(1), u32(place)),
      );
      const handler = box('hdlr', zeros(8), index === 0 ? 'pict' : 'auxv', zeros(13));
      const header = box('tkhd', zeros(76), u32(width << 16), u32(height << 16));
      return box('trak', header, box('mdia', handler, box('minf', table)));
    });
    return box('moov', box('mvhd', zeros(100)), ...tracks);
  };
  const start = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(start), box('mdat', ...items.map(({ data }) => data))]);
}

/** A still picture whose alpha is another one's grey; `premultiplied` says that its colours are multiplied with it. */
export function withAlpha(colour: Uint8Array, alpha: Uint8Array, premultiplied: boolean): Uint8Array {
  const items = [colour, alpha].map(itemOf);
  const properties = [
    ...items.flatMap(({ width, height, configuration }) => [
      box('ispe', zeros(4), u32(width), u32(height)),
      box('av1C', configuration),
    ]),
    box('auxC', zeros(4), 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'),
  ];
  const ftyp = box('ftyp', 'avif', zeros(4), 'avifmif1miaf');
  const meta = (start: number) => {
    const [first = 0, second = 0] = items.map(({ data }) => data.length);
    const infe = (id: number) => box('infe', [2, 0, 0, 0], u16(id), u16(0), 'av01', [0]);
    return box(
      'meta',
      zeros(4),
      box('hdlr', zeros(8), 'pict', zeros(13)),
      box('pitm', zeros(4), u16(1)),
      box(
        'iloc',
        [...zeros(4), 0x44, 0],
        u16(2),
        ...[u16(1), u16(0), u16(1), u32(start), u32(first)],
        ...[u16(2), u16(0), u16(1), u32(start + first), u32(second)],
      ),
      box('iinf', zeros(4), u16(2), infe(1), infe(2)),
      box(
        'iref',
        zeros(4),
        box('auxl', u16(2), u16(1), u16(1)),
        ...(premultiplied ? [box('prem', u16(1), u16(1), u16(2))] : []),
      ),
      box(
        'iprp',
        box('ipco', ...properties),
        box('ipma', zeros(4), u32(2), u16(1), [2, 1, 2], u16(2), [3, 3, 4, 5]),
      ),
    );
  };
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), box('mdat', ...items.map(({ data }) => data))]);
}
