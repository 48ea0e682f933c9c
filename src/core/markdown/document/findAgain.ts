import type { DocumentParts } from './documentParts.ts';
import type { ImageLink } from './imageLinks.ts';

/** A place in a text, and what stands around it, so that it is found again when the text has changed. */
export interface Place {
  offset: number;
  before: string;
  after: string;
}

const reach = 60;

export const placeIn = (text: string, offset: number): Place => ({
  offset,
  before: text.slice(Math.max(0, offset - reach), offset),
  after: text.slice(offset, offset + reach),
});

/** Where the place is now; undefined when what stood around it is gone, or there several times. */
export function findPlace(text: string, { offset, before, after }: Place): number | undefined {
  if (text.slice(offset - before.length, offset) === before && text.startsWith(after, offset)) return offset;
  const both = only(text, before + after);
  if (both !== undefined) return both + before.length;
  const behind = before.trim() === '' ? undefined : only(text, before);
  if (behind !== undefined) return behind + before.length;
  return after.trim() === '' ? undefined : only(text, after);
}

function only(text: string, sought: string): number | undefined {
  const first = text.indexOf(sought);
  return first >= 0 && text.indexOf(sought, first + 1) < 0 ? first : undefined;
}

/** The links of a document that lead where one did, whatever suffixes they have; those of a definition once. */
export function sameAddress({ images }: DocumentParts, url: string): ImageLink[] {
  const targets = new Set<number>();
  return images.filter((image) => {
    if (bare(image.url) !== bare(url) || targets.has(image.target.start)) return false;
    targets.add(image.target.start);
    return true;
  });
}

const bare = (url: string): string => url.replace(/[?#].*/s, '');
