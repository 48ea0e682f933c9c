import { basePathOf, type SiteConfig } from './siteConfig.ts';

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
  | 'other';

const script = (name: string): RegExp => new RegExp(`^${name}\\.[cm]?[jt]sx?$`);
const orElse = (values: readonly string[], usual: readonly string[]): readonly string[] =>
  values.length > 0 ? values : usual;
const here = (): readonly string[] => ['.'];
/** What a configuration names with a slash at its beginning lies in the folder all the same. */
const within = (path: string): string => path.replace(/^\/+/, '');

/**
 * The generators that are known, with the rules of their own documentation. See docs/images-in-documents.md for
 * what each of them says, and where.
 */
export const siteKinds: readonly SiteKind[] = [
  {
    name: 'docusaurus',
    marks: [script('docusaurus\\.config')],
    config: script('docusaurus\\.config'),
    pages: (config) => ['.', ...config.values('path')],
    served: (config) => orElse(config.values('staticDirectories'), ['static']),
    basePath: (config) => basePathOf(config.value('baseUrl')),
    output: () => ['build'],
    aliases: () => [['@site/', '.']],
  },
  {
    name: 'docusaurus',
    marks: [/^siteConfig\.js$/],
    config: /^siteConfig\.js$/,
    pages: (config) => ['.', '../docs', ...config.values('customDocsPath')],
    served: () => ['static'],
    // Version 1 copies the documents' own `assets` folder beside them.
    alsoRooted: () => ['..'],
    basePath: (config) => basePathOf(config.value('baseUrl')),
    output: () => ['build'],
  },
  {
    name: 'vitepress',
    marks: [/^\.vitepress$/],
    config: ['ts', 'mts', 'js', 'mjs', 'cjs'].flatMap((end) => [
      `.vitepress/config.${end}`,
      `.vitepress/config/index.${end}`,
      `.vitepress/config/shared.${end}`,
    ]),
    pages: (config) => [within(config.value('srcDir') ?? '.')],
    served: (config) => [
      ...config.values('publicDir'),
      `${within(config.value('srcDir') ?? '.')}/public`,
      'public',
    ],
    // Vite looks from the pages' folder for what is not public.
    alsoRooted: (config) => [within(config.value('srcDir') ?? '.')],
    basePath: (config) => basePathOf(config.value('base')),
    output: (config) => ['.vitepress/dist', '.vitepress/cache', ...config.values('outDir')],
  },
  {
    name: 'vuepress',
    marks: [/^\.vuepress$/],
    config: ['js', 'ts', 'mjs'].flatMap((end) => [
      `.vuepress/config.${end}`,
      `.vuepress/config/index.${end}`,
    ]),
    pages: here,
    served: () => ['.vuepress/public'],
    alsoRooted: here,
    basePath: (config) => basePathOf(config.value('base')),
    output: (config) => ['.vuepress/dist', ...config.values('dest')],
    aliases: () => [
      ['@source/', '.'],
      ['@public/', '.vuepress/public'],
    ],
  },
  {
    name: 'astro',
    marks: [script('astro\\.config')],
    config: script('astro\\.config'),
    pages: (config) => [within(config.value('srcDir') ?? 'src')],
    served: (config) => [within(config.value('publicDir') ?? 'public')],
    alsoRooted: here,
    basePath: (config) => basePathOf(config.value('base')),
    output: (config) => orElse(config.values('outDir').map(within), ['dist']),
    aliases: () => [
      ['~/', 'src'],
      ['@/', 'src'],
    ],
  },
  {
    name: 'hugo',
    marks: [/^hugo\.(toml|ya?ml|json)$/],
    config: /^hugo\.(toml|ya?ml|json)$/,
    ...hugo(),
  },
  {
    name: 'hugo',
    marks: [/^config\.(toml|ya?ml|json)$/, /^(content|archetypes|themes)$/],
    config: /^config\.(toml|ya?ml|json)$/,
    ...hugo(),
  },
  {
    name: 'hugo',
    marks: [/^config$/, /^content$/],
    config: ['hugo.toml', 'hugo.yaml', 'hugo.yml', 'config.toml', 'config.yaml', 'config.yml'].map(
      (name) => `config/_default/${name}`,
    ),
    ...hugo(),
  },
  {
    name: 'hexo',
    marks: [/^_config\.ya?ml$/, /^source$/, /^(scaffolds|themes|package\.json)$/],
    config: /^_config\.ya?ml$/,
    pages: () => ['source'],
    served: () => ['source'],
    basePath: (config) => basePathOf(config.value('root')),
    output: (config) => orElse(config.values('public_dir'), ['public']),
  },
  {
    name: 'jekyll',
    marks: [/^_config\.(ya?ml|toml)$/],
    config: /^_config\.(ya?ml|toml)$/,
    pages: (config) => [within(config.value('source') ?? '.')],
    served: (config) => [within(config.value('source') ?? '.')],
    basePath: (config) => basePathOf(config.value('baseurl')),
    output: (config) => orElse(config.values('destination').map(within), ['_site']),
  },
  {
    name: 'mkdocs',
    marks: [/^(mkdocs|properdocs)[\w.-]*\.ya?ml$|^zensical\.toml$/],
    config: /^(mkdocs|properdocs)[\w.-]*\.ya?ml$|^zensical\.toml$/,
    pages: (config) => orElse(config.values('docs_dir'), ['docs']),
    served: (config) => [...orElse(config.values('docs_dir'), ['docs']), ...config.values('custom_dir')],
    basePath: (config) => basePathOf(config.value('site_url')),
    output: (config) => orElse(config.values('site_dir'), ['site']),
  },
  {
    name: 'next',
    marks: [script('next\\.config')],
    config: script('next\\.config'),
    pages: here,
    served: () => ['public'],
    basePath: (config) => basePathOf(config.value('basePath')),
    output: (config) => ['out', ...config.values('distDir')],
    aliases: () => [
      ['@/', '.'],
      ['~/', '.'],
    ],
  },
  {
    name: 'gatsby',
    marks: [script('gatsby-config')],
    config: script('gatsby-config'),
    pages: (config) => ['.', ...config.values('path')],
    served: () => ['static'],
    basePath: (config) => basePathOf(config.value('pathPrefix')),
    output: () => ['public'],
  },
  {
    name: 'sphinx',
    marks: [/^conf\.py$/],
    config: /^conf\.py$/,
    pages: here,
    // A slash begins at the source folder.
    served: here,
    alsoRooted: (config) => [...config.values('html_extra_path'), ...config.values('html_static_path')],
    output: () => ['_build', '../_build', '../build/html'],
  },
  {
    name: 'docfx',
    marks: [/^docfx\.json$/],
    pages: here,
    served: here,
    output: () => ['_site'],
    aliases: () => [['~/', '.']],
  },
  { name: 'obsidian', marks: [/^\.obsidian$/], pages: here, served: here },
  { name: 'wiki', marks: [/^Home\.(md|markdown)$/, /^_(Sidebar|Footer)\./], pages: here, served: here },
  {
    name: 'other',
    marks: [script('(nuxt|vite|slides|svelte|remix|vinxi|app)\\.config')],
    pages: here,
    served: () => ['public', 'static'],
    alsoRooted: () => ['.', 'src', 'content'],
    output: () => ['dist'],
    aliases: () => [
      ['~/', '.'],
      ['@/', '.'],
      ['@/', 'src'],
      ['$lib/', 'src/lib'],
    ],
  },
  {
    name: 'other',
    marks: [script('rspress\\.config')],
    config: script('rspress\\.config'),
    pages: (config) => orElse(config.values('root'), ['docs']),
    served: (config) => orElse(config.values('root'), ['docs']).map((folder) => `${folder}/public`),
    basePath: (config) => basePathOf(config.value('base')),
    output: (config) => orElse(config.values('outDir'), ['doc_build']),
  },
  {
    name: 'other',
    marks: [/^book\.toml$/],
    config: /^book\.toml$/,
    pages: (config) => orElse(config.values('src'), ['src']),
    served: (config) => orElse(config.values('src'), ['src']),
    output: (config) => orElse(config.values('build-dir'), ['book']),
  },
  {
    name: 'other',
    marks: [/^(\.eleventy|eleventy\.config)\.[cm]?[jt]s$/],
    pages: here,
    served: () => ['src', 'public', 'static', '.'],
    output: () => ['_site'],
  },
  {
    name: 'other',
    marks: [/^(mint\.json|docs\.json|_quarto\.yml|\.gitbook\.yaml|\.gitbook|_sidebar\.md|SUMMARY\.md)$/],
    pages: here,
    served: here,
    output: () => ['_site', '_book'],
  },
];

function hugo(): Pick<SiteKind, 'pages' | 'served' | 'alsoRooted' | 'basePath' | 'output'> {
  const pages = (config: SiteConfig) => orElse(config.values('contentDir').map(within), ['content']);
  return {
    pages,
    served: (config) => orElse(config.values('staticDir').map(within), ['static']),
    // Its own render hook for images, the `figure` shortcode and page bundles look there.
    alsoRooted: (config) => ['assets', ...pages(config), 'content'],
    basePath: (config) => basePathOf(config.value('baseURL') ?? config.value('baseUrl')),
    output: (config) => [...orElse(config.values('publishDir').map(within), ['public']), 'resources/_gen'],
  };
}
