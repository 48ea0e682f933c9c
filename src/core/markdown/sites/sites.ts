import { posix } from 'node:path';
import { type FolderTree, foldersUp, isBelow, isPassedOver } from './folderTree.ts';
import { SiteConfig } from './siteConfig.ts';
import type { SiteKind, SiteKindName } from './siteKind.ts';
import { siteKinds } from './siteKinds.ts';

/** A site in the workspace: where its pages are, and where its images are served from. Paths are absolute. */
export interface Site {
  kind: SiteKindName;
  /** The folder of its configuration. */
  root: string;
  pages: readonly string[];
  /** What is served at the site's root; a new image goes into the first. */
  served: readonly string[];
  alsoRooted: readonly string[];
  /** Folders that are served below a path, which begins with no slash and is empty for the root. */
  mounts: readonly { folder: string; at: string }[];
  /** What the site's addresses begin with: empty, or like `/docs`. */
  basePath: string;
  /** What it is built into. */
  output: readonly string[];
  aliases: readonly { prefix: string; folder: string }[];
  config: SiteConfig;
}

/** The sites that a document may be a page of. */
export interface SitesOfDocument {
  /** The one that it is a page of, as far as can be told. */
  own: Site | undefined;
  /** The nearest first: those of the folders above, then those beside them. */
  all: readonly Site[];
}

/** Below these folders of a monorepo each folder can be a site. */
const holders = /^(packages|apps|sites|websites?|projects|examples|docs|documentation|www|src)$/i;
const mostBeside = 200;
const longestConfig = 200_000;
const mostInherited = 5;

/** Finds the sites of a workspace by their configurations; what was found is kept until `forget`. */
export class Sites {
  readonly #tree: FolderTree;
  readonly #inFolder = new Map<string, Promise<readonly Site[]>>();
  readonly #beside = new Map<string, Promise<readonly Site[]>>();

  constructor(tree: FolderTree) {
    this.#tree = tree;
  }

  forget(): void {
    this.#inFolder.clear();
    this.#beside.clear();
  }

