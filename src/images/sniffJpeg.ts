import type { ByteReader } from './byteReader.ts';
import { exifOrientation } from './exifOrientation.ts';
import type { Orientation } from './imageTypes.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

/** How far beyond the known need to read ahead: profiles and thumbnails tend to follow each other. */
const readAhead = 65_536;

/** Walks the segments up to the frame header (ITU T.81 annex B; EXIF in APP1, C2PA in APP11, MPO in APP2). */
export function sniffJpeg(reader: ByteReader, fileSize: number): Sniffed {
  let orientation: Orientation = 1;
  let signed = false;
  let multiPicture = false;
  let at = 2;
  while (at + 4 <= reader.length) {
    if (reader.u8(at) !== 0xff) return { state: 'broken', type: 'jpeg' };
    const marker = reader.u8(at + 1) ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = reader.u16(at + 2) ?? 0;
    if (length < 2 || marker === 0xd9 || marker === 0xda) return { state: 'broken', type: 'jpeg' };
    const body = at + 4;
    const end = at + 2 + length;

    if (isFrameHeader(marker)) {
      const height = reader.u16(body + 1);
      const width = reader.u16(body + 3);
      const channels = reader.u8(body + 5);
      if (height === undefined || width === undefined || channels === undefined) break;
      const bitDepth = reader.u8(body);
      const cmyk = channels === 4;
      return known('jpeg', { width, height, bitDepth, orientation, signed, cmyk, multiPicture });
    }
    if (end > reader.length) {
      return cutShort('jpeg', end + readAhead, reader.length, fileSize);
    }
    if (marker === 0xe1 && reader.says(body, 'Exif\0\0') && orientation === 1) {
      orientation = exifOrientation(reader.bytes.subarray(body, end));
    }
    if (marker === 0xe2 && reader.says(body, 'MPF\0')) multiPicture = true;
    if (marker === 0xeb && reader.says(body, 'JP')) signed ||= holdsC2pa(reader, body, end);
    at = end;
  }
  return cutShort('jpeg', at + readAhead, reader.length, fileSize);
}

const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** SOF0 to SOF15 without the table segments DHT, JPG and DAC that lie between them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** A JUMBF super box labelled `c2pa` stands near the start of the first APP11 segment. */
const holdsC2pa = (reader: ByteReader, from: number, to: number): boolean =>
  reader.text(from, Math.min(to - from, 128)).includes('c2pa');
