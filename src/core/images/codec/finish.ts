import sharp, { type Sharp } from 'sharp';
import type { Finished, FinishRequest, Thumbnail } from '../codecProtocol.ts';
import { fromSrgbPixels, takesColours } from '../colour/fromSrgbPixels.ts';
import type { Restoring } from '../geometry.ts';
import type { OutputType, Size } from '../imageTypes.ts';
import { mostShownPixels, shownSides } from '../shownSizes.ts';
import { inSrgb, toldColours } from './inSrgb.ts';
import { levelOf, matteFor } from './matte/matte.ts';
import { unmix } from './matte/unmix.ts';
import { type OpenImage, openImage, runSharp } from './read/openImage.ts';
import { statedDensity, withoutDensity } from './read/statedDensity.ts';
import { shownOf } from './thumbnail.ts';
import { encode } from './write/encode.ts';
import {
  encodeBands,
  encodePng,
  mostHeld,
  type PngPixels,
  type PngShape,
  pipelineOf,
} from './write/encodePng.ts';

/** Brings a result into the size, type and colours in which it is saved, encoding it once. Already right: the same bytes. */
export async function finish(request: FinishRequest, maxPixels: number): Promise<Finished> {
  const image = await openImage(request.bytes, maxPixels);
  const { restoring, outputType } = request;
  const size = restoring?.resize ?? image.size;
  const { source, transparency } = await transparencyOf(request, size, maxPixels);
  const profile = await profileFor(image, request.profile);
  const isRight = image.info.type === outputType && !changesShape(image.size, restoring);
  if (isRight && !source && !profile) {
    return { bytes: request.bytes, type: outputType, width: size.width, height: size.height, transparency };
  }
  return runSharp(
    image.info.type,
    async () => {
      const data =
        source || profile
          ? await fromPixels(await recoloured(image, restoring, outputType, source, profile), request)
          : await asItCame(image, size, request);
      const made: Finished = { bytes: data, type: outputType, ...sizeOf(size), transparency };
      const isHuge = size.width * size.height > mostShownPixels;
      if (!(request.shown && isHuge) || source || image.info.hasAlpha) return made;
      return { ...made, shown: await shownSmaller(image, restoring, size) };
    },
    outputType,
  );
}

/** What a page shows of the finished picture, of the pixels that came. */
async function shownSmaller(
  image: OpenImage,
  restoring: Restoring | undefined,
  size: Size,
): Promise<Thumbnail> {
  const share = shownSides.maxSide / Math.max(size.width, size.height);
  const { crop } = restoring ?? { crop: { left: 0, top: 0, ...image.size } };
  const resize = { width: Math.round(size.width * share), height: Math.round(size.height * share) };
  const decoded = (await inSrgb(image)).decode();
  return shownOf(shaped(decoded, image.size, { crop, resize }), false, shownSides.smallSide);
}

/** Cut and scaled in the colours in which it came; what no profile can tell is brought to sRGB. */
async function asItCame(image: OpenImage, size: Size, request: FinishRequest): Promise<Uint8Array> {
  const { restoring, outputType: type, quality } = request;
  const isTold = image.info.cmyk || (await toldColours(image))?.kind === 'coded';
  const srgb = isTold ? await inSrgb(image) : undefined;
  const metadata = await sharp(image.bytes).metadata();
  const { depth, channels = 3, icc } = metadata;
  const density = statedDensity(image, metadata);
  const isOfBytes = depth === 'uchar' && image.info.type !== 'svg';
  if (type === 'png' && isOfBytes && (srgb || !icc || channels >= 3)) {
    const decode = () =>
      shaped(srgb ? srgb.decode() : image.decode({ ignoreIcc: true }), image.size, restoring);
    const channels = image.info.hasAlpha ? 4 : 3;
    const count = Math.ceil((size.width * size.height * channels) / mostHeld);
    return pngInBands(decode, size, count, { profile: srgb ? undefined : icc, density });
  }
  const pipeline = shaped(srgb?.decode() ?? image.decode().keepIccProfile(), image.size, restoring);
  const ground = type === 'jpeg' && image.info.hasAlpha;
  const flat = ground ? pipeline.flatten({ background: '#ffffff' }) : pipeline;
  const made = await encode(flat, type, size, quality).toBuffer();
  return type === 'png' && density === undefined ? withoutDensity(made) : made;
}

