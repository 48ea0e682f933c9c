import { fromLatin1, fromU32, joined, says, u16, u32 } from '../containers/bytes.ts';
import {
  firstDirectory,
  numberAt,
  openTiff,
  readDirectory,
  type TiffField,
  type TiffFile,
  turned,
  writeDirectory,
} from '../containers/tiffFields.ts';
import { resolutionTags, saysResolution } from './resolution.ts';

const tags = { xmp: 700, iptc: 0x83bb, photoshop: 0x8649, exif: 0x8769, gps: 0x8825 };
const pointers = [tags.exif, tags.gps];

/** What a directory says of the photo and not of how its pixels lie: TIFF 6.0, EXIF and what Windows adds. */
const describing = new Set([
  0x010d, // name of the document
  0x010e, // description
  0x010f, // maker
  0x0110, // camera
  ...resolutionTags,
  0x0131, // software
  0x0132, // date
  0x013b, // artist
  0x013c, // computer
  0x4746, // rating
  0x4749,
  0x8298, // copyright
  0x9003, // date of the photo, where EXIF's directory is missing
  0x9c9b, // title, comment, author, keywords, subject
  0x9c9c,
  0x9c9d,
  0x9c9e,
  0x9c9f,
  ...pointers,
]);

const undefinedType = 7;
const byteType = 1;
/** Photoshop's resource that holds IPTC's properties. */
const iptcResource = 0x0404;
const photoshopName = 'Photoshop 3.0\0';
const largestFile = 0xffff_ffff;

/** What the first picture of a TIFF or BigTIFF says of itself; undefined what there is none of. */
export function tiffMetadata(bytes: Uint8Array): {
  /** Written anew, from its TIFF header on. */
  exif: Uint8Array | undefined;
  xmp: Uint8Array | undefined;
  /** As the content of a JPEG's APP13 segment. */
  iptc: Uint8Array | undefined;
} {
  const file = openTiff(bytes);
  if (file === undefined) return { exif: undefined, xmp: undefined, iptc: undefined };
  const fields = readDirectory(file, firstDirectory(file), pointers);
  const fieldOf = (tag: number) => {
    const value = fields.find((field) => field.tag === tag)?.value;
    return value instanceof Uint8Array ? value : undefined;
  };
  const described = fields.filter(({ tag }) => describing.has(tag));
  const exif = described.length > 0 ? exifOf(described, file) : undefined;
  const saysMore = described.some(({ tag }) => !resolutionTags.includes(tag));
  const properties = fieldOf(tags.iptc) ?? iptcWithin(fieldOf(tags.photoshop), '');
  return {
    exif: exif && (saysMore || saysResolution(exif)) ? exif : undefined,
    xmp: fieldOf(tags.xmp),
    iptc: properties && asSegment(inOrder(properties)),
  };
}

function exifOf(fields: readonly TiffField[], { littleEndian }: TiffFile): Uint8Array {
  const header = fromLatin1(littleEndian ? 'II*\0' : 'MM\0*');
  return joined(header, fromU32(8, littleEndian), writeDirectory(fields, 8, littleEndian));
}

/** IPTC starts with 0x1c; old programs wrote it as 32-bit numbers in the byte order of the file. */
function inOrder(iptc: Uint8Array): Uint8Array {
  if (iptc[0] === 0x1c || iptc[3] !== 0x1c) return iptc;
  const [field] = turned([{ tag: tags.iptc, type: 4, count: iptc.length >> 2, value: iptc }]);
  return field?.value instanceof Uint8Array ? field.value : iptc;
}

function asSegment(iptc: Uint8Array): Uint8Array {
  const padding = new Uint8Array(iptc.length % 2);
  return joined(fromLatin1(`${photoshopName}8BIM\x04\x04\0\0`), fromU32(iptc.length), iptc, padding);
}

/** IPTC's properties within Photoshop's resources, which follow a name where a JPEG holds them. */
function iptcWithin(resources: Uint8Array | undefined, name: string): Uint8Array | undefined {
  if (resources === undefined || !says(resources, 0, name)) return undefined;
  let at = name.length;
  while (says(resources, at, '8BIM')) {
    const called = 1 + (resources[at + 6] ?? 0);
    const body = at + 6 + called + (called % 2);
    const length = u32(resources, body);
    const end = body + 4 + length;
    if (end > resources.length) return undefined;
    if (u16(resources, at + 4) === iptcResource) return resources.subarray(body + 4, end);
    at = end + (length % 2);
  }
  return undefined;
}

/**
 * A TIFF whose first picture says that too. What it says of itself already stays, apart from a resolution that
 * means none. Its pixels stay where they are: the directory is written anew
 * behind them.
 * @param exif as it is true of this picture
 * @param iptc the content of a JPEG's APP13 segment
 * @returns undefined where nothing could be put in
 */
export function withTiffMetadata(
  tiff: Uint8Array,
  exif: Uint8Array | undefined,
  xmp: Uint8Array | undefined,
  iptc: Uint8Array | undefined,
): Uint8Array | undefined {
  const file = openTiff(tiff);
  const directory = file && firstDirectory(file);
  if (file === undefined || directory === undefined || file.big) return undefined;
  const count = numberAt(file, directory, 2);
  const end = directory + 2 + 12 * count;
  if (directory < 8 || end + 4 > tiff.length) return undefined;
  const entries = Array.from({ length: count }, (_, index) =>
    tiff.subarray(directory + 2 + 12 * index, directory + 14 + 12 * index),
  );
  const replaced = saysResolution(tiff) ? [] : resolutionTags;
  const tagOf = (entry: Uint8Array) => numberAt({ ...file, bytes: entry }, 0, 2);
  const own = new Set(entries.map(tagOf).filter((tag) => !replaced.includes(tag)));
  const properties = iptcWithin(iptc, photoshopName);
  const missing = [
    ...fieldsFor(file, exif),
    ...(xmp ? [{ tag: tags.xmp, type: byteType, count: xmp.length, value: xmp }] : []),
    ...(properties
      ? [{ tag: tags.iptc, type: undefinedType, count: properties.length, value: properties }]
      : []),
  ].filter(({ tag }) => !own.has(tag));
  if (missing.length === 0) return undefined;
  const given = new Set(missing.map(({ tag }) => tag));
  const kept = entries.filter((entry) => !given.has(tagOf(entry)));
  const at = tiff.length + (tiff.length % 2);
  const next = numberAt(file, end, 4);
  const made = writeDirectory([...kept, ...missing], at, file.littleEndian, next);
  if (at + made.length > largestFile) return undefined;
  const whole = joined(tiff, new Uint8Array(at - tiff.length), made);
  whole.set(fromU32(at, file.littleEndian), 4);
  return whole;
}

/** What EXIF says, in the byte order of a file. */
function fieldsFor(target: TiffFile, exif: Uint8Array | undefined): TiffField[] {
  const source = exif && openTiff(exif);
  if (!source) return [];
  const fields = readDirectory(source, firstDirectory(source), pointers);
  const described = fields.filter(({ tag }) => describing.has(tag));
  const isSame = source.littleEndian === target.littleEndian;
  return isSame ? described : turned(described);
}
