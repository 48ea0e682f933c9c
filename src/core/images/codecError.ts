import { formatBytes, formatPixels } from '../shared/format.ts';
import type { ImageType } from './imageTypes.ts';
import { longestSide, nameOf, withArticle } from './imageTypes.ts';

const codecErrorCodes = [
  'image.unknownType',
  'image.notReadable',
  'image.damaged',
  'image.tooManyPixels',
  'image.tooLargeForType',
  'image.tooManyBytes',
  'image.svgNeedsPanel',
  'image.svgNotDrawn',
  'codec.failed',
  'codec.tooSlow',
] as const;
export type CodecErrorCode = (typeof codecErrorCodes)[number];

/**
 * Why a picture could not be read or made. The message is one or two full sentences for the person, without
 * the file's name, to be shown after it: `dashboard.heic: HEIC can’t be read here. Convert it to …`.
 */
export class CodecError extends Error {
  readonly code: CodecErrorCode;
  /** For the log: what the codec said. */
  readonly detail: string | undefined;

  constructor(code: CodecErrorCode, sentence: string, detail?: string) {
    super(sentence);
    this.name = 'CodecError';
    this.code = code;
    this.detail = detail;
  }
}

export const unknownType = (): CodecError =>
  new CodecError(
    'image.unknownType',
    'This is not a picture of a known type. Choose a PNG, JPEG, WebP, GIF, AVIF, HEIC, TIFF or SVG.',
  );

/** @param name what it is: `JPEG XL`, `TIFF with LZMA compression` */
export const notReadable = (
  name: string,
  wayOut = 'Convert it to PNG or JPEG first.',
  detail?: string,
): CodecError => new CodecError('image.notReadable', `${name} can’t be read here. ${wayOut}`, detail);

export const damaged = (type: ImageType, detail?: string): CodecError =>
  new CodecError(
    'image.damaged',
    `The ${nameOf(type)} picture is damaged or incomplete. Restore or export it again.`,
    detail,
  );

export const tooManyPixels = (width: number, height: number, limit: number): CodecError =>
  new CodecError(
    'image.tooManyPixels',
    `The picture is ${formatPixels(width, height)} pixels (${megapixels(width * height)}); at most ${megapixels(limit)} can be read here. Make it smaller first.`,
  );

/**
 * @param feature what it uses that the codec draws otherwise or not at all
 * @param missing why no browser draws it, in words to follow "and"
 */
export const svgNeedsPanel = (feature: string, missing?: string): CodecError =>
  new CodecError(
    'image.svgNeedsPanel',
    `This SVG uses ${feature}, which only a browser draws right${missing ? `, and ${missing}` : ''}. Open it in the panel, or convert it to PNG first.`,
  );

/** @param type the one that was to be written */
export const tooLargeForType = (type: ImageType, detail?: string): CodecError =>
  new CodecError(
    'image.tooLargeForType',
    `The picture has more pixels on one side than ${withArticle(type)} can hold (${longestSide[type] ?? 65_535}). Choose PNG as the output format.`,
    detail,
  );

export const doesNotFit = (maxBytes: number): CodecError =>
  new CodecError(
    'image.tooManyBytes',
    `The picture can’t be made small enough for the provider’s limit of ${formatBytes(maxBytes)}. Use fewer or smaller pictures.`,
  );

export const codecFailed = (detail?: string): CodecError =>
  new CodecError(
    'codec.failed',
    'Reading or writing the picture failed inside the image codec. Try again, and see the log if it stays so.',
    detail,
  );

export const codecTooSlow = (seconds: number): CodecError =>
  new CodecError(
    'codec.tooSlow',
    `Reading or writing the picture took longer than ${seconds} s and was stopped. Make it smaller first.`,
  );

const megapixels = (pixels: number): string =>
  `${new Intl.NumberFormat('en', { maximumFractionDigits: pixels < 1e7 ? 1 : 0 }).format(pixels / 1e6)} megapixels`;
