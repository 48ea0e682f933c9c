import sharp from 'sharp';
import type { Rectangle } from '../../geometry.ts';
import { type Box, blocksReplaceable, type Cells, replaceBlocks } from '../../jpeg/replaceBlocks.ts';
import { type PlacedRegion, regionBox } from '../../region/placedRegion.ts';
import type { OpenImage } from '../read/openImage.ts';
import { plainSamples } from './ownSamples.ts';
import type { Patch } from './patch.ts';
import { isTinted } from './pngForms.ts';
import { RowSetter } from './setIntoPng.ts';

/** A JPEG of which only the blocks under a region were coded anew. */
export interface SetIntoBlocks {
  bytes: Uint8Array;
  widened: undefined;
  cells: Cells;
}

/** The blocks of a JPEG are at most so many pixels wide and high, with all that is coded together. */
const largestUnit = 32;

/**
 * Sets patches into a JPEG so that all blocks but those under the region keep their coefficients; its tables, its
 * segments and the way in which it is turned stay.
 * @param patches in the pixels of the picture as it is stored
 * @param region the same
 * @returns undefined where that can't be done: the file is of another kind, or it is grey and the patches are not
 */
export async function setIntoJpeg(
  source: OpenImage,
  patches: readonly Patch[],
  region: PlacedRegion,
): Promise<SetIntoBlocks | undefined> {
  const kind = blocksReplaceable(source.bytes);
  const box = regionBox(region);
  if (!kind.ok || kind.model === 'cmyk' || kind.model === 'ycck' || box === undefined) return undefined;
  const colour = kind.model === 'grey' ? 0 : 2;
  if (colour === 0 && isTinted(patches, region)) return undefined;
  const { width } = region.size;
  const whole = aroundUnits(box, region.size);
  const pixels = await storedPixels(source, whole, colour);
  const samples = plainSamples(colour, 8);
  const { channels } = samples;
  const setter = new RowSetter(region.size, patches, region);
  const row = new Uint16Array(width * channels);
  const made = replaceBlocks(source.bytes, box, (part: Box) => {
    const own = {
      pixels: new Uint8Array(part.width * part.height * channels),
      changed: new Uint8Array(part.width * part.height),
    };
    for (let line = 0; line < part.height; line += 1) {
      const y = part.top + line;
      const from = channels * ((y - whole.top) * whole.width + part.left - whole.left);
      const old = pixels.subarray(from, from + channels * part.width);
      row.fill(0);
      row.set(
        pixels.subarray(
          channels * (y - whole.top) * whole.width,
          channels * (y - whole.top + 1) * whole.width,
        ),
        channels * whole.left,
      );
      if (setter.touches(y)) setter.set(y, row, row, { from: samples, to: samples });
      const to = line * part.width;
      for (let at = 0; at < old.length; at += 1) {
        const value = row[channels * part.left + at] ?? 0;
        own.pixels[channels * to + at] = value;
        if (value !== old[at]) own.changed[to + Math.floor(at / channels)] = 1;
      }
    }
    return own;
  });
  return made.ok ? { bytes: made.bytes, widened: undefined, cells: made.cells } : undefined;
}

/** A part of a JPEG as it is stored, in its own values. */
async function storedPixels({ bytes }: OpenImage, part: Rectangle, colour: 0 | 2): Promise<Uint8Array> {
  return sharp(bytes, { failOn: 'error', limitInputPixels: false, sequentialRead: true, ignoreIcc: true })
    .extract(part)
    .toColourspace(colour === 0 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
}

/** A box with the whole units that it may meet. */
function aroundUnits(box: Rectangle, size: { width: number; height: number }): Rectangle {
  const left = Math.max(0, box.left - largestUnit);
  const top = Math.max(0, box.top - largestUnit);
  const right = Math.min(size.width, box.left + box.width + largestUnit);
  const bottom = Math.min(size.height, box.top + box.height + largestUnit);
  return { left, top, width: right - left, height: bottom - top };
}
