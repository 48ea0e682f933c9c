import sharp from 'sharp';
import { isCheckerboard, observeBackdrop, type RgbPicture } from '../alpha/backdrop.ts';
import { type KeyColour, keyOf, keyShares as sharesOf } from '../alpha/keyColours.ts';
import { keyedAlpha } from '../alpha/keyedAlpha.ts';
import { solveTwo } from '../alpha/twoPictures.ts';
import type { CutOut, CutOutRequest, CutOutState, KeyShares, KeySharesRequest } from '../codecProtocol.ts';
import type { Size } from '../imageTypes.ts';
import { inSrgb } from './inSrgb.ts';
import { isTransparent, type OpenImage, openImage, runSharp } from './read/openImage.ts';

/** Longest side at which colours are looked at. */
const enough = 160;
/** Below that share of transparent pixels there was no backdrop, above that of wrong ones no clean edge. */
const [leastClear, mostWrong] = [0.005, 0.2];
/** Shares of pixels that may contradict each other in two pictures of one subject. */
const mostContradictions = 0.02;

/** How much of each key colour a picture has. */
export async function keyShares({ bytes }: KeySharesRequest, maxPixels: number): Promise<KeyShares> {
  const image = await openImage(bytes, maxPixels);
  return runSharp(image.info.type, async () => {
    // Nearest pixels, and not mixtures of them: what is small may have a strong colour.
    const decoded = (await inSrgb(image)).decode().flatten({ background: '#ffffff' });
    const small = decoded.resize(enough, enough, {
      fit: 'inside',
      withoutEnlargement: true,
      kernel: 'nearest',
    });
    const pixels = await small.toColourspace('srgb').raw().toBuffer();
    return { ...image.size, shares: sharesOf(pixels) };
  });
}

/**
 * Works out the transparency of a picture that came on a key colour, or of two that came on white and on black, and
 * judges what came of it. Where that is not clean the very bytes come back, opaque.
 */
export async function cutOut({ bytes, key: hex, parts }: CutOutRequest, maxPixels: number): Promise<CutOut> {
  const image = await openImage(bytes, maxPixels);
  const { size } = image;
  const opaque = (state: CutOutState): CutOut => ({ bytes, ...size, state, half: 0 });
  if (await runSharp(image.info.type, () => isTransparent(image))) return opaque('own');
  const key = hex === undefined ? undefined : keyOf(hex);
  const [second] = parts ?? [];
  const picture = await rgbOf(image);
  if (!key && !second) return opaque(isCheckerboard(picture) ? 'checkerboard' : 'missing');
  if (key) return byKey(picture, key, opaque);
  const other = second && (await rgbOf(await openImage(second.bytes, maxPixels), size));
  const white = observeBackdrop(picture, [255, 255, 255]);
  if (!white.ok) return opaque(white.reason);
  if (!other) return opaque('differ');
  const black = observeBackdrop(other, [0, 0, 0]);
  if (!black.ok) return opaque(black.reason);
  const solved = solveTwo(picture, other, white.colour, black.colour);
  if (solved.contradictions > mostContradictions) return opaque('differ');
  if (solved.clear < leastClear) return opaque('missing');
  return { bytes: await pngOf(solved.pixels, size), ...size, state: 'clean', half: 0 };
}

async function byKey(
  picture: RgbPicture,
  key: KeyColour,
  opaque: (state: CutOutState) => CutOut,
): Promise<CutOut> {
  const backdrop = observeBackdrop(picture, key.colour);
  if (!backdrop.ok) return opaque(backdrop.reason);
  const { pixels, impossible, clear, half } = keyedAlpha(picture, key, backdrop);
  if (clear < leastClear) return opaque('missing');
  if (impossible > mostWrong) return opaque('edges');
  const { width, height } = picture;
  return { bytes: await pngOf(pixels, picture), width, height, state: 'clean', half };
}

/** @param size that it is brought to, where it has another one */
async function rgbOf(image: OpenImage, size: Size = image.size): Promise<RgbPicture> {
  return runSharp(image.info.type, async () => {
    const decoded = (await inSrgb(image)).decode().flatten({ background: '#ffffff' });
    const isOther = size.width !== image.size.width || size.height !== image.size.height;
    const fitted = isOther ? decoded.resize(size.width, size.height, { fit: 'fill' }) : decoded;
    const pixels = await fitted.toColourspace('srgb').raw().toBuffer();
    return { ...size, pixels };
  });
}

const pngOf = (pixels: Uint8Array, { width, height }: Size): Promise<Uint8Array> =>
  sharp(pixels, { raw: { width, height, channels: 4 }, limitInputPixels: false })
    .png({ compressionLevel: 3 })
    .toBuffer();
