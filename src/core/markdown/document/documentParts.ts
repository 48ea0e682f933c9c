import type { ImageLink } from './imageLinks.ts';
import type { Span } from './spans.ts';

/** A longer text is no documentation, and reading it would be felt. Characters. */
export const longestText = 300_000;

export interface Heading {
  depth: number;
  text: string;
  span: Span;
}

/** A block of the document's top level, with its words as far as they are prose. */
export interface Block {
  span: Span;
  words: string;
  heading: Heading | undefined;
}

/** What a Markdown or MDX document says, as far as its images are concerned. */
export interface DocumentParts {
  text: string;
  isMdx: boolean;
  images: ImageLink[];
  /** Addresses of links, which may lead to images too. */
  links: string[];
  blocks: Block[];
  /** The labels of all definitions, as written. */
  labels: string[];
  /** Where the last definition ends; undefined without any. */
  definitionsEnd: number | undefined;
  /** Behind the front matter and the imports of MDX. */
  bodyStart: number;
  /** False where MDX can't be compiled as it stands. */
  isSound: boolean;
}

/** Without what has no images in it: nothing was read. */
export const emptyParts = (text: string, isMdx: boolean): DocumentParts => ({
  text,
  isMdx,
  images: [],
  links: [],
  blocks: [],
  labels: [],
  definitionsEnd: undefined,
  bodyStart: 0,
  isSound: true,
});
