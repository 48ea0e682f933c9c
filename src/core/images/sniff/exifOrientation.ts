import { ByteReader } from '../byteReader.ts';
import type { Orientation } from '../imageTypes.ts';

const orientationTag = 0x0112;

/**
 * The orientation that an EXIF block states; 1 when it states none or makes no sense.
 *
 * @param exif TIFF-structured bytes, with or without the leading `Exif\0\0`
 */
export function exifOrientation(exif: Uint8Array): Orientation {
  const whole = new ByteReader(exif);
  const reader = whole.says(0, 'Exif\0\0') ? new ByteReader(exif.subarray(6)) : whole;
  const entry = findTag(reader, orientationTag);
  return entry === undefined ? 1 : asOrientation(entry);
}

export const asOrientation = (value: number): Orientation => {
  const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
  return orientations.find((orientation) => orientation === value) ?? 1;
};

function findTag(reader: ByteReader, wanted: number): number | undefined {
  const mark = reader.text(0, 2);
  if (mark !== 'II' && mark !== 'MM') return undefined;
  const littleEndian = mark === 'II';
  const directory = reader.u32(4, littleEndian);
  if (directory === undefined) return undefined;
  const count = Math.min(reader.u16(directory, littleEndian) ?? 0, 1000);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * 12;
    if (reader.u16(at, littleEndian) === wanted) return reader.u16(at + 8, littleEndian);
  }
  return undefined;
}
