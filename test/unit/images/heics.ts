import type { Pixels } from './pictures.ts';

/** A box of ISO/IEC 14496-12. */
export function box(name: string, ...content: (Uint8Array | readonly number[] | string)[]): Uint8Array {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Uint8Array.from(part))),
  );
  return Buffer.concat([u32(8 + body.length), Buffer.from(name, 'latin1'), body]);
}

export const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);
export const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);

export interface HeicTraits {
  /** Quarter turns anticlockwise. */
  turns?: number;
  /** What is cut out of the middle: width and height. */
  crop?: [width: number, height: number];
  /** Colour primaries and transfer (ITU-T H.273); sRGB unless told. */
  codePoints?: [number, number];
}

/** Side of a block. */
const side = 16;

/**
 * A HEIC of one picture, whose sides are multiples of 16. No library here writes HEVC, so each block is a slice
 * of its own with plain samples (`pcm_flag`, ITU-T H.265 §7.3.8.7): the few flags around them are the same in all.
 */
export function heicOf({ width, height, at }: Pixels, traits: HeicTraits = {}): Uint8Array {
  const array = (type: number, unit: Uint8Array) => [0x80 | type, 0, 1, ...u16(unit.length), ...unit];
  const configuration = [1, 3, 0x70, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 30, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8];
  const { turns, crop, codePoints = [1, 13] } = traits;
  const fraction = (value: number) => [...u32(value), ...u32(1)];
  const [vps, sps, pps] = parameterSets(width, height);
  const properties = [
    box('hvcC', configuration, [0, 0, 0x0f, 3], array(32, vps), array(33, sps), array(34, pps)),
    box('pixi', [0, 0, 0, 0, 3, 8, 8, 8]),
    box('colr', 'nclx', ...codePoints.map(u16), u16(6), [0x80]),
    ...(crop ? [box('clap', ...[...crop, 0, 0].map(fraction))] : []),
    // Last, as some programs write it, although it is what the others work on.
    box('ispe', [0, 0, 0, 0], u32(width), u32(height)),
    ...(turns ? [box('irot', [turns])] : []),
  ];
  const across = width / side;
  const blocks = across * (height / side);
  const units = Array.from({ length: blocks }, (_, index) => {
    const samples = samplesOf(at, (index % across) * side, Math.floor(index / across) * side);
    return sliceOf(index, blocks, samples);
  });
  return isobmffOf(
    'hvc1',
    ['heic', 'mif1'],
    properties,
    Buffer.concat(units.flatMap((unit) => [u32(unit.length), unit])),
  );
}

/** A file of one item whose data stand in `mdat`. */
export function isobmffOf(
  type: string,
  brands: readonly string[],
  properties: readonly Uint8Array[],
  data: Uint8Array,
): Uint8Array {
  const ftyp = box('ftyp', brands[0] ?? '', [0, 0, 0, 0], ...brands);
  const indices = properties.map((_, index) => index + 1);
  const meta = (offset: number) =>
    box(
      'meta',
      [0, 0, 0, 0],
      box('hdlr', [0, 0, 0, 0, 0, 0, 0, 0], 'pict', Array<number>(13).fill(0)),
      box('pitm', [0, 0, 0, 0], u16(1)),
      box('iloc', [0, 0, 0, 0, 0x44, 0], u16(1), u16(1), u16(0), u16(1), u32(offset), u32(data.length)),
      box('iinf', [0, 0, 0, 0], u16(1), box('infe', [2, 0, 0, 0], u16(1), u16(0), type, [0])),
      box(
        'iprp',
        box('ipco', ...properties),
        box('ipma', [0, 0, 0, 0], u32(1), u16(1), [indices.length, ...indices]),
      ),
    );
  const offset = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(offset), box('mdat', data)]);
}

/** Bits, the high ones first. */
class Bits {
  #text = '';

  put(value: number, length: number): this {
    this.#text += value.toString(2).padStart(length, '0');
    return this;
  }

