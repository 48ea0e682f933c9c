import type { DocumentParts } from '../document/documentParts.ts';
import { type ImageLink, mayHaveImages } from '../document/imageLinks.ts';
import { applyEdits, type Edit, type Span } from '../document/spans.ts';
import { readDocument } from './readDocument.ts';

/**
 * Whether a document says all it said before once the edits are made: no image and no word is swallowed by what is
 * written, and MDX that compiled still does. Asked before anything is written.
 */
export function staysUnharmed(before: DocumentParts, edits: readonly Edit[]): boolean {
  const after = readDocument(applyEdits(before.text, edits), before.isMdx);
  if (before.isSound && !after.isSound) return false;
  if (!showsWritten(after, edits)) return false;
  return wordsOf(before) === wordsOf(after) && untouched(before, edits).every(isIn(after));
}

const wordsOf = ({ blocks }: DocumentParts): string =>
  blocks
    .map(({ words }) => words)
    .join('')
    .replace(/\s+/g, '');

/** Whether each image that is written is one for the reader, and no part of code. */
function showsWritten({ images }: DocumentParts, edits: readonly Edit[]): boolean {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .every(({ start, end, text }) => {
      const from = start + shift;
      shift += text.length - (end - start);
      const to = from + text.length;
      const isWritten = (span: Span): boolean => span.start < to && from < span.end;
      const isShown = ({ kind, span, target }: ImageLink): boolean =>
        // There a sign of a name may end it early, and nothing can be escaped.
        (isWritten(span) || isWritten(target)) && (kind !== 'wiki' || target.end >= to);
      return !mayHaveImages(text) || images.some(isShown);
    });
}

/** The addresses of the images that no edit is about. */
function untouched({ images }: DocumentParts, edits: readonly Edit[]): string[] {
  return images
    .filter(({ span, target }) =>
      edits.every(
        ({ start, end }) =>
          (end <= span.start || start >= span.end) && (end <= target.start || start >= target.end),
      ),
    )
    .map(({ url }) => url);
}

/** Whether each is found, as often as it is asked for. */
function isIn({ images }: DocumentParts): (url: string) => boolean {
  const left = images.map(({ url }) => url);
  return (url) => {
    const at = left.indexOf(url);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
}
