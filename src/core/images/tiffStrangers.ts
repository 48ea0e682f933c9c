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

const colourNames: Readonly<Record<number, string>> = {
  4: 'a transparency mask only',
  6: 'YCbCr colours',
  8: '8-bit Lab colours',
  9: 'ICC Lab colours',
  10: 'ITU Lab colours',
  32803: 'raw camera pixels',
  32844: 'LogL colours',
  32845: 'LogLuv colours',
  34892: 'raw camera pixels',
};

/**
 * What makes a TIFF one that can't be decoded here, as in "TIFF with LZMA compression"; undefined where nothing
 * does. Kinds that the decoder reads in false colours without a word are among them.
 */
export function tiffStranger(pixels: TiffPixels): string | undefined {
  const what = strangeCompression(pixels) ?? strangeColours(pixels) ?? strangeNumbers(pixels);
  return what && `TIFF with ${what}`;
}

function strangeCompression({ compression }: TiffPixels): string | undefined {
  if (readCompressions.includes(compression)) return undefined;
  return `${compressionNames[compression] ?? `unknown (${compression})`} compression`;
}

function strangeColours({ photometric, bits, compression, subsampled }: TiffPixels): string | undefined {
  if (photometric === undefined || [0, 1, 2, 3, 5].includes(photometric)) return undefined;
  if (photometric === 6 && (compression === jpeg || subsampled)) return undefined;
  if (photometric === 8 && bits === 16) return undefined;
  return colourNames[photometric] ?? `unknown (${photometric}) colours`;
}

function strangeNumbers({ bits, samples, photometric, sampleFormat }: TiffPixels): string | undefined {
  const isGrey = photometric === 0 || photometric === 1;
  if (sampleFormat === 2 && photometric !== 8) return 'signed pixels';
  if (sampleFormat > 4) return 'complex numbers as pixels';
  if (sampleFormat === 3) {
    return photometric === 2 && bits <= 32 ? undefined : `${bits}-bit floating-point grey pixels`;
  }
  // Zero: the field points beyond the bytes at hand.
  const read = isGrey || photometric === 3 ? [0, 1, 2, 4, 8, 16] : [0, 8, 16];
  if (photometric !== undefined && !read.includes(bits)) return `${bits} bits for each colour`;
  const most = (isGrey || photometric === 3 ? 1 : photometric === 5 ? 4 : 3) + 1;
  return samples > most ? `${samples} channels` : undefined;
}
