import { crc32, deflateSync } from 'node:zlib';
import sharp, { type PngOptions, type Sharp } from 'sharp';
import { withProfile } from './profileTag.ts';
import { filterRow } from './region/pngFilters.ts';

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
export const mostHeld = 40_000_000;

const [usualLevel, lessLevel] = [6, 4];
/** What serves every picture, and what it is compared with. */
const usual: PngOptions = { compressionLevel: usualLevel, adaptiveFiltering: true };
/** Flat colours repeat as they are, and a filter only takes time. */
const unfiltered: PngOptions = { compressionLevel: lessLevel, adaptiveFiltering: false };
/**
 * Filtered, with less effort: in grain deflate finds nothing however long it looks, and what is smooth lies between.
 * @param growth how much larger Node's zlib makes the sample at level 4 than at 6
 */
const filtered = (growth: number): PngOptions =>
  growth <= 1.035
    ? { ...usual, compressionLevel: 3 }
    : growth <= 1.12
      ? { ...usual, compressionLevel: 5 }
      : usual;

/** Bands of rows that are tried out. Node's own zlib does that, in a fraction of the time that WebAssembly takes. */
const [bands, bandRows] = [4, 8];
/** Of smaller pictures there is no time to be saved. */
const leastPixels = 200_000;

/** Writes a PNG in the way that takes the least time for this very picture, hardly larger than with the usual effort. */
export async function encodePng(pixels: PngPixels): Promise<Uint8Array> {
  const { density } = pixels;
  const written = await pipelineOf(pixels).png(wayFor(pixels)).toBuffer();
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
export function wayFor({ data, width, height, channels }: PngPixels): PngOptions {
  if (width * height < leastPixels || height < bands * bandRows) return usual;
  const stride = width * channels;
  const plain: Uint8Array[] = [];
  const rows: Uint8Array[] = [];
  for (let band = 0; band < bands; band += 1) {
    const from = 1 + Math.floor(((height - 1 - bandRows) * (2 * band + 1)) / (2 * bands));
    for (let y = from; y < from + bandRows; y += 1) {
      const row = data.subarray(y * stride, (y + 1) * stride);
      const out = new Uint8Array(stride + 1);
      filterRow(row, data.subarray((y - 1) * stride, y * stride), channels, undefined, out);
      plain.push(row);
      rows.push(out);
    }
  }
  const lengthOf = (parts: readonly Uint8Array[], level: number) =>
    deflateSync(Buffer.concat(parts), { level, memLevel: 9 }).length;
  const most = lengthOf(rows, usualLevel);
  // Of an almost empty picture a sample tells nothing. Elsewhere unfiltered rows come out a little too large in it,
  // because those far apart repeat less than neighbours do.
  const tellsEnough = most > 0.008 * bands * bandRows * stride;
  if (tellsEnough && lengthOf(plain, lessLevel) <= 1.02 * most) return unfiltered;
  return filtered(lengthOf(rows, lessLevel) / most);
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
