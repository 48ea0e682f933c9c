import type { Block, DocumentParts, Heading } from './documentParts.ts';
import { cut } from './words.ts';

/** The part of a document that a place belongs to. */
export interface Section {
  heading: Heading | undefined;
  /** Of the whole document, where the section is only a part of it. */
  title: string | undefined;
  words: string;
  /** End of the block at the place: a new one can begin there. */
  insertAt: number;
}

/** Of a section no more is put into a prompt. */
const mostWords = 1500;

/** The section around an offset: from its heading to the next one of the same level or above. */
export function sectionAt({ blocks, bodyStart }: DocumentParts, offset: number): Section {
  const at = blocks.findLastIndex(({ span }) => span.start <= offset);
  const first = blocks.findLastIndex(({ heading }, index) => heading !== undefined && index <= at);
  const heading = blocks[first]?.heading;
  const isEnd = ({ heading: other }: Block, index: number): boolean =>
    index > first && other !== undefined && (heading === undefined || other.depth <= heading.depth);
  const end = blocks.findIndex(isEnd);
  const own = blocks.slice(first + 1, end < 0 ? undefined : end);
  const title = blocks.find((block) => block.heading?.depth === 1)?.heading;
  return {
    heading,
    title: title === heading ? undefined : title?.text,
    words: cut(
      own
        .map(({ words }) => words)
        .filter((words) => words !== '')
        .join('\n'),
      mostWords,
    ),
    insertAt: Math.max(bodyStart, blocks[at]?.span.end ?? 0),
  };
}

/** A prompt to begin with, for a picture that shows what a section says. */
export function promptFor({ heading, title, words }: Section): string {
  const of = title === undefined ? '' : ` of “${title}”`;
  const what =
    heading === undefined
      ? 'Draw an illustration for this part of our documentation.'
      : `Draw an illustration for the section “${heading.text}”${of}.`;
  return words === '' ? what : `${what} The section says:\n\n${words}`;
}

/** A prompt to begin with, for an image that a document has a name and perhaps a description for. */
export function promptForMissing(alt: string, name: string, section: Section): string {
  const what = alt.trim() === '' ? name : alt.trim();
  const where = section.heading === undefined ? '' : ` It stands in the section “${section.heading.text}”.`;
  return `Draw this picture for our documentation: ${what}.${where}`.replace(/([.!?])\./, '$1');
}
