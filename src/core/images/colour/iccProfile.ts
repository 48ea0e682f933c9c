import { ByteReader } from '../byteReader.ts';

/** An ICC profile, as far as it is needed to read a picture's colours (ICC.1:2022). */
export interface IccProfile {
  /** Colour channels of the pixels. */
  space: 'RGB' | 'GRAY' | 'CMYK';
  /** The space in which its tables are connected with others, under D50. */
  pcs: 'XYZ' | 'Lab';
  /** What it calls itself: `Display P3`. Empty when it does not say. */
  name: string;
  /** A tag's bytes, from its type signature on. */
  tag(signature: string): Uint8Array | undefined;
}

const headerLength = 128;
const mostTags = 200;
const spaces = { 'RGB ': 'RGB', GRAY: 'GRAY', CMYK: 'CMYK' } as const;
const connections = { 'XYZ ': 'XYZ', 'Lab ': 'Lab' } as const;

/** Reads a profile's header and its list of tags; nothing where it is none, or of a kind that no picture has. */
export function readIccProfile(bytes: Uint8Array): IccProfile | undefined {
  const reader = new ByteReader(bytes);
  if (!reader.says(36, 'acsp')) return undefined;
  const space = Object.entries(spaces).find(([signature]) => reader.says(16, signature))?.[1];
  const pcs = Object.entries(connections).find(([signature]) => reader.says(20, signature))?.[1];
  const count = reader.u32(headerLength) ?? 0;
  if (space === undefined || pcs === undefined || count > mostTags) return undefined;
  const tags = new Map<string, Uint8Array>();
  for (let index = 0; index < count; index += 1) {
    const entry = headerLength + 4 + 12 * index;
    const start = reader.u32(entry + 4) ?? 0;
    const end = start + (reader.u32(entry + 8) ?? 0);
    if (end > bytes.length) return undefined;
    tags.set(reader.text(entry, 4), bytes.subarray(start, end));
  }
  return { space, pcs, name: nameOf(tags.get('desc')), tag: (signature) => tags.get(signature) };
}

/** The text of a `desc` (version 2) or `mluc` (version 4) tag. */
function nameOf(tag: Uint8Array | undefined): string {
  if (tag === undefined) return '';
  const reader = new ByteReader(tag);
  let name = '';
  if (reader.says(0, 'desc')) name = reader.text(12, Math.min(reader.u32(8) ?? 0, 80));
  if (reader.says(0, 'mluc')) {
    const length = Math.min(reader.u32(20) ?? 0, 160);
    const start = reader.u32(24) ?? 0;
    for (let at = start; at + 2 <= start + length; at += 2) name += String.fromCharCode(reader.u16(at) ?? 0);
  }
  // Names go into sentences: only what can be read there.
  return name.replace(/[^\x20-\x7e\u00a0-\u024f]/g, '').trim();
}
