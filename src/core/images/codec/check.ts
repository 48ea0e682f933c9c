import type { CheckRequest } from '../codecProtocol.ts';
import type { Size } from '../imageTypes.ts';
import { openImage, runSharp } from './read/openImage.ts';

/**
 * Decodes a picture to its end as cheaply as that goes: every row is read, and averaged into a few pixels. A JPEG
 * is decoded at an eighth of its size.
 */
export async function check({ bytes }: CheckRequest, maxPixels: number): Promise<Size> {
  const image = await openImage(bytes, maxPixels);
  return runSharp(image.info.type, async () => {
    await image.decode().resize(16, 16, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
    return image.size;
  });
}
