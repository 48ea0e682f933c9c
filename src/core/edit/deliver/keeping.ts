import type { Job, KeptImage, Received } from '../../editRequest.ts';
import { extensionFor } from '../../images/imageTypes.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import type { FileStore, Log } from '../../ports.ts';
import type { Journal } from '../../storage/journal.ts';
import type { JournalEntry } from '../../storage/journalEntry.ts';
import { keptImage } from '../../storage/received.ts';

export interface KeepingDeps {
  files: FileStore;
  journal: Journal;
  log: Log;
}

/** What is kept of a result on its way. */
export interface KeptFacts {
  /** What the storage holds of it. */
  image: KeptImage;
  /** What is saved. */
  bytes: Uint8Array;
  suggestedName: string;
  /** The name below its folder, the last step without its ending. */
  nameSteps: string[];
  startedAt: number;
  /** Answers to several parts as they came, null for one that failed; of a picture that is not made of them yet. */
  parts?: (KeptImage | null)[] | undefined;
  /** Answers as they came that can be chosen in its place. */
  wholes?: KeptImage[] | undefined;
  /** No disk took it, so that it is gone after a restart. */
  isInMemory: boolean;
}

/**
 * Keeps results in the storage and names them in the journal, until they lie at their place. A journal or a
 * storage that can't be written never ends the way of a result.
 */
export class Keeping {
  readonly #deps: KeepingDeps;

  constructor(deps: KeepingDeps) {
    this.#deps = deps;
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
  async keepFinished(job: Job, made: KeptFacts): Promise<void> {
    const { files, log } = this.#deps;
    const raw = made.image;
    try {
      const { image, lasts } = await this.#store(made.bytes);
      made.image = { ...image, record: raw.record };
      if (!(await this.keep(job, made, false))) {
        made.image = raw;
        await files.removeStored(image.stored);
      } else {
        made.isInMemory = !lasts;
        const chosenFrom = new Set(made.wholes?.map(({ stored }) => stored));
        for (const part of made.parts ?? [raw])
          if (part && !chosenFrom.has(part.stored)) await files.removeStored(part.stored);
      }
    } catch (error) {
      made.image = raw;
      log.warn(`Job ${job.id}: the finished image could not be kept, the raw one is: ${String(error)}`);
    }
  }

  /** Names a result in the journal. @returns whether that worked */
  async keep(
    job: Job,
    { image, suggestedName, nameSteps, startedAt, parts, wholes }: KeptFacts,
    raw: boolean,
  ): Promise<boolean> {
    try {
      const kept = { image, suggestedName, nameSteps, raw, ...(raw && { parts }), wholes };
      await this.#deps.journal.write({ ...entryOf(job, startedAt), nameSteps, kept });
      return true;
    } catch (error) {
      this.#deps.log.warn(`Job ${job.id}: its image could not be named in the journal: ${String(error)}`);
      return false;
    }
  }

  /** Further pictures; one that can't be read back is left out, the result must not fail for it. */
  async describe(images: readonly Received[]): Promise<KeptImage[]> {
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

  async #store(bytes: Uint8Array): Promise<{ image: KeptImage; lasts: boolean }> {
    const type = sniff(bytes)?.type;
    const scratch = await this.#deps.files.createScratch(type ? extensionFor(type) : 'img');
    try {
      await scratch.write(bytes);
      await scratch.close();
    } catch (error) {
      await scratch.discard();
      throw error;
    }
    return { image: keptImage(scratch.name, bytes), lasts: scratch.lasts };
  }
}

/** What the journal says of a job, without what only it knows. */
export const entryOf = (
  { id, sessionId, request, variant }: Job,
  startedAt: number,
): Omit<JournalEntry, 'owner' | 'kept'> => ({ jobId: id, sessionId, startedAt, request, variant });
