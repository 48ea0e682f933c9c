import type { Codec } from '../../../core/images/codec.ts';
import { sniff } from '../../../core/images/sniff.ts';
import { maxInputBytes } from '../../../core/inspect.ts';
import type { FileStore, Log } from '../../../core/ports.ts';
import { inPieces, sha256OfPieces } from '../../../core/records/compare.ts';
import type { Picture } from '../../../core/shared/panelState.ts';
import { folderOf, nameOf, splitName } from '../../../core/uris.ts';
import type { Previews } from '../../../vscode/page/previews.ts';
import { showBytes } from '../../../vscode/page/shownBytes.ts';
import type { Originals } from '../../originals.ts';
import type { Draft } from './draft.ts';
import { fileUriOf, type InputList, newInput, type SessionInput } from './inputList.ts';
import { pictureOf, type SessionResult } from './resultList.ts';

export interface SourcesContext {
  readonly inputs: InputList;
  readonly draft: Pick<Draft, 'folder'>;
}

export interface SourcesDeps {
  files: FileStore;
  codec: Codec;
  previews: Previews;
  originals: Originals;
  log: Log;
  newId(): string;
}

/** What a line of steps began with, by its bytes: a result that is written over the file is not its source. */
export class Sources {
  readonly #context: SourcesContext;
  readonly #deps: SourcesDeps;
  /** The sources of files that were replaced, by the files' URIs. */
  readonly #kept = new Map<string, SessionInput>();
  /** Which result was written over a file, by the SHA-256 of what the file held then. */
  readonly #written = new Map<string, string>();
  /** Copies in the storage. */
  readonly #copies = new Set<string>();

  constructor(context: SourcesContext, deps: SourcesDeps) {
    this.#context = context;
    this.#deps = deps;
  }

  /** Keeps what a file holds, unless that is done already, before a result is written over it. */
  async keep(uri: string): Promise<void> {
    if (this.#sourceOf(uri)) return;
    const { inputs } = this.#context;
    const found = inputs.withOriginals.find((input) => fileUriOf(input) === uri && !input.resultId);
    if (found === undefined) return;
    const bytes = await this.#deps.files.read(uri, maxInputBytes);
    this.#kept.set(uri, await this.#copy(found, uri, bytes));
  }

  /** The file was not replaced after all. */
  async letGo(uri: string): Promise<void> {
    this.#kept.delete(uri);
  }

  /** A result was written over a file: the file is that result now, and no longer the source. */
  async replaced(uri: string, resultId: string): Promise<void> {
    const sha256 = await this.shaOf(uri);
    if (sha256 !== undefined) this.#written.set(sha256, resultId);
    await this.follow(uri);
  }

  /**
   * A file has other content: it can be its source again, or another result. Never rejects.
   * @param known its source, where no input has it any more
   */
  async follow(uri: string, known?: SessionInput): Promise<void> {
    const { inputs } = this.#context;
    const source = this.#sourceOf(uri) ?? known;
    const sha256 = source && (await this.shaOf(uri));
    if (source === undefined || sha256 === undefined) return;
    const isBack = sha256 === source.sha256;
    const asFile = { ...source.input, source: { kind: 'file', uri } } as const;
    for (const place of [...inputs.all]) {
      const { original } = place;
      if (isBack && place.was === uri) inputs.swap(place, { ...place, input: asFile, was: undefined });
      else if (isBack && fileUriOf(place) === uri)
        inputs.swap(place, { ...place, resultId: undefined, original: undefined });
      else if (isBack && original?.was === uri)
        inputs.swap(place, { ...place, original: { ...original, input: asFile, was: undefined } });
      else if (!isBack && fileUriOf(place) === uri) {
        const resultId = this.#written.get(sha256) ?? place.resultId;
        if (resultId !== undefined) inputs.swap(place, { ...place, resultId, original: source });
      } else if (!isBack && original && fileUriOf(original) === uri)
        inputs.swap(place, { ...place, original: source });
    }
    if (isBack) this.#kept.delete(uri);
  }

  /** What a result's line began with, where its file holds something else since; undefined where it does not, or nothing was kept. */
  async earlier({ originalUri, sourceSha256 }: SessionResult): Promise<SessionInput | undefined> {
    if (originalUri === undefined || sourceSha256 === undefined) return undefined;
    const bytes = await this.#deps.originals.contentOf(originalUri, sourceSha256);
    if (bytes === undefined) return undefined;
    const input = { name: nameOf(originalUri), source: { kind: 'file', uri: originalUri } } as const;
    return this.#copy(newInput(this.#deps.newId(), input), originalUri, bytes);
  }

  /** Shows what results of earlier sessions were made from where the file holds something else since. */
  async showEarlier(results: readonly SessionResult[]): Promise<void> {
    const { originals, log } = this.#deps;
    const shown = new Map<string, Picture | null>();
    for (const result of results) {
      const { originalUri, sourceSha256, parentId } = result;
      if (result.before || parentId !== undefined || !originalUri || !sourceSha256) continue;
      try {
        if ((await this.shaOf(originalUri)) === sourceSha256) continue;
        if (!shown.has(sourceSha256)) {
          const bytes = await originals.contentOf(originalUri, sourceSha256);
          shown.set(sourceSha256, bytes ? await this.#pictureOf(nameOf(originalUri), bytes) : null);
        }
        result.before = shown.get(sourceSha256) ?? null;
      } catch (error) {
        log.warn(`What ${result.name} was made from can't be shown: ${String(error)}`);
      }
    }
  }

  /** What comes of a source has a folder to go to, though the source is no file any more. */
  settle({ was }: SessionInput): void {
    if (was !== undefined) this.#context.draft.folder ??= folderOf(was);
  }

  async end(): Promise<void> {
    for (const name of this.#copies) await this.#deps.files.removeStored(name);
  }

  /** SHA-256 of a file; undefined where it can't be read. */
  async shaOf(uri: string): Promise<string | undefined> {
    try {
      return await sha256OfPieces(inPieces(await this.#deps.files.read(uri, maxInputBytes)));
    } catch {
      return undefined;
    }
  }

  #sourceOf(uri: string): SessionInput | undefined {
    return this.#kept.get(uri) ?? this.#context.inputs.withOriginals.find(({ was }) => was === uri);
  }

  async #copy(of: SessionInput, uri: string, bytes: Uint8Array): Promise<SessionInput> {
    const { files, newId } = this.#deps;
    const { extension } = splitName(nameOf(uri));
    const name = `input-${newId()}.${/^\w{1,10}$/.test(extension) ? extension : 'img'}`;
    await files.writeStored(name, bytes);
    this.#copies.add(name);
    const sha256 = await sha256OfPieces(inPieces(bytes));
    const input = { ...of.input, source: { kind: 'stored', name } } as const;
    return { ...of, id: newId(), input, sha256, was: uri, resultId: undefined, original: undefined };
  }

  async #pictureOf(name: string, bytes: Uint8Array): Promise<Picture | null> {
    const info = sniff(bytes);
    if (info === undefined) return null;
    const { preview, thumbnail } = await showBytes(this.#deps, bytes, info, { smallAbove: 640 });
    const image = { ...info, stored: '', byteLength: bytes.byteLength };
    return { ...pictureOf(name, image, preview), thumbnail: thumbnail ?? null };
  }
}
