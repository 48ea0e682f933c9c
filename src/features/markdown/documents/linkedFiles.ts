import { posix } from 'node:path';
import {
  type Disposable,
  EventEmitter,
  RelativePattern,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import {
  type DocumentParts,
  emptyParts,
  longestText,
} from '../../../core/markdown/document/documentParts.ts';
import {
  type FormOfLink,
  formOf,
  type ImageLink,
  mayHaveImages,
} from '../../../core/markdown/document/imageLinks.ts';
import { longText, ReadingThread } from '../../../core/markdown/reading/readingThread.ts';
import { type DocumentPlace, placesIn } from '../../../core/markdown/sites/candidates.ts';
import { longestConfig } from '../../../core/markdown/sites/folderTree.ts';
import { ImageResolver } from '../../../core/markdown/sites/imageResolver.ts';
import { type WritingRules, writingRulesOf } from '../../../core/markdown/writing/writingRules.ts';
import { FileError, type FileStore } from '../../../core/ports.ts';
import { sidecarName } from '../../../core/records/embed.ts';
import { imageGlob } from '../../../vscode/images/imageNames.ts';

type ListedFiles = Pick<FileStore, 'list' | 'read'>;

/** Of some files nobody tells when they come or go, as outside the workspace or where the watcher missed their folder. */
const longestKnownMs = 3000;

/** Where a link of a document leads. */
export type LinkTarget =
  | { state: 'found' | 'caseDiffers'; file: Uri }
  /** `file`: where it would be looked for; undefined where that can't be known. */
  | { state: 'missing'; file: Uri | undefined }
  | { state: 'unknown' | 'web'; file: undefined };

/**
 * What documents say and where their links lead, by the rules of their sites. Each version of a document is read
 * once, and folders are listed seldom, and anew when files come or go.
 */
export class LinkedFiles implements Disposable {
  readonly #files: ListedFiles;
  readonly #now: () => number;
  readonly #thread: ReadingThread | undefined;
  readonly #resolvers = new Map<string, { resolver: ImageResolver; askedAt: number }>();
  readonly #read = new WeakMap<TextDocument, { version: number; isMdx: boolean; parts: DocumentParts }>();
  readonly #changed = new EventEmitter<void>();
  readonly #watchers: Disposable[] = [];
  readonly #folders: Disposable;

  /** Images came, went, or have another content. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param readerFile path of the script that reads long documents in a thread of its own
   * @param now milliseconds of a clock that never goes back
   */
  constructor(files: ListedFiles, readerFile?: string, now = () => performance.now()) {
    this.#files = files;
    this.#now = now;
    this.#thread = readerFile === undefined ? undefined : new ReadingThread(readerFile);
    this.#watch();
    this.#folders = workspace.onDidChangeWorkspaceFolders(() => {
      this.#watch();
      this.#forget();
    });
  }

  /** All that a document says now. */
  async partsOf(document: TextDocument): Promise<DocumentParts> {
    const { isMdx } = await this.rulesOf(document.uri);
    const known = this.#read.get(document);
    if (known?.version === document.version && known.isMdx === isMdx) return known.parts;
    const { version } = document;
    const text = document.getText();
    const parts = await this.readText(text, isMdx);
    this.#read.set(document, { version, isMdx, parts });
    return parts;
  }

  /** As `partsOf`; a document that names no image is not read for that, and has no blocks then. */
  async imagesOf(document: TextDocument): Promise<DocumentParts> {
    const known = this.#read.get(document);
    if (known?.version === document.version) return known.parts;
    const text = document.getText();
    return mayHaveImages(text) ? this.partsOf(document) : emptyParts(text, false);
  }

  /** How a document's site wants to be written. */
  async rulesOf(document: Uri): Promise<WritingRules> {
    const { own } = await this.#resolverOf(document).sitesOf(placeOf(document, ''));
    return writingRulesOf(own, document.path);
  }

  async targetOf(document: Uri, { text }: DocumentParts, link: ImageLink): Promise<LinkTarget> {
    const address = { url: link.url, form: formOf(link) };
    const found = await this.#resolverOf(document).resolve(placeOf(document, text), address);
    if (found.state === 'unknown' || found.state === 'web') return { state: found.state, file: undefined };
    const file = found.path === undefined ? undefined : at(document, found.path);
    if (found.state === 'missing') return { state: 'missing', file };
    return file ? { state: found.state, file } : { state: 'unknown', file: undefined };
  }

  /** As `targetOf`; for what seems to be missing the disk is asked again, which tells late of what has come. */
  async targetNow(document: Uri, parts: DocumentParts, link: ImageLink): Promise<LinkTarget> {
    const target = await this.targetOf(document, parts, link);
    if (target.state !== 'missing') return target;
    this.#resolverOf(document).forget();
    return this.targetOf(document, parts, link);
  }

  /**
   * The address of a file for a document, in the site's form.
   * @param replaced the link that is to lead there, whose own form is then followed
   */
  async addressFor(
    document: Uri,
    { text, images }: DocumentParts,
    file: Uri,
    form: FormOfLink,
    replaced?: ImageLink,
  ): Promise<string> {
    const like = (replaced ? [replaced] : images).map((image) => ({ url: image.url, form: formOf(image) }));
    return this.#resolverOf(document).addressOf(placeOf(document, text), file.path, form, like);
  }

  /** A file's path for a bundler: relative to the document, or from the site's folder on. */
  async moduleFor(document: Uri, file: Uri): Promise<string> {
    const { own } = await this.#resolverOf(document).sitesOf(placeOf(document, ''));
    const relative = posix.relative(posix.dirname(document.path), file.path);
    if (!relative.startsWith('../')) return `./${relative}`;
    const below = own && posix.relative(own.root, file.path);
    return below === undefined || below.startsWith('..') ? relative : `@site/${below}`;
  }

  /** Where a new image of a site's page goes that shows none yet; undefined where that is beside the page. */
  async usualFolderOf(document: Uri): Promise<Uri | undefined> {
    const resolver = this.#resolverOf(document);
    const path = await resolver.folderForNew(placeOf(document, ''));
    return path === undefined ? undefined : at(document, path);
  }

  /**
   * What reads Markdown is loaded when the first document names an image.
   * @param longest what is longer is read in a thread of its own, if there is one
   */
  async readText(text: string, isMdx: boolean, longest = longText): Promise<DocumentParts> {
    if (text.length > longestText) return emptyParts(text, isMdx);
    if (this.#thread && text.length > longest) {
      const read = await this.#thread.read(text, isMdx).catch(() => undefined);
      if (read) return read;
    }
    const { readDocument } = await import('../../../core/markdown/reading/reading.ts');
    return readDocument(text, isMdx);
  }

  dispose(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#folders.dispose();
    this.#thread?.dispose();
    this.#changed.dispose();
  }

  /** One for each file system; what it knows is dropped after a while. */
  #resolverOf(document: Uri): ImageResolver {
    const key = `${document.scheme}://${document.authority}`;
    const askedAt = this.#now();
    const known = this.#resolvers.get(key);
    if (known && askedAt - known.askedAt < longestKnownMs) return known.resolver;
    const resolver = known?.resolver ?? new ImageResolver(filesBeside(this.#files, document));
    resolver.forget();
    this.#resolvers.set(key, { resolver, askedAt });
    return resolver;
  }

  #watch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.dispose();
    const changed = () => this.#forget();
    // A record beside an image tells of it too.
    const globs = [imageGlob, `**/${sidecarName('*')}`];
    for (const pattern of (workspace.workspaceFolders ?? []).flatMap((folder) =>
      globs.map((glob) => new RelativePattern(folder, glob)),
    )) {
      const watcher = workspace.createFileSystemWatcher(pattern);
      this.#watchers.push(
        watcher,
        watcher.onDidCreate(changed),
        watcher.onDidChange(changed),
        watcher.onDidDelete(changed),
      );
    }
  }

  #forget(): void {
    for (const { resolver } of this.#resolvers.values()) resolver.forget();
    this.#changed.fire();
  }
}

/** The files of the same file system as a document, by their paths. */
export const filesBeside = (files: ListedFiles, document: Uri) => ({
  list: (folder: string) => files.list(at(document, folder).toString()),
  readText: async (path: string): Promise<string | undefined> => {
    try {
      return new TextDecoder().decode(await files.read(at(document, path).toString(), longestConfig));
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  },
});

function placeOf(document: Uri, text: string): DocumentPlace {
  const root = workspace.getWorkspaceFolder(document)?.uri.path.replace(/(.)\/$/, '$1');
  return {
    document: document.path,
    root: root ?? posix.dirname(document.path),
    ...placesIn(text),
  };
}

const at = (document: Uri, path: string): Uri => document.with({ path, query: '', fragment: '' });
