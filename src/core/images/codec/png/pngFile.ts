import { ByteReader } from '../../byteReader.ts';
import { damaged } from '../../codecError.ts';

export type PngColour = 0 | 2 | 3 | 4 | 6;
export type PngDepth = 1 | 2 | 4 | 8 | 16;

/** How a PNG stores its pixels (PNG specification, third edition, §11.2). */
export interface PngForm {
  width: number;
  height: number;
  bitDepth: PngDepth;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  colour: PngColour;
}

export interface PngChunk {
  name: string;
  body: Uint8Array;
}

/** A PNG taken apart; nothing is copied. */
export interface PngFile extends PngForm {
  interlaced: boolean;
  /** Red, green and blue of each entry. */
  palette: Uint8Array | undefined;
  /** The body of `tRNS`: alpha of palette entries, or the one colour that is transparent. */
  transparency: Uint8Array | undefined;
  /** Everything else, in its order. */
  before: readonly PngChunk[];
  pixels: readonly Uint8Array[];
  after: readonly PngChunk[];
}

const depths: readonly number[] = [1, 2, 4, 8, 16];
const colours: readonly number[] = [0, 2, 3, 4, 6];
const maxChunks = 100_000;

/** Samples of one pixel. */
export const channelsOf = (colour: PngColour): 1 | 2 | 3 | 4 =>
  ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 })[colour] as 1;

/** Bytes of one row, without the byte that names its filter. */
export const strideOf = ({ width, bitDepth, colour }: PngForm): number =>
  Math.ceil((width * channelsOf(colour) * bitDepth) / 8);

/** Takes a PNG apart. Throws the codec's error where it is none. */
export function readPng(bytes: Uint8Array): PngFile {
  const reader = new ByteReader(bytes);
  const [width, height] = [reader.u32(16), reader.u32(20)];
  const [bitDepth, colour, interlace] = [reader.u8(24), reader.u8(25), reader.u8(28)];
  const isKnown = depths.includes(bitDepth ?? 0) && colours.includes(colour ?? -1) && (interlace ?? 2) < 2;
  if (!reader.says(12, 'IHDR') || !isKnown || !width || !height) throw damaged('png', 'IHDR');
  const before: PngChunk[] = [];
  const after: PngChunk[] = [];
  const pixels: Uint8Array[] = [];
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  let at = 33;
  for (let count = 0; count < maxChunks; count += 1) {
    const length = reader.u32(at);
    const name = reader.text(at + 4, 4);
    if (length === undefined || name === 'IEND') break;
    const body = bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    if (name === 'IDAT') pixels.push(body);
    else if (name === 'PLTE') palette = body;
    else if (name === 'tRNS') transparency = body;
    else (pixels.length === 0 ? before : after).push({ name: name ?? '', body });
  }
  if (colour === 3 && palette === undefined) throw damaged('png', 'PLTE');
  return {
    width,
    height,
    bitDepth: bitDepth as PngDepth,
    colour: colour as PngColour,
    interlaced: interlace === 1,
    palette,
    transparency,
    before,
    pixels,
    after,
  };
}
