import type { EditingService } from '../editing/editingService.ts';
import { type EditRequest, type EditResult, folderFor, type KeptImage } from '../editing/editRequest.ts';
import { maxInputBytes } from '../editing/inspect.ts';
import type { FileStore, Log } from '../editing/ports.ts';
import { nameOf, splitName } from '../editing/uris.ts';
import type { Codec } from '../images/codec.ts';
import { extensionFor } from '../images/imageTypes.ts';
import { sniff } from '../images/sniff.ts';
import type { Failure } from '../shared/failure.ts';
import type { Picture } from '../shared/panelState.ts';
import type { Previews } from './previews.ts';
import { pictureOf, ResultList, type SessionResult } from './resultList.ts';
import type { SessionHost } from './sessionHost.ts';
import { showBytes, showSmall } from './shownBytes.ts';

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
  uri: string | undefined;
  sha256: string | undefined;
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

  constructor(deps: ResultKeeperDeps) {
    this.#deps = deps;
  }

  /** Adds a job's pictures and selects the result. */
  async add(job: RunJob, made: EditResult, before: Picture | null): Promise<SessionResult> {
    const { newId, host } = this.#deps;
    const thoughts = {
      texts: made.thoughts.texts,
      pictures: await this.#pictures('Thought', made.thoughts.pictures),
    };
    await this.#forget(made.thoughts.pictures);
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
      ...(await this.#shown(made.image)),
      missing: false,
      before,
      made,
      thoughts,
    };
    this.list.arrive(result);
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
        ...(await this.#shown(other)),
        made: undefined,
        thoughts: { texts: [], pictures: [] },
      });
    }
    return result;
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
      ...(await this.#shown(kept.image)),
      missing: false,
      before: null,
      made: undefined,
      thoughts: { texts: [], pictures: [] },
    };
    this.list.add(result);
    this.list.select(result.id);
    return result;
  }

  /** Asks for a place and saves a result there. Undefined: the person chose none. */
  async save(id: string): Promise<SaveOutcome | undefined> {
    const { editing, host } = this.#deps;
    const result = this.list.find(id);
    if (result === undefined || result.uri !== undefined) return undefined;
    const chosen = await host.choosePlace(result.name, result.near);
    if (chosen === undefined) return undefined;
    const jobId = result.role === 'final' ? result.jobId : undefined;
    const saved = await editing.saveKept(result.image, chosen, jobId);
    if (!saved.ok) return { failure: saved.failure, result, notes: [] };
    const { uri, notes } = saved.value;
    this.place(result, uri);
    if (result.made) result.made = { ...result.made, notes: [...result.made.notes, ...notes] };
    await this.#forget([result.image]);
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

  /** Selects a result and makes what the page shows of it, which those of earlier sessions don't have yet. */
  async select(id: string): Promise<void> {
    this.list.select(id);
    await this.showSelected();
  }

  async showSelected(): Promise<void> {
    const selected = this.list.all.find(({ id }) => id === this.list.selectedId);
    if (selected) await this.refresh(selected);
  }

  /** Looks at a saved result's file: whether it is there, and what it shows now. */
  async refresh(result: SessionResult, anew = false): Promise<void> {
    const { files } = this.#deps;
    if (result.uri === undefined || (result.preview !== undefined && !anew)) return;
    result.missing = !(await files.exists(result.uri));
    if (result.missing) return;
    try {
      const bytes = await files.read(result.uri, maxInputBytes);
      result.image = { ...result.image, ...factsOf(bytes) };
      Object.assign(result, await this.#shownBytes(bytes, result.image));
    } catch {
      result.preview = undefined;
    }
  }

  /** Makes small pictures for the list, one after the other, for results of earlier sessions. */
  async fillThumbnails(changed: () => void): Promise<void> {
    for (const result of [...this.list.all].reverse()) {
      if (result.thumbnail === undefined && result.preview === undefined && !result.missing) {
        await this.#fillThumbnail(result);
        changed();
      }
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

  async #pictures(name: string, images: readonly KeptImage[]): Promise<Picture[]> {
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
      return await showBytes(this.#deps, bytes, image, { smallAbove: 640 });
    } catch {
      return { preview: undefined, thumbnail: undefined };
    }
  }

  async #fillThumbnail(result: SessionResult): Promise<void> {
    const { files } = this.#deps;
    if (result.uri === undefined) return;
    try {
      const bytes = await files.read(result.uri, maxInputBytes);
      result.thumbnail = await showSmall(this.#deps, bytes);
    } catch {
      result.missing = !(await files.exists(result.uri));
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
