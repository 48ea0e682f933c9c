import type { Codec } from '../images/codec.ts';
import { ratioDifference, restore } from '../images/geometry.ts';
import { type ImageInfo, outputTypeFor, nameOf as typeName, typeOfExtension } from '../images/imageTypes.ts';
import { besides } from '../images/leftOut.ts';
import { sniff } from '../images/sniff/sniff.ts';
import { formatPixels } from '../shared/format.ts';
import { t } from '../shared/l10n.ts';
import { splitName } from '../uris.ts';

/** What can be said of putting a picture in the place of another before it is done. */
export type FitForecast = { ok: true; warnings: string[] } | { ok: false; reason: string };

/** A shape that differs by more is cut, never stretched. */
const tolerance = 0.01;

/**
 * Whether a picture can take the place of a file, and what would be lost or done.
 * @param name the file's name
 * @param source undefined when the file is no image
 */
export function forecastFit(
  name: string,
  source: ImageInfo | undefined,
  result: ImageInfo | undefined,
): FitForecast {
  if (source === undefined)
    return { ok: false, reason: t('{name} is not an image of a known type.', { name }) };
  if (result === undefined) return { ok: false, reason: t('The result is not an image of a known type.') };
  const spoken = typeName(source.type);
  if (outputTypeFor(source.type) !== source.type) {
    const reason = t(
      "{name} can't be replaced, because {type} files can't be written. The result stays a separate file.",
      { name, type: spoken },
    );
    return { ok: false, reason };
  }
  const warnings: string[] = [];
  if (source.signed) {
    warnings.push(
      t('{name} carries signed content credentials (C2PA); the new image will not have them.', { name }),
    );
  }
  for (const what of besides(source))
    warnings.push(t('{name} contains {what}; the new image is a single picture.', { name, what }));
  if (source.animated) warnings.push(t('{name} is animated; the new image is a single picture.', { name }));
  if (source.cmyk)
    warnings.push(t('{name} has ink colours (CMYK); the new image has screen colours (RGB).', { name }));
  if ((source.bitDepth ?? 8) > 8 && (result.bitDepth ?? 8) <= 8) {
    warnings.push(
      t('{name} has {bitDepth} bits per colour; the new image has 8.', {
        name,
        bitDepth: source.bitDepth ?? 8,
      }),
    );
  }
  if (source.hasAlpha && !result.hasAlpha) warnings.push(t('The new image has no transparency.'));
  const named = typeOfExtension(splitName(name).extension);
  if (named !== undefined && named !== source.type) {
    warnings.push(
      t('{name} contains {type} data, despite its name; so does the new image.', {
        name,
        type: spoken,
      }),
    );
  }
  if (ratioDifference(result, source) > tolerance) {
    warnings.push(
      t('The result has a different shape ({pixels}) and is cropped to {wanted}.', {
        pixels: formatPixels(result.width, result.height),
        wanted: formatPixels(source.width, source.height),
      }),
    );
  }
  return { ok: true, warnings };
}

/**
 * A picture in the type and the exact size of another. Bytes that are right already stay the very same.
 * Throws the codec's error when they can't be read.
 */
export async function fitToSource(
  codec: Pick<Codec, 'finish'>,
  bytes: Uint8Array,
  source: ImageInfo,
): Promise<Uint8Array> {
  const result = sniff(bytes);
  if (result === undefined) throw new Error('the bytes are no image');
  const size = { width: source.width, height: source.height };
  const isRight =
    result.type === source.type &&
    result.width === size.width &&
    result.height === size.height &&
    result.orientation === 1;
  if (isRight) return bytes;
  const finished = await codec.finish({
    bytes,
    outputType: outputTypeFor(source.type),
    restoring: restore({ source: size, canvas: size }, result),
  });
  return finished.bytes;
}
