import { says } from '../containers/bytes.ts';

/** Size of a picture in pixels. */
interface Pixels {
  width: number;
  height: number;
}

interface Entry {
  tag: number;
  /** Where its 12 bytes stand. */
  at: number;
  /** Its value, or where that lies, as a 32-bit number. */
  value: number;
}

const tags = {
  width: 0x0100,
  height: 0x0101,
  orientation: 0x0112,
  thumbnailAt: 0x0201,
  thumbnailLength: 0x0202,
  exif: 0x8769,
  gps: 0x8825,
  exifWidth: 0xa002,
  exifHeight: 0xa003,
};
const maxEntries = 1000;
const [short, long] = [3, 4];

/** A block of EXIF (CIPA DC-008), which is a TIFF without a picture. Reading past its end gives zeros. */
class ExifBlock {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = says(bytes, 0, 'II');
  }

  u16 = (at: number): number => (at + 2 > this.bytes.length ? 0 : this.#view.getUint16(at, this.#little));
  u32 = (at: number): number => (at + 4 > this.bytes.length ? 0 : this.#view.getUint32(at, this.#little));

  setLong({ at }: Entry, value: number): void {
    if (at + 12 > this.bytes.length) return;
    this.#view.setUint16(at + 2, long, this.#little);
    this.#view.setUint32(at + 4, 1, this.#little);
    this.#view.setUint32(at + 8, value, this.#little);
  }

  setShort({ at }: Entry, value: number): void {
    if (at + 12 <= this.bytes.length) this.#view.setUint16(at + 8, value, this.#little);
  }

  clear(from: number, to: number): void {
    this.bytes.fill(0, Math.min(from, this.bytes.length), Math.min(to, this.bytes.length));
  }

  entries(directory: number): Entry[] {
    if (directory < 8) return [];
    const count = Math.min(this.u16(directory), maxEntries);
    return Array.from({ length: count }, (_, index) => {
      const at = directory + 2 + 12 * index;
      return { tag: this.u16(at), at, value: this.u32(at + 8) };
    });
  }

  /** Where the address of the directory behind this one stands. */
  nextOf = (directory: number): number => directory + 2 + 12 * Math.min(this.u16(directory), maxEntries);
}

/** The very bytes: what changes them takes a copy. */
function open(exif: Uint8Array): ExifBlock | undefined {
  const block = says(exif, 0, 'Exif\0\0') ? exif.subarray(6) : exif;
  const isTiff = says(block, 0, 'II*\0') || says(block, 0, 'MM\0*');
  return isTiff ? new ExifBlock(block) : undefined;
}

/** Whether EXIF says where the picture was taken. */
export function saysPlace(exif: Uint8Array): boolean {
  const block = open(exif);
  const pointer = block?.entries(block.u32(4)).find(({ tag }) => tag === tags.gps);
  return pointer !== undefined && (block?.entries(pointer.value).length ?? 0) > 0;
}

/**
 * EXIF as it is true of a picture of this size that was made from its own: the orientation is that of the new one, the
 * sizes are right, and the thumbnail, which shows the old picture, is gone. All else stays where it is, byte by byte.
 * @returns undefined for what is no EXIF
 */
export function exifFor(
  exif: Uint8Array,
  { width, height }: Pixels,
  orientation = 1,
): Uint8Array | undefined {
  const block = open(Uint8Array.from(exif));
  if (block === undefined) return undefined;
  const main = block.u32(4);
  const values = new Map([
    [tags.width, width],
    [tags.height, height],
    [tags.exifWidth, width],
    [tags.exifHeight, height],
  ]);
  const directories = [
    main,
    ...block.entries(main).flatMap(({ tag, value }) => (tag === tags.exif ? value : [])),
  ];
  for (const entry of directories.flatMap((directory) => block.entries(directory))) {
    const value = values.get(entry.tag);
    if (value !== undefined) block.setLong(entry, value);
    if (entry.tag === tags.orientation) block.setShort(entry, orientation);
  }
  return withoutThumbnail(block, block.nextOf(main));
}

/** EXIF that says nothing but how a picture is turned: 2 to 8. */
export const exifOfOrientation = (orientation: number): Uint8Array =>
  Uint8Array.of(
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, tags.orientation >> 8, tags.orientation & 255, 0, short, 0, 0, 0, 1],
    ...[0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  );

function withoutThumbnail(block: ExifBlock, pointer: number): Uint8Array {
  const directory = block.u32(pointer);
  const entries = block.entries(directory);
  if (entries.length === 0) return block.bytes;
  const told = (wanted: number) => entries.find(({ tag }) => tag === wanted)?.value ?? 0;
  const from = told(tags.thumbnailAt);
  const to = from + told(tags.thumbnailLength);
  block.clear(directory, block.nextOf(directory) + 4);
  block.clear(pointer, pointer + 4);
  if (from < 8) return block.bytes;
  block.clear(from, to);
  return to >= block.bytes.length ? block.bytes.slice(0, from) : block.bytes;
}
