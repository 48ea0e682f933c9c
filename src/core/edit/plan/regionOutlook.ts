import type { Metadata } from '../../images/codec.ts';
import { type ImageInfo, type OutputType, nameOf as typeName } from '../../images/imageTypes.ts';
import { because } from '../../images/jpeg/unfit.ts';
import { inARow, t } from '../../shared/l10n.ts';

/** Why nothing can be set into a picture: it is refused before it costs anything. Undefined where it can. */
export function regionProblem({ floating, lab }: ImageInfo): string | undefined {
  if (!floating && !lab) return undefined;
  return inARow(
    floating
      ? t('new pixels can’t be inserted into this TIFF, because its pixels are floating-point numbers.')
      : t('new pixels can’t be inserted into this TIFF, because it has Lab colours.'),
    t('Convert it to RGB with 8 or 16 bits, or clear the region.'),
  );
}

/** Why new pixels can't have a picture's own colours; undefined where they can. @param name of the picture */
export function coloursProblem(
  name: string,
  { cmyk }: Pick<ImageInfo, 'cmyk'>,
  colours: Metadata['colours'],
): string | undefined {
  // Ink colours become RGB, which is said by itself.
  if (colours === undefined || colours.settable || cmyk) return undefined;
  const told = colours.name || t('their profile');
  const values = { name, told };
  return colours.hdr
    ? t(
        '{name}: new pixels can’t be inserted into it, because it is HDR ({told}). Convert it to sRGB, or clear the region.',
        values,
      )
    : t(
        '{name}: new pixels can’t be inserted into it, because its colour profile ({told}) works in one direction only. Convert it to sRGB, or clear the region.',
        values,
      );
}

/**
 * What will become of the pixels outside a region, where they can't all stay as they are; undefined where they can.
 * @param name of the source
 * @param type of the result
 */
export function regionOutlook(name: string, source: ImageInfo, type: OutputType): string | undefined {
  const problem = regionProblem(source);
  if (problem !== undefined) return `${name}: ${problem}`;
  const isJpeg = type === 'jpeg' && source.type === 'jpeg';
  if (isJpeg && source.unfit === undefined) return undefined;
  if (source.cmyk && !isJpeg) {
    return t(
      '{name} uses ink colours (CMYK), and the result will be RGB. Pixels outside the selection will look the same.',
      { name },
    );
  }
  const isLossy = type === 'jpeg' || type === 'avif' || (type === 'webp' && isLossyWebp(source));
  if (!isLossy) return undefined;
  return inARow(
    t('{name}: pixels outside the selection will change slightly.', { name }),
    isJpeg && source.unfit ? because(source.unfit) : t('{type} can’t keep them.', { type: typeName(type) }),
    t('A PNG result keeps them.'),
  );
}

const isLossyWebp = ({ type, lossless }: ImageInfo): boolean => type === 'webp' && lossless !== true;
