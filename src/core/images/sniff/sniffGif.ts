import type { ByteReader } from '../byteReader.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

const maxBlocks = 200_000;

/** Walks the blocks until a second picture shows that it is animated (GIF89a specification). */
export function sniffGif(reader: ByteReader, fileSize: number): Sniffed {
  const width = reader.u16(6, true);
  const height = reader.u16(8, true);
  const packed = reader.u8(10);
  if (width === undefined || height === undefined || packed === undefined) {
    return cutShort('gif', 13, reader.length, fileSize);
  }
  const blocks = walk(reader, 13 + colourTableSize(packed));
  const animated = blocks.frames > 1 || (blocks.loops && !blocks.complete);
  return known('gif', {
    width,
    height,
    bitDepth: 8,
    hasAlpha: blocks.hasAlpha || !coversScreen(blocks.first, width, height),
    animated,
    signed: blocks.signed,
  });
}

interface Blocks {
  frames: number;
  loops: boolean;
  hasAlpha: boolean;
  signed: boolean;
  /** Where the first picture lies: left, top, width, height. */
  first: number[];
  /** The walk came to the end mark. */
  complete: boolean;
}

function walk(reader: ByteReader, start: number): Blocks {
  const found: Blocks = {
    frames: 0,
    loops: false,
    hasAlpha: false,
    signed: false,
    first: [],
    complete: false,
  };
  let at = start;
  for (let steps = 0; steps < maxBlocks && at < reader.length && found.frames < 2; steps += 1) {
    const kind = reader.u8(at);
    if (kind === 0x21) {
      const label = reader.u8(at + 1);
      if (label === 0xf9) found.hasAlpha ||= ((reader.u8(at + 3) ?? 0) & 1) === 1;
      if (label === 0xff) {
        found.loops ||= reader.says(at + 3, 'NETSCAPE2.0');
        found.signed ||= reader.says(at + 3, 'C2PA_GIF');
      }
      at = afterSubBlocks(reader, at + 2);
    } else if (kind === 0x2c) {
      if (found.frames === 0) found.first = [1, 3, 5, 7].map((offset) => reader.u16(at + offset, true) ?? 0);
      found.frames += 1;
      at = afterSubBlocks(reader, at + 11 + colourTableSize(reader.u8(at + 9) ?? 0));
    } else {
      found.complete = kind === 0x3b;
      break;
    }
  }
  return found;
}

/** What a first picture leaves uncovered is clear. A head that ends before it tells nothing. */
function coversScreen([left, top, across, down]: readonly number[], width: number, height: number): boolean {
  if (left === undefined || top === undefined || across === undefined || down === undefined) return true;
  return left === 0 && top === 0 && across >= width && down >= height;
}

/** Sub-blocks are a length and that many bytes, up to a length of zero. */
function afterSubBlocks(reader: ByteReader, start: number): number {
  let at = start;
  while (at < reader.length) {
    const length = reader.u8(at) ?? 0;
    at += 1 + length;
    if (length === 0) break;
  }
  return at;
}

const colourTableSize = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));
