import { say, sentence } from '../shared/l10n.ts';
import { jpegSlot } from './containers/jpegRecord.ts';
import { pngSlot } from './containers/pngRecord.ts';
import { type MetadataSlot, maxPacketBytes } from './containers/slot.ts';
import { webpSlot } from './containers/webpRecord.ts';
import type { ImageRecord } from './record.ts';
import { stripPacket, writePacket } from './xmp.ts';

/** What the bytes say of themselves, as far as it decides where a record can stand. */
interface RecordTarget {
  type: string;
  /** Carries a signature (C2PA) that any change would break. */
  signed: boolean;
  /** A JPEG with further pictures behind it, which are found by their distance. */
  multiPicture?: true;
}

export interface RecordRequest {
  bytes: Uint8Array;
  /** Undefined for bytes of no known type. */
  info: RecordTarget | undefined;
  record: ImageRecord;
  mode: 'embedded' | 'sidecar' | 'none';
}

export interface WrittenRecord {
  /** To be saved; the very bytes that were given where nothing had to be changed. */
  bytes: Uint8Array;
  /** To be saved beside them, under `sidecarName`. */
  sidecar?: Uint8Array;
  place: 'embedded' | 'sidecar' | 'none';
  /** Why the record is not embedded although it should be, as a sentence. */
  reason?: string;
}

const reasons = {
  signed: sentence(
    'The image is signed (C2PA) and must not be changed, so its record is kept in a file beside it.',
  ),
  type: sentence("Images of this type can't hold a record, so it is kept in a file beside the image."),
  structure: sentence(
    'The metadata of the image could not be extended safely, so its record is kept in a file beside it.',
  ),
  length: sentence('The record is too long for the image file, so it is kept in a file beside it.'),
};

const slots: Readonly<Record<string, (bytes: Uint8Array) => MetadataSlot | undefined>> = {
  png: pngSlot,
  jpeg: jpegSlot,
  webp: webpSlot,
};

/**
 * Joins a record to an image: as XMP within the file, or as JSON for a file beside it where the file is
 * signed, its type or structure can't take it, it is too long, or `mode` says so. The picture, its profile and
 * EXIF stay as they are, byte by byte, and so does the XMP of other programs. A record that was embedded
 * before goes, also with `sidecar` and `none`, except out of signed files. Never throws.
 */
export function writeRecord({ bytes, info, record, mode }: RecordRequest): WrittenRecord {
  const touchable = info !== undefined && !info.signed && !info.multiPicture;
  const slot = touchable ? slots[info.type]?.(bytes) : undefined;
  if (mode === 'embedded') {
    const embedded = slot && embed(slot, record);
    if (embedded instanceof Uint8Array) return { bytes: embedded, place: 'embedded' };
    return beside(bytes, slot, record, say(reasons[embedded ?? refusal(info)]));
  }
  if (mode === 'sidecar') return beside(bytes, slot, record);
  return { bytes: withoutRecord(bytes, slot), place: 'none' };
}

/** The name of the file that holds the record of an image of this name. */
export const sidecarName = (imageName: string): string => `${imageName}${sidecarEnding}`;

/** As `sidecarName`, for URIs. */
export const sidecarUri = (imageUri: string): string =>
  imageUri.replace(/^([^?#]*)/, (path) => `${path}${sidecarEnding}`);

/** A record as it stands in the file beside an image. */
export const sidecarBytes = (record: ImageRecord): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`);

export const sidecarEnding = '.nano-banana.json';

type Reason = keyof typeof reasons;

function embed(slot: MetadataSlot, record: ImageRecord): Uint8Array | Reason {
  const existing = slot.existing && decode(slot.existing);
  const packet = slot.existing && existing === undefined ? undefined : writePacket(existing, record);
  if (packet === undefined) return 'structure';
  const encoded = new TextEncoder().encode(packet);
  return encoded.length > maxPacketBytes ? 'length' : slot.write(encoded);
}

function refusal(info: RecordTarget | undefined): Reason {
  if (info?.signed) return 'signed';
  return info && slots[info.type] ? 'structure' : 'type';
}

function beside(
  bytes: Uint8Array,
  slot: MetadataSlot | undefined,
  record: ImageRecord,
  reason?: string,
): WrittenRecord {
  return {
    bytes: withoutRecord(bytes, slot),
    sidecar: sidecarBytes(record),
    place: 'sidecar',
    ...(reason !== undefined && { reason }),
  };
}

function withoutRecord(bytes: Uint8Array, slot: MetadataSlot | undefined): Uint8Array {
  const packet = slot?.existing && decode(slot.existing);
  if (!slot || packet === undefined) return bytes;
  const stripped = stripPacket(packet);
  return stripped === packet ? bytes : slot.write(new TextEncoder().encode(stripped));
}

function decode(packet: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(packet);
  } catch {
    return undefined;
  }
}
