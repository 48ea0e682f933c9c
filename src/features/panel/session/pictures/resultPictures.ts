import type { KeptImage } from '../../../../core/editRequest.ts';
import type { Codec, Thumbnail } from '../../../../core/images/codec.ts';
import { sniff } from '../../../../core/images/sniff/sniff.ts';
import { maxInputBytes } from '../../../../core/inspect.ts';
import type { FileStore } from '../../../../core/ports.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Picture } from '../../../../core/shared/protocol/panelState.ts';
import type { Previews } from '../../../../vscode/page/previews.ts';
import { putThumbnail, showBytes, showSmall } from '../../../../vscode/page/shownBytes.ts';
import { versionOf } from '../inputs/fileVersions.ts';
import type { InputLoader } from '../inputs/inputLoader.ts';
import { pictureOfInput } from '../state/inputs.ts';
import { patchResult } from '../state/resultChanges.ts';
import { pictureOfImage, resultWith, type SessionResult } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { PictureQueue } from './pictureQueue.ts';

interface ResultPicturesDeps {
  store: SessionStore;
  files: FileStore;
  codec: Codec;
  previews: Previews;
  /** Makes what is asked for in its turn. */
  queue: PictureQueue;
  loader: InputLoader;
}

/** Makes what the page shows of results, when it is in sight, and follows their files. */
export class ResultPictures {
  readonly #deps: ResultPicturesDeps;

  constructor(deps: ResultPicturesDeps) {
    this.#deps = deps;
  }

  showSelected(): void {
    const { selectedId } = this.#deps.store.state.results;
    if (selectedId !== undefined) this.showLarge(selectedId);
  }

