import { ByteReader } from '../../byteReader.ts';
import { boxes, primaryItem } from '../../sniff/isobmff.ts';
import type { PlainPixels } from './plainPng.ts';

/** The colour profile of an AVIF's or HEIC's primary picture: an ICC profile goes before code points. */
export function isobmffColours(bytes: Uint8Array): Pick<PlainPixels, 'profile' | 'codePoints'> {
  const reader = new ByteReader(bytes);
  const meta = [...boxes(reader, 0, bytes.length)].find(({ name }) => name === 'meta');
  const colours = meta && primaryItem(reader, meta)?.properties.filter(({ name }) => name === 'colr');
  const icc = colours?.find(({ body }) => reader.says(body, 'prof') || reader.says(body, 'rICC'));
  if (icc) return { profile: bytes.subarray(icc.body + 4, icc.end) };
  const nclx = colours?.find(({ body }) => reader.says(body, 'nclx'));
  if (!nclx) return {};
  const codePoints: [number, number] = [reader.u16(nclx.body + 4) ?? 2, reader.u16(nclx.body + 6) ?? 2];
  // 2 leaves open what it is, and 1 with 13 is sRGB.
  return codePoints.includes(2) ? {} : { codePoints };
}
