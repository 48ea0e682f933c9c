import type { EditingService } from '../../../core/edit/editingService.ts';
import { type EditRequest, type EditResult, folderFor, type KeptImage } from '../../../core/editRequest.ts';
import type { Codec } from '../../../core/images/codec.ts';
import { extensionFor } from '../../../core/images/imageTypes.ts';
import { sniff } from '../../../core/images/sniff.ts';
import { maxInputBytes } from '../../../core/inspect.ts';
import type { FileStore, Log } from '../../../core/ports.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import type { Picture } from '../../../core/shared/panelState.ts';
import { nameOf, splitName } from '../../../core/uris.ts';
import type { Previews } from '../../../vscode/page/previews.ts';
import { putThumbnail, showBytes, showSmall } from '../../../vscode/page/shownBytes.ts';
import type { SessionInput } from './inputList.ts';
import type { PictureQueue } from './pictureQueue.ts';
import { pictureOf, ResultList, type SessionResult } from './resultList.ts';
import type { SessionHost } from './sessionHost.ts';
import type { SessionStore } from './sessionStore.ts';

export interface ResultKeeperDeps {
  editing: EditingService;
  files: FileStore;
  codec: Codec;
  previews: Previews;
  host: SessionHost;
  log: Log;
  newId(): string;
}

/** What a line of steps began with: its file, also where that holds a result since, and the SHA-256 of its bytes. */
export interface LineSource {
  readonly uri: string | undefined;
  readonly sha256: string | undefined;
}

/** What a result keeps of the job that gave it. */
export interface RunJob {
  id: string;
  runId: string;
  parentId: string | undefined;
  request: EditRequest;
  source: LineSource;
}

/** How saving a kept result went. */
export interface SaveOutcome {
  failure: Failure | undefined;
  result: SessionResult;
  /** What to know of the saved file. */
  notes: string[];
}

/** Takes in what jobs give: shows it, saves what was not saved, and clears the storage behind it. */
export class ResultKeeper {
  readonly list = new ResultList();
  readonly #deps: ResultKeeperDeps;
  readonly #inputs: ShownInputs;
  readonly #pictures: PictureQueue;
  readonly #store: SessionStore;

  /** @param pictures makes what the page asks for, in its turn */
  constructor(deps: ResultKeeperDeps, inputs: ShownInputs, pictures: PictureQueue, store: SessionStore) {
    this.#store = store;
    this.#deps = deps;
    this.#inputs = inputs;
    this.#pictures = pictures;
  }

