import { hugoKinds } from './hugoKinds.ts';
import { otherKinds } from './otherKinds.ts';
import { basePathOf } from './siteConfig.ts';
import { here, orElse, type SiteKind, script, within } from './siteKind.ts';

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
      ...config
        .values('publicDir')
        .flatMap((folder) => [`${within(config.value('srcDir') ?? '.')}/${folder}`, folder]),
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
    // An integration draws diagrams of pages into the public folder.
    output: (config) => [
      ...orElse(config.values('outDir').map(within), ['dist']),
      ...(config.has(/['"]astro-d2['"]/) ? ['public/d2'] : []),
    ],
    aliases: () => [
      ['~/', 'src'],
      ['@/', 'src'],
    ],
  },
  ...hugoKinds,
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
    // Version 1 of Jupyter Book has the configuration's name of Jekyll.
    name: 'sphinx',
    marks: [/^_config\.yml$/, /^_toc\.yml$/],
    pages: here,
    served: here,
    output: () => ['_build'],
  },
  {
    name: 'sphinx',
    marks: [/^myst\.yml$/],
    pages: here,
    served: here,
    output: () => ['_build'],
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
  {
    name: 'wiki',
    marks: [/^home\.(md|markdown)$/i, /^(_(sidebar|footer)\..*|uploads)$/i],
    pages: here,
    served: here,
  },
  // The wikis of Azure DevOps.
  { name: 'wiki', marks: [/^\.attachments$/], pages: here, served: here },
  {
    name: 'writerside',
    marks: [/^writerside\.cfg$/],
    config: /^writerside\.cfg$/,
    pages: here,
    served: (config) => orElse(config.values('<images[^>]{0,200}\\bdir'), ['images']),
  },
  ...otherKinds,
];
