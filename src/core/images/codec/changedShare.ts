import { notReadable } from '../codecError.ts';
import type { ChangedShare, ChangedShareRequest } from '../codecProtocol.ts';
import type { Size } from '../imageTypes.ts';
import { inSrgb } from './inSrgb.ts';
import { type OpenImage, openImage, runSharp } from './read/openImage.ts';

/** Pixels that are looked at of each picture; more say the same. */
const mostPixels = 1_000_000;

/**
 * The share of a picture's pixels that differ from another one's of its size by more than a tolerance, in any channel
 * of sRGB on white; of large pictures every so many pixels are looked at.
 */
export async function changedShare(
  { bytes, parts: [before], tolerance }: ChangedShareRequest,
  maxPixels: number,
): Promise<ChangedShare> {
  const [one, other] = [await openImage(bytes, maxPixels), await openImage(before.bytes, maxPixels)];
  const { width, height } = one.size;
  if (other.size.width !== width || other.size.height !== height) {
    throw notReadable('two pictures of different sizes');
  }
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const [mine, its] = [await sampled(one, size), await sampled(other, size)];
  let changed = 0;
  for (let at = 0; at + 2 < mine.length; at += 3) {
    const differs = (channel: number) =>
      Math.abs((mine[at + channel] as number) - (its[at + channel] as number)) > tolerance;
    if (differs(0) || differs(1) || differs(2)) changed += 1;
  }
  return { width, height, share: changed / (mine.length / 3) };
}

/** Nearest pixels and not mixtures of them, at the same places of every picture. */
const sampled = (image: OpenImage, { width, height }: Size): Promise<Uint8Array> =>
  runSharp(image.info.type, async () => {
    const decoded = (await inSrgb(image)).decode().flatten({ background: '#ffffff' });
    const isAll = image.size.width === width && image.size.height === height;
    const some = isAll
      ? decoded
      : decoded.resize(width, height, { fit: 'fill', kernel: 'nearest', fastShrinkOnLoad: false });
    return some.toColourspace('srgb').raw().toBuffer();
  });
