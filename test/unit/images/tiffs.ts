/** What a made TIFF is like; all that is missing is as in a plain RGB one of 8 bits. */
export interface TiffTraits {
  width: number;
  height: number;
  /** Whole content of the one strip, or of one for each plane. */
  strips: Uint8Array[];
  bits?: number;
  samples?: number;
  photometric?: number;
  compression?: number;
  planar?: number;
  sampleFormat?: number;
  littleEndian?: boolean;
  /** BigTIFF. */
  big?: boolean;
  /** Further fields: tag and values of 16 bits. */
  more?: [tag: number, ...values: number[]][];
  /** Further pages of the same content. */
  pages?: number;
}

/** Writes a TIFF 6.0 or a BigTIFF of one strip for each plane, as no library here can. */
export function tiffOf(traits: TiffTraits): Uint8Array {
  const { width, height, strips, samples = 3, littleEndian = true, big = false, pages = 1 } = traits;
  const word = big ? 8 : 4;
  const parts: Uint8Array[] = [];
  let at = big ? 16 : 8;
  const number = (value: number, size: number): Uint8Array => {
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    if (size === 2) view.setUint16(0, value, littleEndian);
    else if (size === 4) view.setUint32(0, value, littleEndian);
    else view.setBigUint64(0, BigInt(value), littleEndian);
    return bytes;
  };
  const put = (bytes: Uint8Array): number => {
    const place = at;
    const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
    padded.set(bytes);
    parts.push(padded);
    at += padded.length;
    return place;
  };
  const field = (tag: number, values: number[], kind: 3 | 4 | 16): Uint8Array => {
    const size = kind === 3 ? 2 : kind === 4 ? 4 : 8;
    const body = Buffer.concat(values.map((value) => number(value, size)));
    const held = new Uint8Array(word);
    held.set(body.length <= word ? body : number(put(body), word));
    return Buffer.concat([number(tag, 2), number(kind, 2), number(values.length, word), held]);
  };
  const offsets = strips.map(put);
  const fields: [tag: number, values: number[], kind: 3 | 4 | 16][] = [
    [256, [width], 4],
    [257, [height], 4],
    [258, Array<number>(samples).fill(traits.bits ?? 8), 3],
    [259, [traits.compression ?? 1], 3],
    [262, [traits.photometric ?? 2], 3],
    [273, offsets, big ? 16 : 4],
    [277, [samples], 3],
    [278, [height], 4],
    [279, strips.map(({ length }) => length), 4],
    [284, [traits.planar ?? 1], 3],
    [339, Array<number>(samples).fill(traits.sampleFormat ?? 1), 3],
    ...(traits.more ?? []).map(([tag, ...values]): [number, number[], 3] => [tag, values, 3]),
  ];
  fields.sort(([one], [other]) => one - other);
  const directories: number[] = [];
  for (let page = 0; page < pages; page += 1) {
    const entries = fields.map(([tag, values, kind]) => field(tag, values, kind));
    const length = (big ? 8 : 2) + entries.length * (big ? 20 : 12);
    const following = page + 1 < pages ? at + Math.ceil((length + word) / 8) * 8 : 0;
    // A page's values lie before its directory, so the next directory's place is known only for the last.
    const values = following === 0 ? 0 : following + spaceOfValues(fields, word);
    directories.push(
      put(Buffer.concat([number(entries.length, big ? 8 : 2), ...entries, number(values, word)])),
    );
  }
  const mark = Buffer.from(littleEndian ? 'II' : 'MM');
  const head = big ? [number(43, 2), number(8, 2), number(0, 2)] : [number(42, 2)];
  return Buffer.concat([mark, ...head, number(directories[0] ?? 0, word), ...parts]);
}

const spaceOfValues = (fields: [number, number[], 3 | 4 | 16][], word: number): number =>
  fields
    .map(([, values, kind]) => values.length * (kind === 3 ? 2 : kind === 4 ? 4 : 8))
    .filter((size) => size > word)
    .reduce((sum, size) => sum + Math.ceil(size / 8) * 8, 0);
