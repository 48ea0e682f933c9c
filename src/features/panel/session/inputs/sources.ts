import type { Codec } from '../../../../core/images/codec.ts';
import { sniff } from '../../../../core/images/sniff/sniff.ts';
import { maxInputBytes } from '../../../../core/inspect.ts';
import type { FileStore, Log } from '../../../../core/ports.ts';
import { inPieces, sha256OfPieces } from '../../../../core/records/compare.ts';
import type { Picture } from '../../../../core/shared/protocol/panelState.ts';
import { folderOf, nameOf, splitName } from '../../../../core/uris.ts';
import type { Previews } from '../../../../vscode/page/previews.ts';
import { showBytes } from '../../../../vscode/page/shownBytes.ts';
import type { Originals } from '../../../originals.ts';
import { fillIn } from '../state/form.ts';
import { knowInput, patchInput } from '../state/inputChanges.ts';
import {
  fileUriOf,
  inputsWithOriginals,
  listedInputs,
  newInput,
  originalBehind,
  type SessionInput,
} from '../state/inputs.ts';
import { patchResult } from '../state/resultChanges.ts';
import { pictureOfImage, type SessionResult } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';

interface SourcesDeps {
  store: SessionStore;
  files: FileStore;
  codec: Codec;
  previews: Previews;
  originals: Originals;
  log: Log;
  newId(): string;
}

/** What a line of steps began with, by its bytes: a result that is written over the file is not its source. */
export class Sources {
  readonly #deps: SourcesDeps;
  /** Ids of the sources of files that were replaced, by the files' URIs. */
  readonly #kept = new Map<string, string>();
  /** Which result was written over a file, by the SHA-256 of what the file held then. */
  readonly #written = new Map<string, string>();
  /** Copies in the storage. */
  readonly #copies = new Set<string>();

  constructor(deps: SourcesDeps) {
    this.#deps = deps;
  }

  /** Keeps what a file holds, unless that is done already, before a result is written over it. */
  async keep(uri: string): Promise<void> {
    const { store, files } = this.#deps;
    if (this.#sourceOf(uri)) return;
    const found = inputsWithOriginals(store.state.inputs).find(
      (input) => fileUriOf(input) === uri && !input.resultId,
    );
    if (found === undefined) return;
    const bytes = await files.read(uri, maxInputBytes);
    const source = await this.#copy(found, uri, bytes);
    store.update(knowInput(source));
    this.#kept.set(uri, source.id);
  }

  /** The file was not replaced after all. */
  letGo(uri: string): void {
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
    const { store } = this.#deps;
    const source = this.#sourceOf(uri) ?? known;
    const sha256 = source && (await this.shaOf(uri));
    if (source === undefined || sha256 === undefined) return;
    const isBack = sha256 === source.sha256;
    const asFile = { input: { ...source.input, source: { kind: 'file', uri } }, was: undefined } as const;
    const { inputs } = store.state;
    for (const input of listedInputs(inputs)) {
      const original = originalBehind(inputs, input);
      const holds = fileUriOf(input) === uri;
      if (isBack && input.was === uri) store.update(patchInput(input.id, asFile));
      else if (isBack && holds)
        store.update(patchInput(input.id, { resultId: undefined, originalId: undefined }));
      else if (isBack && original?.was === uri) store.update(patchInput(original.id, asFile));
      else if (!isBack && holds) {
        const resultId = this.#written.get(sha256) ?? input.resultId;
        if (resultId !== undefined) store.update(patchInput(input.id, { resultId, originalId: source.id }));
      } else if (!isBack && original && fileUriOf(original) === uri)
        store.update(patchInput(input.id, { originalId: source.id }));
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
    const { store, originals, log } = this.#deps;
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
        store.update(patchResult(result.id, { before: shown.get(sourceSha256) ?? null }));
      } catch (error) {
        log.warn(`What ${result.name} was made from can't be shown: ${String(error)}`);
      }
    }
  }

  /** What comes of a source has a folder to go to, though the source is no file any more. */
  settle({ was }: SessionInput): void {
    const { store } = this.#deps;
    if (was !== undefined) store.update(fillIn({ folder: store.state.form.folder ?? folderOf(was) }));
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
    const { inputs } = this.#deps.store.state;
    const kept = this.#kept.get(uri);
    if (kept !== undefined) return inputs.known.get(kept);
    return inputsWithOriginals(inputs).find(({ was }) => was === uri);
  }

  async #copy(of: SessionInput, uri: string, bytes: Uint8Array): Promise<SessionInput> {
    const { files, newId } = this.#deps;
    const { extension } = splitName(nameOf(uri));
    const name = `input-${newId()}.${/^\w{1,10}$/.test(extension) ? extension : 'img'}`;
    await files.writeStored(name, bytes);
    this.#copies.add(name);
    const sha256 = await sha256OfPieces(inPieces(bytes));
    const input = { ...of.input, source: { kind: 'stored', name } } as const;
    return { ...of, id: newId(), input, sha256, was: uri, resultId: undefined, originalId: undefined };
  }

  async #pictureOf(name: string, bytes: Uint8Array): Promise<Picture | null> {
    const info = sniff(bytes);
    if (info === undefined) return null;
    const { preview, thumbnail } = await showBytes(this.#deps, bytes, info, { smallAbove: 640 });
    const image = { ...info, stored: '', byteLength: bytes.byteLength };
    return { ...pictureOfImage(name, image, preview), thumbnail: thumbnail ?? null };
  }
}
