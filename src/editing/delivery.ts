import { costOf } from '../api/cost.ts';
import type { Answer } from '../api/response.ts';
import type { Codec } from '../images/codec.ts';
import { extensionFor, type ImageInfo } from '../images/imageTypes.ts';
import { sniff } from '../images/sniff.ts';
import { type Failure, fail, type Outcome } from '../shared/failure.ts';
import {
  type EditRequest,
  type EditResult,
  folderFor,
  type Job,
  type JobHooks,
  type KeptImage,
  type Received,
} from './editRequest.ts';
import { finishImage, wantedType } from './finish.ts';
import { keptIsGone, notPlaced, unfinished } from './jobFailures.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { Outgoing } from './outgoing.ts';
import type { FileStore, Log, ScratchFile } from './ports.ts';
import { endingFor, saveAt, saveBeside } from './save.ts';
import { nameOf } from './uris.ts';

export interface DeliveryDeps {
  files: FileStore;
  codec: Codec;
  journal: Journal;
  log: Log;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A result on its way to its place. */
export interface Delivered {
  outgoing: Outgoing;
  answer: Answer<ScratchFile>;
  /** What the storage holds of it. */
  image: KeptImage;
  /** What is saved. */
  bytes: Uint8Array;
  info: ImageInfo | undefined;
  suggestedName: string;
  startedAt: number;
  notes: string[];
  /** Set when the bytes could not be brought into shape. */
  problem: Failure | undefined;
}

/**
 * Brings what came back to its place. It is paid for, so from here on nothing may lose it: neither Stop nor
 * a storage that can't be written ends the way, and what can't be finished or placed stays as it came.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
  }

  /** Brings the picture into shape; it is named in the journal before anything is done to it. */
  async finish(
    job: Job,
    outgoing: Outgoing,
    answer: Answer<ScratchFile>,
    startedAt: number,
  ): Promise<Delivered> {
    const { files, codec, log } = this.#deps;
    const { plan, values, editedInfo, prepared } = outgoing;
    const raw = answer.final.sink.name;
    const bytes = await files.readStored(raw);
    const image = keptImage(raw, bytes);
    const made: Delivered = {
      outgoing,
      answer,
      image,
      bytes,
      info: sniff(bytes),
      suggestedName: suggestedName(outgoing, image.type),
      startedAt,
      notes: [...prepared.notes],
      problem: undefined,
    };
    if (answer.incomplete) {
      made.notes.push('The answer broke off after the image; what else it would have said is missing.');
    }
    await this.#keep(job, made);
    try {
      const finished = await finishImage(codec, bytes, {
        plan,
        type: wantedType(values.outputFormat, editedInfo),
        edited: editedInfo,
        alphaSource: prepared.alphaSource,
        keepTransparency: job.request.options.keepTransparency,
      });
      made.notes.push(...finished.notes);
      made.bytes = finished.bytes;
      made.info = finished.info;
      made.suggestedName = suggestedName(outgoing, finished.info.type);
    } catch (error) {
      log.error(`Job ${job.id}: the answer could not be finished: ${String(error)}`);
      made.problem = unfinished(error);
    }
    if (made.bytes !== bytes) await this.#keepFinished(job, made);
    return made;
  }

