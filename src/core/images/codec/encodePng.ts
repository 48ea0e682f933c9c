import { crc32 } from 'node:zlib';
import sharp, { type PngOptions, type Sharp } from 'sharp';
import { withProfile } from './profileTag.ts';

/** Decoded pixels of 8 bits for each channel, and what a PNG says of them besides. */
export interface PngPixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
  /** ICC profile of red, green and blue. */
  profile?: Uint8Array | undefined;
  /** Dots per inch. */
  density?: number | undefined;
}

/** So many bytes of a picture are held decoded for that; larger ones are written as they are decoded. */
export const mostHeld = 64_000_000;

/** What serves every picture, and what it is compared with. */
const usual: PngOptions = { compressionLevel: 6, adaptiveFiltering: true };
/**
 * What takes less time for some pictures, the quickest first. Flat colours repeat as they are, and a filter only takes
 * time; in grain, deflate finds nothing however long it looks; between them lies what is smooth.
 */
const quicker: readonly PngOptions[] = [
  { compressionLevel: 4, adaptiveFiltering: false },
  { compressionLevel: 3, adaptiveFiltering: true },
  { compressionLevel: 5, adaptiveFiltering: true },
];
/** So much larger the sample may become, that the whole stays below 1.05. */
const mostGrowth = 1.04;
/** Bands of rows that are tried out: 32 of 2,160 rows cost 4 % of the time. */
const [bands, bandRows] = [4, 8];
/** Of smaller pictures there is no time to be saved. */
const leastPixels = 200_000;

/** Writes a PNG in the way that takes the least time for this very picture, hardly larger than with the usual effort. */
export async function encodePng(pixels: PngPixels): Promise<Uint8Array> {
  const { density } = pixels;
  const written = await pipelineOf(pixels)
    .png(await wayFor(pixels))
    .toBuffer();
  return density === undefined ? written : withDensity(written, density);
}

/** Pixels as what is to be written, with their profile. */
export function pipelineOf({ data, width, height, channels, profile }: PngPixels): Sharp {
  if (profile && (channels === 3 || channels === 4)) {
    return withProfile(data, { width, height, channels }, profile);
  }
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/** How a picture is written, found on some of its rows. */
export async function wayFor({ data, width, height, channels }: PngPixels): Promise<PngOptions> {
  if (width * height < leastPixels || height < bands * bandRows) return usual;
  const stride = width * channels;
  const rows = Buffer.alloc(bands * bandRows * stride);
  for (let band = 0; band < bands; band += 1) {
    const from = Math.floor(((height - bandRows) * (2 * band + 1)) / (2 * bands));
    rows.set(data.subarray(from * stride, (from + bandRows) * stride), band * bandRows * stride);
  }
  const raw = { width, height: bands * bandRows, channels };
  const lengthOf = async (way: PngOptions) => (await sharp(rows, { raw }).png(way).toBuffer()).length;
  const most = mostGrowth * (await lengthOf(usual));
  for (const way of quicker) if ((await lengthOf(way)) <= most) return way;
  return usual;
}

/** Sets dots per inch in place: pixels alone have none, and sharp would add EXIF. A PNG has them by the metre. */
function withDensity(png: Buffer, density: number): Uint8Array {
  const at = png.indexOf('pHYs', 0, 'latin1');
  if (at < 0 || at > png.indexOf('IDAT', 0, 'latin1')) return png;
  const perMetre = Math.round(density / 0.0254);
  png.writeUInt32BE(perMetre, at + 4);
  png.writeUInt32BE(perMetre, at + 8);
  png.writeUInt32BE(crc32(png.subarray(at, at + 13)), at + 13);
  return png;
}
