import type { ByteReader } from '../byteReader.ts';
import type { Orientation } from '../imageTypes.ts';
import { readFrame } from '../jpeg/frame.ts';
import { type Unfit, UnfitError } from '../jpeg/unfit.ts';
import { exifOrientation } from './exifOrientation.ts';
import { cutShort, foreign, known, type Sniffed } from './sniffed.ts';

/** How far beyond the known need to read ahead: profiles and thumbnails tend to follow each other. */
const readAhead = 65_536;

/** Frame headers of lossless and hierarchical coding (ITU T.81 table B.1). */
const lossless = [0xc3, 0xc7, 0xcb, 0xcf];
const hierarchical = [0xc5, 0xc6, 0xcd, 0xce];
const arithmetic = [0xc9, 0xca];

interface Frame {
  width: number;
  height: number;
  bitDepth: number;
  cmyk: boolean;
  arithmetic: boolean;
  unfit: Unfit | undefined;
}

/**
 * Walks the segments up to the first scan (ITU T.81 annex B; EXIF in APP1, C2PA in APP11, MPO in APP2): what
 * follows the pictures' header can still tell of others behind it. Skips stray bytes between segments, as
 * every decoder does.
 */
export function sniffJpeg(reader: ByteReader, fileSize: number): Sniffed {
  let orientation: Orientation = 1;
  let signed = false;
  let multiPicture = false;
  let gainMap = false;
  let frame: Frame | undefined;
  let at = 2;
  const found = (): Sniffed =>
    frame
      ? known('jpeg', { ...frame, orientation, signed, multiPicture, gainMap })
      : { state: 'broken', type: 'jpeg' };
  while (at + 4 <= reader.length) {
    const marker = reader.u8(at + 1) ?? 0;
    if (reader.u8(at) !== 0xff || marker === 0 || marker === 0xff) {
      at += 1;
      continue;
    }
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = reader.u16(at + 2) ?? 0;
    if (length < 2 || marker === 0xd9 || marker === 0xda) return found();
    const body = at + 4;
    const end = at + 2 + length;
    if (isFrameHeader(marker) && frame === undefined) {
      const height = reader.u16(body + 1);
      const width = reader.u16(body + 3);
      const channels = reader.u8(body + 5);
      if (height === undefined || width === undefined || channels === undefined) break;
      const bitDepth = reader.u8(body) ?? 8;
      if (lossless.includes(marker)) return foreign('Lossless JPEG');
      if (hierarchical.includes(marker)) return foreign('Hierarchical JPEG');
      if (bitDepth > 8) return foreign(`JPEG with ${bitDepth} bits per colour`);
      const unfit = unfitOf(marker, reader.bytes.subarray(body, end));
      frame = {
        width,
        height,
        bitDepth,
        cmyk: channels === 4,
        arithmetic: arithmetic.includes(marker),
        unfit,
      };
    }
    if (end > reader.length) return cutShort('jpeg', end + readAhead, reader.length, fileSize, found());
    if (marker === 0xe1 && reader.says(body, 'Exif\0\0') && orientation === 1) {
      orientation = exifOrientation(reader.bytes.subarray(body, end));
    }
    if (marker === 0xe1) gainMap ||= holds(reader, body, end, 'ns.adobe.com/hdr-gain-map/');
    if (marker === 0xe2 && reader.says(body, 'MPF\0')) multiPicture = true;
    // A JUMBF super box labelled `c2pa` stands near the start of the first APP11 segment.
    if (marker === 0xeb && reader.says(body, 'JP'))
      signed ||= holds(reader, body, Math.min(end, body + 128), 'c2pa');
    at = end;
  }
  return cutShort('jpeg', at + readAhead, reader.length, fileSize, found());
}

/** Why the blocks of a picture with this frame header can't be exchanged one by one. */
function unfitOf(marker: number, body: Uint8Array): Unfit | undefined {
  try {
    return readFrame(marker, body).components.length === 4 ? 'colours' : undefined;
  } catch (error) {
    if (error instanceof UnfitError) return error.reason;
    throw error;
  }
}

const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** SOF0 to SOF15 without the table segments DHT, JPG and DAC that lie between them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const holds = (reader: ByteReader, from: number, to: number, text: string): boolean =>
  new TextDecoder('latin1').decode(reader.bytes.subarray(from, to)).includes(text);
