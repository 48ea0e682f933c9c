import type { Failure } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { failure } from '../failures.ts';

/** A link as an answer names it is not longer; signed addresses of storages have about 1,500 characters. */
const linkLimit = 4000;
const mostLinks = 8;
const mostMatches = 50;
const pictureName = /\.(?:png|jpe?g|webp|gif|avif|heic|tiff?|svg|bmp)(?:[?#]|$)/i;
const stops = '.,;:!?*_~';

/** The address of a text that is nothing but one. Only https is ever followed; others can be opened. */
export function pictureLink(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^https?:\/\/[^\s<>"'`]+$/i.test(trimmed) || trimmed.length > linkLimit) return undefined;
  return URL.canParse(trimmed) ? trimmed : undefined;
}

/** A link without its query, which can be a long signature, as people read it. */
export function shownLink(link: string): string {
  const { origin, pathname } = new URL(link);
  const path = pathname.length > 60 ? `/…${pathname.slice(-40)}` : pathname;
  return origin + path;
}

export interface FoundLink {
  link: string;
  /** By where it stands, or by its name. */
  isPicture: boolean;
}

/** The addresses in words, those of pictures first. */
export function linksIn(words: string): FoundLink[] {
  const found: FoundLink[] = [];
  for (const { 0: link, index } of words.matchAll(
    /https?:\/\/[^\s<>"'`\\^{|}。，；：！？、（）【】《》「」]{1,4000}/gi,
  )) {
    const before = words.slice(Math.max(0, index - 5), index);
    const address = pictureLink(withoutTail(link));
    const isMarked = /!\[[^[\]]{0,200}\]\($/.test(words.slice(Math.max(0, index - 210), index));
    const isPicture = isMarked || /src=["']?$/.test(before) || pictureName.test(address ?? '');
    // Without https it is worth a word only where it leads to the picture, as at a gateway on this machine.
    const counts = isPicture || address?.startsWith('https:');
    if (address !== undefined && counts && found.every(({ link: other }) => other !== address)) {
      found.push({ link: address, isPicture });
    }
    if (found.length === mostMatches) break;
  }
  const sorted = [
    ...found.filter(({ isPicture }) => isPicture),
    ...found.filter(({ isPicture }) => !isPicture),
  ];
  return sorted.slice(0, mostLinks);
}

/** A link without the brackets around it and the stops behind it. */
function withoutTail(link: string): string {
  const open = { ')': 0, ']': 0 };
  let end = 0;
  for (; end < link.length; end++) {
    const sign = link[end];
    if (sign === '(') open[')']++;
    else if (sign === '[') open[']']++;
    else if ((sign === ')' || sign === ']') && --open[sign] < 0) break;
  }
  while (end > 0 && stops.includes(link[end - 1] ?? '')) end--;
  return link.slice(0, end);
}

/** For an answer that has addresses in place of its picture. */
export function linkedFailure(links: readonly string[]): Failure {
  const sentence = t(
    'The answer contains a link instead of an image. It has probably been billed. Fetch the picture soon, because such links expire, or open the link.',
  );
  return { ...failure('answer.link', sentence, 'yes', ['fetchPicture', 'openLink']), links: [...links] };
}
