import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { Size } from '../imageTypes.ts';

const compress = promisify(deflate);

/** Bit depth and colour type, as the PNG specification numbers them. */
type Layout = readonly [depth: number, colours: number];
export const greyAlpha: Layout = [8, 4];
const oneBit: Layout = [1, 0];

/**
 * A PNG of these very pixels, without a palette.
 * @param rows each row with the byte of its filter before it
 * @param clear the grey that is transparent, where there is no alpha channel
 */
export async function plainPng(
  { width, height }: Size,
  layout: Layout,
  rows: Uint8Array,
  clear?: number,
): Promise<Uint8Array> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([...layout, 0, 0, 0], 8);
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from(signature),
      chunk('IHDR', header),
      ...(clear === undefined ? [] : [chunk('tRNS', Uint8Array.of(0, clear))]),
      chunk('IDAT', await compress(rows)),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

/** A PNG in which all is transparent; a bit for each pixel, so that a large one needs little memory. */
export const clearPng = (size: Size): Promise<Uint8Array> =>
  plainPng(size, oneBit, new Uint8Array((1 + Math.ceil(size.width / 8)) * size.height), 0);

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
