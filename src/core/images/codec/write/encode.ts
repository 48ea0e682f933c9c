import type { Sharp } from 'sharp';
import type { OutputType, Size } from '../../imageTypes.ts';

/** Qualities at which edits of screenshots and photos show no loss at full size. */
const qualities = { jpeg: 92, webp: 90, avif: 65 };

/**
 * Of a picture so large PNG's usual effort is most of the time that an edit takes, and saves 3 % of the file: above
 * this level deflate looks further for what grain does not repeat.
 */
const [largePixels, largeEffort, usualEffort] = [20_000_000, 3, 6];

/**
 * Says how a pipeline is written. JPEG keeps colours in full resolution, for the edges of text. Efforts are
 * low because a 4K picture has to come out in seconds, on one thread, in little memory.
 * @param size of what is written
 */
export function encode(pipeline: Sharp, type: OutputType, { width, height }: Size, quality?: number): Sharp {
  switch (type) {
    case 'png':
      return pipeline.png({
        compressionLevel: width * height > largePixels ? largeEffort : usualEffort,
        adaptiveFiltering: true,
      });
    case 'jpeg':
      // Optimised coding would hold all coefficients in memory: 100 MB more for a 4K picture.
      return pipeline.jpeg({
        quality: quality ?? qualities.jpeg,
        chromaSubsampling: '4:4:4',
        optimiseCoding: false,
      });
    case 'webp':
      return pipeline.webp({ quality: quality ?? qualities.webp, effort: 2 });
    case 'avif':
      return pipeline.avif({ quality: quality ?? qualities.avif, effort: 0 });
    case 'tiff':
      return pipeline.tiff({ compression: 'deflate', predictor: 'horizontal' });
  }
}