  async of(document: string, root: string): Promise<SitesOfDocument> {
    const folders = foldersUp(document, root);
    const above = (await Promise.all(folders.map((folder) => this.in(folder)))).flat();
    const beside = (
      await Promise.all(folders.map((folder) => this.#besides(folder, folder === root)))
    ).flat();
    const all = [...new Set([...above, ...beside])];
    // The one whose pages' folder is nearest: a site beside the docs may name them as its own.
    let own: Site | undefined;
    for (const site of all) if (depthOf(site, document) > (own ? depthOf(own, document) : 0)) own = site;
    return { own, all };
  }

  /** The sites whose configuration lies in a folder. */
  in(folder: string): Promise<readonly Site[]> {
    const known = this.#inFolder.get(folder) ?? this.#detect(folder);
    this.#inFolder.set(folder, known);
    return known;
  }

  #besides(folder: string, deep: boolean): Promise<readonly Site[]> {
    const key = `${folder} ${deep}`;
    const known = this.#beside.get(key) ?? this.#lookBeside(folder, deep);
    this.#beside.set(key, known);
    return known;
  }

  async #lookBeside(folder: string, deep: boolean): Promise<readonly Site[]> {
    const entries = await this.#tree.entries(folder);
    const folders = [...entries]
      .filter(([name, kind]) => kind === 'folder' && !isPassedOver(name))
      .slice(0, mostBeside)
      .map(([name]) => posix.join(folder, name));
    const found = (await Promise.all(folders.map((below) => this.in(below)))).flat();
    if (!deep) return found;
    const next = folders.filter((below) => holders.test(posix.basename(below)));
    return [...found, ...(await Promise.all(next.map((below) => this.#besides(below, false)))).flat()];
  }

  async #detect(folder: string): Promise<readonly Site[]> {
    const entries = await this.#tree.entries(folder);
    const names = [...entries.keys()];
    const fits = siteKinds.filter(({ marks }) =>
      marks.every((mark) => names.some((name) => mark.test(name))),
    );
    const isNew = (kind: SiteKind, index: number): boolean =>
      fits.findIndex(({ name }) => name === kind.name) === index;
    return Promise.all(fits.filter(isNew).map((kind) => this.#read(folder, kind, names)));
  }

  async #read(root: string, kind: SiteKind, names: readonly string[]): Promise<Site> {
    const config = new SiteConfig(await this.#configText(root, kind.config, names));
    const absolute = (paths: readonly string[]): string[] => [
      ...new Set(paths.map((path) => posix.resolve(root, path))),
    ];
    const themes = kind.name === 'hugo' ? await this.#themesOf(root) : [];
    const aliases = [...(kind.aliases?.(config) ?? []), ...(await this.#pathAliases(root, names))];
    return {
      kind: kind.name,
      root,
      pages: absolute(kind.pages(config)),
      served: absolute(kind.served(config)),
      alsoRooted: [...absolute(kind.alsoRooted?.(config) ?? []), ...themes],
      mounts: (kind.mounts?.(config) ?? []).map(([folder, at]) => ({
        folder: posix.resolve(root, folder),
        at: posix.join('/', at).replace(/^\/|\/$/g, ''),
      })),
      basePath: kind.basePath?.(config) ?? '',
      output: absolute(kind.output?.(config) ?? []),
      aliases: aliases.map(([prefix, path]) => ({ prefix, folder: posix.resolve(root, path) })),
      config,
    };
  }

  async #configText(root: string, config: SiteKind['config'], names: readonly string[]): Promise<string> {
    const paths = config instanceof RegExp ? names.filter((name) => config.test(name)) : (config ?? []);
    const texts: string[] = [];
    for (const path of paths) {
      const text = await this.#tree.text(posix.join(root, path));
      if (text === undefined || text.length > longestConfig) continue;
      texts.push(text, ...(await this.#inherited(posix.join(root, path), text)));
    }
    return texts.join('\n');
  }

  /** What a configuration of MkDocs builds upon: its own keys come first and so win. */
  async #inherited(path: string, text: string): Promise<string[]> {
    const found: string[] = [];
    let [from, last] = [path, text];
    for (let level = 0; level < mostInherited; level++) {
      const base = /^INHERIT:[ \t]*["']?([^\s"'#]{1,300})/m.exec(last)?.[1];
      if (base === undefined) break;
      from = posix.join(posix.dirname(from), base);
      const inherited = await this.#tree.text(from);
      if (inherited === undefined || inherited.length > longestConfig) break;
      found.push(inherited);
      last = inherited;
    }
    return found;
  }

  /** What the themes of a Hugo site serve. */
  async #themesOf(root: string): Promise<string[]> {
    const themes = [...(await this.#tree.entries(posix.join(root, 'themes'))).keys()];
    return themes.flatMap((theme) =>
      ['static', 'assets'].map((name) => posix.join(root, 'themes', theme, name)),
    );
  }

  /** The aliases of `tsconfig.json` or `jsconfig.json`, like `"@assets/*": ["src/assets/*"]`. */
  async #pathAliases(root: string, names: readonly string[]): Promise<[prefix: string, folder: string][]> {
    const name = ['tsconfig.json', 'jsconfig.json'].find((file) => names.includes(file));
    const text = name === undefined ? undefined : await this.#tree.text(posix.join(root, name));
    if (text === undefined || text.length > longestConfig) return [];
    const base = /"baseUrl"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '.';
    return [...text.matchAll(/"([^"*\s]+\/)\*"\s*:\s*\[\s*"([^"*]*)\*"/g)].map(
      ([, prefix = '', folder = '']) => [prefix, posix.join(base, folder)],
    );
  }
}

/** The length of the path of the pages' folder that holds a document; 0 where none does. */
const depthOf = ({ pages }: Site, document: string): number =>
  Math.max(0, ...pages.filter((folder) => isBelow(folder, document)).map(({ length }) => length));
