import { ByteReader } from '../byteReader.ts';
import type { ImageInfo, ImageType } from '../imageTypes.ts';
import { svgHeadLimit, svgRoot, svgSize } from '../svg/svg.ts';
import { sniffBmp, sniffIco } from './sniffBmpIco.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';
import { sniffForeign } from './sniffForeign.ts';
import { sniffGif } from './sniffGif.ts';
import { isobmffType, sniffIsobmff } from './sniffIsobmff.ts';
import { sniffJpeg } from './sniffJpeg.ts';
import { sniffPng } from './sniffPng.ts';
import { sniffTiff } from './sniffTiff.ts';
import { sniffWebp } from './sniffWebp.ts';

/** How much of a file to read first: enough for nearly every picture. */
export const headBytes = 65_536;

/** TIFF and BigTIFF, with the low and the high byte first. */
const tiffMarks = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'];

/**
 * Reads type, size and traits off the first bytes of a file. Looks at the bytes alone, works in time
 * linear to their number and never throws.
 *
 * @param head the first bytes of the file
 * @param fileSize length of the whole file, so that the answer can ask for more of it
 */
export function sniffHead(head: Uint8Array, fileSize: number = head.length): Sniffed {
  const sniffed = sniffByType(head, fileSize);
  if (sniffed.state !== 'known') return sniffed;
  return tellsColours(head, sniffed.info.type)
    ? { state: 'known', info: { ...sniffed.info, tellsColours: true } }
    : sniffed;
}

function sniffByType(head: Uint8Array, fileSize: number): Sniffed {
  const reader = new ByteReader(head);
  if (reader.says(0, '\x89PNG\r\n\x1a\n')) return sniffPng(reader, fileSize);
  if (reader.says(0, '\xff\xd8\xff')) return sniffJpeg(reader, fileSize);
  if (reader.says(0, 'GIF87a') || reader.says(0, 'GIF89a')) return sniffGif(reader, fileSize);
  if (reader.says(0, 'RIFF') && reader.says(8, 'WEBP')) return sniffWebp(reader, fileSize);
  if (reader.says(4, 'ftyp')) {
    const type = isobmffType(reader);
    if (type) return sniffIsobmff(reader, type, fileSize);
  }
  if (tiffMarks.includes(reader.text(0, 4))) return sniffTiff(reader, fileSize);
  if (reader.says(0, 'BM') && reader.u32(6) === 0) return sniffBmp(reader, fileSize);
  if (reader.says(0, '\0\0\x01\0')) return sniffIco(reader, fileSize);
  const svg = sniffSvg(head, fileSize);
  return svg.state === 'unknown' ? sniffForeign(reader) : svg;
}

/** What is known of a picture by an answer, be it all or not. */
export function infoOf(sniffed: Sniffed): ImageInfo | undefined {
  if (sniffed.state === 'known') return sniffed.info;
  return sniffed.state === 'needsMore' ? sniffed.soFar : undefined;
}

/** Type, size and traits of a whole file; nothing when it is no picture or its header is broken. */
export function sniff(bytes: Uint8Array): ImageInfo | undefined {
  const sniffed = sniffHead(bytes);
  return sniffed.state === 'known' ? sniffed.info : undefined;
}

/** Where colours are told in types that need nothing else done; a PNG's chunks are looked at one by one. A mark found by chance costs a look by the codec. */
function tellsColours(head: Uint8Array, type: ImageType): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const holds = (mark: string) => bytes.includes(mark, 0, 'latin1');
  return (type === 'jpeg' && holds('ICC_PROFILE\0')) || (type === 'webp' && holds('ICCP'));
}

function sniffSvg(head: Uint8Array, fileSize: number): Sniffed {
  const root = svgRoot(head);
  if (root === undefined) return { state: 'unknown' };
  if (root === 'cut') {
    return head.length < svgHeadLimit
      ? cutShort('svg', svgHeadLimit, head.length, fileSize)
      : { state: 'broken', type: 'svg' };
  }
  return known('svg', { ...svgSize(root), hasAlpha: true, signed: root.has('xmlns:c2pa') });
}
