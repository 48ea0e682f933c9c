import { posix } from 'node:path';
import { encodedPath, partsOfAddress } from '../document/addressParts.ts';
import { type FormOfLink, isImageAddress } from '../document/imageLinks.ts';
import {
  type Base,
  type Candidate,
  candidatesFor,
  type DocumentPlace,
  usesDirectoryUrls,
} from './candidates.ts';
import { type DocsFiles, FolderTree, foldersUp, isBelow, type Located } from './folderTree.ts';
import { type Site, Sites, type SitesOfDocument } from './sites.ts';

/** What an address of a document leads to. */
export type Resolution =
  /** `caseDiffers`: the file is spelled otherwise, so that the address fails where cases are told apart. */
  | { state: 'found' | 'caseDiffers'; path: string; suffix: string; base: Base }
  /** `path`: where the site would look for it; undefined where that can't be known. */
  | { state: 'missing'; path: string | undefined; suffix: string }
  /** Decided when the site is built: nothing can be said of it. */
  | { state: 'unknown' }
  /** In the web, or in the address itself. */
  | { state: 'web' };

/** An address as a document has it, and the form of link that it is in. */
export interface Address {
  url: string;
  form: FormOfLink;
}

/**
 * The one way from an address to a file and back: for lenses, hovers, actions, the report and writing. Paths are
 * decoded paths of URIs.
 */
export class ImageResolver {
  readonly #tree: FolderTree;
  readonly #sites: Sites;

  constructor(files: DocsFiles) {
    this.#tree = new FolderTree(files);
    this.#sites = new Sites(this.#tree);
  }

  /** Files or configurations changed: everything is looked at anew. */
  forget(): void {
    this.#tree.forget();
    this.#sites.forget();
  }

  sitesOf({ document, root }: DocumentPlace): Promise<SitesOfDocument> {
    return this.#sites.of(document, root);
  }

  /** The folders that the sites whose configuration lies in a folder are built into; never one that they are made of. */
  async outputsOf(folder: string): Promise<string[]> {
    const sites = await this.#sites.in(folder);
    const sources = sites.flatMap(({ pages, served }) => [...pages, ...served]);
    const isSource = (output: string): boolean =>
      sources.some((source) => source === output || isBelow(output, source));
    return sites.flatMap(({ output }) => output).filter((output) => !isSource(output));
  }

  async resolve(place: DocumentPlace, { url, form }: Address): Promise<Resolution> {
    const parts = partsOfAddress(url);
    if (parts.kind === 'web' || parts.kind === 'unknown') return { state: parts.kind };
    const { suffix } = parts;
    if (form === 'wiki') return this.#byName(place, parts.path, suffix);
    const sites = await this.sitesOf(place);
    const { all, preferred, mayBeElsewhere } = candidatesFor(place, sites, parts, form);
    const located = await this.#firstOf(place, all);
    if (located) return { ...located, suffix };
    const isVault =
      place.usesWikiLinks === true ||
      sites.all.some(({ kind }) => kind === 'obsidian') ||
      sites.own?.kind === 'writerside';
    const named =
      isVault && parts.kind !== 'rooted' ? await this.#byName(place, parts.path, suffix) : undefined;
    if (named && named.state !== 'missing') return named;
    if (mayBeElsewhere) return { state: 'unknown' };
    return { state: 'missing', path: url.endsWith(anyType) ? undefined : preferred?.path, suffix };
  }

  /**
   * The address of a file in a document, written as the site and the document write theirs.
   * @param like the addresses whose way is followed, the most telling first: the one that is replaced, or all others
   */
  async addressOf(
    place: DocumentPlace,
    path: string,
    form: FormOfLink,
    like: readonly Address[],
  ): Promise<string> {
    if (form === 'wiki') return this.nameOf(place, path);
    const found = await Promise.all(like.slice(0, mostLike).map((address) => this.resolve(place, address)));
    const bases = found.flatMap((resolution) => ('base' in resolution ? [resolution.base] : []));
    const { own } = await this.sitesOf(place);
    const isServed = own?.served.some((folder) => isBelow(folder, path) && !isBelow(folder, place.document));
    for (const base of byFrequency(bases)) {
      const url = from(base, path);
      // What is served from the root is nowhere else once the site is built.
      const leadsAstray = base.climbs && isServed && own !== undefined && servesByRoot.has(own.kind);
      if (url !== undefined && !leadsAstray && (form !== 'html' || isSafeInHtml(own, base)))
        return form === 'html' && own?.kind === 'vitepress' ? dotted(url) : url;
    }
    return this.#usualAddress(place, own, path, form, styleOf(like));
  }

