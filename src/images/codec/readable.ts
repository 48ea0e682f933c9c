import type { ImageInfo } from '../imageTypes.ts';

/** A picture in bytes that sharp decodes to the right pixels. */
export interface Readable {
  bytes: Uint8Array;
  /** What the bytes at hand turned out to be, where the header alone was not enough. */
  changes?: Partial<ImageInfo>;
}

/**
 * Translates what sharp can't decode, or decodes to another picture than meant, into what it can. The very
 * same bytes for nearly every picture; decoders are loaded only for what needs them.
 */
export async function readable(bytes: Uint8Array, info: ImageInfo, maxPixels: number): Promise<Readable> {
  if (info.type === 'heic') {
    const { heicAsPng } = await import('./heic.ts');
    return { bytes: await heicAsPng(bytes, (info.bitDepth ?? 8) > 8, maxPixels) };
  }
  return { bytes };
}
