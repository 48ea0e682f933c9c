import sharp, { type Sharp, type SharpOptions } from 'sharp';
import {
  CodecError,
  codecFailed,
  damaged,
  notReadable,
  svgNeedsPanel,
  tooLargeForType,
  tooManyPixels,
  unknownType,
} from '../codecError.ts';
import type { ImageInfo, ImageType, Size } from '../imageTypes.ts';
import { sniffHead } from '../sniff.ts';
import { svgDrawingSize } from '../svg.ts';
import { svgFeature } from '../svgFeatures.ts';

/** A picture that the codec can decode, as often as needed. */
export interface OpenImage {
  bytes: Uint8Array;
  info: ImageInfo;
  /** Upright pixels; for SVG those in which it is drawn. */
  size: Size;
  /** A new pipeline from its first frame, upright, with `size` pixels. */
  decode(): Sharp;
}

/** What the wasm build has no decoder for. */
const closed: readonly ImageType[] = ['heic', 'bmp', 'ico'];
/** Pixels of an SVG's own size at this density. */
const svgDensity = 72;

/** Looks at the bytes and refuses what can't or mustn't be decoded, each with its reason. */
export function openImage(bytes: Uint8Array, maxPixels: number): OpenImage {
  const sniffed = sniffHead(bytes);
  if (sniffed.state === 'unknown') throw unknownType();
  if (sniffed.state !== 'known') throw damaged(sniffed.type);
  const { info } = sniffed;
  if (closed.includes(info.type)) throw notReadable(info.type);
  const size = info.type === 'svg' ? svgDrawingSize(info) : { width: info.width, height: info.height };
  if (size.width * size.height > maxPixels) throw tooManyPixels(size.width, size.height, maxPixels);
  const feature = info.type === 'svg' ? svgFeature(bytes) : undefined;
  if (feature !== undefined) throw svgNeedsPanel(feature);

  const options: SharpOptions = {
    failOn: 'error',
    limitInputPixels: maxPixels,
    // Streams through the picture where the operations allow it, which keeps large ones out of memory.
    sequentialRead: true,
    pages: 1,
  };
  if (info.type !== 'svg') return { bytes, info, size, decode: () => sharp(bytes, options).autoOrient() };
  const density = Math.min(Math.max(svgDensity * (size.width / info.width), 1), 100_000);
  return {
    bytes,
    info,
    size,
    decode: () => sharp(bytes, { ...options, density }).resize(size.width, size.height, { fit: 'fill' }),
  };
}

/** Runs a pipeline; what it says about a picture becomes a sentence for the person. */
export async function runSharp<T>(type: ImageType, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodecError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    if (/too large for the/i.test(detail)) throw tooLargeForType(type, detail);
    if (/out of memory|unable to allocate/i.test(detail)) throw codecFailed(detail);
    throw damaged(type, detail);
  }
}

/** Whether any pixel is really transparent; looks at all of them when the header leaves it open. */
export async function isTransparent(image: OpenImage): Promise<boolean> {
  if (!image.info.hasAlpha) return false;
  const alpha = await alphaOf(image);
  return alpha.some((value) => value !== 255);
}

/** The alpha channel, one byte for each upright pixel. */
export async function alphaOf(image: OpenImage): Promise<Buffer> {
  return image.decode().ensureAlpha().toColourspace('srgb').extractChannel('alpha').raw().toBuffer();
}
