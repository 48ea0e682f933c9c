import { type DocumentParts, emptyParts } from '../document/documentParts.ts';
import { mayHaveImages } from '../document/imageLinks.ts';
import { type DocumentPlace, placesIn } from '../sites/candidates.ts';
import { type DocsFiles, FolderTree, foldersUp, isBelow } from '../sites/folderTree.ts';
import { ImageResolver } from '../sites/imageResolver.ts';
import { writingRulesOf } from '../writing/writingRules.ts';
import { type Walked, type WalkedFile, walkFolder } from './folderWalk.ts';
import { GitIgnore, repositoryAbove } from './gitIgnore.ts';
import type { Measured } from './report.ts';
import { Turns } from './turns.ts';

/** What the report asks of files, by decoded paths of URIs. */
export interface ReportFiles extends DocsFiles {
  /** The path with all symbolic links followed; undefined where they lead nowhere. */
  realPath(path: string): Promise<string | undefined>;
  /** The text of a document as it stands now; undefined where it is too long or can't be read. */
  readDocument(path: string): Promise<string | undefined>;
  /** Reads Markdown where nobody waits for it; without it, it is read in this thread. */
  readParts?(text: string, isMdx: boolean): Promise<DocumentParts>;
  /** Undefined where there is no such file any more. */
  measure(path: string): Promise<Measured | undefined>;
  uriOf(path: string): string;
  /** The paths of all that docs manifests make, and of what they make it from. */
  filesOfManifests(manifests: readonly { uri: string; text: string }[]): Promise<readonly string[]>;
}

/** A folder in its repository. All paths are such as begin with the root's, however that was reached. */
export class DocsPlace {
  readonly root: string;
  readonly folder: string;
  readonly resolver: ImageResolver;
  readonly #files: ReportFiles;
  readonly #tree: FolderTree;
  readonly #git: GitIgnore;
  readonly #realRoot: string;
  readonly #turns: Turns;
  readonly #real = new Map<string, Promise<string | undefined>>();

  private constructor(
    files: ReportFiles,
    tree: FolderTree,
    at: Record<'root' | 'repository' | 'realRoot', string>,
    folder: string,
    turns: Turns,
  ) {
    this.#turns = turns;
    const { root, repository, realRoot } = at;
    this.root = root;
    this.folder = folder;
    this.#files = files;
    this.#tree = tree;
    this.#realRoot = realRoot;
    const readText = (path: string) => tree.text(path);
    this.#git = new GitIgnore(repository, readText);
    this.resolver = new ImageResolver({ list: (path) => tree.entries(path), readText });
  }

  static async of(
    files: ReportFiles,
    folder: string,
    root: string | undefined,
    turns = new Turns(),
  ): Promise<DocsPlace> {
    const tree = new FolderTree(files);
    const asked = withoutSlash(folder);
    const hasGit = async (above: string) => (await tree.entries(above)).has('.git');
    const repository = await repositoryAbove(withoutSlash(root ?? asked), hasGit);
    const top = withoutSlash(root ?? repository ?? asked);
    const realRoot = (await files.realPath(top)) ?? top;
    const at = { root: top, repository: repository ?? top, realRoot };
    const place = new DocsPlace(files, tree, at, asked, turns);
    const real = await place.realPath(asked);
    return real === undefined || real === asked || !isBelow(top, real)
      ? place
      : new DocsPlace(files, tree, at, real, turns);
  }

  /** Relative to the root, for people. */
  nameOf(path: string): string {
    if (path === this.root) return path.slice(path.lastIndexOf('/') + 1);
    return isBelow(this.root, path) ? path.slice(this.root.replace(/\/$/, '').length + 1) : path;
  }

  realPath(path: string): Promise<string | undefined> {
    const known = this.#real.get(path);
    if (known !== undefined) return known;
    const asked = this.#files.realPath(path).then(
      (real) => real && this.#asInRoot(real),
      () => undefined,
    );
    this.#real.set(path, asked);
    return asked;
  }

  /** The root itself may have been reached by a link. */
  #asInRoot(real: string): string {
    if (real === this.#realRoot) return this.root;
    return isBelow(this.#realRoot, real) ? this.root + real.slice(this.#realRoot.length) : real;
  }

  /** Where Git ignores the folder itself, it was meant all the same. */
  async walk(start: string, isStopped: () => boolean): Promise<Walked> {
    const git = (await this.#git.ignoresFolder(start)) ? undefined : this.#git;
    const outputsOf = async (folder: string): Promise<string[]> => {
      const above = folder === start ? foldersUp(`${folder}/.`, this.root) : [folder];
      return (await Promise.all(above.map((each) => this.resolver.outputsOf(each)))).flat();
    };
    const isFolder = async (path: string) =>
      (await this.#files.list(path).catch(() => undefined)) !== undefined;
    const deps = {
      tree: this.#tree,
      git,
      isFolder,
      outputsOf,
      realPath: (path: string) => this.realPath(path),
      turns: this.#turns,
    };
    return walkFolder(start, deps, isStopped);
  }

  /** A document that is reached by symbolic links stands in several places, and its addresses may count from each. */
  placesOf({ path, realPath }: WalkedFile, { links }: Walked, text: string): DocumentPlace[] {
    const others = links.flatMap((link) => {
      if (link.realPath === realPath) return [link.path];
      return isBelow(link.realPath, realPath) ? [link.path + realPath.slice(link.realPath.length)] : [];
    });
    return [...new Set([path, realPath, ...others])].map((document) => ({
      document,
      root: this.root,
      ...placesIn(text),
    }));
  }

  async read(path: string, text: string): Promise<DocumentParts> {
    if (!mayHaveImages(text)) return emptyParts(text, false);
    const { own } = await this.resolver.sitesOf({ document: path, root: this.root });
    const { isMdx } = writingRulesOf(own, path);
    if (this.#files.readParts) return this.#files.readParts(text, isMdx);
    const { readDocument } = await import('../reading/reading.ts');
    await this.#turns.rest();
    return readDocument(text, isMdx);
  }

  /** What docs manifests make, and what they make it from. */
  async manifestFiles(...walked: readonly Walked[]): Promise<readonly string[]> {
    const paths = new Set(walked.flatMap(({ manifests }) => manifests.map(({ path }) => path)));
    const read = await Promise.all(
      [...paths].map(async (path) => {
        const text = await this.#files.readDocument(path);
        return text === undefined ? [] : [{ uri: this.#files.uriOf(path), text }];
      }),
    );
    return this.#files.filesOfManifests(read.flat());
  }
}

const withoutSlash = (path: string): string => path.replace(/(.)\/$/, '$1');