  /** Makes what the page shows of a result large, and of what it was made from, unless it has that. */
  showLarge(id: string): void {
    if (this.#listed(id) === undefined) return;
    this.#deps.queue.want(`${id} large`, async () => {
      await this.#showLarge(id);
      await this.#showBefore(id);
    });
  }

  /** Makes a small picture for the list, unless there is one. */
  showSmall(id: string): void {
    if (this.#listed(id) === undefined) return;
    this.#deps.queue.want(`${id} small`, () => this.#showSmall(id));
  }

  /** Looks at a saved result's file, which changed: whether it is there, and what it shows now. */
  async refresh({ id, uri, shownVersion }: SessionResult): Promise<void> {
    if (uri === undefined) return;
    const version = await versionOf(this.#deps.files, uri);
    this.#patch(id, { missing: version === undefined });
    // What nobody has looked at is read when somebody does.
    if (version === undefined || shownVersion === undefined || version === shownVersion) return;
    await this.#showLarge(id, true);
  }

  /**
   * What is still being drawn, as it lies in the storage; undefined where it can't be shown.
   * @param count how many there were
   */
  async partial(stored: string, count: number): Promise<Picture | undefined> {
    try {
      const bytes = await this.#deps.files.readStored(stored);
      const image = { stored, ...unknownImage, ...factsOf(bytes) };
      const { preview } = await showBytes(this.#deps, bytes, image, { smallAbove: Number.POSITIVE_INFINITY });
      return pictureOfImage(t('Partial image {count}', { count }), image, preview);
    } catch {
      return undefined;
    }
  }

  /** Pictures of thoughts, numbered. Those that can't be shown have no preview. */
  thoughts(images: readonly KeptImage[]): Promise<Picture[]> {
    return Promise.all(
      images.map(async (image, index) => {
        const { preview, thumbnail } = await this.#shownStored(image);
        const picture = pictureOfImage(t('Thought {number}', { number: index + 1 }), image, preview);
        return { ...picture, thumbnail: thumbnail ?? null };
      }),
    );
  }

  /**
   * Takes what was made for the page while a huge picture was finished, so that it need not be decoded for that.
   * @param uri where the picture was saved; undefined: nowhere yet
   */
  async takeShown(
    shown: Thumbnail,
    uri: string | undefined,
  ): Promise<Shown & Pick<SessionResult, 'shownVersion'>> {
    const shownVersion = uri === undefined ? undefined : await versionOf(this.#deps.files, uri);
    return { ...(await putThumbnail(this.#deps.previews, shown)), shownVersion };
  }

  async #showLarge(id: string, anew = false): Promise<void> {
    const { files } = this.#deps;
    const result = this.#known(id);
    if (result === undefined || (result.preview !== undefined && !anew)) return;
    const { uri, image } = result;
    try {
      const shownVersion = uri === undefined ? result.shownVersion : await versionOf(files, uri);
      const missing = uri !== undefined && shownVersion === undefined;
      this.#patch(id, { shownVersion, missing });
      if (missing) return;
      const bytes =
        uri === undefined ? await files.readStored(image.stored) : await files.read(uri, maxInputBytes);
      const now = { ...image, ...factsOf(bytes) };
      this.#patch(id, { image: now });
      this.#patch(id, await this.#shownBytes(bytes, now));
    } catch {
      this.#patch(id, { preview: undefined });
    }
  }

  /** What it was made from may not have been in sight until now. */
  async #showBefore(id: string): Promise<void> {
    const { before, madeOf } = this.#known(id) ?? {};
    if (before?.preview !== null || madeOf === undefined) return;
    const input = () => this.#deps.store.state.inputs.known.get(madeOf.inputId);
    if (madeOf.inspection !== input()?.inspection) return;
    await this.#deps.loader.show(madeOf.inputId);
    const shown = input();
    if (shown) this.#patch(id, { before: pictureOfInput(shown) });
  }

  async #showSmall(id: string): Promise<void> {
    const { files } = this.#deps;
    const result = this.#known(id);
    if (result === undefined || result.thumbnail !== undefined) return;
    if (result.preview !== undefined || result.missing) return;
    const { uri, image } = result;
    if (uri === undefined || Math.max(image.width, image.height) <= smallSide) {
      await this.#showLarge(id);
      return;
    }
    try {
      const bytes = await files.read(uri, maxInputBytes);
      this.#patch(id, { shownVersion: await versionOf(files, uri) });
      this.#patch(id, { thumbnail: await showSmall(this.#deps, bytes) });
    } catch {
      this.#patch(id, { missing: !(await files.exists(uri)) });
    }
  }

  async #shownStored(image: KeptImage): Promise<Shown> {
    try {
      return await this.#shownBytes(await this.#deps.files.readStored(image.stored), image);
    } catch {
      return notShown;
    }
  }

  /** A picture that can't be shown has no preview; it is there all the same. */
  async #shownBytes(bytes: Uint8Array, image: Omit<KeptImage, 'stored'>): Promise<Shown> {
    try {
      return await showBytes(this.#deps, bytes, image, { smallAbove: smallSide });
    } catch {
      return notShown;
    }
  }

  #listed(id: string): SessionResult | undefined {
    return resultWith(this.#deps.store.state.results, id);
  }

  #known(id: string): SessionResult | undefined {
    return this.#deps.store.state.results.known.get(id);
  }

  #patch(id: string, changes: Partial<Omit<SessionResult, 'id'>>): void {
    this.#deps.store.update(patchResult(id, changes));
  }
}

/** Longest side in pixels up to which lists show a result as it is. */
const smallSide = 640;

interface Shown {
  preview: string | undefined;
  thumbnail: string | undefined;
}

const notShown: Shown = { preview: undefined, thumbnail: undefined };

const unknownImage = { type: null, width: 0, height: 0, byteLength: 0, hasAlpha: false };

/** What the bytes say of a picture; nothing where they say nothing. */
function factsOf(bytes: Uint8Array): Partial<KeptImage> {
  const info = sniff(bytes);
  if (info === undefined) return { type: null, byteLength: bytes.byteLength };
  const { type, width, height, hasAlpha } = info;
  return { type, width, height, hasAlpha, byteLength: bytes.byteLength };
}
