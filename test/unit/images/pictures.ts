import sharp, { type Sharp } from 'sharp';
import { chunk } from '../../../src/core/images/codec/read/plainPng.ts';

/** Colours that stay far apart through every codec. */
export const colours = {
  ground: [40, 90, 200],
  red: [230, 20, 20],
  green: [20, 200, 20],
} as const;
type Colour = readonly [number, number, number];

/** A blue picture with a red mark at the left of the top edge, and a green one at the right of the bottom edge. */
export function marked(width: number, height: number): Sharp {
  const across = Math.max(1, Math.round(width / 4));
  const down = Math.max(1, Math.round(height / 4));
  const ground = Buffer.alloc(width * 3, Buffer.from(colours.ground));
  const [top, bottom] = [Buffer.from(ground), Buffer.from(ground)];
  top.fill(Buffer.from(colours.red), 0, across * 3);
  bottom.fill(Buffer.from(colours.green), (width - across) * 3);
  const rows = Array.from({ length: height }, (_, y) =>
    y < down ? top : y >= height - down ? bottom : ground,
  );
  const pixels = Buffer.concat(rows);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Green, and transparent in its left half. */
export function halfTransparent(width: number, height: number): Sharp {
  const row = Buffer.alloc(width * 4, Buffer.from([...colours.green, 255]));
  for (let x = 0; x < width / 2; x += 1) row[x * 4 + 3] = 0;
  const pixels = Buffer.alloc(width * height * 4, row);
  return sharp(pixels, { raw: { width, height, channels: 4 } });
}

export async function bytesOf(picture: Sharp): Promise<Uint8Array> {
  return new Uint8Array(await picture.toBuffer());
}

export interface Pixels {
  width: number;
  height: number;
  channels: number;
  /** Channels at a place. */
  at(x: number, y: number): number[];
}

/** Decodes as any viewer would, without turning. */
export async function decoded(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const at = (x: number, y: number) => {
    const start = (Math.floor(y) * width + Math.floor(x)) * channels;
    return [...data.subarray(start, start + channels)];
  };
  return { width, height, channels, at };
}

/** Whether a pixel is this colour, as lossy codecs see it. */
export const looks = (pixel: readonly number[], colour: Colour): boolean =>
  colour.every((value, channel) => Math.abs(value - (pixel[channel] ?? 0)) < 45);

/** Puts a chunk right behind the header of a PNG. Its checksum is left zero: only header readers see it. */
export function withChunk(png: Uint8Array, name: string, body: readonly number[]): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length);
  const added = [...length, ...Buffer.from(name, 'latin1'), ...body, 0, 0, 0, 0];
  return Uint8Array.from([...png.subarray(0, 33), ...added, ...png.subarray(33)]);
}

/** Puts a whole chunk between the pixels of a PNG and its end. */
export const beforeEnd = (png: Uint8Array, added: Uint8Array): Uint8Array =>
  Buffer.concat([png.subarray(0, -12), added, png.subarray(-12)]);

/** As much of a PNG as says its size. */
export function pngHead(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', new Uint8Array())]);
}

/** Puts a segment right behind the start mark of a JPEG. */
export function withSegment(jpeg: Uint8Array, marker: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2;
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Uint8Array.of(0xff, marker, length >> 8, length & 0xff),
    body,
    jpeg.subarray(2),
  ]);
}

/** Pixel noise, which hardly compresses. */
export const noise = (width: number, height: number): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
