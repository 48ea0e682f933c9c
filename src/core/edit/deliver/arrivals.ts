import type { Answer } from '../../api/answer/response.ts';
import type { Job, KeptImage } from '../../editRequest.ts';
import type { FileStore, Log, ScratchFile } from '../../ports.ts';
import type { Outcome } from '../../shared/failure.ts';
import type { Journal } from '../../storage/journal.ts';
import { keptImage } from '../../storage/received.ts';
import type { Decided } from '../prepare/outgoing.ts';
import { entryOf } from './keeping.ts';
import { suggestedName } from './placing.ts';

/**
 * Names the answers to several parts in the journal as they come: each is paid for, whatever becomes of the others. A
 * single answer is named when it is finished.
 */
export class Arrivals {
  readonly #deps: { files: FileStore; journal: Journal; log: Log };
  readonly #job: Job;
  readonly #outgoing: Decided;
  readonly #known: { startedAt: number; estimate: number | undefined };
  readonly #parts: (KeptImage | null)[];
  #written: Promise<void> = Promise.resolve();

  constructor(
    deps: { files: FileStore; journal: Journal; log: Log },
    job: Job,
    outgoing: Decided,
    known: { startedAt: number; estimate: number | undefined },
  ) {
    this.#deps = deps;
    this.#job = job;
    this.#outgoing = outgoing;
    this.#known = known;
    this.#parts = [null, ...outgoing.further.map(() => null)];
  }

  /** @param index of the part. @returns what came, once that is written down. Never rejects. */
  async take(index: number, came: Outcome<Answer<ScratchFile>>): Promise<Outcome<Answer<ScratchFile>>> {
    if (this.#parts.length === 1 || !came.ok) return came;
    this.#written = this.#written.then(() => this.#write(index, came.value));
    await this.#written;
    return came;
  }

  async #write(index: number, { final: { sink } }: Answer<ScratchFile>): Promise<void> {
    const { files, journal, log } = this.#deps;
    const { startedAt, estimate } = this.#known;
    try {
      this.#parts[index] = keptImage(sink.name, await files.readStored(sink.name));
      const image = this.#parts.find((part) => part !== null);
      if (!image) return;
      const name = suggestedName(this.#job.request, this.#outgoing, image.type);
      const { nameSteps } = this.#outgoing;
      const kept = { image, suggestedName: name, nameSteps, raw: true, parts: [...this.#parts] };
      await journal.write({ ...entryOf(this.#job, startedAt), estimate, kept });
    } catch (error) {
      log.warn(`Job ${this.#job.id}: a part could not be named in the journal: ${String(error)}`);
    }
  }
}