  /** Where a new image of a page goes that shows none yet; undefined where that is beside the page. */
  async folderForNew(place: DocumentPlace): Promise<string | undefined> {
    const { own } = await this.sitesOf(place);
    if (own === undefined) return undefined;
    const beside = posix.dirname(place.document);
    if (own.kind === 'obsidian') return this.#attachments(await this.#vaultOf(place), beside);
    const isBundle = own.kind === 'hugo' && /^_?index\b/.test(posix.basename(place.document));
    const [served] = own.served;
    if (!findsByRoot.has(own.kind) || isBundle || served === undefined) return undefined;
    for (const name of ['images', 'img', 'assets/images', 'assets/img', 'assets', 'media']) {
      const folder = posix.join(served, name);
      if ((await this.#tree.entries(folder)).size > 0) return folder;
    }
    return posix.join(served, own.kind === 'jekyll' ? 'assets/images' : 'images');
  }

  /** The name of a file for `![[…]]`: alone where it is the only one of the vault. */
  async nameOf({ root, document }: DocumentPlace, path: string): Promise<string> {
    const vault = await this.#vaultOf({ root, document });
    const name = posix.basename(path);
    const all = await this.#tree.named(vault, name);
    return all.every((other) => other === path) || !isBelow(vault, path) ? name : posix.relative(vault, path);
  }

  #usualAddress(
    { document }: DocumentPlace,
    own: Site | undefined,
    path: string,
    form: FormOfLink,
    dot: boolean,
  ): string {
    const served = own?.served.find((folder) => isBelow(folder, path));
    if (own && served && servesByRoot.has(own.kind))
      return `${rootPrefix(own)}${encodedPath(posix.relative(served, path))}`;
    const folder =
      own && form === 'html'
        ? (pageFolder(own, document) ?? posix.dirname(document))
        : posix.dirname(document);
    const isDotted = dot || (form === 'html' && own?.kind === 'vitepress') || own?.kind === 'astro';
    return from({ prefix: isDotted ? './' : '', folder, climbs: true }, path) ?? '';
  }

  async #firstOf(
    { root, document }: DocumentPlace,
    candidates: readonly Candidate[],
  ): Promise<{ state: 'found' | 'caseDiffers'; path: string; base: Base } | undefined> {
    let other: { path: string; base: Base } | undefined;
    const asked = new Set<string>();
    for (const { path, base } of candidates) {
      if (asked.has(path)) continue;
      asked.add(path);
      const start = isBelow(root, path) ? root : posix.dirname(document);
      const located = path.endsWith(anyType)
        ? await this.#ofAnyType(start, path)
        : await this.#tree.locate(start, path);
      if (located?.exact) return { state: 'found', path: located.path, base };
      if (located && other === undefined) other = { path: located.path, base };
    }
    return other && { state: 'caseDiffers', ...other };
  }

