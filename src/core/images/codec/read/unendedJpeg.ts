import sharp from 'sharp';

/** Markers of JPEG (ITU-T T.81): the end of the picture, and the start of its pixels. */
const [end, start] = [Buffer.from([0xff, 0xd9]), Buffer.from([0xff, 0xda])];

/** Whether the pixels of a JPEG end with the marker of its end, which some cameras leave out. */
export function hasEnd(jpeg: Uint8Array): boolean {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  return bytes.lastIndexOf(end) > bytes.lastIndexOf(start);
}

/**
 * A JPEG with its end put on. libjpeg takes a missing end for half a picture, though all of its pixels may be there;
 * with an end in place it warns where pixels are missing.
 * @returns undefined where they are
 */
export async function endedJpeg(jpeg: Uint8Array, maxPixels: number): Promise<Uint8Array | undefined> {
  const ended = new Uint8Array(jpeg.length + end.length);
  ended.set(jpeg);
  ended.set(end, jpeg.length);
  const reader = sharp(ended, { failOn: 'warning', limitInputPixels: maxPixels, sequentialRead: true });
  try {
    const { width, height } = await reader.metadata();
    // Cut from the whole, or it would be decoded smaller, without its last pixels being looked at.
    const small = reader.extract({ left: 0, top: 0, width, height }).resize(16, 16, { fit: 'fill' });
    await small.raw().toBuffer();
    return ended;
  } catch {
    return undefined;
  }
}
