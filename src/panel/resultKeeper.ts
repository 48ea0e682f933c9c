import type { EditingService } from '../editing/editingService.ts';
import { type EditRequest, type EditResult, folderFor, type KeptImage } from '../editing/editRequest.ts';
import type { FileStore, Log } from '../editing/ports.ts';
import { nameOf, splitName } from '../editing/uris.ts';
import type { Codec } from '../images/codec.ts';
import { extensionFor, shownByBrowsers } from '../images/imageTypes.ts';
import type { Failure } from '../shared/failure.ts';
import type { Picture } from '../shared/panelState.ts';
import type { Previews } from './previews.ts';
import { pictureOf, ResultList, type SessionResult } from './resultList.ts';
import type { SessionHost } from './sessionHost.ts';

export interface ResultKeeperDeps {
  editing: EditingService;
  files: FileStore;
  codec: Codec;
  previews: Previews;
  host: SessionHost;
  log: Log;
  newId(): string;
}

/** Takes in what jobs give: shows it, saves what was not saved, and clears the storage behind it. */
export class ResultKeeper {
  readonly list = new ResultList();
  readonly #deps: ResultKeeperDeps;

  constructor(deps: ResultKeeperDeps) {
    this.#deps = deps;
  }

  /** Adds a job's pictures and selects the result. What can't be shown or cleared away does not spoil it. */
  async add(
    job: { id: string; request: EditRequest },
    made: EditResult,
    original: Picture | null,
  ): Promise<SessionResult> {
    const { newId, host } = this.#deps;
    const thoughts = {
      texts: made.thoughts.texts,
      pictures: await this.#pictures('Thought', made.thoughts.pictures),
    };
    await this.#forget(made.thoughts.pictures);
    const name = made.savedAs === undefined ? made.suggestedName : nameOf(made.savedAs);
    const result: SessionResult = {
      id: newId(),
      jobId: job.id,
      role: 'final',
      image: made.image,
      name,
      uri: made.savedAs,
      place: made.savedAs && host.placeOf(made.savedAs),
      near: folderFor(job.request),
      preview: await this.#preview(made.image),
      original,
      made,
      thoughts,
    };
    this.list.add(result);
    this.list.select(result.id);
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
        preview: await this.#preview(other),
        made: undefined,
        thoughts: { texts: [], pictures: [] },
      });
    }
    return result;
  }

  /** Adds a result that an earlier window received and could not save. */
  async addKept(
    job: { id: string; request: EditRequest },
    kept: { image: KeptImage; suggestedName: string },
  ): Promise<SessionResult> {
    const result: SessionResult = {
      id: this.#deps.newId(),
      jobId: job.id,
      role: 'final',
      image: kept.image,
      name: kept.suggestedName,
      uri: undefined,
      place: undefined,
      near: folderFor(job.request),
      preview: await this.#preview(kept.image),
      original: null,
      made: undefined,
      thoughts: { texts: [], pictures: [] },
    };
    this.list.add(result);
    this.list.select(result.id);
    return result;
  }

  /** Asks for a place and saves a result there. Undefined: the person chose none. */
  async save(id: string): Promise<{ failure: Failure | undefined; result: SessionResult } | undefined> {
    const { editing, host } = this.#deps;
    const result = this.list.find(id);
    if (result === undefined || result.uri !== undefined) return undefined;
    const chosen = await host.choosePlace(result.name, result.near);
    if (chosen === undefined) return undefined;
    const jobId = result.role === 'final' ? result.jobId : undefined;
    const saved = await editing.saveKept(result.image, chosen, jobId);
    if (!saved.ok) return { failure: saved.failure, result };
    result.uri = saved.value;
    result.name = nameOf(saved.value);
    result.place = host.placeOf(saved.value);
    await this.#forget([result.image]);
    return { failure: undefined, result };
  }

  /** Removes further pictures that nobody saved. Results that could not be saved stay. */
  async forget(): Promise<void> {
    await this.#forget(
      this.list.all.flatMap(({ role, uri, image }) => (role === 'other' && uri === undefined ? [image] : [])),
    );
  }

  async #pictures(name: string, images: readonly KeptImage[]): Promise<Picture[]> {
    return Promise.all(
      images.map(async (image, index) =>
        pictureOf(`${name} ${index + 1}`, image, await this.#preview(image)),
      ),
    );
  }

  /** A picture that can't be shown has no preview; it is there all the same. */
  async #preview(image: KeptImage): Promise<string | undefined> {
    const { files, codec, previews, log } = this.#deps;
    try {
      if (image.type === null) return undefined;
      const bytes = await files.readStored(image.stored);
      if (shownByBrowsers(image.type)) return await previews.put(bytes, extensionFor(image.type));
      const shown = await codec.thumbnail({ bytes });
      return await previews.put(shown.bytes, extensionFor(shown.type));
    } catch (error) {
      log.warn(`A picture can't be shown: ${String(error)}`);
      return undefined;
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