/** Decoded again for each band: a huge picture is never held whole. What lies below a band is not worked out. */
async function pngInBands(
  decode: () => Sharp,
  { width, height }: Size,
  count: number,
  told: Pick<PngShape, 'profile' | 'density'>,
): Promise<Uint8Array> {
  const rows = Math.ceil(height / count);
  const band = (top: number) =>
    (count === 1 ? decode() : decode().extract({ left: 0, top, width, height: Math.min(rows, height - top) }))
      .raw()
      .toBuffer({ resolveWithObject: true });
  const first = await band(0);
  async function* bands() {
    let here = first;
    for (let top = rows; top < height; top += rows) {
      // The next is worked out while this one is written.
      const next = band(top);
      next.catch(() => {});
      yield here.data;
      here = await next;
    }
    yield here.data;
  }
  return encodeBands({ width, height, channels: first.info.channels, ...told }, bands());
}

function fromPixels(pixels: PngPixels, { outputType, quality }: FinishRequest): Promise<Uint8Array> {
  if (outputType === 'png') return encodePng(pixels);
  return encode(pipelineOf(pixels), outputType, pixels, quality).toBuffer();
}

/** Cut and scaled, with the source's transparency and in its colours. */
async function recoloured(
  image: OpenImage,
  restoring: Restoring | undefined,
  type: OutputType,
  source: Source | undefined,
  profile: Uint8Array | undefined,
): Promise<PngPixels> {
  let pipeline = shaped((await inSrgb(image)).decode(), image.size, restoring);
  if (image.info.hasAlpha && (source || type === 'jpeg')) {
    pipeline = pipeline.flatten({ background: source?.matte ?? '#ffffff' });
  }
  const { data, info } = await pipeline.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const size = { width: info.width, height: info.height };
  let pixels: Uint8Array = data;
  let channels: 3 | 4 = info.channels === 4 ? 4 : 3;
  if (source) {
    pixels = await source.pixels();
    unmix(data, pixels, size, source.level);
    channels = 4;
  }
  if (profile !== undefined) fromSrgbPixels(profile, pixels, channels);
  // WebAssembly never gives memory back, so that of the result's own pixels is used again.
  return { data: pixels, ...size, channels, profile, spare: source && data };
}

/** The picture whose transparency is put back. */
interface Source {
  /** The matte that was sent, as a colour and as the value of its channels. */
  matte: string;
  level: number;
  /** Red, green, blue and alpha of each pixel, in sRGB. */
  pixels(): Promise<Uint8Array>;
}

async function transparencyOf(
  request: FinishRequest,
  size: Size,
  maxPixels: number,
): Promise<Pick<Finished, 'transparency'> & { source?: Source }> {
  if (!request.alphaFrom) return { transparency: 'none' };
  const source = await openImage(request.alphaFrom, maxPixels);
  if (!source.info.hasAlpha) return { transparency: 'none' };
  if (request.outputType === 'jpeg') return { transparency: 'typeHasNone' };
  if (source.size.width !== size.width || source.size.height !== size.height) {
    return { transparency: 'sizeDiffers' };
  }
  const matte = request.sentOn ?? (await runSharp(source.info.type, () => matteFor(source)));
  if (matte === undefined) return { transparency: 'none' };
  const pixels = async () => (await inSrgb(source)).decode().ensureAlpha().raw().toBuffer();
  return { transparency: 'kept', source: { matte: matte.hex, level: levelOf(matte), pixels } };
}

/** The profile into which a picture has to be brought: none where it has that very one, or it takes no colours. */
async function profileFor(
  image: OpenImage,
  profile: Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  if (profile === undefined || !takesColours(profile)) return undefined;
  const { icc } = await sharp(image.bytes).metadata();
  return icc?.equals(profile) ? undefined : profile;
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

function changesShape(size: Size, restoring: Restoring | undefined): boolean {
  if (!restoring) return false;
  const { crop, resize } = restoring;
  return [crop, resize].some(({ width, height }) => width !== size.width || height !== size.height);
}

function shaped(pipeline: Sharp, size: Size, restoring: Restoring | undefined): Sharp {
  if (!restoring || !changesShape(size, restoring)) return pipeline;
  const { crop, resize } = restoring;
  return pipeline.extract(crop).resize(resize.width, resize.height, { fit: 'fill' });
}
