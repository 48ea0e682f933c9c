import sharp from 'sharp';
import type { Metadata, MetadataRequest } from '../codecProtocol.ts';
import { isTransparent, openImage, runSharp } from './openImage.ts';

/** What the header tells, and what only decoding can tell. */
export async function metadata({ bytes }: MetadataRequest, maxPixels: number): Promise<Metadata> {
  const image = await openImage(bytes, maxPixels);
  return runSharp(image.info.type, async () => {
    const { hasProfile = false } = await sharp(image.bytes).metadata();
    return { ...image.info, transparent: await isTransparent(image), profile: hasProfile };
  });
}
