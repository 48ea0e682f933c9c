import type { ImageInfo, ImageType, Orientation } from '../imageTypes.ts';
import { mimeOf } from '../imageTypes.ts';
import type { Unfit } from '../jpeg/unfit.ts';

/**
 * What the head of a file tells:
 * - `known`: all that `ImageInfo` holds;
 * - `needsMore`: the type is clear, the rest is not; try again with the first `bytes` bytes of the file.
 *   `soFar` holds what is known already where size is: a turn or transparency may come to it;
 * - `broken`: it begins like this type, yet the size can't be found, also not with more bytes;
 * - `foreign`: a whole picture, or what stands for one, that nothing here decodes; `name` as in "JPEG XL", and
 *   `wayOut` where converting it is not what helps;
 * - `unknown`: not a picture of a type we tell apart.
 */
export type Sniffed =
  | { state: 'known'; info: ImageInfo }
  | { state: 'needsMore'; type: ImageType; bytes: number; soFar?: ImageInfo }
  | { state: 'broken'; type: ImageType }
  | { state: 'foreign'; name: string; wayOut?: string }
  | { state: 'unknown' };

export const foreign = (name: string, wayOut?: string): Sniffed => ({
  state: 'foreign',
  name,
  ...(wayOut !== undefined && { wayOut }),
});

interface Facts extends Traits {
  /** As stored, before orientation. */
  width: number;
  height: number;
  orientation?: Orientation;
  hasAlpha?: boolean;
  animated?: boolean;
  signed?: boolean;
  bitDepth?: number | undefined;
  pages?: number | undefined;
  unfit?: Unfit | undefined;
}

/** What is `true` or missing in the info. */
type Traits = { [Name in (typeof traits)[number]]?: boolean | undefined };

const traits = [
  'tellsColours',
  'cmyk',
  'floating',
  'lab',
  'multiPicture',
  'gainMap',
  'premultiplied',
  'hiddenDefault',
  'arithmetic',
  'lossless',
] as const satisfies (keyof ImageInfo)[];

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
      ...(facts.unfit === undefined ? {} : { unfit: facts.unfit }),
      ...(facts.pages !== undefined && facts.pages > 1 ? { pages: facts.pages } : {}),
      ...Object.fromEntries(traits.filter((name) => facts[name]).map((name) => [name, true])),
    },
  };
}

/** The answer when the head ends too early: more bytes, or `otherwise` when the file has no more. */
export function cutShort(
  type: ImageType,
  bytes: number,
  held: number,
  fileSize: number,
  otherwise: Sniffed = { state: 'broken', type },
): Sniffed {
  const wanted = Math.min(Math.max(bytes, held + 1), fileSize);
  if (wanted <= held) return otherwise;
  const soFar = otherwise.state === 'known' ? { soFar: otherwise.info } : {};
  return { state: 'needsMore', type, bytes: wanted, ...soFar };
}
