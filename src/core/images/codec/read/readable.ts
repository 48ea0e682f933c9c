import type { ImageInfo } from '../../imageTypes.ts';
import { endedJpeg, hasEnd } from './unendedJpeg.ts';

/**
 * Translates what sharp can't decode, or decodes to another picture than meant, into bytes that it decodes to the
 * right pixels. The very same bytes for nearly every picture; decoders are loaded only for what needs them.
 */
export async function readable(bytes: Uint8Array, info: ImageInfo, maxPixels: number): Promise<Uint8Array> {
  if (info.type === 'heic') {
    const { heicAsPng } = await import('./heic.ts');
    return heicAsPng(bytes, (info.bitDepth ?? 8) > 8, maxPixels);
  }
  if (info.type === 'avif' && info.animated) {
    const { firstFrame } = await import('./avifSequence.ts');
    return firstFrame(bytes) ?? bytes;
  }
  if (info.type === 'avif' && info.premultiplied) {
    const { straightAvif } = await import('./straightened.ts');
    return straightAvif(bytes, maxPixels);
  }
  if (info.type === 'jpeg' && !hasEnd(bytes)) return (await endedJpeg(bytes, maxPixels)) ?? bytes;
  if (info.hiddenDefault) {
    const { firstPngFrame } = await import('./firstPngFrame.ts');
    return (await firstPngFrame(bytes)) ?? bytes;
  }
  return bytes;
}
