import { posix } from 'node:path';

export type EntryKind = 'file' | 'folder' | 'other';

/** What is asked of the file system, by decoded paths of URIs. */
export interface DocsFiles {
  /** The names in a folder, without `.` and `..`; undefined where there is no such folder. */
  list(folder: string): Promise<ReadonlyMap<string, EntryKind> | undefined>;
  /** The whole text of a small file; undefined where it can't be read. */
  readText(path: string): Promise<string | undefined>;
}

/** A file that an address may mean. */
export interface Located {
  /** As the file system spells it. */
  path: string;
  /** False where only the case of letters differs from what was asked for. */
  exact: boolean;
}

/** A longer file is no configuration. Bytes. */
export const longestConfig = 500_000;

const none: ReadonlyMap<string, EntryKind> = new Map();

/** More folders are not walked when a name is looked for in a whole vault. */
const mostFolders = 5000;

/** Folders that hold no pages and none of their images. */
export const isPassedOver = (name: string): boolean =>
  name === 'node_modules' || (name.startsWith('.') && name !== '.github');

/** The folders of a workspace, each listed once until `forget`. */
export class FolderTree {
  readonly #files: DocsFiles;
  readonly #entries = new Map<string, Promise<ReadonlyMap<string, EntryKind>>>();
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #names = new Map<string, Promise<ReadonlyMap<string, string[]>>>();
  readonly #folded = new WeakMap<ReadonlyMap<string, EntryKind>, Map<string, string>>();

  constructor(files: DocsFiles) {
    this.#files = files;
  }

  /** Files came or went: everything is asked anew. */
  forget(): void {
    this.#entries.clear();
    this.#texts.clear();
    this.#names.clear();
  }

  /** The names in a folder; none where there is no such folder. */
  entries(folder: string): Promise<ReadonlyMap<string, EntryKind>> {
    const known = this.#entries.get(folder);
    if (known !== undefined) return known;
    const asked = this.#files.list(folder).then(
      (entries) => entries ?? none,
      () => none,
    );
    this.#entries.set(folder, asked);
    return asked;
  }

  text(path: string): Promise<string | undefined> {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const asked = this.#files.readText(path).catch(() => undefined);
    this.#texts.set(path, asked);
    return asked;
  }

  /**
   * Where a path leads, step by step from a folder that is known to be there: a file system that doesn't tell
   * cases apart would else say yes to what fails on the server.
   */
  async locate(from: string, path: string): Promise<Located | undefined> {
    let folder = commonFolder(from, path);
    let exact = true;
    const steps = posix.relative(folder, path).split('/');
    for (const [index, step] of steps.entries()) {
      if (step === '') return undefined;
      const entries = await this.entries(folder);
      const name = this.#nameIn(entries, step);
      if (name === undefined) return undefined;
      exact &&= name.normalize() === step.normalize();
      const isOnTheWay = index < steps.length - 1 && entries.get(name) === 'file';
      const target = isOnTheWay ? await this.#writtenLink(posix.join(folder, name)) : name;
      if (target === undefined) return undefined;
      folder = posix.join(folder, target);
    }
    return { path: folder, exact };
  }

  /** Where Git can't make symbolic links, as on Windows, it writes a file that holds the way. */
  async #writtenLink(path: string): Promise<string | undefined> {
    const text = await this.text(path);
    return text !== undefined && /^[^\0\n\r]{1,1000}\n?$/.test(text) ? text.trimEnd() : undefined;
  }

  /** All files of a name below a folder, in any case of letters, the least deep first. */
  async named(root: string, name: string): Promise<readonly string[]> {
    const known = this.#names.get(root) ?? this.#walk(root);
    this.#names.set(root, known);
    return (await known).get(fold(name)) ?? [];
  }

  #nameIn(entries: ReadonlyMap<string, EntryKind>, step: string): string | undefined {
    if (entries.has(step)) return step;
    let folded = this.#folded.get(entries);
    if (folded === undefined) {
      folded = new Map([...entries.keys()].reverse().map((name) => [fold(name), name]));
      this.#folded.set(entries, folded);
    }
    return folded.get(fold(step));
  }

  async #walk(root: string): Promise<ReadonlyMap<string, string[]>> {
    const found = new Map<string, string[]>();
    let level = [root];
    let left = mostFolders;
    while (level.length > 0 && left > 0) {
      const next: string[] = [];
      const listed = await Promise.all(level.slice(0, left).map((folder) => this.entries(folder)));
      listed.forEach((entries, index) => {
        for (const [name, kind] of entries) {
          const path = posix.join(level[index] ?? root, name);
          if (kind === 'folder') {
            if (!isPassedOver(name)) next.push(path);
          } else found.set(fold(name), [...(found.get(fold(name)) ?? []), path]);
        }
      });
      left -= level.length;
      level = next;
    }
    return found;
  }
}

const fold = (name: string): string => name.normalize().toLowerCase();

export const isBelow = (folder: string, path: string): boolean =>
  path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The deepest folder that holds both. */
function commonFolder(from: string, path: string): string {
  let folder = from;
  while (!isBelow(folder, path) && folder !== posix.dirname(folder)) folder = posix.dirname(folder);
  return folder;
}

/** The folders from that of a document up to the root, which is the last one. */
export function foldersUp(document: string, root: string): string[] {
  const found: string[] = [];
  for (let folder = posix.dirname(document); ; folder = posix.dirname(folder)) {
    found.push(folder);
    if (folder === root || folder === posix.dirname(folder) || !isBelow(root, folder)) return found;
  }
}
