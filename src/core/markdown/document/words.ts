/** Cuts at a word, with an ellipsis. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  const space = kept.search(/\s\S*$/);
  return `${(space > most / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}

/** What a file's name says: `berth-plan_2.png` is "Berth plan 2". */
export function wordsOfName(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
