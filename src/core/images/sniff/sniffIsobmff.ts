import type { ByteReader } from '../byteReader.ts';
import type { ImageType, Orientation, Size } from '../imageTypes.ts';
import { type Box, boxes, child, type PrimaryItem, primaryItem } from './isobmff.ts';
import { cutShort, foreign, known, type Sniffed } from './sniffed.ts';

const c2paUuid = '\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81';
const avifBrands = ['avif', 'avis'];
const heicBrands = [
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
  'mif1',
  'mif2',
  'mif3',
  'msf1',
];
const sequenceBrands = ['avis', 'msf1', 'hevc', 'hevx', 'hevm', 'hevs'];
/** Quarter turns anticlockwise, as EXIF orientations: plain, and mirrored left to right. */
const turns: readonly Orientation[] = [1, 8, 3, 6];
const mirroredTurns: readonly Orientation[] = [2, 5, 4, 7];
/** Codings that nothing here decodes, by the type of their items and sample entries. */
const strangers: Readonly<Record<string, string>> = {
  avc1: 'HEIF with AVC (H.264)',
  vvc1: 'HEIF with VVC (H.266)',
  j2k1: 'HEIF with JPEG 2000',
  jpeg: 'HEIF with JPEG',
  unci: 'HEIF without compression',
};

/** AVIF or HEIC by the brands of the `ftyp` box, or nothing (a video, say). */
export function isobmffType(reader: ByteReader): ImageType | undefined {
  const end = Math.min(reader.u32(0) ?? 0, reader.length, 256);
  const brands = [reader.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(reader.text(at, 4));
  if (brands.some((brand) => avifBrands.includes(brand))) return 'avif';
  return brands.some((brand) => heicBrands.includes(brand)) ? 'heic' : undefined;
}

/** Size, turn and alpha of the primary item, or of the first track of a sequence without one. */
export function sniffIsobmff(reader: ByteReader, type: ImageType, fileSize: number): Sniffed {
  const found = new Map<string, Box>();
  let signed = false;
  let reached = 0;
  for (const box of boxes(reader, 0, fileSize)) {
    if (!found.has(box.name)) found.set(box.name, box);
    if (box.name === 'uuid') signed ||= reader.says(box.body, c2paUuid);
    reached = box.end;
  }
  if (found.has('mini')) return foreign('HEIF with a minimised header');
  const box = found.get('meta') ?? found.get('moov');
  if (!box) return cutShort(type, reached + 4096, reader.length, fileSize);
  if (box.end > reader.length) return cutShort(type, box.end, reader.length, fileSize);
  const item = primaryItem(reader, box);
  const animated = sequenceBrands.some((brand) => reader.says(8, brand));
  if (!item && animated) return sniffTrack(reader, type, found.get('moov'), fileSize, signed);
  if (!item) return { state: 'broken', type };
  const stranger = strangers[item.type];
  if (stranger !== undefined) return foreign(stranger);
  const isAv1 = item.types.includes('av01') && !item.types.some((name) => /^hvc|^hev/.test(name));
  return known(type === 'heic' && isAv1 ? 'avif' : type, { ...traitsOf(reader, item), signed, animated });
}

/** Only the size of the screen; what plays on it is found when it is decoded. */
function sniffTrack(
  reader: ByteReader,
  type: ImageType,
  moov: Box | undefined,
  fileSize: number,
  signed: boolean,
): Sniffed {
  if (!moov) return { state: 'broken', type };
  if (moov.end > reader.length) return cutShort(type, moov.end, reader.length, fileSize);
  const track = child(reader, moov, 'trak');
  const header = track && child(reader, track, 'tkhd');
  if (!header) return { state: 'broken', type };
  // 16.16 fixed point, the last two fields of the box.
  const width = (reader.u32(header.end - 8) ?? 0) >>> 16;
  const height = (reader.u32(header.end - 4) ?? 0) >>> 16;
  const tracks = [...boxes(reader, moov.body, moov.end)].filter(({ name }) => name === 'trak').length;
  return known(type, { width, height, signed, animated: true, hasAlpha: tracks > 1 });
}

function traitsOf(reader: ByteReader, item: PrimaryItem) {
  // Files may give the size behind what cuts it.
  const whole = item.properties.find(({ name }) => name === 'ispe');
  const size: Size = {
    width: (whole && reader.u32(whole.body + 4)) ?? 0,
    height: (whole && reader.u32(whole.body + 8)) ?? 0,
  };
  let quarters = 0;
  let mirrored = false;
  let bitDepth: number | undefined;
  for (const { name, body } of item.properties) {
    if (name === 'clap') Object.assign(size, cleanAperture(reader, body, size));
    else if (name === 'irot') {
      quarters += mirrored ? 4 - ((reader.u8(body) ?? 0) & 3) : (reader.u8(body) ?? 0) & 3;
    } else if (name === 'imir') {
      // Mirrored top to bottom is mirrored left to right and turned half.
      if (((reader.u8(body) ?? 0) & 1) === 0) quarters += 2;
      mirrored = !mirrored;
      quarters = mirrored ? quarters : 4 - (quarters & 3);
    } else if (name === 'pixi') bitDepth = reader.u8(body + 5);
  }
  const orientation = (mirrored ? mirroredTurns : turns)[quarters & 3] ?? 1;
  const auxiliary = item.all.flatMap(({ name, body }) => (name === 'auxC' ? reader.text(body + 4, 64) : []));
  return {
    ...size,
    orientation,
    bitDepth: bitDepth ?? codedDepth(reader, item.all),
    hasAlpha: auxiliary.some(isAlpha),
    premultiplied: item.references.includes('prem'),
    gainMap: item.types.includes('tmap') || auxiliary.some((urn) => /hdrgainmap/.test(urn)),
  };
}

/** Bits for each colour as the decoder's configuration has them (ISO/IEC 14496-15 `hvcC`; AV1's `av1C`). */
function codedDepth(reader: ByteReader, all: readonly Box[]): number | undefined {
  const hevc = all.find(({ name }) => name === 'hvcC');
  if (hevc) return 8 + ((reader.u8(hevc.body + 17) ?? 0) & 7);
  const av1 = all.find(({ name }) => name === 'av1C');
  if (!av1) return undefined;
  const flags = reader.u8(av1.body + 2) ?? 0;
  return (flags & 0x40) === 0 ? 8 : (flags & 0x20) === 0 ? 10 : 12;
}

/** The size that remains of a picture: two fractions, for width and height (ISO/IEC 14496-12, `clap`). */
function cleanAperture(reader: ByteReader, body: number, whole: Size): Size {
  const side = (at: number, most: number) => {
    const value = Math.round((reader.u32(at) ?? 0) / (reader.u32(at + 4) || 1));
    return value >= 1 && value <= most ? value : most;
  };
  return { width: side(body, whole.width), height: side(body + 8, whole.height) };
}

const isAlpha = (urn: string): boolean => urn.includes('auxiliary:alpha') || urn.includes('auxid:1');
