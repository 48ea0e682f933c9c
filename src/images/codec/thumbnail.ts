import type { Thumbnail, ThumbnailRequest } from '../codecProtocol.ts';
import { inSrgb } from './inSrgb.ts';
import { openImage, runSharp } from './openImage.ts';

/** An upright picture that every browser shows, of everything the codec can read. */
export async function thumbnail({ bytes, maxSide }: ThumbnailRequest, maxPixels: number): Promise<Thumbnail> {
  const image = await openImage(bytes, maxPixels);
  return runSharp(image.info.type, async () => {
    let pipeline = (await inSrgb(image)).decode();
    if (maxSide !== undefined) {
      pipeline = pipeline.resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true });
    }
    // In a full one pixels are compared, so it must not add differences of its own.
    const type = image.info.hasAlpha || maxSide === undefined ? 'png' : 'jpeg';
    const written = type === 'png' ? pipeline.png({ compressionLevel: 4 }) : pipeline.jpeg({ quality: 85 });
    const { data, info } = await written.toBuffer({ resolveWithObject: true });
    return { bytes: data, type, width: info.width, height: info.height };
  });
}
