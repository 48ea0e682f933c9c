import type { ImageInfo, ImageType, Orientation } from './imageTypes.ts';
import { mimeOf } from './imageTypes.ts';

/**
 * What the head of a file tells:
 * - `known`: all that `ImageInfo` holds;
 * - `needsMore`: the type is clear, the size is not; try again with the first `bytes` bytes of the file;
 * - `broken`: it begins like this type, yet the size can't be found, also not with more bytes;
 * - `unknown`: not a picture of a type we tell apart.
 */
export type Sniffed =
  | { state: 'known'; info: ImageInfo }
  | { state: 'needsMore'; type: ImageType; bytes: number }
  | { state: 'broken'; type: ImageType }
  | { state: 'unknown' };

interface Facts {
  /** As stored, before orientation. */
  width: number;
  height: number;
  orientation?: Orientation;
  hasAlpha?: boolean;
  animated?: boolean;
  signed?: boolean;
  bitDepth?: number | undefined;
  cmyk?: boolean;
  multiPicture?: boolean;
}

/** Makes the info out of what a format's header says; a picture without extent is broken. */
export function known(type: ImageType, facts: Facts): Sniffed {
  if (!(facts.width > 0 && facts.height > 0)) return { state: 'broken', type };
  const orientation = facts.orientation ?? 1;
  const lies = orientation >= 5;
  return {
    state: 'known',
    info: {
      type,
      mimeType: mimeOf(type),
      width: lies ? facts.height : facts.width,
      height: lies ? facts.width : facts.height,
      orientation,
      hasAlpha: facts.hasAlpha ?? false,
      animated: facts.animated ?? false,
      signed: facts.signed ?? false,
      ...(facts.bitDepth === undefined ? {} : { bitDepth: facts.bitDepth }),
      ...(facts.cmyk ? { cmyk: true } : {}),
      ...(facts.multiPicture ? { multiPicture: true } : {}),
    },
  };
}

/** The answer when the head ends too early: more bytes, or broken when the file has no more. */
export function cutShort(type: ImageType, bytes: number, held: number, fileSize: number): Sniffed {
  const wanted = Math.min(Math.max(bytes, held + 1), fileSize);
  return wanted > held ? { state: 'needsMore', type, bytes: wanted } : { state: 'broken', type };
}
