import { formatBytes, formatPixels } from '../shared/format.ts';
import { formatNumber, inARow, t } from '../shared/l10n.ts';
import type { ImageType } from './imageTypes.ts';
import { longestSide, nameOf } from './imageTypes.ts';

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
    t('This is not a picture of a known type. Choose a PNG, JPEG, WebP, GIF, AVIF, HEIC, TIFF or SVG.'),
  );

/** @param name what it is: `JPEG XL`, `TIFF with LZMA compression` */
export const notReadable = (
  name: string,
  wayOut = t('Convert it to PNG or JPEG first.'),
  detail?: string,
): CodecError =>
  new CodecError('image.notReadable', inARow(t('{name} can’t be read here.', { name }), wayOut), detail);

export const damaged = (type: ImageType, detail?: string): CodecError =>
  new CodecError(
    'image.damaged',
    t('The {name} picture is damaged or incomplete. Restore or export it again.', { name: nameOf(type) }),
    detail,
  );

export const tooManyPixels = (width: number, height: number, limit: number): CodecError =>
  new CodecError(
    'image.tooManyPixels',
    t(
      'The picture is {pixels} pixels ({megapixels}); at most {most} can be read here. Make it smaller first.',
      {
        pixels: formatPixels(width, height),
        megapixels: megapixels(width * height),
        most: megapixels(limit),
      },
    ),
  );

/**
 * @param feature what it uses that the codec draws otherwise or not at all
 * @param missing why no browser draws it, in words to follow "and"
 */
export const svgNeedsPanel = (feature: string, missing?: string): CodecError =>
  new CodecError(
    'image.svgNeedsPanel',
    inARow(
      missing
        ? t('This SVG uses {feature}, which only a browser draws correctly, and {missing}.', {
            feature,
            missing,
          })
        : t('This SVG uses {feature}, which only a browser draws correctly.', { feature }),
      t('Open it in the panel, or convert it to PNG first.'),
    ),
  );

/** @param type the one that was to be written */
export const tooLargeForType = (type: ImageType, detail?: string): CodecError =>
  new CodecError(
    'image.tooLargeForType',
    t(
      'One side of the picture has more pixels than {type} allows ({most}). Choose PNG as the output format.',
      { type: nameOf(type), most: longestSide[type] ?? 65_535 },
    ),
    detail,
  );

export const doesNotFit = (maxBytes: number): CodecError =>
  new CodecError(
    'image.tooManyBytes',
    t(
      'The picture can’t be made small enough for the provider’s limit of {size}. Use fewer or smaller pictures.',
      { size: formatBytes(maxBytes) },
    ),
  );

export const codecFailed = (detail?: string): CodecError =>
  new CodecError(
    'codec.failed',
    t('The image codec failed to read or write the picture. Try again, and see the log if it keeps failing.'),
    detail,
  );

export const codecTooSlow = (seconds: number): CodecError =>
  new CodecError(
    'codec.tooSlow',
    t(
      'Reading or writing the picture took longer than {seconds} s and was stopped. Make the picture smaller first.',
      {
        seconds,
      },
    ),
  );

const megapixels = (pixels: number): string =>
  t('{number} megapixels', {
    number: formatNumber(pixels / 1e6, { maximumFractionDigits: pixels < 1e7 ? 1 : 0 }),
  });
