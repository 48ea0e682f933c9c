import type { DocumentParts } from './documentParts.ts';
import type { ImageLink } from './imageLinks.ts';
import type { Span } from './spans.ts';

/** What some editors put before all else; Markdown's readers drop it, and count from behind it. */
export const byteOrderMark = '\uFEFF';

/** The parts of what stands behind a byte order mark, at their places in the whole text. */
export function behindMark(parts: DocumentParts): DocumentParts {
  return {
    ...parts,
    text: byteOrderMark + parts.text,
    images: parts.images.map(movedLink),
    blocks: parts.blocks.map(({ span, words, heading }) => ({
      span: moved(span),
      words,
      heading: heading && { ...heading, span: moved(heading.span) },
    })),
    definitionsEnd: parts.definitionsEnd === undefined ? undefined : parts.definitionsEnd + 1,
    bodyStart: parts.bodyStart + 1,
  };
}

const moved = ({ start, end }: Span): Span => ({ start: start + 1, end: end + 1 });

const movedLink = (link: ImageLink): ImageLink => ({
  ...link,
  span: moved(link.span),
  target: moved(link.target),
  altPlace: link.altPlace && moved(link.altPlace),
  picture: link.picture && moved(link.picture),
});