  /** The image of that name, whatever its type: of several the first by the alphabet. */
  async #ofAnyType(start: string, path: string): Promise<Located | undefined> {
    const folder = await this.#tree.locate(start, posix.dirname(path));
    if (folder === undefined) return undefined;
    const stem = posix.basename(path, anyType);
    const names = [...(await this.#tree.entries(folder.path)).keys()].sort();
    const name = names.find((one) => isImageAddress(one) && posix.parse(one).name === stem);
    return name === undefined ? undefined : { path: posix.join(folder.path, name), exact: folder.exact };
  }

  /** By its name alone, wherever it is in the vault: the nearest to the document wins. */
  async #byName(place: DocumentPlace, written: string, suffix: string): Promise<Resolution> {
    const folder = posix.dirname(place.document);
    const vault = await this.#vaultOf(place);
    const plain = posix.normalize(written).replace(/^(?:\.{0,2}\/)+/, '');
    for (const at of new Set([posix.join(folder, written), posix.join(vault, plain)])) {
      const located = await this.#tree.locate(isBelow(vault, at) ? vault : folder, at);
      if (located)
        return {
          state: 'found',
          path: located.path,
          suffix,
          base: { prefix: '', folder: vault, climbs: false },
        };
    }
    const all = await this.#tree.named(vault, posix.basename(plain));
    // Vaults don't tell cases apart.
    const fits = all.filter((path) => path.toLowerCase().endsWith(`/${plain.toLowerCase()}`));
    const [first] = [...fits].sort((a, b) => distance(folder, a) - distance(folder, b));
    if (first)
      return { state: 'found', path: first, suffix, base: { prefix: '', folder: vault, climbs: false } };
    return {
      state: 'missing',
      path: posix.join(await this.#attachments(vault, folder), posix.basename(plain)),
      suffix,
    };
  }

  async #vaultOf({ document, root }: DocumentPlace): Promise<string> {
    for (const folder of foldersUp(document, root)) {
      if ((await this.#tree.entries(folder)).has('.obsidian')) return folder;
    }
    return root;
  }

  /** Where Obsidian puts new files, by its own setting. */
  async #attachments(vault: string, folder: string): Promise<string> {
    const text = await this.#tree.text(posix.join(vault, '.obsidian/app.json'));
    const set = /"attachmentFolderPath"\s*:\s*"([^"]*)"/.exec(text ?? '')?.[1];
    if (set === undefined) return folder;
    return set.startsWith('./') ? posix.join(folder, set) : posix.join(vault, set);
  }
}

/** Sphinx and MyST choose the type that fits what they build. */
const anyType = '.*';

/** No more addresses of a document are looked at for its style. */
const mostLike = 60;

/** Sites that rewrite nothing below their public folder: what lies there is named from the root. */
const servesByRoot = new Set<Site['kind']>([
  'docusaurus',
  'vitepress',
  'vuepress',
  'astro',
  'hugo',
  'hexo',
  'jekyll',
  'next',
  'gatsby',
]);

/** These find an image beside its page by luck only: the page's address is not that of its file. */
const findsByRoot = new Set<Site['kind']>(['hugo', 'hexo', 'jekyll', 'next']);

/** These put their base path before root-absolute addresses by themselves. */
const addsBasePath = new Set<Site['kind']>(['docusaurus', 'vitepress', 'vuepress', 'gatsby']);

function rootPrefix({ kind, basePath }: Site): string {
  if (basePath === '' || addsBasePath.has(kind)) return '/';
  return kind === 'jekyll' ? '{{ site.baseurl }}/' : `${basePath}/`;
}

/** Where the relative addresses in raw HTML start from, when that is not the document's own folder. */
function pageFolder(own: Site, document: string): string | undefined {
  const { kind, pages } = own;
  if (kind !== 'mkdocs' || !usesDirectoryUrls(own)) return undefined;
  if (!pages.some((folder) => isBelow(folder, document))) return undefined;
  return document.replace(/(?:\/(?:index|readme))?\.[^./]*$/i, '');
}

/** Whether raw HTML finds its image by the same address as Markdown does. */
const isSafeInHtml = (own: Site | undefined, { climbs }: Base): boolean => own?.kind !== 'mkdocs' || !climbs;

/** Vue takes what begins with no dot for an address of the web. */
const dotted = (url: string): string => (/^[.~@{/]/.test(url) ? url : `./${url}`);

function from({ prefix, folder, climbs, tail }: Base, path: string): string | undefined {
  if (!climbs && !isBelow(folder, path)) return undefined;
  if (tail) return prefix + posix.relative(folder, path) + tail;
  const relative = encodedPath(posix.relative(folder, path));
  return prefix === './' && relative.startsWith('.') ? relative : prefix + relative;
}

/** Whether most of the relative addresses begin with a dot. */
function styleOf(addresses: readonly Address[]): boolean {
  const below = addresses.filter(({ url }) => /^(?!\.\.\/|[a-z][a-z\d+.-]*:|[/#{@~])./i.test(url));
  return below.filter(({ url }) => url.startsWith('./')).length * 2 > below.length;
}

function byFrequency(bases: readonly Base[]): Base[] {
  const counts = new Map<string, { base: Base; count: number }>();
  for (const base of bases) {
    const key = JSON.stringify(base);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { base, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ base }) => base);
}

const distance = (folder: string, path: string): number => posix.relative(folder, path).split('/').length;