  /** Saves the result beside the edited image, in the folder that was asked for, or where the person says. */
  async save(job: Job, made: Delivered, hooks: JobHooks): Promise<EditResult> {
    hooks.onProgress({ phase: 'saving', note: null });
    const saved = made.problem ? fail(made.problem) : await this.#place(job.request, made, hooks);
    if (saved.ok) await this.forget(job.id);
    const { answer, outgoing } = made;
    const { provider, capabilities, plan, values } = outgoing;
    return {
      image: made.image,
      savedAs: saved.ok ? saved.value : undefined,
      unsaved: saved.ok ? undefined : saved.failure,
      suggestedName: made.suggestedName,
      others: await this.#describe(answer.others),
      thoughts: { texts: answer.thoughts.texts, pictures: await this.#describe(answer.thoughts.images) },
      words: answer.words,
      notes: made.notes,
      cost: costOf(answer.usage, {
        provider: provider.id,
        capabilities,
        billing: values.billing,
        size: plan.size,
      })?.usd,
      tokens: answer.usage?.totalTokens,
      milliseconds: this.#deps.now() - made.startedAt,
    };
  }

  /** Saves kept bytes where the person chose, and forgets the job they came from. */
  async saveKept(image: KeptImage, chosen: string, jobId: string | undefined): Promise<Outcome<string>> {
    const { files } = this.#deps;
    let bytes: Uint8Array;
    try {
      bytes = await files.readStored(image.stored);
    } catch (error) {
      return fail(keptIsGone(nameOf(chosen), error));
    }
    const saved = await saveAt(files, chosen, image.type, bytes);
    if (saved.ok && jobId !== undefined) await this.forget(jobId);
    return saved;
  }

  /** Takes a job out of the journal. A journal that can't be written must not make a failure of a success. */
  async forget(jobId: string): Promise<void> {
    try {
      await this.#deps.journal.remove(jobId);
    } catch (error) {
      this.#deps.log.warn(`Job ${jobId} could not be taken out of the journal: ${String(error)}`);
    }
  }

  /** Writes the finished picture down in place of the raw one, which stays when that does not work. */
  async #keepFinished(job: Job, made: Delivered): Promise<void> {
    const { files, log } = this.#deps;
    const raw = made.image;
    try {
      made.image = await this.#store(made.bytes);
      if (await this.#keep(job, made)) await files.removeStored(raw.stored);
      else made.image = raw;
    } catch (error) {
      made.image = raw;
      log.warn(`Job ${job.id}: the finished image could not be kept, the raw one is: ${String(error)}`);
    }
  }

  async #keep(job: Job, { image, suggestedName, startedAt }: Delivered): Promise<boolean> {
    try {
      await this.#deps.journal.write({ ...entryOf(job, startedAt), kept: { image, suggestedName } });
      return true;
    } catch (error) {
      this.#deps.log.warn(`Job ${job.id}: its image could not be named in the journal: ${String(error)}`);
      return false;
    }
  }

  async #place(request: EditRequest, made: Delivered, hooks: JobHooks): Promise<Outcome<string>> {
    const { files, log } = this.#deps;
    const { edited, nameSteps } = made.outgoing;
    const type = made.info?.type ?? null;
    const folder = folderFor(request);
    const beside = edited?.source.kind === 'file' ? edited.source.uri : folder;
    if (folder !== undefined && beside !== undefined && files.isWritable(beside)) {
      return saveBeside(files, folder, nameSteps, endingFor(type, edited?.name), made.bytes);
    }
    const chosen = await hooks.choosePlace(made.suggestedName).catch((error: unknown) => {
      log.warn(`Nobody could be asked for a place: ${String(error)}`);
      return undefined;
    });
    if (chosen === undefined) return fail(notPlaced(made.suggestedName));
    return saveAt(files, chosen, type, made.bytes);
  }

  /** Further pictures; one that can't be read back is left out, the result must not fail for it. */
  async #describe(images: readonly Received[]): Promise<KeptImage[]> {
    const { files, log } = this.#deps;
    const described = await Promise.all(
      images.map(async ({ sink }) => {
        try {
          return keptImage(sink.name, await files.readStored(sink.name));
        } catch (error) {
          log.warn(`A further picture of the answer can't be read: ${String(error)}`);
          return undefined;
        }
      }),
    );
    return described.filter((image) => image !== undefined);
  }

  async #store(bytes: Uint8Array): Promise<KeptImage> {
    const type = sniff(bytes)?.type;
    const scratch = await this.#deps.files.createScratch(type ? extensionFor(type) : 'img');
    try {
      await scratch.write(bytes);
      await scratch.close();
    } catch (error) {
      await scratch.discard();
      throw error;
    }
    return keptImage(scratch.name, bytes);
  }
}

/** What the journal says of a job, without what only it knows. */
export const entryOf = (
  { id, sessionId, request }: Job,
  startedAt: number,
): Omit<JournalEntry, 'owner' | 'kept'> => ({ jobId: id, sessionId, startedAt, request });

const suggestedName = ({ nameSteps, edited }: Outgoing, type: KeptImage['type']): string =>
  `${nameSteps.at(-1)}.${endingFor(type, edited?.name)}`;

/** What the bytes say of themselves; bytes that are no image have no extent. */
function keptImage(stored: string, bytes: Uint8Array): KeptImage {
  const info = sniff(bytes);
  return {
    stored,
    type: info?.type ?? null,
    width: info?.width ?? 0,
    height: info?.height ?? 0,
    byteLength: bytes.byteLength,
    hasAlpha: info?.hasAlpha ?? false,
  };
}
