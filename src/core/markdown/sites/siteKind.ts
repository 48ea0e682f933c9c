import type { SiteConfig } from './siteConfig.ts';

/** How a generator of sites finds the images of its pages. Folders are relative to that of its configuration. */
export interface SiteKind {
  name: SiteKindName;
  /** The names in a folder that tell of it: one of each row. */
  marks: readonly RegExp[];
  /** Where its configuration is read from: names in the folder, or paths below it. */
  config?: RegExp | readonly string[];
  /** Where its pages are; a document elsewhere is none of them. */
  pages(config: SiteConfig): readonly string[];
  /** What is served at the site's root; a new image goes into the first. */
  served(config: SiteConfig): readonly string[];
  /** Where addresses that begin with a slash may lead besides. */
  alsoRooted?(config: SiteConfig): readonly string[];
  /** Folders that are served below a path of the site. */
  mounts?(config: SiteConfig): readonly (readonly [folder: string, at: string])[];
  basePath?(config: SiteConfig): string;
  /** Where the site is built to, with copies of its images; a hidden folder need not be named. */
  output?(config: SiteConfig): readonly string[];
  aliases?(config: SiteConfig): readonly (readonly [prefix: string, folder: string])[];
}

export type SiteKindName =
  | 'docusaurus'
  | 'vitepress'
  | 'vuepress'
  | 'astro'
  | 'hugo'
  | 'hexo'
  | 'jekyll'
  | 'mkdocs'
  | 'next'
  | 'sphinx'
  | 'gatsby'
  | 'obsidian'
  | 'wiki'
  | 'docfx'
  | 'writerside'
  | 'other';

export const script = (name: string): RegExp => new RegExp(`^${name}\\.[cm]?[jt]sx?$`);
export const orElse = (values: readonly string[], usual: readonly string[]): readonly string[] =>
  values.length > 0 ? values : usual;
export const here = (): readonly string[] => ['.'];
/** What a configuration names with a slash at its beginning lies in the folder all the same. */
export const within = (path: string): string => path.replace(/^\/+/, '');
