import type { Unfit } from './jpeg/unfit.ts';

/** Every kind of picture that is told apart by its bytes. Not all of them can be read or written. */
export const imageTypes = [
  'png',
  'jpeg',
  'webp',
  'gif',
  'avif',
  'heic',
  'tiff',
  'svg',
  'bmp',
  'ico',
] as const;
export type ImageType = (typeof imageTypes)[number];

/** Whether a text names a type that is told apart here. */
export const isImageType = (text: string): text is ImageType => imageTypes.some((type) => type === text);

/** The types that results can be saved in. */
export const outputTypes = ['png', 'jpeg', 'webp', 'avif', 'tiff'] as const;
export type OutputType = (typeof outputTypes)[number];

export interface Size {
  width: number;
  height: number;
}

/** EXIF orientation: 1 is upright, 5 to 8 swap width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What the bytes themselves say about a picture. */
export interface ImageInfo {
  type: ImageType;
  mimeType: string;
  /** Pixels as displayed, that is after orientation. For SVG the size it asks for, in CSS pixels. */
  width: number;
  height: number;
  orientation: Orientation;
  /** Whether there may be transparency. A picture that has an alpha channel can still be opaque. */
  hasAlpha: boolean;
  /** More than one frame, as far as the bytes at hand tell. */
  animated: boolean;
  /** Carries a signed statement of its origin (C2PA), which any change to the bytes would break. */
  signed: boolean;
  /** Bits for each channel, where the header tells. */
  bitDepth?: number;
  /** Says what its colours are, by a profile or by numbers. It may still be sRGB that is told: the codec knows. */
  tellsColours?: true;
  /** A TIFF whose pixels are floating-point numbers, or Lab colours: it is read, and new pixels can't be set into it. */
  floating?: true;
  lab?: true;
  /** JPEG and TIFF with ink colours, which browsers and models read wrongly or not at all. */
  cmyk?: true;
  /** A JPEG with further pictures behind it (MPO: depth, gain map, second eye). */
  multiPicture?: true;
  /** Pages of a TIFF, or pictures of a HEIC, where there are several; only the first is read. */
  pages?: number;
  /** Carries a second picture that makes it brighter on HDR screens. */
  gainMap?: true;
  /** AVIF and HEIC whose colours are stored multiplied with their alpha. */
  premultiplied?: true;
  /** An animated PNG whose first frame is not the picture in its `IDAT`. */
  hiddenDefault?: true;
  /** A JPEG with arithmetic coding, which hardly anything reads. */
  arithmetic?: true;
  /** A WebP without loss. */
  lossless?: true;
  /** Why the blocks of a JPEG can't be exchanged one by one; missing where they can. */
  unfit?: Unfit;
}

const mimeTypes: Readonly<Record<ImageType, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  heic: 'image/heic',
  tiff: 'image/tiff',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
};

const extensions: Readonly<Record<ImageType, readonly string[]>> = {
  png: ['png', 'apng'],
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  webp: ['webp'],
  gif: ['gif'],
  avif: ['avif'],
  heic: ['heic', 'heif'],
  tiff: ['tif', 'tiff'],
  svg: ['svg'],
  bmp: ['bmp'],
  ico: ['ico'],
};

const spokenNames: Readonly<Record<ImageType, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  gif: 'GIF',
  avif: 'AVIF',
  heic: 'HEIC',
  tiff: 'TIFF',
  svg: 'SVG',
  bmp: 'BMP',
  ico: 'ICO',
};

export const mimeOf = (type: ImageType): string => mimeTypes[type];

/** How a person calls the type: `JPEG`, `WebP`. */
export const nameOf = (type: ImageType): string => spokenNames[type];

/** Pixels on one side that the encoders of a type take at most: libwebp, libjpeg, libheif through libvips. */
export const longestSide: Readonly<Partial<Record<ImageType, number>>> = {
  webp: 16_383,
  jpeg: 65_500,
  avif: 16_384,
};

/** The usual extension, without the dot: `jpg` for JPEG. */
export const extensionFor = (type: ImageType): string => extensions[type][0] ?? type;

/** Whether files of this type may carry that extension, with or without the dot, in any case. */
export const extensionFits = (type: ImageType, extension: string): boolean =>
  extensions[type].includes(bare(extension));

/** The type an extension promises, with or without the dot, in any case. The bytes may say otherwise. */
export const typeOfExtension = (extension: string): ImageType | undefined =>
  imageTypes.find((type) => extensionFits(type, extension));

/**
 * The type in which an edited picture of this type is saved when the person asks for the source's own.
 * PNG stands in for what can't be written (SVG, BMP, ICO) and for GIF, whose 256 colours would spoil a
 * single picture; JPEG stands in for HEIC.
 */
export function outputTypeFor(source: ImageType): OutputType {
  const own = outputTypes.find((type) => type === source);
  return own ?? (source === 'heic' ? 'jpeg' : 'png');
}

/** What an `<img>` in the panel needs to show the very picture that the codec reads. */
export type ShownTraits = Pick<ImageInfo, 'type'> &
  Partial<Pick<ImageInfo, 'orientation' | 'premultiplied' | 'hiddenDefault' | 'arithmetic'>>;

/**
 * Whether an `<img>` in the panel shows these bytes as the codec reads them. Of the turns that a file states,
 * browsers follow those of a JPEG, but not those of a WebP.
 */
export const shownByBrowsers = (info: ShownTraits): boolean =>
  !['tiff', 'heic'].includes(info.type) &&
  (info.type === 'jpeg' || (info.orientation ?? 1) === 1) &&
  !info.premultiplied &&
  !info.hiddenDefault &&
  !info.arithmetic;

const bare = (extension: string): string => extension.replace(/^\./, '').toLowerCase();
