import type { Mark, Markup } from '../../shared/region/region.ts';

const names: Readonly<Record<Mark['kind'], string>> = {
  arrow: 'arrow',
  box: 'box',
  ellipse: 'ellipse',
  pen: 'line',
  note: 'numbered note',
};

/** What the marks are, and what the notes among them say. */
function wordsFor({ marks }: Markup): { list: string; said: string[] } {
  const counts = new Map<string, number>();
  for (const { colour, kind } of marks) {
    const name = `${colour} ${names[kind]}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const list = [...counts].map(([name, count]) => (count === 1 ? `one ${name}` : `${count} ${name}s`));
  const notes = marks.flatMap((mark) => (mark.kind === 'note' ? [mark.text] : []));
  const said = notes.map((text, index) => `Note ${index + 1} says: "${text.trim()}".`);
  return { list: list.join(', '), said };
}

const onlyShow =
  'The marks only show where and what; they are no part of the picture and must not be in the result.';

/**
 * What tells a model what the marked copy of an image is for, to stand behind the prompt.
 * @param marked number of the marked image, from 1
 * @param edited number of the image that it is a copy of
 */
export function markupSentence(markup: Markup, marked: number, edited: number): string {
  const { list, said } = wordsFor(markup);
  return [
    `Image ${marked} is a copy of image ${edited} with marks drawn on it: ${list}.`,
    onlyShow,
    ...said,
  ].join(' ');
}

/** The same for marks that lie over the first image, in a field of their own. */
export function layerSentence(markup: Markup): string {
  const { list, said } = wordsFor(markup);
  return [`The markup over image 1 has ${list}.`, onlyShow, ...said].join(' ');
}
