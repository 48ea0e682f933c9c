import { posix } from 'node:path';
import { Disposable, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import { compile, type Project } from '../../../core/assets/compile/compile.ts';
import { canonicalUri } from '../../../core/assets/compile/places.ts';
import { ignoredManifest } from '../../../core/assets/manifest/ignoredManifest.ts';
import { type Manifest, readManifest } from '../../../core/assets/manifest/manifest.ts';
import { isMisnamed, misnamed } from '../../../core/assets/manifest/manifestNames.ts';
import { type GitIgnore, gitIgnoreIn } from '../../../core/markdown/report/gitIgnore.ts';
import { FileError, type FileStore, type Log } from '../../../core/ports.ts';
import { nameOf } from '../../../core/uris.ts';
import { isManifest, rootOf } from './documents.ts';

export interface ProjectsDeps {
  files: Pick<FileStore, 'read' | 'exists'>;
  log: Log;
}

/** Folders that hold other people's files. */
const passedBy = '**/{node_modules,.git,.hg,.svn}/**';
/** No ending, and nothing of other people's files above it. */
const looksLikeFolder = /^(?!.*\/(?:node_modules|\.git|\.hg|\.svn)(?:\/|$)).*\/[^/.]+$/;
/** Also what was probably meant as a manifest, so that it can be said. */
const namesGlob = '**/nano-banana.{yaml,yml}';
/** More is no manifest, which is then said of it. */
const longestFile = 8_000_000;
const shortestPause = 250;
const longestPause = 3000;

interface Read {
  /** Tells whether the text has to be looked at again. */
  mark: string;
  text: string;
  isIgnored: boolean;
  manifest: Manifest;
}

type Ignoring = Pick<GitIgnore, 'ignoresFile'>;

/** Somebody is typing, or files come and go. */
interface Pause {
  over: Promise<void>;
  end(): void;
  timer: NodeJS.Timeout | undefined;
  roots: Set<string>;
}

interface Compiled {
  manifests: readonly Manifest[];
  project: Project;
}

/** The manifests of the workspace as they stand in the editors, else on the disk; each text is read once. */
export class Projects implements Disposable {
  readonly #deps: ProjectsDeps;
  readonly #read = new Map<string, Read>();
  readonly #compiled = new Map<string, Compiled>();
  /** URIs of the manifests of a root, until one comes or goes. */
  readonly #found = new Map<string, Promise<readonly string[]>>();
  /** What Git ignores in a root, until a `.gitignore` changes. */
  readonly #ignoring = new Map<string, Promise<Ignoring>>();
  readonly #changes = new Map<string, number>();
  readonly #changed = new EventEmitter<string>();
  readonly #registered: Disposable;
  #pause: Pause | undefined;
  /** How long the last look at a text took: a long one is taken less often. */
  #lastMs = 0;

  /** Fires with the root of manifests that changed, a moment after the last key. */
  readonly onDidChange = this.#changed.event;

  constructor(deps: ProjectsDeps) {
    this.#deps = deps;
    const watcher = workspace.createFileSystemWatcher(namesGlob);
    const cameOrWent = (uri: Uri): void => {
      this.#found.clear();
      this.#fileChanged(uri);
    };
    // Of a folder that came or went nothing more may be told than itself.
    const folders = workspace.createFileSystemWatcher('**', false, true, false);
    const folderTold = (uri: Uri): void => {
      if (!looksLikeFolder.test(uri.path) || !this.#found.has(rootOf(uri))) return;
      this.#found.clear();
      this.#later(uri);
    };
    const ignoreFiles = workspace.createFileSystemWatcher('**/.gitignore');
    const ignoringChanged = (uri: Uri): void => {
      this.#ignoring.clear();
      this.#found.clear();
      this.#later(uri);
    };
    this.#registered = Disposable.from(
      ignoreFiles,
      ignoreFiles.onDidCreate(ignoringChanged),
      ignoreFiles.onDidDelete(ignoringChanged),
      ignoreFiles.onDidChange(ignoringChanged),
      this.#changed,
      folders,
      folders.onDidCreate(folderTold),
      folders.onDidDelete(folderTold),
      watcher,
      watcher.onDidCreate(cameOrWent),
      watcher.onDidDelete(cameOrWent),
      watcher.onDidChange((uri) => this.#fileChanged(uri)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isManifest(document)) this.#later(document.uri);
      }),
      workspace.onDidOpenTextDocument((document) => {
        if (isManifest(document)) this.#later(document.uri);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (isManifest(document)) this.#later(document.uri);
      }),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.#found.clear();
        this.#ignoring.clear();
        this.#compiled.clear();
      }),
    );
  }

  /** The project that a manifest belongs to, once nobody has typed for a moment. */
  async settled(manifest: Uri): Promise<Project> {
    while (this.#pause?.roots.has(rootOf(manifest))) await this.#pause.over;
    const project = await this.of(rootOf(manifest));
    // The disk tells late of one that was just made.
    return manifestOf(project, manifest) === undefined ? this.fresh(rootOf(manifest)) : project;
  }

  /** The project of a root as its manifests are now. */
  async of(root: string): Promise<Project> {
    const uris = await this.#manifestsOf(root);
    const manifests = await Promise.all(uris.map((uri) => this.#manifestOf(root, uri)));
    const known = manifests.filter((manifest) => manifest !== undefined);
    const last = this.#compiled.get(root);
    const isSame =
      last?.manifests.length === known.length && known.every((one, index) => one === last.manifests[index]);
    if (isSame) return last.project;
    const project = this.#timed(() => compile(known, root));
    this.#compiled.set(root, { manifests: known, project });
    return project;
  }

  /** As `of`, but asks the disk again, which tells of changes late. */
  async fresh(root: string): Promise<Project> {
    this.#found.delete(root);
    this.#ignoring.delete(root);
    for (const [uri, read] of this.#read) if (rootOf(Uri.parse(uri)) === root) read.mark = '';
    return this.of(root);
  }

  /** Whether Git ignores a manifest, so that nothing is built from it. */
  async ignores(manifest: Uri): Promise<boolean> {
    return (await this.#ignoringIn(rootOf(manifest))).ignoresFile(manifest.path);
  }

  /** All projects of the window that have a manifest. */
  async all(): Promise<Project[]> {
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
    const opened = workspace.textDocuments.filter(isManifest).map(({ uri }) => rootOf(uri));
    const projects = await Promise.all([...new Set([...folders, ...opened])].map((root) => this.of(root)));
    return projects.filter(({ manifests }) => manifests.length > 0);
  }

  dispose(): void {
    clearTimeout(this.#pause?.timer);
    const pause = this.#pause;
    this.#pause = undefined;
    pause?.end();
    this.#registered.dispose();
  }

  async #manifestsOf(root: string): Promise<readonly string[]> {
    const opened = workspace.textDocuments
      .filter((document) => isManifest(document) && rootOf(document.uri) === root)
      .map(({ uri }) => uri.toString());
    return [...new Set([...(await this.#find(root)), ...opened])].sort();
  }

  #find(root: string): Promise<readonly string[]> {
    const known = this.#found.get(root);
    if (known !== undefined) return known;
    const isFolder = workspace.workspaceFolders?.some(({ uri }) => uri.toString() === root);
    const found = isFolder
      ? Promise.resolve(workspace.findFiles(new RelativePattern(Uri.parse(root), namesGlob), passedBy)).then(
          (uris) =>
            // Those of a workspace folder within this one are its own.
            this.#notIgnored(
              root,
              uris.filter((uri) => rootOf(uri) === root),
            ),
        )
      : Promise.resolve([]);
    this.#found.set(root, found);
    return found;
  }

  /** Sites are built into folders that Git ignores, with copies of manifests that must not be built again. */
  async #notIgnored(root: string, uris: readonly Uri[]): Promise<readonly string[]> {
    if (uris.length === 0) return [];
    const git = await this.#ignoringIn(root);
    const ignored = await Promise.all(uris.map(({ path }) => git.ignoresFile(path)));
    return uris.filter((_, index) => !ignored[index]).map((uri) => uri.toString());
  }

  #ignoringIn(root: string): Promise<Ignoring> {
    const known = this.#ignoring.get(root);
    if (known !== undefined) return known;
    const folder = Uri.parse(root);
    const uriOf = (path: string): string => folder.with({ path }).toString();
    const asked = gitIgnoreIn(folder.path, {
      readText: (path) => this.#textOf(uriOf(path)),
      isRepository: (above) => this.#deps.files.exists(uriOf(posix.join(above, '.git'))).catch(() => false),
    });
    this.#ignoring.set(root, asked);
    return asked;
  }

  /** Undefined for one that went away. */
  async #manifestOf(root: string, uri: string): Promise<Manifest | undefined> {
    if (isMisnamed(nameOf(uri))) return misnamed(uri);
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
    const mark = document ? `open ${document.version}` : `file ${this.#changes.get(uri) ?? 0}`;
    const known = this.#read.get(uri);
    // Only what stands in an editor can be one that Git ignores: such files are not looked for.
    const isIgnored =
      document !== undefined && (await (await this.#ignoringIn(root)).ignoresFile(document.uri.path));
    if (known?.mark === mark && known.isIgnored === isIgnored) return known.manifest;
    const text = document ? document.getText() : await this.#textOf(uri);
    if (text === undefined) return undefined;
    const isSame = known?.text === text && known.isIgnored === isIgnored;
    const read = isIgnored ? ignoredManifest : readManifest;
    const manifest = isSame ? known.manifest : this.#timed(() => read(uri, text));
    this.#read.set(uri, { mark, text, isIgnored, manifest });
    return manifest;
  }

  async #textOf(uri: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await this.#deps.files.read(uri, longestFile));
    } catch (error) {
      if (!(error instanceof FileError && error.code === 'notFound')) {
        this.#deps.log.warn(`${uri} can't be read: ${String(error)}`);
      }
      return undefined;
    }
  }

  #fileChanged(uri: Uri): void {
    const key = uri.toString();
    this.#changes.set(key, (this.#changes.get(key) ?? 0) + 1);
    this.#later(uri);
  }

  /** Tells of a change once nothing more changes for a moment; what takes long is done less often. */
  #later(manifest: Uri): void {
    const root = rootOf(manifest);
    const delay = Math.min(longestPause, Math.max(shortestPause, this.#lastMs * 5));
    this.#pause ??= newPause();
    const pause = this.#pause;
    pause.roots.add(root);
    clearTimeout(pause.timer);
    pause.timer = setTimeout(() => {
      this.#pause = undefined;
      pause.end();
      for (const changed of pause.roots) this.#changed.fire(changed);
    }, delay);
  }

  #timed<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    this.#lastMs = performance.now() - start;
    return result;
  }
}

function newPause(): Pause {
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end, timer: undefined, roots: new Set() };
}

/** The manifest of a document in its project; undefined where it is not part of it. */
export const manifestOf = ({ manifests }: Project, uri: Uri): Manifest | undefined =>
  manifests.find((manifest) => manifest.uri === uri.toString());

/** The canonical URI of a file, as assets name it. */
export const assetUri = (uri: Uri): string => canonicalUri(uri.toString());
