import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { messageOf } from '../../../shared/errorText.ts';
import {
  CodecError,
  codecFailed,
  damaged,
  notReadable,
  svgNeedsPanel,
  tooLargeForType,
  tooManyPixels,
  unknownType,
} from '../../codecError.ts';
import { type ImageInfo, type ImageType, nameOf, type Size } from '../../imageTypes.ts';
import { sniffHead } from '../../sniff/sniff.ts';
import { svgDrawingSize } from '../../svg/svg.ts';
import { svgFeature } from '../../svg/svgFeatures.ts';
import { readable } from './readable.ts';

/** A picture that the codec can decode, as often as needed. */
export interface OpenImage {
  /** What sharp decodes: the file's own bytes, or a translation of what it can't read. */
  bytes: Uint8Array;
  info: ImageInfo;
  /** Upright pixels; for SVG those in which it is drawn. */
  size: Size;
  /** A new pipeline from its first frame, upright, with `size` pixels. */
  decode(options?: Pick<SharpOptions, 'ignoreIcc'>): Sharp;
}

/** What the wasm build has no decoder for. */
const closed: readonly ImageType[] = ['bmp', 'ico'];
/** Pixels of an SVG's own size at this density. */
const svgDensity = 72;

/** Looks at the bytes and refuses what can't or mustn't be decoded, each with its reason. */
export async function openImage(original: Uint8Array, maxPixels: number): Promise<OpenImage> {
  const sniffed = sniffHead(original);
  if (sniffed.state === 'unknown') throw unknownType();
  if (sniffed.state === 'foreign') throw notReadable(sniffed.name, sniffed.wayOut);
  if (sniffed.state !== 'known') throw damaged(sniffed.type);
  const { info } = sniffed;
  if (closed.includes(info.type)) throw notReadable(nameOf(info.type));
  const size = info.type === 'svg' ? svgDrawingSize(info) : { width: info.width, height: info.height };
  if (size.width * size.height > maxPixels) throw tooManyPixels(size.width, size.height, maxPixels);
  const feature = info.type === 'svg' ? svgFeature(original) : undefined;
  if (feature !== undefined) throw svgNeedsPanel(feature);
  const bytes = await runSharp(info.type, () => readable(original, info, maxPixels));

  const options: SharpOptions = {
    failOn: 'error',
    limitInputPixels: maxPixels,
    // Streams through the picture where the operations allow it, which keeps large ones out of memory.
    sequentialRead: true,
    pages: 1,
  };
  if (info.type !== 'svg') {
    return { bytes, info, size, decode: (more) => sharp(bytes, { ...options, ...more }).autoOrient() };
  }
  const density = Math.min(Math.max(svgDensity * (size.width / info.width), 1), 100_000);
  return {
    bytes,
    info,
    size,
    decode: () => sharp(bytes, { ...options, density }).resize(size.width, size.height, { fit: 'fill' }),
  };
}

/**
 * Runs a pipeline; what it says about a picture becomes a sentence for the person.
 * @param type of the picture that is read
 * @param writes the type that is made of it, whose limits count
 */
export async function runSharp<T>(
  type: ImageType,
  work: () => Promise<T>,
  writes: ImageType = type,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodecError) throw error;
    const detail = messageOf(error);
    if (/too large for the|maximum supported image dimension/i.test(detail)) {
      throw tooLargeForType(writes, detail);
    }
    if (/out of memory|unable to allocate/i.test(detail)) throw codecFailed(detail);
    if (strange.test(detail)) throw notReadable(`${nameOf(type)} of this kind`, undefined, detail);
    throw damaged(type, detail);
  }
}

/** What the decoders say of pictures that are whole, yet of a kind that they were not built for. */
const strange =
  /not (?:configured|implemented|supported)|unsupported (?!image format)|no known route|not a whole number|bad labq|Sorry/i;

/** Whether any pixel is really transparent; looks at all of them when the header leaves it open. */
export async function isTransparent(image: OpenImage): Promise<boolean> {
  if (!image.info.hasAlpha) return false;
  return !isOpaque(await alphaOf(image));
}

/** Four pixels are looked at in one step: a call for each takes longer than decoding them. */
function isOpaque(alpha: Buffer): boolean {
  const whole = alpha.byteOffset % 4 === 0 ? Math.floor(alpha.length / 4) : 0;
  const fours = new Uint32Array(alpha.buffer, whole > 0 ? alpha.byteOffset : 0, whole);
  for (let at = 0; at < whole; at += 1) if (fours[at] !== 0xffffffff) return false;
  for (let at = 4 * whole; at < alpha.length; at += 1) if (alpha[at] !== 255) return false;
  return true;
}

/** The alpha channel, one byte for each upright pixel. */
async function alphaOf(image: OpenImage): Promise<Buffer> {
  return image.decode().ensureAlpha().toColourspace('srgb').extractChannel('alpha').raw().toBuffer();
}
