import { type Sentence, say, sentence, t } from '../../shared/l10n.ts';
import type { ByteReader } from '../byteReader.ts';
import { foreign, type Sniffed } from './sniffed.ts';

const pointer = 'version https://git-lfs.github.com/spec/';

/** How pictures begin that nothing here decodes, and what they are called (each format's own document). */
const beginnings: readonly [beginning: string, name: string, wayOut?: Sentence][] = [
  ['\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000'],
  ['\xff\x4f\xff\x51', 'JPEG 2000'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'JPEG XL'],
  ['\xff\x0a', 'JPEG XL'],
  ['8BPS\0\x01', 'Photoshop (PSD)', sentence('Export it as PNG or JPEG first.')],
  ['8BPS\0\x02', 'Photoshop (PSB)', sentence('Export it as PNG or JPEG first.')],
  ['gimp xcf ', 'GIMP (XCF)', sentence('Export it as PNG or JPEG first.')],
  ['%!PS-Adobe', 'PostScript (EPS)'],
  ['\xc5\xd0\xd3\xc6', 'PostScript (EPS)'],
  ['%PDF-', 'PDF', sentence('Export the page as PNG or SVG first.')],
  ['\0\0\x02\0\0\0', 'Targa (TGA)'],
  ['\0\0\x0a\0\0\0', 'Targa (TGA)'],
  ['\0\0\x02\0', 'CUR (mouse pointers)'],
  ['icns', 'ICNS (macOS icons)'],
  ['II\xbc\x01', 'JPEG XR'],
  ['\x76\x2f\x31\x01', 'OpenEXR'],
  ['#?RADIANCE', 'Radiance HDR'],
  ['#?RGBE', 'Radiance HDR'],
  ['DDS ', 'DirectDraw texture (DDS)'],
  ['qoif', 'QOI'],
  ['FLIF', 'FLIF'],
  ['BPG\xfb', 'BPG'],
  ['P6\n', 'PPM'],
  ['P5\n', 'PGM'],
  ['\xd7\xcd\xc6\x9a', 'WMF'],
  ['\x8aMNG\r\n\x1a\n', 'MNG'],
  ['\x8bJNG\r\n\x1a\n', 'JNG'],
  // Most of what is packed under an image's name is an SVG.
  ['\x1f\x8b\x08', 'Compressed SVG (SVGZ)', sentence('Unpack it to an SVG first.')],
  [pointer, 'Git LFS', sentence('Run “git lfs pull” to get the image, then try again.')],
];

const os2Marks = ['BM', 'CI', 'CP', 'IC', 'PT'];

/** Tells by name what is a picture and yet can't be decoded here, and what stands for one. */
export function sniffForeign(reader: ByteReader): Sniffed {
  const found = beginnings.find(([beginning]) => reader.says(0, beginning));
  if (found) {
    const [beginning, name, wayOut] = found;
    const isPointer = beginning === pointer;
    return foreign(
      isPointer ? t('A Git LFS pointer, which stands in for the image,') : name,
      wayOut && say(wayOut),
    );
  }
  if (/^<(?:!doctype )?html/i.test(reader.text(0, 14))) {
    return foreign(t("A web page saved under an image's name"), t('Download the image itself.'));
  }
  // An array of OS/2 bitmaps holds the first one behind 14 bytes.
  const isArray = reader.says(0, 'BA') && os2Marks.includes(reader.text(14, 2));
  return isArray ? foreign('BMP of OS/2') : { state: 'unknown' };
}
