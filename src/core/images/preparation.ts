import type { PrepareOptions } from './codecProtocol.ts';
import type { ImageInfo, ImageType } from './imageTypes.ts';

/** What every provider takes. */
export const acceptedTypes: readonly ImageType[] = ['png', 'jpeg', 'webp'];

/**
 * Whether a picture must go through the codec before it is sent, by its header alone. A yes can still end
 * with the same bytes: an alpha channel that turns out to be opaque needs nothing, nor does a profile of sRGB.
 */
export const needsPreparation = (info: ImageInfo, byteLength: number, wanted: PrepareOptions): boolean =>
  needsRewriting(info, byteLength, wanted) ||
  info.tellsColours === true ||
  (info.hasAlpha && wanted.flatten === true);

/** The same for a picture that is known to be opaque and in sRGB. */
export const needsRewriting = (info: ImageInfo, byteLength: number, wanted: PrepareOptions): boolean =>
  !(wanted.accept ?? acceptedTypes).includes(info.type) ||
  info.orientation !== 1 ||
  info.animated ||
  info.cmyk === true ||
  info.multiPicture === true ||
  info.gainMap === true ||
  info.arithmetic === true ||
  (info.bitDepth ?? 8) > 8 ||
  wanted.pad !== undefined ||
  wanted.crop !== undefined ||
  wanted.overlay !== undefined ||
  wanted.rewrite === true ||
  byteLength > (wanted.maxBytes ?? Number.POSITIVE_INFINITY);
