import { basePathOf } from './siteConfig.ts';
import { here, orElse, type SiteKind, script } from './siteKind.ts';

/** Generators and bundlers whose rules differ in their folders alone. */
export const otherKinds: readonly SiteKind[] = [
  {
    // What lies elsewhere in such a repository is read by other means.
    name: 'other',
    marks: [script('(nuxt|vite|slides|svelte|remix|vinxi|app)\\.config')],
    pages: () => ['content', 'src', 'app', 'pages', 'posts', 'routes', 'public', 'static'],
    served: () => ['public', 'static'],
    alsoRooted: () => ['.', 'src', 'content'],
    output: () => ['dist'],
    aliases: () => [
      ['~/', '.'],
      ['~/', 'app'],
      ['@/', '.'],
      ['@/', 'src'],
      ['@/', 'app'],
      ['$lib/', 'src/lib'],
    ],
  },
  {
    name: 'other',
    marks: [/^slides\.md$/, /^(public|package\.json)$/],
    pages: here,
    served: () => ['public'],
    output: () => ['dist'],
  },
  {
    name: 'other',
    marks: [/^angular\.json$/],
    pages: () => ['src', 'content'],
    served: () => ['src', 'public'],
    output: () => ['dist'],
  },
  {
    name: 'other',
    marks: [/^pelicanconf\.py$/],
    config: /^pelicanconf\.py$/,
    pages: (config) => orElse(config.values('PATH'), ['content']),
    served: (config) => orElse(config.values('PATH'), ['content']),
    output: (config) => orElse(config.values('OUTPUT_PATH'), ['output']),
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
    config: /^(\.eleventy|eleventy\.config)\.[cm]?[jt]s$/,
    pages: here,
    served: (config) => [...config.values('input'), 'src', 'public', 'static', '.'],
    // `addPassthroughCopy({ "assets/pictures": "img" })`
    mounts: (config) =>
      [...config.text.matchAll(/addPassthroughCopy\(\s{0,20}\{([^{}]{0,2000})\}/g)].flatMap(
        ([, inside = '']) =>
          [...inside.matchAll(/(["'`])([^"'`*]{1,200})\1\s{0,20}:\s{0,20}(["'`])([^"'`]{0,200})\3/g)].map(
            ([, , folder = '', , at = '']) => [folder, at] as const,
          ),
      ),
    output: (config) => orElse(config.values('output'), ['_site']),
  },
  {
    name: 'other',
    marks: [/^_quarto\.yml$/],
    config: /^_quarto\.yml$/,
    pages: here,
    served: here,
    output: (config) => [...config.values('output-dir'), '_site', '_book', '_freeze'],
  },
  {
    name: 'other',
    marks: [/^(mint\.json|docs\.json|\.gitbook\.yaml|\.gitbook|_sidebar\.md|SUMMARY\.md)$/],
    pages: here,
    served: here,
    output: () => ['_site', '_book'],
  },
];
