import { posix } from 'node:path';
import { isImageAddress } from '../document/imageLinks.ts';
import { type FolderTree, isBelow } from '../sites/folderTree.ts';
import type { GitIgnore } from './gitIgnore.ts';
import type { Turns } from './turns.ts';

/** A file of the docs, found once however many symbolic links lead to it. */
export interface WalkedFile {
  /** The way to it from where the walk began. */
  path: string;
  /** Where it really lies. */
  realPath: string;
}

/** A symbolic link, to a file or a folder. */
interface WalkedLink {
  path: string;
  realPath: string;
}

export interface Walked {
  documents: WalkedFile[];
  images: WalkedFile[];
  /** Docs manifests. */
  manifests: WalkedFile[];
  /** Texts that may name images too: styles, scripts, templates, data, configurations. */
  others: WalkedFile[];
  links: WalkedLink[];
  /** False where there were more folders than are looked at. */
  isWhole: boolean;
}

export interface WalkDeps {
  tree: Pick<FolderTree, 'entries'>;
  /** Undefined where nothing is left out for Git. */
  git: Pick<GitIgnore, 'ignoresFile' | 'ignoresFolder'> | undefined;
  /** The path with all symbolic links followed; undefined where they lead nowhere. */
  realPath(path: string): Promise<string | undefined>;
  /** Whether there is a folder at a real path. */
  isFolder(path: string): Promise<boolean>;
  /** The folders that sites with their configuration in a folder are built into. */
  outputsOf(folder: string): Promise<readonly string[]>;
  turns: Pick<Turns, 'rest'>;
}

const mostFolders = 20_000;
const documentName = /\.(?:md|markdown|mdx)$/i;
/** What browsers don't show counts as well: it was put there by mistake, or is a source. */
const imageName = (name: string): boolean => isImageAddress(name) || /\.hei[cf]$/i.test(name);
/** Texts in the languages that sites and their tools are written in. */
const otherName =
  /\.(?:x?html?|css|s[ac]ss|less|styl|[cm]?[jt]sx?|vue|svelte|astro|json[c5]?|ya?ml|toml|xml|webmanifest|liquid|njk|ejs|hbs|mustache|pug|haml|slim|erb|php|twig|jinja2?|j2|tmpl|tpl|gotmpl|go|py|rb|rs|java|kt|swift|dart|cs|c|cc|cpp|h|hpp|mm?|exs?|lua|pl|r|sh|ps1|rst|adoc|asciidoc|org|tex|typ|txt|ipynb|mdoc|[rq]md|ini|cfg|conf|properties|plist|xaml|resx|csproj|qrc|gradle|csv|tsv)$/i;
/** They name packages alone. */
const lockName = /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|composer\.lock)$/;
const isOtherText = (name: string): boolean => otherName.test(name) && !lockName.test(name);
const manifestName = 'nano-banana.yaml';
/** Of the folders whose names begin with a dot these hold pages or their images. */
const openDots = new Set(['.github', '.vuepress', '.vitepress', '.gitbook', '.attachments']);
const isClosed = (name: string): boolean =>
  /^(?:node_modules|bower_components)$/.test(name) || (name.startsWith('.') && !openDots.has(name));
/** What lies in a folder with one of these was made by others: packages of Go, PHP and Python. */
const foreignMarks = ['modules.txt', 'autoload.php', 'pyvenv.cfg'];

/**
 * Finds documents, images and manifests below a folder, each once by its real path. Left out are `node_modules`,
 * hidden folders, what Git ignores and what sites are built into. Symbolic links are followed when all else was
 * looked at, so that a file that is there in its own right has its own name; a link to what is above is not
 * followed, because it would lead around in a circle.
 */
export async function walkFolder(
  start: string,
  deps: WalkDeps,
  isStopped: () => boolean = () => false,
): Promise<Walked> {
  const walk = new Walk(start, deps);
  await walk.run(isStopped);
  return walk.found;
}

interface Folder {
  path: string;
  realPath: string;
}

class Walk {
  readonly found: Walked = { documents: [], images: [], manifests: [], others: [], links: [], isWhole: true };
  readonly #start: string;
  readonly #deps: WalkDeps;
  readonly #seen = new Set<string>();
  readonly #outputs = new Set<string>();
  #links: WalkedLink[] = [];
  #left = mostFolders;

