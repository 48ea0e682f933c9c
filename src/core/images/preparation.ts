import type { PrepareWishes } from './codecProtocol.ts';
import type { ImageInfo, ImageType } from './imageTypes.ts';

/** What every provider takes. */
export const acceptedTypes: readonly ImageType[] = ['png', 'jpeg', 'webp'];

/**
 * Whether a picture must go through the codec before it is sent, by its header alone. A yes can still end
 * with the same bytes: an alpha channel that turns out to be opaque needs nothing, nor does a profile of sRGB.
 */
export const needsPreparation = (info: ImageInfo, byteLength: number, wishes: PrepareWishes): boolean =>
  needsRewriting(info, byteLength, wishes) ||
  info.tellsColours === true ||
  (info.hasAlpha && wishes.flatten === true);

/** The same for a picture that is known to be opaque and in sRGB. */
export const needsRewriting = (info: ImageInfo, byteLength: number, wishes: PrepareWishes): boolean =>
  !(wishes.accept ?? acceptedTypes).includes(info.type) ||
  info.orientation !== 1 ||
  info.animated ||
  info.cmyk === true ||
  info.multiPicture === true ||
  info.gainMap === true ||
  info.arithmetic === true ||
  (info.bitDepth ?? 8) > 8 ||
  wishes.pad !== undefined ||
  wishes.rewrite === true ||
  byteLength > (wishes.maxBytes ?? Number.POSITIVE_INFINITY);
