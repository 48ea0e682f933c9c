import { posix } from 'node:path';
import type { Site } from '../sites/sites.ts';

/** How a light and a dark image are told apart. */
export type PairForm =
  /** `<picture>` with a `<source>` for dark colour schemes. */
  | 'picture'
  /** Two Markdown images, each with a suffix that the theme knows. */
  | 'suffixes'
  /** Docusaurus's own component. */
  | 'themedImage'
  /** Two Markdown images, each in an element that Starlight hides in the other theme. */
  | 'starlight';

/** What can be written into a document so that its site shows it. */
export interface WritingRules {
  /** Also a `.md` can be MDX: then Markdown alone would break the build. */
  isMdx: boolean;
  /** Whether the site finds the image of a raw `<img>` by a relative address. */
  showsRawImages: boolean;
  /** Whether it shows raw HTML at all. */
  showsHtml: boolean;
  /** Undefined where the site knows no way. */
  pair: PairForm | undefined;
}

const plain: WritingRules = { isMdx: false, showsRawImages: true, showsHtml: true, pair: 'picture' };
const markdownOnly: WritingRules = { isMdx: false, showsRawImages: false, showsHtml: true, pair: 'picture' };

/** The rules for a document; without a site, those of GitHub and of VS Code's preview. */
export function writingRulesOf(own: Site | undefined, document: string): WritingRules {
  const isMdx = document.endsWith('.mdx') || (own !== undefined && isDocusaurusMdx(own, document));
  return { ...rulesOf(own), isMdx };
}

function rulesOf(own: Site | undefined): WritingRules {
  switch (own?.kind) {
    case 'docusaurus':
      return { ...markdownOnly, pair: isFirstDocusaurus(own) ? 'picture' : 'themedImage' };
    case 'astro':
      return { ...markdownOnly, pair: own.config.has(/starlight/) ? 'starlight' : 'picture' };
    case 'mkdocs':
      return own.config.has(/\bmaterial\b|\[project\]/) ? { ...plain, pair: 'suffixes' } : plain;
    case 'hugo':
      // Goldmark leaves raw HTML out unless it is told to.
      return own.config.has(/unsafe["']?\s*[:=]\s*true/)
        ? markdownOnly
        : { ...markdownOnly, showsHtml: false, pair: undefined };
    case 'sphinx':
    case 'obsidian':
      return { ...markdownOnly, pair: undefined };
    case 'next':
    case 'gatsby':
      return markdownOnly;
    default:
      return plain;
  }
}

/** Docusaurus compiles `.md` as MDX unless its configuration says otherwise. */
function isDocusaurusMdx(own: Site, document: string): boolean {
  if (own.kind !== 'docusaurus' || isFirstDocusaurus(own)) return false;
  // A README beside the configuration is no page.
  if (posix.dirname(document) === own.root) return false;
  const ending = posix.extname(document).toLowerCase();
  const format = own.config.value('format');
  return ending === '.md' && format !== 'md' && format !== 'detect';
}

const isFirstDocusaurus = ({ served, config }: Site): boolean =>
  config.has(/customDocsPath|headerLinks/) && served.length === 1 && !config.has(/presets|themeConfig/);