  constructor(start: string, deps: WalkDeps) {
    this.#start = start;
    this.#deps = deps;
  }

  async run(isStopped: () => boolean): Promise<void> {
    let level: Folder[] = [{ path: this.#start, realPath: this.#start }];
    while (level.length > 0 && !isStopped()) {
      if (level.length > this.#left) this.found.isWhole = false;
      const looked = level.slice(0, this.#left);
      this.#left -= looked.length;
      // One level after the other: what sites are built into is known before it is entered.
      const outputs = await Promise.all(looked.map(({ realPath }) => this.#deps.outputsOf(realPath)));
      for (const output of outputs.flat()) if (!isBelowOrAt(output, this.#start)) this.#outputs.add(output);
      const next = (await Promise.all(looked.map((folder) => this.#look(folder)))).flat();
      level = next.length > 0 ? next : await this.#follow();
    }
    const { documents, images, manifests, others } = this.found;
    Object.assign(this.found, {
      documents: this.#inOrder(documents),
      images: this.#inOrder(images),
      manifests: this.#inOrder(manifests),
      others: this.#inOrder(others),
    });
  }

  /** A site can be built into a folder that was entered before its configuration was. */
  #inOrder(files: readonly WalkedFile[]): WalkedFile[] {
    return files
      .filter(({ realPath }) => ![...this.#outputs].some((output) => isBelow(output, realPath)))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Takes up the files of a folder and gives the folders in it. */
  async #look(folder: Folder): Promise<Folder[]> {
    if (this.#seen.has(folder.realPath)) return [];
    this.#seen.add(folder.realPath);
    const below: Folder[] = [];
    for (const [name, kind] of await this.#deps.tree.entries(folder.realPath)) {
      await this.#deps.turns.rest();
      const path = posix.join(folder.path, name);
      const realPath = posix.join(folder.realPath, name);
      if (kind === 'folder') {
        if (!(await this.#isLeftOut(name, realPath))) below.push({ path, realPath });
      } else if (kind === 'file') await this.#take({ path, realPath });
      else await this.#keepLink(name, path, realPath);
    }
    return below;
  }

  async #isLeftOut(name: string, realPath: string): Promise<boolean> {
    if (isClosed(name) || this.#outputs.has(realPath)) return true;
    if (/^(?:vendor|v?env)$/.test(name)) {
      const entries = await this.#deps.tree.entries(realPath);
      if (foreignMarks.some((mark) => entries.has(mark))) return true;
    }
    return (await this.#deps.git?.ignoresFolder(realPath)) ?? false;
  }

  async #take(file: WalkedFile): Promise<void> {
    const name = posix.basename(file.path);
    const list = this.#listFor(name);
    if (list === undefined || this.#seen.has(file.realPath)) return;
    this.#seen.add(file.realPath);
    if (!(await this.#deps.git?.ignoresFile(file.realPath))) list.push(file);
  }

  #listFor(name: string): WalkedFile[] | undefined {
    if (documentName.test(name)) return this.found.documents;
    if (imageName(name)) return this.found.images;
    if (name === manifestName) return this.found.manifests;
    return isOtherText(name) ? this.found.others : undefined;
  }

  async #keepLink(name: string, path: string, own: string): Promise<void> {
    if (isClosed(name) || (await this.#deps.git?.ignoresFile(own))) return;
    const realPath = await this.#deps.realPath(own);
    if (realPath === undefined) return;
    this.found.links.push({ path, realPath });
    if (!isBelowOrAt(realPath, this.#start)) this.#links.push({ path, realPath });
  }

  async #follow(): Promise<Folder[]> {
    const links = this.#links.sort((a, b) => (a.path < b.path ? -1 : 1));
    this.#links = [];
    const folders: Folder[] = [];
    for (const link of links) {
      if (this.#seen.has(link.realPath)) continue;
      const name = posix.basename(link.realPath);
      if (!(await this.#deps.isFolder(link.realPath))) await this.#take(link);
      else if (!(await this.#isLeftOut(name, link.realPath))) folders.push(link);
    }
    return folders;
  }
}

/** Whether a folder holds the other one, or is it. */
const isBelowOrAt = (folder: string, other: string): boolean => folder === other || isBelow(folder, other);
