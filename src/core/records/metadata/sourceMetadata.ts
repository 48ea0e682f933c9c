import { crc32 } from 'node:zlib';
import { fromLatin1, fromU32, joined, says } from '../containers/bytes.ts';
import { heifMetadata } from '../containers/heifItems.ts';
import { withHeifMetadata } from '../containers/heifWriter.ts';
import { type ImagePart, partsOf } from '../containers/imageParts.ts';
import { jpegSlot } from '../containers/jpegRecord.ts';
import { pngSlot } from '../containers/pngRecord.ts';
import { Window, walkBytes } from '../containers/ranges.ts';
import { maxPacketBytes } from '../containers/slot.ts';
import { webpExifSlot, webpSlot } from '../containers/webpRecord.ts';
import { packetFor } from '../xmp.ts';
import { commentsOf, newComments, pixelsOfPng, withTextChunks } from './comments.ts';
import { exifFor, exifOfOrientation, saysPlace } from './exif.ts';
import { exifOfResolution, type Resolution, resolutionOf, withResolution } from './resolution.ts';
import { tiffMetadata, withTiffMetadata } from './tiffMetadata.ts';

/** What a photo says of itself besides its picture. */
export interface SourceMetadata {
  exif: Uint8Array | undefined;
  xmp: Uint8Array | undefined;
  /** The content of a JPEG's APP13 segment, with IPTC's properties. */
  iptc: Uint8Array | undefined;
  resolution: Resolution | undefined;
  /** See `commentsOf`. */
  comments: Uint8Array[];
  /** The type that they are from. */
  type: string;
}

const xmpName = 'http://ns.adobe.com/xap/1.0/\0';
const iptcName = 'Photoshop 3.0\0';
const maxSegment = 65_533;
const slots = { jpeg: jpegSlot, png: pngSlot, webp: webpSlot };
const isKnown = (type: string): type is keyof typeof slots => type in slots;

/**
 * What a JPEG, PNG, WebP, HEIC, AVIF or TIFF says of itself; undefined for other types, broken files and those
 * that say nothing.
 */
export function sourceMetadata(type: string, bytes: Uint8Array): SourceMetadata | undefined {
  const found = partsOfMetadata(type, bytes);
  if (found === undefined) return undefined;
  const resolution = resolutionOf(type, bytes, found.exif);
  const isEmpty = !(found.exif || found.xmp || found.iptc || resolution) && found.comments.length === 0;
  return isEmpty ? undefined : { ...found, resolution, type };
}

function partsOfMetadata(
  type: string,
  bytes: Uint8Array,
): Omit<SourceMetadata, 'resolution' | 'type'> | undefined {
  if (type === 'heic' || type === 'avif') return { ...heifMetadata(bytes), iptc: undefined, comments: [] };
  if (type === 'tiff') return { ...tiffMetadata(bytes), comments: [] };
  const parts = isKnown(type) ? walkBytes(partsOf(type, new Window(bytes.length)), bytes) : undefined;
  if (parts === undefined || !isKnown(type)) return undefined;
  const contentOf = (name: string, mark = '', skip = mark.length) => {
    const part = parts.find((one) => one.name === name && says(one.head, 0, mark));
    return part && bytes.subarray(part.body + skip, part.end - trailer(type, bytes, part));
  };
  return {
    exif: { jpeg: contentOf('APP1', 'Exif\0\0'), png: contentOf('eXIf'), webp: contentOf('EXIF') }[type],
    xmp: type === 'jpeg' ? contentOf('APP1', xmpName) : slots[type](bytes)?.existing,
    iptc: contentOf('APP13', iptcName, 0),
    comments: commentsOf(type, bytes, parts),
  };
}

/** Whether more is said than a resolution, which not every type has a place for. */
export const saysMore = ({ exif, xmp, iptc, comments }: SourceMetadata): boolean =>
  exif !== undefined || xmp !== undefined || iptc !== undefined || comments.length > 0;

/** Bytes behind a part's content: a PNG's checksum, a WebP's padding. */
function trailer(type: string, bytes: Uint8Array, { start }: ImagePart): number {
  if (type === 'png') return 4;
  return type === 'webp' ? (bytes[start + 4] ?? 0) % 2 : 0;
}

/** Whether a file of any type tells where the picture was taken. */
export function fileTellsPlace(type: string, bytes: Uint8Array): boolean {
  const found = sourceMetadata(type, bytes);
  if (found && tellsPlace(found)) return true;
  if (type === 'tiff') return saysPlace(bytes) || includesPlace(bytes);
  return (type === 'heic' || type === 'avif') && (exifItems(bytes).some(saysPlace) || includesPlace(bytes));
}

