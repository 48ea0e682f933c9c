import { basePathOf, type SiteConfig } from './siteConfig.ts';
import { orElse, type SiteKind, within } from './siteKind.ts';

/** Hugo, by each of the places of its configuration. */
export const hugoKinds: readonly SiteKind[] = [
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
    config: ['hugo', 'config', 'module', 'languages'].flatMap((name) =>
      ['toml', 'yaml', 'yml'].map((end) => `config/_default/${name}.${end}`),
    ),
    ...hugo(),
  },
];

/** `source = "../pictures"`, `target = "static/img"`: a folder of Hugo's that comes from elsewhere. */
function mountsOf({ text }: SiteConfig): [folder: string, target: string][] {
  const mounts: [string, string][] = [];
  let last: { key: string; value: string } | undefined;
  for (const [, key = '', value = ''] of text.matchAll(
    /(?<![\w.-])["']?(source|target)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?([^"'\n,{}]{1,300})/g,
  )) {
    const isPair = last !== undefined && last.key !== key;
    if (last && isPair)
      mounts.push(key === 'target' ? [last.value, value.trim()] : [value.trim(), last.value]);
    last = isPair ? undefined : { key, value: value.trim() };
  }
  return mounts;
}

function hugo(): Pick<SiteKind, 'pages' | 'served' | 'alsoRooted' | 'mounts' | 'basePath' | 'output'> {
  const mounted = (config: SiteConfig, root: string) =>
    mountsOf(config).flatMap(([folder, target]) =>
      target === root || target.startsWith(`${root}/`)
        ? [[folder, target.slice(root.length + 1)] as const]
        : [],
    );
  const pages = (config: SiteConfig) => [
    ...orElse(config.values('contentDir').map(within), ['content']),
    ...mounted(config, 'content').map(([folder]) => folder),
  ];
  return {
    pages,
    served: (config) => orElse(config.values('staticDir\\d{0,2}').map(within), ['static']),
    mounts: (config) => ['static', 'assets', 'content'].flatMap((root) => mounted(config, root)),
    // Its own render hook for images, the `figure` shortcode and page bundles look there.
    alsoRooted: (config) => ['assets', ...pages(config), 'content'],
    basePath: (config) => basePathOf(config.value('baseURL') ?? config.value('baseUrl')),
    output: (config) => [...orElse(config.values('publishDir').map(within), ['public']), 'resources/_gen'],
  };
}
