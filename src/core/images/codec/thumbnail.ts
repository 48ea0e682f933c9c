import sharp, { type Sharp } from 'sharp';
import type { ShownPicture, Thumbnail, ThumbnailRequest } from '../codecProtocol.ts';
import { inSrgb } from './inSrgb.ts';
import { openImage, runSharp } from './read/openImage.ts';

/** An upright picture that every browser shows, of everything the codec can read; a second one is made of the first. */
export async function thumbnail(
  { bytes, maxSide, smallSide }: ThumbnailRequest,
  maxPixels: number,
): Promise<Thumbnail> {
  const image = await openImage(bytes, maxPixels);
  const { hasAlpha } = image.info;
  return runSharp(image.info.type, async () => {
    const pipeline = (await inSrgb(image)).decode();
    // In a full one pixels are compared, so it must not add differences of its own.
    return shownOf(within(pipeline, maxSide), hasAlpha || maxSide === undefined, smallSide);
  });
}

/** A picture for the page, and a smaller one of it. */
export async function shownOf(
  pipeline: Sharp,
  isPng: boolean,
  smallSide: number | undefined,
): Promise<Thumbnail> {
  const made = await write(pipeline, isPng);
  if (smallSide === undefined) return made;
  const again = sharp(made.bytes, { limitInputPixels: false });
  const keepsAlpha = isPng && (await again.metadata()).hasAlpha === true;
  return { ...made, small: await write(within(again, smallSide), keepsAlpha) };
}

const within = (pipeline: Sharp, side: number | undefined): Sharp =>
  side === undefined ? pipeline : pipeline.resize(side, side, { fit: 'inside', withoutEnlargement: true });

async function write(pipeline: Sharp, isPng: boolean): Promise<ShownPicture> {
  const written = isPng ? pipeline.png({ compressionLevel: 4 }) : pipeline.jpeg({ quality: 85 });
  const { data, info } = await written.toBuffer({ resolveWithObject: true });
  return { bytes: data, type: isPng ? 'png' : 'jpeg', width: info.width, height: info.height };
}
