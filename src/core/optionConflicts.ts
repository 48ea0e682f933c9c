import type { AskedInputs, AskedOptions, OptionKey, Violation } from './askedOptions.ts';
import { inARow, plural, t } from './shared/l10n.ts';
import { isPixelSize } from './shared/options.ts';

/** Options of which a model takes each, and not together, or not with these inputs. */
export function conflicts(options: AskedOptions, { count }: AskedInputs): Violation[] {
  const { aspectRatio = 'auto', size = 'auto', format = 'auto', partialImages = 0 } = options;
  const found: Violation[] = [];
  const violate = (key: OptionKey, code: string, fault: string, instead: string) =>
    found.push({ key, code, fault, sentence: inARow(fault, instead), remedy: 'options' });
  if (aspectRatio !== 'auto' && isPixelSize(size)) {
    const fault = t('The size {size} already sets the shape, and the ratio {ratio} is another one.', {
      size,
      ratio: aspectRatio,
    });
    violate('aspectRatio', 'request.badRatio', fault, t('Leave the ratio on Auto.'));
  }
  const type = format.toUpperCase();
  if (format !== 'auto' && count > 0) {
    // Nobody says what becomes of images there.
    const fault = plural(
      count,
      {
        one: '{type} files are made from words alone, and there is an image.',
        other: '{type} files are made from words alone, and there are {count} images.',
      },
      { type },
    );
    const instead = plural(count, {
      one: 'Set Format to Auto, or remove it.',
      other: 'Set Format to Auto, or remove them.',
    });
    violate('format', 'request.badFormat', fault, instead);
  }
  if (format !== 'auto' && partialImages !== 0) {
    const fault = t('{type} files come without partial images.', { type });
    violate('partialImages', 'request.badPartialImages', fault, t('Set Partial images to Off.'));
  }
  return found;
}
