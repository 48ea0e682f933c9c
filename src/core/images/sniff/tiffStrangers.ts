import { type Sentence, say, sentence, t } from '../../shared/l10n.ts';

/** How the pixels of a TIFF are stored, as its fields spell it. */
export interface TiffPixels {
  bits: number;
  samples: number;
  /** Undefined where the field is missing. */
  photometric: number | undefined;
  compression: number;
  /** 1 unsigned, 2 signed, 3 floating point, 4 undefined. */
  sampleFormat: number;
  /** Whether its chroma has fewer pixels than its luma. */
  subsampled: boolean;
}

/** Compressions that the codec's TIFF reader is built with. */
const readCompressions = [1, 2, 3, 4, 5, 7, 8, 32_773, 32_946];
const jpeg = 7;

/** TIFF 6.0, its technical notes, and the list of registered tags of libtiff. */
const compressionNames: Readonly<Record<number, string>> = {
  6: 'old-style JPEG',
  9: 'JBIG',
  10: 'JBIG',
  32766: 'NeXT',
  32809: 'ThunderScan',
  34661: 'JBIG',
  34676: 'LogLuv',
  34677: 'LogLuv',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34892: 'lossy JPEG (DNG)',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
  50002: 'JPEG XL',
  52546: 'JPEG XL',
};

const colourNames: Readonly<Record<number, Sentence>> = {
  4: sentence('a transparency mask only'),
  6: sentence('YCbCr colours'),
  8: sentence('8-bit Lab colours'),
  9: sentence('ICC Lab colours'),
  10: sentence('ITU Lab colours'),
  32803: sentence('raw camera pixels'),
  32844: sentence('LogL colours'),
  32845: sentence('LogLuv colours'),
  34892: sentence('raw camera pixels'),
};

/**
 * What makes a TIFF one that can't be decoded here, as in "TIFF with LZMA compression"; undefined where nothing
 * does. Kinds that the decoder reads in false colours without a word are among them.
 */
export function tiffStranger(pixels: TiffPixels): string | undefined {
  const what = strangeCompression(pixels) ?? strangeColours(pixels) ?? strangeNumbers(pixels);
  return what && t('TIFF with {what}', { what });
}

function strangeCompression({ compression }: TiffPixels): string | undefined {
  if (readCompressions.includes(compression)) return undefined;
  const name = compressionNames[compression];
  return name === undefined
    ? t('unknown ({compression}) compression', { compression })
    : t('{name} compression', { name });
}

function strangeColours({ photometric, bits, compression, subsampled }: TiffPixels): string | undefined {
  if (photometric === undefined || [0, 1, 2, 3, 5].includes(photometric)) return undefined;
  if (photometric === 6 && (compression === jpeg || subsampled)) return undefined;
  if (photometric === 8 && bits === 16) return undefined;
  const name = colourNames[photometric];
  return name ? say(name) : t('unknown ({photometric}) colours', { photometric });
}

function strangeNumbers({ bits, samples, photometric, sampleFormat }: TiffPixels): string | undefined {
  const isGrey = photometric === 0 || photometric === 1;
  if (sampleFormat === 2 && photometric !== 8) return t('signed pixels');
  if (sampleFormat > 4) return t('complex numbers as pixels');
  if (sampleFormat === 3) {
    return photometric === 2 && bits <= 32 ? undefined : t('{bits}-bit floating-point grey pixels', { bits });
  }
  // Zero: the field points beyond the bytes at hand.
  const read = isGrey || photometric === 3 ? [0, 1, 2, 4, 8, 16] : [0, 8, 16];
  if (photometric !== undefined && !read.includes(bits)) return t('{bits} bits per colour', { bits });
  const most = (isGrey || photometric === 3 ? 1 : photometric === 5 ? 4 : 3) + 1;
  return samples > most ? t('{samples} channels', { samples }) : undefined;
}
