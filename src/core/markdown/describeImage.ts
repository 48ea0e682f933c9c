import { type ImageInfo, nameOf as typeName } from '../images/imageTypes.ts';
import type { ImageRecord } from '../records/record.ts';
import { formatBytes, formatCost, formatPixels } from '../shared/format.ts';
import { cut } from './words.ts';

/** What the bytes of an image say, in one line. */
export const factsOfImage = (info: ImageInfo, byteLength: number): string =>
  [formatPixels(info.width, info.height), typeName(info.type), formatBytes(byteLength)].join(' · ');

const longestPrompt = 300;

/** How an image was made, in lines for people: the prompt, then model, cost and age. */
export function storyOf({ prompt, kind, model, cost, madeAt }: ImageRecord, now: number): string[] {
  const words = cut(prompt.replace(/\s+/g, ' ').trim(), longestPrompt);
  const price = cost === undefined ? '' : ` for ${formatCost(cost)}`;
  const verb = kind === 'edited' ? 'Edited' : 'Generated';
  return [
    ...(words === '' ? [] : [`“${words}”`]),
    `${verb} ${ageOf(Date.parse(madeAt), now)} by ${model}${price}`,
  ];
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
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
