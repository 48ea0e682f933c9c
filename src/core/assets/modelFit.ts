import { canBeAsked, capabilitiesOf } from '../api/models.ts';
import type { Asset } from './asset.ts';

interface Beyond {
  /** Where the manifest says it. */
  key: 'model' | 'aspectRatio' | 'size' | 'thinking' | 'inputs';
  sentence: string;
}

/** What an asset asks of its model that it can't do, so that nobody finds out while building. */
export function beyondModel({ model, options, inputs }: Asset): Beyond[] {
  if (model === undefined) return [];
  if (!canBeAsked(model)) {
    const sentence = `${model} doesn't speak the protocol of the Gemini models. Name one of these.`;
    return [{ key: 'model', sentence }];
  }
  const { name, known, aspectRatios, sizes, thinkingLevels, maxInputs } = capabilitiesOf(model);
  if (!known) return [];
  const beyond: Beyond[] = [];
  const offers = (values: readonly string[]) =>
    values.length > 0 ? `Use ${values.join(', ')}.` : 'Leave it out.';
  const { aspectRatio, size, thinking } = options;
  if (aspectRatio !== 'auto' && !aspectRatios.includes(aspectRatio)) {
    beyond.push({
      key: 'aspectRatio',
      sentence: `${name} can't make ${aspectRatio}. ${offers(aspectRatios)}`,
    });
  }
  if (size !== 'auto' && !sizes.includes(size)) {
    beyond.push({ key: 'size', sentence: `${name} can't make the size ${size}. ${offers(sizes)}` });
  }
  if (thinking !== '' && !thinkingLevels.includes(thinking)) {
    const sentence = `${name} doesn't take the thinking level ${thinking}. ${offers(thinkingLevels)}`;
    beyond.push({ key: 'thinking', sentence });
  }
  if (inputs.length > maxInputs) {
    beyond.push({ key: 'inputs', sentence: `${name} takes at most ${maxInputs} inputs.` });
  }
  return beyond;
}