  /**
   * Adds a job's pictures and selects the result. What the page shows of them is made when they are in sight.
   * @param madeOf what it was made from
   */
  async add(
    job: RunJob,
    made: EditResult,
    before: Picture | null,
    madeOf: SessionResult['madeOf'],
  ): Promise<SessionResult> {
    const { newId, host } = this.#deps;
    const thoughts = {
      texts: made.thoughts.texts,
      pictures: await this.#thoughts('Thought', made.thoughts.pictures),
    };
    await this.#forget(made.thoughts.pictures);
    // The bytes for the page lie in the previews soon.
    const { shown: _, ...facts } = made;
    const name = made.savedAs === undefined ? made.suggestedName : nameOf(made.savedAs);
    const result: SessionResult = {
      id: newId(),
      ...this.#runOf(job),
      role: 'final',
      image: made.image,
      name,
      uri: made.savedAs,
      place: made.savedAs && host.placeOf(made.savedAs),
      near: folderFor(job.request),
      ...notShownYet,
      missing: false,
      before,
      madeOf,
      made: facts,
      thoughts,
      ...(await this.#shownAlready(made)),
    };
    this.list.arrive(result);
    if (this.list.selectedId === result.id) this.showSelected();
    if (result.uri !== undefined) await this.#forget([made.image]);
    for (const [index, other] of made.others.entries()) {
      this.list.add({
        ...result,
        id: newId(),
        role: 'other',
        image: other,
        name: `${splitName(name).base}-draft-${index + 1}${other.type === null ? '' : `.${extensionFor(other.type)}`}`,
        uri: undefined,
        place: undefined,
        ...notShownYet,
        made: undefined,
        thoughts: { texts: [], pictures: [] },
      });
    }
    return result;
  }

  /** What was made for the page while a huge picture was finished, so that it need not be decoded for that. */
  async #shownAlready({ shown, savedAs }: EditResult): Promise<Partial<SessionResult>> {
    if (shown === undefined) return {};
    const shownVersion = savedAs === undefined ? undefined : await this.#versionOf(savedAs);
    return { ...(await putThumbnail(this.#deps.previews, shown)), shownVersion };
  }

  /** Adds a result that an earlier window received and could not save. */
  async addKept(job: RunJob, kept: { image: KeptImage; suggestedName: string }): Promise<SessionResult> {
    const result: SessionResult = {
      id: this.#deps.newId(),
      ...this.#runOf(job),
      role: 'final',
      image: kept.image,
      name: kept.suggestedName,
      uri: undefined,
      place: undefined,
      near: folderFor(job.request),
      ...notShownYet,
      missing: false,
      before: null,
      madeOf: undefined,
      made: undefined,
      thoughts: { texts: [], pictures: [] },
    };
    this.list.add(result);
    this.select(result.id);
    return result;
  }

  /** Asks for a place and saves a result there. Undefined: the person chose none. */
  async save(id: string): Promise<SaveOutcome | undefined> {
    const { editing, host } = this.#deps;
    const result = this.list.find(id);
    if (result === undefined || result.uri !== undefined) return undefined;
    // Who is asked where it goes has seen it.
    this.showLarge(id);
    await this.#pictures.whenIdle();
    const chosen = await host.choosePlace(result.name, result.near);
    if (chosen === undefined) return undefined;
    const jobId = result.role === 'final' ? result.jobId : undefined;
    const saved = await editing.saveKept(result.image, chosen, jobId);
    if (!saved.ok) return { failure: saved.failure, result, notes: [] };
    const { uri, byteLength, notes } = saved.value;
    this.place(result, uri);
    const { image } = result;
    result.image = { ...image, byteLength };
    if (result.made) result.made = { ...result.made, notes: [...result.made.notes, ...notes] };
    await this.#forget([image]);
    return { failure: undefined, result, notes };
  }

  /** A result lies there now. */
  place(result: SessionResult, uri: string): void {
    result.uri = uri;
    result.name = nameOf(uri);
    result.place = this.placeOf(uri);
    result.missing = false;
  }

  placeOf(uri: string): string {
    return this.#deps.host.placeOf(uri);
  }

  /** Selects a result; what the page shows of it comes soon. */
  select(id: string): void {
    this.list.select(id);
    this.showSelected();
  }

  showSelected(): void {
    if (this.list.selectedId !== null) this.showLarge(this.list.selectedId);
  }

  /** Makes what the page shows of a result large, and of what it was made from, unless it has that. */
  showLarge(id: string): void {
    const result = this.list.find(id);
    if (result === undefined) return;
    this.#pictures.want(`${id} large`, async () => {
      await this.#showLarge(result);
      await this.#showBefore(result);
      this.#store.update({});
    });
  }

  /** Makes a small picture for the list, unless there is one. */
  showSmall(id: string): void {
    const result = this.list.find(id);
    if (result === undefined) return;
    this.#pictures.want(`${id} small`, async () => {
      if (result.thumbnail !== undefined || result.preview !== undefined || result.missing) return;
      await this.#showSmall(result);
      this.#store.update({});
    });
  }

  /** Looks at a saved result's file, which changed: whether it is there, and what it shows now. */
  async refresh(result: SessionResult): Promise<void> {
    const { uri, shownVersion } = result;
    if (uri === undefined) return;
    const version = await this.#versionOf(uri);
    result.missing = version === undefined;
    // What nobody has looked at is read when somebody does.
    if (result.missing || shownVersion === undefined || version === shownVersion) return;
    await this.#showLarge(result, true);
  }

  async #showLarge(result: SessionResult, anew = false): Promise<void> {
    const { files } = this.#deps;
    const { uri, image } = result;
    if (result.preview !== undefined && !anew) return;
    try {
      if (uri !== undefined) result.shownVersion = await this.#versionOf(uri);
      result.missing = uri !== undefined && result.shownVersion === undefined;
      if (result.missing) return;
      const bytes =
        uri === undefined ? await files.readStored(image.stored) : await files.read(uri, maxInputBytes);
      result.image = { ...image, ...factsOf(bytes) };
      Object.assign(result, await this.#shownBytes(bytes, result.image));
    } catch {
      result.preview = undefined;
    }
  }

  /** What it was made from may not have been in sight until now. */
  async #showBefore(result: SessionResult): Promise<void> {
    const { before, madeOf } = result;
    if (before?.preview !== null || madeOf === undefined) return;
    if (madeOf.inspection !== madeOf.input.inspection) return;
    await this.#inputs.show(madeOf.input);
    result.before = this.#inputs.pictureOf(madeOf.input);
  }

  async #versionOf(uri: string): Promise<string | undefined> {
    try {
      const { size, mtime } = await this.#deps.files.stat(uri);
      return `${size} ${mtime}`;
    } catch {
      return undefined;
    }
  }

  /** Removes further pictures that nobody saved. Results that could not be saved stay. */
  async forget(): Promise<void> {
    await this.#forget(
      this.list.all.flatMap(({ role, uri, image }) => (role === 'other' && uri === undefined ? [image] : [])),
    );
  }

  /** What a result keeps of its job, and of the line of steps that it goes on. */
  #runOf({ id, runId, parentId, request, source }: RunJob) {
    const parent = this.list.findEver(parentId);
    return {
      jobId: id,
      runId,
      parentId,
      prompt: request.prompt,
      earlierPrompts: this.list.promptsTo(parentId),
      originalUri: parent ? parent.originalUri : source.uri,
      sourceSha256: parent ? parent.sourceSha256 : source.sha256,
    };
  }

  async #thoughts(name: string, images: readonly KeptImage[]): Promise<Picture[]> {
    return Promise.all(
      images.map(async (image, index) => {
        const { preview, thumbnail } = await this.#shown(image);
        return { ...pictureOf(`${name} ${index + 1}`, image, preview), thumbnail: thumbnail ?? null };
      }),
    );
  }

  async #shown(image: KeptImage): Promise<Shown> {
    try {
      return await this.#shownBytes(await this.#deps.files.readStored(image.stored), image);
    } catch {
      return { preview: undefined, thumbnail: undefined };
    }
  }

  /** A picture that can't be shown has no preview; it is there all the same. */
  async #shownBytes(bytes: Uint8Array, image: Omit<KeptImage, 'stored'>): Promise<Shown> {
    try {
      return await showBytes(this.#deps, bytes, image, { smallAbove: smallSide });
    } catch {
      return { preview: undefined, thumbnail: undefined };
    }
  }

  async #showSmall(result: SessionResult): Promise<void> {
    const { files } = this.#deps;
    const { uri, image } = result;
    if (uri === undefined || Math.max(image.width, image.height) <= smallSide) {
      await this.#showLarge(result);
      return;
    }
    try {
      const bytes = await files.read(uri, maxInputBytes);
      result.shownVersion = await this.#versionOf(uri);
      result.thumbnail = await showSmall(this.#deps, bytes);
    } catch {
      result.missing = !(await files.exists(uri));
    }
  }

  async #forget(images: readonly KeptImage[]): Promise<void> {
    const { files, log } = this.#deps;
    for (const { stored } of images) {
      await files.removeStored(stored).catch((error: unknown) => {
        log.warn(`${stored} stays in the storage: ${String(error)}`);
      });
    }
  }
}

/** What can show inputs that results were made from. */
export interface ShownInputs {
  /** Makes what the page shows of an input. Never rejects. */
  show(input: SessionInput): Promise<void>;
  pictureOf(input: SessionInput): Picture;
}

/** Longest side in pixels up to which lists show a result as it is. */
const smallSide = 640;

const notShownYet = { preview: undefined, thumbnail: undefined, shownVersion: undefined };

interface Shown {
  preview: string | undefined;
  thumbnail: string | undefined;
}

/** What the bytes say of a picture; nothing where they say nothing. */
function factsOf(bytes: Uint8Array): Partial<KeptImage> {
  const info = sniff(bytes);
  if (info === undefined) return { type: null, byteLength: bytes.byteLength };
  const { type, width, height, hasAlpha } = info;
  return { type, width, height, hasAlpha, byteLength: bytes.byteLength };
}
