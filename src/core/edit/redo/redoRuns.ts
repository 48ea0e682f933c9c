import type { EditResult, JobProgress } from '../../editRequest.ts';
import type { FileStore, Log } from '../../ports.ts';
import { type Failure, fail, type Outcome } from '../../shared/failure.ts';
import { redoSession } from '../../storage/sessions.ts';
import type { EditingService } from '../editingService.ts';
import { isHopeless } from '../jobFailures.ts';
import { forgetStored, saveOthers } from '../saveOthers.ts';
import type { Redo } from './redo.ts';

export interface RedoRunsDeps {
  editing: Pick<EditingService, 'run' | 'saveKept'>;
  files: Pick<FileStore, 'removeStored'>;
  log: Log;
  newId(): string;
}

export interface RedoHooks {
  /** Begins nothing more; what is on its way comes to its end. */
  stop: AbortSignal;
  /** Breaks off what is on its way too, which may be billed all the same. */
  abort: AbortSignal;
  onProgress(redo: Redo, progress: JobProgress): void;
  /** @param done how many have ended */
  onEnd(redo: Redo, done: number): void;
}

/** How one ended. */
export interface RedoEnd {
  redo: Redo;
  jobId: string;
  outcome: Outcome<EditResult>;
  /** URIs of the answer's further pictures, saved beside the result. */
  others: string[];
}

/** Does recorded edits again through the editing service, each image only once at a time. */
export class RedoRuns {
  readonly #deps: RedoRunsDeps;
  readonly #taken = new Set<string>();

  constructor(deps: RedoRunsDeps) {
    this.#deps = deps;
  }

  /** Takes an image until `release`; false when it is taken already, so that nothing is paid for twice. */
  take(uri: string): boolean {
    if (this.#taken.has(uri)) return false;
    this.#taken.add(uri);
    return true;
  }

  release(uri: string): void {
    this.#taken.delete(uri);
  }

  /** All go to the service at once, which knows how many requests may be out. Never rejects for what can go wrong. */
  async run(redos: readonly Redo[], { stop, abort, onProgress, onEnd }: RedoHooks): Promise<RedoEnd[]> {
    // What fails for want of a key or money would fail for all that wait too.
    const hopeless = new AbortController();
    let why: Failure | undefined;
    let done = 0;
    return Promise.all(
      redos.map(async (redo): Promise<RedoEnd> => {
        const jobId = this.#deps.newId();
        const stepBack = new AbortController();
        const giveUp = (): void => stepBack.abort();
        const goesOut = (): void => {
          for (const signal of [hopeless.signal, stop]) signal.removeEventListener('abort', giveUp);
        };
        for (const signal of [hopeless.signal, stop]) signal.addEventListener('abort', giveUp);
        if (stop.aborted) giveUp();
        let outcome = await this.#deps.editing.run(
          { id: jobId, sessionId: redoSession, request: redo.request },
          {
            signal: AbortSignal.any([abort, stepBack.signal]),
            onProgress: (progress) => {
              if (isOut(progress)) goesOut();
              onProgress(redo, progress);
            },
            // Whoever is to be asked is asked afterwards: the others go on.
            chooseTarget: async () => undefined,
          },
        );
        goesOut();
        if (!outcome.ok && isHopeless(outcome.failure)) {
          why ??= outcome.failure;
          hopeless.abort();
        }
        if (!outcome.ok && stepBack.signal.aborted && why) outcome = fail(why);
        const others = outcome.ok ? await this.#settle(outcome.value) : [];
        onEnd(redo, ++done);
        return { redo, jobId, outcome, others };
      }),
    );
  }

  /**
   * Saves the further pictures, and clears the storage of what is saved. Where the picture itself could not be
   * saved, all stay until the person says where.
   */
  async #settle({ image, savedAs, others, thoughts }: EditResult): Promise<string[]> {
    const further = savedAs === undefined ? undefined : await saveOthers(this.#deps, others, savedAs);
    const used = savedAs === undefined ? [] : [image];
    await forgetStored(
      this.#deps,
      [...used, ...thoughts.pictures].map(({ stored }) => stored),
    );
    return further?.uris ?? [];
  }
}

/** Something of it has gone out, and may be billed. */
export const isOut = ({ phase }: JobProgress): boolean => phase !== 'queued' && phase !== 'preparing';
