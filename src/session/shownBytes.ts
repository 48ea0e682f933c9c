import type { Codec, ShownPicture, Thumbnail } from '../images/codec.ts';
import { extensionFor, type ImageType, type ShownTraits, shownByBrowsers } from '../images/imageTypes.ts';
import { mostShownPixels, shownSides } from '../images/shownSizes.ts';
import type { Previews } from './previews.ts';

/** Names in the preview folder. */
export interface ShownBytes {
  preview: string;
  /** A small one for lists; undefined where the preview is small enough. */
  thumbnail: string | undefined;
}

/** What is known of the bytes; null: no image that is known here. */
export interface ShownInfo extends Omit<ShownTraits, 'type'> {
  type: ImageType | null;
  width: number;
  height: number;
}

/** Longest side of what lists show. */
const listSide = shownSides.smallSide;

/**
 * Puts into the previews what a page shows of a picture: the bytes themselves where browsers show them, else a
 * conversion. Throws the codec's error for what can't be read, also for what has too many pixels.
 * @param smallAbove the longest side in pixels above which a small one is made too
 */
export async function showBytes(
  { codec, previews }: { codec: Pick<Codec, 'thumbnail'>; previews: Previews },
  bytes: Uint8Array,
  info: ShownInfo,
  { smallAbove }: { smallAbove: number },
): Promise<ShownBytes> {
  const { type, width, height } = info;
  if (type === 'svg') return { preview: await previews.put(bytes, 'svg'), thumbnail: undefined };
  const isHuge = width * height > mostShownPixels;
  const isSmall = Math.max(width, height) <= smallAbove;
  if (type !== null && shownByBrowsers({ ...info, type }) && !isHuge) {
    const thumbnail = isSmall
      ? undefined
      : await put(previews, await codec.thumbnail({ bytes, maxSide: listSide }));
    return { preview: await previews.put(bytes, extensionFor(type)), thumbnail };
  }
  const made = await codec.thumbnail({
    bytes,
    ...(isHuge && { maxSide: shownSides.maxSide }),
    ...(!isSmall && { smallSide: listSide }),
  });
  return putThumbnail(previews, made);
}

/** Puts into the previews what was made for the page. */
export async function putThumbnail(previews: Previews, made: Thumbnail): Promise<ShownBytes> {
  return { preview: await put(previews, made), thumbnail: made.small && (await put(previews, made.small)) };
}

const put = (previews: Previews, { bytes, type }: ShownPicture): Promise<string> =>
  previews.put(bytes, extensionFor(type));

/** A small picture alone. */
export async function showSmall(
  { codec, previews }: { codec: Pick<Codec, 'thumbnail'>; previews: Previews },
  bytes: Uint8Array,
): Promise<string> {
  const small = await codec.thumbnail({ bytes, maxSide: listSide });
  return previews.put(small.bytes, extensionFor(small.type));
}
