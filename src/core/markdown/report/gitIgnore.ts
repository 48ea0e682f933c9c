import { posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The text of a small file by its decoded path; undefined where there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/**
 * Tells what Git ignores below a folder, by the `.gitignore` files in it and `.git/info/exclude`
 * (https://git-scm.com/docs/gitignore): the deepest file that knows a path decides, and nothing comes back from
 * within an ignored folder. What is ignored and was added all the same counts as ignored.
 */
export class GitIgnore {
  readonly #root: string;
  readonly #read: ReadText;
  readonly #rules = new Map<string, Promise<Ignore | undefined>>();
  readonly #folders = new Map<string, Promise<boolean>>();

  /** @param root decoded path of the repository, or of the folder that stands for it */
  constructor(root: string, read: ReadText) {
    this.#root = root.replace(/\/$/, '');
    this.#read = read;
  }

  /** Whether a file is ignored, by its decoded path. */
  async ignoresFile(path: string): Promise<boolean> {
    return (await this.ignoresFolder(posix.dirname(path))) || this.#decides(path, '');
  }

  ignoresFolder(path: string): Promise<boolean> {
    if (!path.startsWith(`${this.#root}/`)) return Promise.resolve(false);
    const known = this.#folders.get(path) ?? this.#looksAtFolder(path);
    this.#folders.set(path, known);
    return known;
  }

  async #looksAtFolder(path: string): Promise<boolean> {
    return (await this.ignoresFolder(posix.dirname(path))) || this.#decides(path, '/');
  }

  async #decides(path: string, end: '' | '/'): Promise<boolean> {
    if (!path.startsWith(`${this.#root}/`)) return false;
    for (
      let folder = posix.dirname(path);
      folder.length >= this.#root.length;
      folder = posix.dirname(folder)
    ) {
      const rules = await this.#rulesOf(`${folder}/.gitignore`);
      const told = rules?.test(posix.relative(folder, path) + end);
      if (told?.ignored) return true;
      if (told?.unignored) return false;
      if (folder === posix.dirname(folder)) break;
    }
    const exclude = await this.#rulesOf(`${this.#root}/.git/info/exclude`);
    return exclude?.ignores(posix.relative(this.#root, path) + end) ?? false;
  }

  #rulesOf(file: string): Promise<Ignore | undefined> {
    const known = this.#rules.get(file);
    if (known !== undefined) return known;
    const asked = this.#read(file).then(
      (text) => (text === undefined ? undefined : ignore({ allowRelativePaths: true }).add(text)),
      () => undefined,
    );
    this.#rules.set(file, asked);
    return asked;
  }
}

/** How a repository is found: by paths that begin with a slash or a drive. */
export interface RepositoryFiles {
  readText: ReadText;
  /** Whether there is a `.git` in a folder: a folder, or the file that worktrees and submodules have. */
  isRepository(folder: string): Promise<boolean>;
}

/** The repository that a folder lies in, however far above. */
export async function repositoryAbove(
  folder: string,
  isRepository: RepositoryFiles['isRepository'],
): Promise<string | undefined> {
  for (let above = folder; ; above = posix.dirname(above)) {
    if (await isRepository(above)) return above;
    if (above === posix.dirname(above)) return undefined;
  }
}

/**
 * What Git ignores in a folder that a person opened or named, by the files of its whole repository. Where the folder
 * itself is ignored, it was meant all the same: then nothing in it is.
 */
export async function gitIgnoreIn(
  folder: string,
  { readText, isRepository }: RepositoryFiles,
): Promise<Pick<GitIgnore, 'ignoresFile' | 'ignoresFolder'>> {
  const asked = folder.replace(/(.)\/$/, '$1');
  const git = new GitIgnore((await repositoryAbove(asked, isRepository)) ?? asked, readText);
  if (!(await git.ignoresFolder(asked))) return git;
  return { ignoresFile: async () => false, ignoresFolder: async () => false };
}
