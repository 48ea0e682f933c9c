import type { ImageInfo } from '../../images/imageTypes.ts';

/** What kind of picture is edited; `nothing`: a new one is made from words alone. */
export type SubjectKind = 'photo' | 'screenshot' | 'icon' | 'drawing' | 'nothing';

/** What is edited, as far as it can be told without looking at the pixels. */
export interface Subject {
  kind: SubjectKind;
  /** There are transparent pixels. */
  isTransparent: boolean;
  /** So few pixels that it may well be wanted sharper. */
  isSmall: boolean;
  /** Further images come along. */
  hasOthers: boolean;
}

/** What is known of the edited image. */
export interface KnownImage {
  /** Of its file. */
  name: string;
  info: Pick<ImageInfo, 'type' | 'width' | 'height' | 'lossless'>;
  byteLength: number;
  isTransparent: boolean;
}

/** Longest side of what is surely an icon, and of a transparent square that may well be a logo, in pixels. */
const longestIcon = 256;
const longestLogo = 1024;
/** Longest side of a small picture, in pixels. */
const longestSmall = 800;
/** Flat areas and lines take less than this without loss, grain takes more: bytes a pixel. */
const flatBytes = 0.9;

/** Words of file names, as people, operating systems and cameras write them. */
const wordsOf: readonly (readonly [SubjectKind, RegExp])[] = [
  ['icon', /^(?:icons?|favicon|logos?|badge|avatar|glyph|symbol|sprite|emoji|sticker)$/],
  [
    'screenshot',
    /^(?:screenshots?|screen|shots?|screencap|bildschirmfoto|capture|ui|dialog|window|dashboard)$/,
  ],
  [
    'drawing',
    /^(?:diagrams?|charts?|graphs?|flow|flowchart|architecture|schema|sequence|plot|sketch|drawing|illustration)$/,
  ],
  ['photo', /^(?:photos?|img|dsc|dscf|dscn|pxl|portrait|selfie)$/],
];

/**
 * What is edited, by its name first, because people name what they mean; then by type, size and how well its bytes
 * are packed. A guess that decides on what is offered first, and on nothing else.
 */
export function subjectOf(image: KnownImage | undefined, count: number): Subject {
  if (image === undefined) return { kind: 'nothing', isTransparent: false, isSmall: false, hasOthers: false };
  const { width, height } = image.info;
  return {
    kind: kindByName(image.name) ?? kindByLook(image),
    isTransparent: image.isTransparent,
    isSmall: image.info.type !== 'svg' && Math.max(width, height) <= longestSmall,
    hasOthers: count > 1,
  };
}

function kindByName(name: string): SubjectKind | undefined {
  const words = name
    .replace(/\.[^.]*$/, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return wordsOf.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}

function kindByLook({ info, byteLength, isTransparent }: KnownImage): SubjectKind {
  const { type, width, height, lossless } = info;
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)];
  const isSquare = longer <= shorter * 1.1;
  if (longer <= longestIcon && longer <= shorter * 2) return 'icon';
  if (isTransparent && isSquare && longer <= longestLogo) return 'icon';
  if (type === 'svg') return 'drawing';
  const keepsAll = type === 'png' || type === 'gif' || (type === 'webp' && lossless === true);
  if (!keepsAll) return 'photo';
  return byteLength / (width * height) < flatBytes ? 'screenshot' : 'photo';
}
