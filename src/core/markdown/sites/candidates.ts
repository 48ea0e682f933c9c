import { posix } from 'node:path';
import type { AddressParts } from '../document/addressParts.ts';
import type { FormOfLink } from '../document/imageLinks.ts';
import { foldersUp, isBelow } from './folderTree.ts';
import type { Site, SitesOfDocument } from './sites.ts';

/** What an address starts from: the same start serves to write another one. */
export interface Base {
  /** What is written before the path. */
  prefix: string;
  /** The folder that the prefix stands for; a page's own may not exist on the disk. */
  folder: string;
  /** Whether the path may climb out of the folder. */
  climbs: boolean;
  /** What is written behind the path, within a template. */
  tail?: string;
}

export interface Candidate {
  path: string;
  base: Base;
}

export interface Candidates {
  /** In the order in which they count. */
  all: readonly Candidate[];
  /** Where a file that is nowhere belongs; undefined where that can't be known. */
  preferred: Candidate | undefined;
  /** Whether what is nowhere may still be there when the site is built. */
  mayBeElsewhere: boolean;
}

export interface DocumentPlace {
  /** The decoded path of the document's URI. */
  document: string;
  /** The workspace folder, or another one above the document that is looked through. */
  root: string;
  /** Whether it writes its links as `[[…]]`: then a name alone may mean a file anywhere. */
  usesWikiLinks?: boolean;
  /** The folder that its front matter says its images are in. */
  imageFolder?: string | undefined;
}

