import type { Span } from './spans.ts';

/**
 * What decides how an address is followed: raw HTML is not rewritten by every site, names in `[[…]]` count in the
 * whole vault, and what front matter and shortcodes mean is decided by the theme.
 */
export type FormOfLink = 'markdown' | 'html' | 'wiki' | 'frontMatter' | 'shortcode';

/**
 * `source` is the other picture of a `<picture>`: its `srcset` counts. `jsx` is an image that an expression requires,
 * `prop` one that a component is given, `import` one in an import or export, `directive` a `:::image` or a MyST figure, `css` a `url()` in a style.
 */
type KindOfLink =
  | 'inline'
  | 'reference'
  | 'html'
  | 'source'
  | 'jsx'
  | 'prop'
  | 'import'
  | 'shortcode'
  | 'frontMatter'
  | 'wiki'
  | 'directive'
  | 'css';

/** One mention of an image in a document, with the places of what can be changed in it. */
export interface ImageLink {
  kind: KindOfLink;
  /** All of it: `![alt](target "title")`, `![alt][label]`, `<img …>`, `![[name]]`. */
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
  /** The width that it is shown with, in CSS pixels, where the document says so. */
  shownWidth: number | undefined;
  /** Of a `source`: for which media. */
  media: string | undefined;
  /** In a cell of a table, where a `|` would end it. */
  inTable: boolean;
}

const forms: Readonly<Record<KindOfLink, FormOfLink>> = {
  inline: 'markdown',
  reference: 'markdown',
  directive: 'markdown',
  jsx: 'markdown',
  import: 'markdown',
  html: 'html',
  source: 'html',
  css: 'html',
  wiki: 'wiki',
  frontMatter: 'frontMatter',
  shortcode: 'shortcode',
  prop: 'shortcode',
};

export const formOf = ({ kind }: ImageLink): FormOfLink => forms[kind];

/** A link with what is always known of it; all else as it mostly is. */
export const linkWith = (
  known: Pick<ImageLink, 'kind' | 'span' | 'url' | 'target'> & Partial<ImageLink>,
): ImageLink => ({
  alt: '',
  altPlace: undefined,
  title: undefined,
  picture: undefined,
  shownWidth: undefined,
  media: undefined,
  inTable: false,
  ...known,
});

/** The endings of image files, as a part of a regular expression. */
export const imageEnding = '\\.(?:png|jpe?g|jpe|jfif|webp|gif|avif|tiff?|svg)';
const endsAsImage = new RegExp(`${imageEnding}(?:[?#].*)?$`, 'i');
export const isImageAddress = (url: string): boolean => endsAsImage.test(url.trim());

/** Whether a text may name an image at all: most change logs and licences do not, and are not read further. */
export const mayHaveImages = (text: string): boolean => hint.test(text);
const hint = new RegExp(`!\\[|<(?:img|image|source|picture)\\b|\\[\\[|:::image|${imageEnding}\\b`, 'i');