  /** Exponential Golomb codes (§9.2). */
  ue(...values: number[]): this {
    for (const value of values) {
      const digits = (value + 1).toString(2);
      this.#text += digits.padStart(2 * digits.length - 1, '0');
    }
    return this;
  }

  /** One 1, and zeros up to a whole byte. */
  ended(): Uint8Array {
    const text = `${this.#text}1`;
    const padded = text.padEnd(Math.ceil(text.length / 8) * 8, '0');
    return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  }
}

/** Video, sequence and picture parameters (§7.3.2): blocks of 16 by 16, no filters, plain samples of 8 bits. */
function parameterSets(width: number, height: number): [vps: Uint8Array, sps: Uint8Array, pps: Uint8Array] {
  const profile = (bits: Bits) =>
    bits.put(3, 8).put(0x70000000, 32).put(0xb0000000, 32).put(0, 16).put(30, 8);
  const vps = profile(new Bits().put(0x4001, 16).put(0b0000_11, 6).put(0, 9).put(1, 1).put(0xffff, 16));
  vps.put(1, 1).ue(0, 0, 0).put(0, 6).ue(0).put(0, 2);
  const sps = profile(new Bits().put(0x4201, 16).put(0, 7).put(1, 1)).ue(0, 1, width, height).put(0, 1);
  sps.ue(0, 0, 4).put(1, 1).ue(0, 0, 0, 1, 0, 0, 2, 0, 0).put(0, 3);
  sps.put(1, 1).put(7, 4).put(7, 4).ue(1, 0).put(1, 1).ue(0).put(0, 5);
  const pps = new Bits().put(0x4401, 16).ue(0, 0).put(0, 7).ue(0, 0, 0).put(0, 3).ue(0, 0).put(0, 7);
  pps.put(0b101, 3).put(0, 2).ue(0).put(0, 2);
  return [vps, sps, pps].map((bits) => escaped(bits.ended())) as [Uint8Array, Uint8Array, Uint8Array];
}

/** The slice of one block: two coded flags say that samples follow, one that nothing does (§9.3.4.3). */
function sliceOf(index: number, blocks: number, samples: Uint8Array): Uint8Array {
  const header = new Bits()
    .put(0x2801, 16)
    .put(index === 0 ? 1 : 0, 1)
    .put(0, 1)
    .ue(0);
  if (index > 0) header.put(index, Math.ceil(Math.log2(blocks)));
  header.ue(2, 0);
  return escaped(
    Buffer.concat([header.ended(), [0x86, 0x80], samples, [0xfe, 0x80]].map((part) => Buffer.from(part))),
  );
}

/** Luma and both chromas of a block in 4:2:0, as JPEG's full-range YCbCr. */
function samplesOf(at: Pixels['at'], left: number, top: number): Uint8Array {
  const place = (step: number) => (_: unknown, index: number) => {
    const across = side / step;
    const [red = 0, green = 0, blue = 0] = at(
      left + (index % across) * step,
      top + Math.floor(index / across) * step,
    );
    return { red, green, blue };
  };
  const luma = Array.from({ length: side * side }, place(1)).map(
    ({ red, green, blue }) => 0.299 * red + 0.587 * green + 0.114 * blue,
  );
  const coarse = Array.from({ length: (side * side) / 4 }, place(2));
  const cb = coarse.map(({ red, green, blue }) => 128 - 0.1687 * red - 0.3313 * green + 0.5 * blue);
  const cr = coarse.map(({ red, green, blue }) => 128 + 0.5 * red - 0.4187 * green - 0.0813 * blue);
  return Uint8Array.from([...luma, ...cb, ...cr], (value) => Math.round(Math.min(255, Math.max(0, value))));
}

/** A 3 behind two zeros keeps start codes out of a unit (§7.4.2). */
function escaped(unit: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  for (const byte of unit) {
    if (byte <= 3 && bytes.at(-1) === 0 && bytes.at(-2) === 0) bytes.push(3);
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
