import sharp, { type Sharp } from 'sharp';
import { chunkSize } from '../png/inflated.ts';
import type { PngChunk, PngColour } from '../png/pngFile.ts';
import { PngWriter, profileChunk } from '../png/pngWriter.ts';
import { type DecodedPixels, wayFor } from './pngWay.ts';
import { withProfile } from './profileTag.ts';

/** Decoded pixels, and what a PNG says of them besides. */
export interface PngPixels extends DecodedPixels {
  /** ICC profile of red, green and blue. */
  profile?: Uint8Array | undefined;
  /** Dots per inch. */
  density?: number | undefined;
  /** Memory of pixels that nobody needs any more. It is written over. */
  spare?: Uint8Array | undefined;
}

/** So many bytes of a picture are held decoded at once. */
export const mostHeld = 45_000_000;

/** All of a picture but its pixels. */
export type PngShape = Omit<PngPixels, 'data'>;

const colours: Readonly<Record<DecodedPixels['channels'], PngColour>> = { 1: 0, 2: 4, 3: 2, 4: 6 };

/**
 * Writes a PNG in the way that takes the least time for this very picture, hardly larger than with the usual effort.
 * Node packs it, outside of WebAssembly and beside this thread.
 */
export const encodePng = (pixels: PngPixels): Promise<Uint8Array> => encodeBands(pixels, [pixels.data]);

/**
 * The same of a picture that comes in bands of whole rows, each of which is written in its own way.
 * @param bands one after the other; the next is asked for when one is written
 */
export async function encodeBands(
  shape: PngShape,
  bands: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const { width, height, channels } = shape;
  const stride = width * channels;
  let writer: PngWriter | undefined;
  let [row, above] = [new Uint8Array(stride), new Uint8Array(stride)];
  for await (const data of bands) {
    const rows = data.length / stride;
    const { filter, packing } = wayFor({ data, width, height: rows, channels });
    if (writer) await writer.packAs(packing);
    writer ??= new PngWriter(
      {
        width,
        height,
        bitDepth: 8,
        colour: colours[channels],
        palette: undefined,
        transparency: undefined,
        before: chunksOf(shape),
        after: [],
      },
      { ...packing, memLevel: 9, chunkSize },
      shape.spare,
    );
    for (let y = 0; y < rows; y += 1) {
      // Its own memory is read faster than WebAssembly's.
      row.set(data.subarray(y * stride, (y + 1) * stride));
      await writer.row(row, above, filter);
      [row, above] = [above, row];
    }
  }
  if (writer === undefined) throw new Error('There are no pixels.');
  return writer.end();
}

function chunksOf({ channels, profile, density }: PngShape): PngChunk[] {
  // A profile of colours says nothing of grey.
  const chunks = profile && channels >= 3 ? [profileChunk(profile)] : [];
  if (density !== undefined) {
    // By the metre.
    const body = Buffer.alloc(9);
    const perMetre = Math.round(density / 0.0254);
    body.writeUInt32BE(perMetre, 0);
    body.writeUInt32BE(perMetre, 4);
    body[8] = 1;
    chunks.push({ name: 'pHYs', body });
  }
  return chunks;
}

/** Pixels as what is to be written, with their profile. */
export function pipelineOf({ data, width, height, channels, profile }: PngPixels): Sharp {
  if (profile && (channels === 3 || channels === 4)) {
    return withProfile(data, { width, height, channels }, profile);
  }
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}