/**
 * What may be the EXIF of a HEIC or AVIF: an item begins with the distance to its TIFF header in four bytes, which
 * is 0, or 6 where `Exif` stands between (ISO/IEC 23008-12 annex A).
 */
function exifItems(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return ['\0\0\0\x06Exif\0\0', '\0\0\0\0II*\0', '\0\0\0\0MM\0*'].flatMap((start) => {
    const items: Uint8Array[] = [];
    let at = buffer.indexOf(start, 0, 'latin1');
    for (; at >= 0 && items.length < maxItems; at = buffer.indexOf(start, at + 1, 'latin1')) {
      items.push(bytes.subarray(at + 4));
    }
    return items;
  });
}
const maxItems = 100;

/** Whether the metadata tells where the picture was taken. */
export const tellsPlace = ({ exif, xmp }: SourceMetadata): boolean =>
  (exif !== undefined && saysPlace(exif)) || (xmp !== undefined && includesPlace(xmp));

const includesPlace = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('exif:GPSL', 0, 'latin1');

/**
 * A finished picture with the metadata of its source, as it is true of the new one: turned as it is, with its own
 * size and without the old thumbnail. What the picture says of itself already stays.
 * @param orientation how the new one is turned
 * @returns undefined where nothing could be put in
 */
export function withSourceMetadata(
  type: string,
  bytes: Uint8Array,
  metadata: SourceMetadata,
  size: { width: number; height: number },
  orientation = 1,
): Uint8Array | undefined {
  const told = metadata.exif ?? (metadata.resolution && exifOfResolution(metadata.resolution));
  const packet = metadata.xmp && packetFor(metadata.xmp);
  if (type === 'tiff') return withTiffMetadata(bytes, told && exifFor(told, size), packet, metadata.iptc);
  const own = sourceMetadata(type, bytes);
  if (type === 'avif') {
    const exif = own?.exif ? undefined : told && exifFor(told, size, orientation);
    return withHeifMetadata(bytes, exif, own?.xmp ? undefined : packet);
  }
  if (!isKnown(type)) return undefined;
  let made = metadata.resolution ? withResolution(type, bytes, metadata.resolution) : bytes;
  made = withComments(type, made, own, metadata);
  if (type === 'jpeg' && metadata.iptc && !own?.iptc && metadata.iptc.length <= maxSegment) {
    made = withSegment(made, 0xed, metadata.iptc);
  }
  // Only WebP has no other place for a resolution.
  const given = type === 'webp' ? told : metadata.exif;
  const exif = own?.exif ? undefined : given && exifFor(given, size, orientation);
  if (exif) made = withExif[type](made, exif) ?? made;
  if (!own?.xmp && packet && packet.length <= maxPacketBytes) made = slots[type](made)?.write(packet) ?? made;
  return made === bytes ? undefined : made;
}

/** A JPEG without EXIF that says how it is turned, and nothing else. */
export const withOrientation = (jpeg: Uint8Array, orientation: number): Uint8Array =>
  withExif.jpeg(jpeg, exifOfOrientation(orientation)) ?? jpeg;

function withComments(
  type: string,
  bytes: Uint8Array,
  own: SourceMetadata | undefined,
  { comments, type: from }: SourceMetadata,
): Uint8Array {
  const missing = from === type ? newComments(type, own?.comments ?? [], comments) : [];
  if (type === 'jpeg') return missing.reduceRight((made, words) => withSegment(made, 0xfe, words), bytes);
  const at = missing.length > 0 ? pixelsOfPng(bytes) : undefined;
  return at === undefined ? bytes : withTextChunks(bytes, missing, at);
}

const withExif: Readonly<
  Record<keyof typeof slots, (bytes: Uint8Array, exif: Uint8Array) => Uint8Array | undefined>
> = {
  jpeg: (bytes, exif) =>
    exif.length + 6 > maxSegment ? undefined : withSegment(bytes, 0xe1, joined(fromLatin1('Exif\0\0'), exif)),
  png: (bytes, exif) => {
    const body = joined(fromLatin1('eXIf'), exif);
    const chunk = joined(fromU32(exif.length), body, fromU32(crc32(body)));
    return joined(bytes.subarray(0, 33), chunk, bytes.subarray(33));
  },
  webp: (bytes, exif) => webpExifSlot(bytes)?.write(exif),
};

/** Puts a segment behind the start of a JPEG and its JFIF segment, which has to come first. */
function withSegment(jpeg: Uint8Array, marker: number, content: Uint8Array): Uint8Array {
  const isJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0;
  const place = isJfif ? 4 + ((jpeg[4] ?? 0) << 8) + (jpeg[5] ?? 0) : 2;
  const length = content.length + 2;
  const header = Uint8Array.of(0xff, marker, length >> 8, length & 0xff);
  return joined(jpeg.subarray(0, place), header, content, jpeg.subarray(place));
}