/** What a document says of the places of all its images. */
export const placesIn = (text: string): Pick<DocumentPlace, 'usesWikiLinks' | 'imageFolder'> => ({
  usesWikiLinks: text.includes('[['),
  imageFolder: imageFolder.exec(text.slice(0, mostOfFront))?.[1]?.trim(),
});
const mostOfFront = 5000;
/** Of Chirpy, a theme of Jekyll, and of Typora. */
const imageFolder =
  /^\uFEFF?---[ \t]*\r?\n(?:(?!---)[^\n]*\n)*?(?:media_subpath|img_path|typora-root-url):[ \t]*["']?([^"'\r\n]{1,300})/;

type LocalParts = Extract<AddressParts, { path: string }>;

/** So many of the first steps of an address may be known to the host of the site alone. */
const mostUnknownSteps = 3;
/** Folders that sites serve from their root, for a site that is not known by its configuration. */
const usuallyServed = [
  '.',
  'static',
  'public',
  'src/public',
  'src/assets',
  'src',
  'assets',
  'source',
  'content',
  'docs',
  'docs/public',
  'docs/static',
  'docs/.vuepress/public',
  '.vuepress/public',
];
/** Parts that other documents include: whose folder a relative address starts from is known to those alone. */
const included =
  /(?:^|\/)_?(?:includes?|partials?|snippets?|shared|fragments?|layouts|common|reuse|reusables|templates?)\//i;
/** As a page of GitHub or GitLab has it: `../blob/main/img/a.png?raw=true`. */
const shownByHost = /^(?:\.{1,2}\/)+(?:[\w.-]+\/)*?(?:-\/)?(?:blob|raw|tree)\/[^/]+\/(.+)$/;
const locale = /^[a-z]{2}(?:[-_][A-Za-z]{2,4})?$/;

export function candidatesFor(
  place: DocumentPlace,
  sites: SitesOfDocument,
  parts: LocalParts,
  form: FormOfLink,
): Candidates {
  if (parts.kind === 'rooted') return rooted(place, sites, parts);
  if (parts.kind === 'alias') return aliased(place, sites, parts);
  return relative(place, sites, parts, form);
}

function rooted(
  { document, root, imageFolder }: DocumentPlace,
  { own, all }: SitesOfDocument,
  parts: LocalParts,
): Candidates {
  const { path, lead, tail } = parts;
  const found: Candidate[] = [];
  const add = (folder: string, prefix: string, rest: string): void => {
    const at = posix.join(folder, rest);
    if (isBelow(folder, at)) found.push({ path: at, base: { prefix, folder, climbs: false, tail } });
  };
  const ordered = own === undefined ? all : [own, ...all.filter((site) => site !== own)];
  for (const site of ordered) {
    const base = site.basePath.slice(1);
    const folders = [...site.served, ...site.alsoRooted];
    if (base !== '' && isBelow(base, path)) {
      for (const folder of folders) add(folder, `${lead}${base}/`, path.slice(base.length + 1));
    }
    for (const folder of folders) add(folder, lead, path);
    for (const { folder, at } of site.mounts) {
      const below = at === '' ? path : isBelow(at, path) ? path.slice(at.length + 1) : undefined;
      if (below !== undefined) add(folder, at === '' ? lead : `${lead}${at}/`, below);
    }
  }
  const preferred = found.find(({ base }) => own !== undefined && own.served[0] === base.folder);
  if (imageFolder !== undefined) add(posix.resolve(posix.dirname(document), imageFolder), lead, path);
  const above = foldersUp(document, root);
  for (const folder of above) for (const name of usuallyServed) add(posix.join(folder, name), lead, path);
  // A base path that only the host of the site knows, the language of a copy, a version.
  const steps = path.split('/');
  for (let taken = 1; taken <= mostUnknownSteps && taken < steps.length; taken++) {
    const before = `${lead}${steps.slice(0, taken).join('/')}/`;
    const rest = steps.slice(taken).join('/');
    // A name alone would be found anywhere.
    if (taken > 1 && !rest.includes('/')) break;
    for (const site of ordered) {
      for (const folder of [...site.served, ...site.alsoRooted]) add(folder, before, rest);
    }
    add(root, before, rest);
  }
  // What pages of other languages share with the first one.
  for (const site of ordered) {
    for (const folder of site.pages)
      for (const name of ['en', 'docs']) add(posix.join(folder, name), lead, path);
  }
  const asRepository = {
    path: posix.join(root, path),
    base: { prefix: lead, folder: root, climbs: false, tail },
  };
  return {
    all: found,
    preferred: preferred ?? (all.length === 0 ? asRepository : undefined),
    // Documents of Microsoft name from the root what other repositories publish.
    mayBeElsewhere: !parts.certain || (own === undefined ? all.length > 0 : own.kind === 'docfx'),
  };
}

function aliased(place: DocumentPlace, { own, all }: SitesOfDocument, parts: LocalParts): Candidates {
  const { path } = parts;
  const found: Candidate[] = [];
  const add = (folder: string, prefix: string): void => {
    found.push({
      path: posix.join(folder, path.slice(prefix.length)),
      base: { prefix, folder, climbs: false },
    });
  };
  let known: Candidate | undefined;
  for (const site of own === undefined ? all : [own, ...all.filter((other) => other !== own)]) {
    for (const { prefix, folder } of site.aliases) if (path.startsWith(prefix)) add(folder, prefix);
    // Of several folders with one alias, which is meant shows what is there.
    if (site === own && found.length === 1) known = found[0];
  }
  const prefix = path.slice(0, path.indexOf('/') + 1);
  for (const folder of foldersUp(place.document, place.root)) {
    if (prefix === '@site/') add(folder, prefix);
    if (prefix === '~/' || prefix === '@/')
      for (const below of ['src', '.', 'app']) add(posix.join(folder, below), prefix);
  }
  // A folder can have such a name, too.
  const folder = posix.dirname(place.document);
  found.push({ path: posix.join(folder, path), base: { prefix: '', folder, climbs: true } });
  return { all: found, preferred: known, mayBeElsewhere: known === undefined };
}

function relative(
  { document, root, imageFolder }: DocumentPlace,
  { own, all }: SitesOfDocument,
  { path, lead }: LocalParts,
  form: FormOfLink,
): Candidates {
  const folder = posix.dirname(document);
  const prefix = path.startsWith('./') ? './' : lead;
  const beside = { path: posix.join(folder, path), base: { prefix, folder, climbs: true } };
  const pages = pageRelative(document, all, path);
  const isHtml = form === 'html';
  const byPage = isHtml && own?.kind === 'mkdocs' && usesDirectoryUrls(own);
  const ordered = byPage ? [...pages, beside] : [beside, ...pages];
  if (own !== undefined) ordered.push(...ofOtherLanguages(document, own, path));
  if (imageFolder !== undefined) {
    for (const from of own?.served ?? [root]) {
      const at = posix.join(from, imageFolder);
      ordered.push({ path: posix.join(at, path), base: { prefix, folder: at, climbs: true } });
    }
  }
  const onHost = shownByHost.exec(path)?.[1];
  if (onHost !== undefined)
    ordered.push({
      path: posix.join(root, onHost),
      base: { prefix: path.slice(0, -onHost.length), folder: root, climbs: false },
    });
  const isTheme = form === 'frontMatter' || form === 'shortcode';
  const isIncluded = included.test(posix.relative(root, document));
  if (isTheme || isIncluded || own?.kind === 'wiki' || own?.kind === 'jekyll' || own?.kind === 'hexo') {
    // The theme, the page that includes this one, or the address of a page decides.
    const rest = path.replace(/^(?:\.{1,2}\/)+/, '');
    const served = all.flatMap((site) => [...site.served, ...site.alsoRooted]);
    for (const from of [...served, ...foldersUp(document, root)]) {
      for (const below of ['.', 'images', 'img', 'assets', 'assets/images', 'static']) {
        const at = posix.join(from, below);
        ordered.push({ path: posix.join(at, rest), base: { prefix, folder: at, climbs: false } });
      }
    }
  }
  const canKnow = !isTheme && !isIncluded && placeIsKnown(own, document);
  return {
    all: ordered,
    preferred: canKnow ? ordered[0] : undefined,
    // Of another branch nothing is known here.
    mayBeElsewhere: isTheme || isIncluded || onHost !== undefined || imageFolder !== undefined,
  };
}

/** Whether MkDocs serves `a.md` as `a/`, as it does unless it is told otherwise. */
export const usesDirectoryUrls = ({ config }: Site): boolean =>
  config.value('use_directory_urls') !== 'false';

/** Whether a page's address follows from its path, so that one knows where its relative addresses lead. */
function placeIsKnown(own: Site | undefined, document: string): boolean {
  if (own?.kind === 'hugo') return /^_?index\b/.test(posix.basename(document));
  if (own?.kind === 'jekyll' || own?.kind === 'hexo') return !/\/_(?!site)[^/]*\//.test(document);
  return true;
}

/** Relative to the page's own address: `docs/a.md` is served as `docs/a/` or as `docs/a`. */
function pageRelative(document: string, sites: readonly Site[], path: string): Candidate[] {
  const found: Candidate[] = [];
  for (const site of sites) {
    for (const source of site.pages) {
      // What lies beside a site's configuration may be made of its pages.
      const from = isBelow(source, document) ? source : isBelow(site.root, document) ? site.root : undefined;
      if (from === undefined) continue;
      const page = posix.relative(from, document).replace(/\.[^./]*$/, '');
      const own = page.replace(/(?:^|\/)(?:_?index|readme)$/i, '');
      for (const folder of new Set([own, posix.dirname(page)])) {
        const prefix = '';
        // As a browser does it, no address climbs above the root.
        const target = posix.join('/', folder, path).slice(1);
        for (const from of [source, ...site.served, ...site.alsoRooted]) {
          found.push({
            path: posix.join(from, target),
            base: { prefix, folder: posix.join(from, folder), climbs: true },
          });
        }
      }
    }
  }
  return found;
}

/** A translated page shows the images of the first language where it has none of its own. */
function ofOtherLanguages(document: string, { pages }: Site, path: string): Candidate[] {
  const found: Candidate[] = [];
  for (const source of pages) {
    if (!isBelow(source, document)) continue;
    // Where each language has a folder of its own.
    for (const other of pages) {
      const folder = posix.join(other, posix.dirname(posix.relative(source, document)));
      if (other !== source)
        found.push({ path: posix.join(folder, path), base: { prefix: '', folder, climbs: true } });
    }
    const [first = '', ...rest] = posix.relative(source, document).split('/');
    if (!locale.test(first) || rest.length === 0) continue;
    for (const other of ['.', 'en']) {
      const folder = posix.join(source, other, posix.dirname(rest.join('/')));
      found.push({ path: posix.join(folder, path), base: { prefix: '', folder, climbs: true } });
    }
  }
  return found;
}
