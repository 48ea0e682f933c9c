import { fromLatin1, joined, says, u16 } from './bytes.ts';
import type { Reading, Window } from './ranges.ts';
import { type MetadataSlot, maxPacketBytes } from './slot.ts';

const maxSegments = 10_000;
const app0 = 0xe0;
const app1 = 0xe1;

/** The name of an APP1 segment with XMP (XMP part 3, JPEG). */
const xmpName = 'http://ns.adobe.com/xap/1.0/\0';
const maxHeader = 4 + xmpName.length;

/**
 * The place for XMP in a whole JPEG: behind the JFIF and EXIF segments that have to come first. Undefined when
 * the file is broken or has two packets.
 */
export function jpegSlot(bytes: Uint8Array): MetadataSlot | undefined {
  if (!says(bytes, 0, '\xff\xd8\xff')) return undefined;
  const held: Segment[] = [];
  let place = 2;
  let isLeading = true;
  let at = 2;
  for (let segments = 0; ; segments += 1) {
    const segment = segmentAt(bytes, at);
    if (segment === undefined || segments >= maxSegments) return undefined;
    const { marker, body, end } = segment;
    if (isScan(marker)) break;
    if (end > bytes.length) return undefined;
    if (marker === app1 && says(bytes, body, xmpName)) held.push(segment);
    isLeading &&= marker === app0 || (marker === app1 && says(bytes, body, 'Exif\0'));
    if (isLeading) place = end;
    at = end;
  }
  const [old, second] = held;
  if (second) return undefined;
  return {
    existing: old && bytes.subarray(old.body + xmpName.length, old.end),
    write: (packet) =>
      joined(
        bytes.subarray(0, place),
        packet ? segmentOf(packet) : new Uint8Array(),
        bytes.subarray(place, old ? old.body - 4 : place),
        bytes.subarray(old?.end ?? place),
      ),
  };
}

/** Looks for the packet among the segments before the first scan. */
export function* findInJpeg(window: Window): Reading<Uint8Array | undefined> {
  let at = 2;
  for (let segments = 0; segments < maxSegments; segments += 1) {
    const header = yield* window.bytes(at, maxHeader);
    const segment = segmentAt(header, 0);
    if (segment === undefined || isScan(segment.marker)) return undefined;
    const { marker, body, end } = segment;
    if (marker === app1 && says(header, body, xmpName) && end - body <= maxPacketBytes + xmpName.length) {
      return (yield* window.bytes(at, end)).subarray(body + xmpName.length);
    }
    at += end;
  }
  return undefined;
}

interface Segment {
  marker: number;
  body: number;
  end: number;
}

/** The segment that begins here (ITU T.81 annex B); a filling byte and a mark without length count as one each. */
function segmentAt(bytes: Uint8Array, at: number): Segment | undefined {
  const marker = bytes[at + 1];
  if (bytes[at] !== 0xff || marker === undefined) return undefined;
  if (marker === 0xff) return { marker, body: at + 1, end: at + 1 };
  if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) return { marker, body: at + 2, end: at + 2 };
  const length = u16(bytes, at + 2);
  if (isScan(marker)) return { marker, body: at + 4, end: at + 4 };
  return length < 2 ? undefined : { marker, body: at + 4, end: at + 2 + length };
}

/** The first scan, or the end of an image without one. */
const isScan = (marker: number): boolean => marker === 0xda || marker === 0xd9;

function segmentOf(packet: Uint8Array): Uint8Array {
  const length = 2 + xmpName.length + packet.length;
  return joined(Uint8Array.of(0xff, app1, length >> 8, length & 0xff), fromLatin1(xmpName), packet);
}
