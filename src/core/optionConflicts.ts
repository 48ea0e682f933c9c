import type { AskedInputs, AskedOptions, OptionKey, Violation } from './capabilities.ts';
import { isPixelSize } from './shared/options.ts';

/** Options of which a model takes each, and not together, or not with these inputs. */
export function conflicts(options: AskedOptions, { count }: AskedInputs): Violation[] {
  const { aspectRatio = 'auto', size = 'auto', format = 'auto', partialImages = 0 } = options;
  const found: Violation[] = [];
  const violate = (key: OptionKey, code: string, fault: string, instead: string) =>
    found.push({ key, code, fault, sentence: `${fault} ${instead}`, remedy: 'options' });
  if (aspectRatio !== 'auto' && isPixelSize(size)) {
    const fault = `The size ${size} has a shape of its own beside the ratio ${aspectRatio}.`;
    violate('aspectRatio', 'request.badRatio', fault, 'Leave the ratio on Auto.');
  }
  const files = `${format.toUpperCase()} files`;
  if (format !== 'auto' && count > 0) {
    // Nobody says what becomes of images there.
    const [are, them] = count === 1 ? ['is an image', 'it'] : [`are ${count} images`, 'them'];
    const fault = `${files} are made from words alone, and there ${are}.`;
    violate('format', 'request.badFormat', fault, `Set Format to Auto, or remove ${them}.`);
  }
  if (format !== 'auto' && partialImages !== 0) {
    const fault = `${files} come without partial images.`;
    violate('partialImages', 'request.badPartialImages', fault, 'Set Partial images to Off.');
  }
  return found;
}
