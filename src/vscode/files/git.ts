import { Disposable, type Event, extensions, Uri } from 'vscode';
import type { Log } from '../../core/ports.ts';

/**
 * What git says of a file. `untracked` is every file without a committed version that is not ignored, also
 * one that is staged for the first time; `noGit`: git or VS Code's support for it is missing or switched off.
 */
export type GitState = 'clean' | 'modified' | 'untracked' | 'ignored' | 'notInRepository' | 'noGit';

export type HeadVersion =
  /** The address of the committed bytes, for the FileStore. */
  { state: 'found'; uri: string } | { state: 'notCommitted' | 'notInRepository' | 'noGit' };

/** The part of the built-in git extension's API, version 1, that is needed (its `git.d.ts`). */
interface GitExports {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: Event<unknown>;
  getRepository(uri: Uri): Repository | null;
  toGitUri(uri: Uri, ref: string): Uri;
}
interface Repository {
  readonly state: {
    readonly HEAD?: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly mergeChanges: readonly Change[];
    readonly onDidChange: Event<void>;
  };
  status(): Promise<void>;
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
  checkIgnore(paths: string[]): Promise<Set<string>>;
}
interface Change {
  readonly uri: Uri;
  /** Where it was before it was renamed; else the same. */
  readonly originalUri: Uri;
}

/** The git extension looks for repositories after it started; a folder without any is told as such, too. */
const longestStart = 10_000;

/** Asks VS Code's git extension, where there is one; the extension itself never depends on it. */
export class Git {
  readonly #log: Log;
  readonly #exports: () => Promise<unknown>;

  /** @param exports the git extension's; for tests without one */
  constructor(log: Log, exports: () => Promise<unknown> = activateGit) {
    this.#log = log;
    this.#exports = exports;
  }

  async stateOf(address: string): Promise<GitState> {
    const found = await this.#repositoryOf(address);
    if (typeof found === 'string') return found;
    const { repository, uri } = found;
    try {
      if (!(await isCommitted(repository, uri))) {
        return (await repository.checkIgnore([uri.fsPath])).has(uri.fsPath) ? 'ignored' : 'untracked';
      }
      await repository.status();
    } catch (error) {
      this.#log.warn(`Git could not be asked about a file: ${String(error)}`);
      return 'noGit';
    }
    const { indexChanges, workingTreeChanges, mergeChanges } = repository.state;
    const changes = [...indexChanges, ...workingTreeChanges, ...mergeChanges];
    return changes.some((change) => change.uri.fsPath === uri.fsPath) ? 'modified' : 'clean';
  }

  /** The version of the last commit, also of a file that was renamed since. */
  async headVersionOf(address: string): Promise<HeadVersion> {
    const found = await this.#repositoryOf(address);
    if (typeof found === 'string') return { state: found };
    const { api, repository, uri } = found;
    for (const committed of [uri, nameBefore(repository, uri)]) {
      if (committed !== undefined && (await isCommitted(repository, committed))) {
        return { state: 'found', uri: api.toGitUri(committed, 'HEAD').toString() };
      }
    }
    return { state: 'notCommitted' };
  }

  /**
   * Calls back when another commit is checked out or made in the repository of a file.
   * @param address the file's own address, not that of an earlier version
   */
  watchHead(address: string, changed: () => void): Disposable {
    let subscription: Disposable | undefined;
    let isOver = false;
    void this.#repositoryOf(address).then((found) => {
      if (isOver || typeof found === 'string') return;
      const { state } = found.repository;
      let commit = state.HEAD?.commit;
      subscription = state.onDidChange(() => {
        if (state.HEAD?.commit === commit) return;
        commit = state.HEAD?.commit;
        changed();
      });
    });
    return new Disposable(() => {
      isOver = true;
      subscription?.dispose();
    });
  }

  async #repositoryOf(
    address: string,
  ): Promise<{ api: GitApi; repository: Repository; uri: Uri } | 'notInRepository' | 'noGit'> {
    const uri = Uri.parse(address, true);
    if (uri.scheme !== 'file') return 'notInRepository';
    const api = await this.#api();
    if (api === undefined) return 'noGit';
    const repository = api.getRepository(uri);
    return repository === null ? 'notInRepository' : { api, repository, uri };
  }

  async #api(): Promise<GitApi | undefined> {
    try {
      const exports = await this.#exports();
      if (!isGit(exports) || !exports.enabled) return undefined;
      const api = exports.getAPI(1);
      await started(api);
      return api;
    } catch (error) {
      // It says so by throwing when no git is installed.
      this.#log.info(`Git is not available: ${String(error)}`);
      return undefined;
    }
  }
}

async function activateGit(): Promise<unknown> {
  return extensions.getExtension('vscode.git')?.activate();
}

const isGit = (exports: unknown): exports is GitExports =>
  typeof exports === 'object' && exports !== null && 'getAPI' in exports && 'enabled' in exports;

async function isCommitted(repository: Repository, uri: Uri): Promise<boolean> {
  try {
    await repository.getObjectDetails('HEAD', uri.fsPath);
    return true;
  } catch {
    // A repository without any commit says no in the same way.
    return false;
  }
}

function nameBefore({ state }: Repository, { fsPath }: Uri): Uri | undefined {
  const changes = [...state.indexChanges, ...state.workingTreeChanges];
  return changes.find(({ uri }) => uri.fsPath === fsPath)?.originalUri;
}

function started(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(end, longestStart);
    const subscription = api.onDidChangeState(() => {
      if (api.state === 'initialized') end();
    });
  });
}
