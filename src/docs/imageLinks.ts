import type { Span } from './spans.ts';

/** One mention of an image in a document, with the places of what can be changed in it. */
export interface ImageLink {
  /** `source` is the other picture of a `<picture>`: its `srcset` counts. */
  kind: 'inline' | 'reference' | 'html' | 'source';
  /** All of it: `![alt](target "title")`, `![alt][label]`, `<img …>`. */
  span: Span;
  /** As the document means it: escapes and entities resolved, percent signs not. */
  url: string;
  /** What is written for the address, with its brackets or quotes. For a reference it lies in the definition. */
  target: Span;
  alt: string;
  /** Where the alternative text is, or would go; undefined where there is none to give. */
  altPlace: Span | undefined;
  title: string | undefined;
  /** An `img` or `source` in a `<picture>`: the whole of that. */
  picture: Span | undefined;
  /** Of an `img`: the width that it is shown with, in CSS pixels. */
  shownWidth: number | undefined;
  /** Of a `source`: for which media. */
  media: string | undefined;
}
