import { modelName } from '../../api/models/models.ts';
import { type ImageInfo, nameOf as typeName } from '../../images/imageTypes.ts';
import type { ImageRecord } from '../../records/record.ts';
import { formatBytes, formatCost, formatPixels } from '../../shared/format.ts';
import { formatAgo, t } from '../../shared/l10n.ts';
import { cut } from './words.ts';

/** What the bytes of an image say, in one line. */
export const factsOfImage = (info: ImageInfo, byteLength: number): string =>
  [formatPixels(info.width, info.height), typeName(info.type), formatBytes(byteLength)].join(' · ');

const longestPrompt = 300;

/** How an image was made, in lines for people: the prompt, then model, cost and age. */
export function storyOf({ prompt, kind, model, cost, madeAt }: ImageRecord, now: number): string[] {
  const words = cut(prompt.replace(/\s+/g, ' ').trim(), longestPrompt);
  const age = ageOf(Date.parse(madeAt), now);
  return [...(words === '' ? [] : [`“${words}”`]), howMade(kind, age, modelName(model), cost)];
}

function howMade(kind: ImageRecord['kind'], age: string, model: string, cost: number | undefined): string {
  if (cost === undefined) {
    return kind === 'edited'
      ? t('Edited {age} by {model}', { age, model })
      : t('Generated {age} by {model}', { age, model });
  }
  const price = formatCost(cost);
  return kind === 'edited'
    ? t('Edited {age} by {model} for {price}', { age, model, price })
    : t('Generated {age} by {model} for {price}', { age, model, price });
}

const units = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `3 months ago`; what lies in the future by another clock is `just now`. */
function ageOf(madeAt: number, now: number): string {
  const seconds = (now - madeAt) / 1000;
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return formatAgo(count, unit);
  }
  return t('just now');
}
