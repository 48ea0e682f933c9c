/** A link as an answer names it is not longer; signed addresses of storages have about 1,500 characters. */
const linkLimit = 4000;
const mostLinks = 8;
const mostMatches = 50;
const stops = '.,;:!?*_~。，；：！？、）】》';

/** The address of a text that is nothing but one; only https is ever followed. */
export function pictureLink(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^https:\/\/[^\s<>"'`]+$/i.test(trimmed) || trimmed.length > linkLimit) return undefined;
  return URL.canParse(trimmed) ? trimmed : undefined;
}

/** The addresses in words, those of Markdown and HTML images first. */
export function linksIn(words: string): string[] {
  const found: { link: string; isImage: boolean }[] = [];
  for (const { 0: link, index } of words.matchAll(/https:\/\/[^\s<>"'`\\^{|}]{1,4000}/gi)) {
    const before = words.slice(Math.max(0, index - 5), index);
    found.push({ link: withoutTail(link), isImage: /\]\($|src=["']?$/.test(before) });
    if (found.length === mostMatches) break;
  }
  const sorted = [...found.filter(({ isImage }) => isImage), ...found.filter(({ isImage }) => !isImage)];
  const links = sorted.flatMap(({ link }) => pictureLink(link) ?? []);
  return [...new Set(links)].slice(0, mostLinks);
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
