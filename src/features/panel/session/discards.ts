import * as z from 'zod/mini';
import { FileError, type FileStore, type Log } from '../../../core/ports.ts';
import { bringBack } from '../../../core/save/trash.ts';
import type { Journal } from '../../../core/storage/journal.ts';
import type { JournalEntry } from '../../../core/storage/journalEntry.ts';
import { storedNames } from '../../../core/storage/names.ts';
import { joinUri } from '../../../core/uris.ts';
import { sessionKey } from './history.ts';
import { KeptDiscards } from './keptDiscards.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';
import { resultOf, stepOf, stepSchema } from './storedStep.ts';

export interface DiscardsDeps {
  files: FileStore;
  journal: Journal;
  log: Log;
  now(): number;
}

/** What has to be done to have a discarded result again. */
type WayBack =
  /** Its file was moved to the trash. */
  | { kind: 'file'; trashed: string }
  /** It was never saved: its bytes are in the storage still, and this was in the journal. */
  | { kind: 'unsaved'; entry: JournalEntry | undefined }
  /** Its file was gone before. */
  | { kind: 'gone' };

interface Discarded {
  result: SessionResult;
  /** Its place in the list. */
  at: number;
  back: WayBack;
}

interface Discarding {
  words: string;
  all: Discarded[];
}

export const discardingSchema = z.object({
  words: z.string(),
  all: z.array(
    z.object({
      step: stepSchema,
      at: z.int(),
      trashed: z.nullable(z.string().check(z.regex(new RegExp(`^${storedNames.trash}[\\w.-]+$`)))),
    }),
  ),
});

/** A discarding of saved results, as it is written down to survive a reload. */
export type StoredDiscarding = z.infer<typeof discardingSchema>;

/** What was discarded in a session, in a trash of its own, and the way back; without Undo it stays for 30 days. */
export class Discards {
  readonly #results: ResultKeeper;
  readonly #deps: DiscardsDeps;
  readonly #sessionId: string;
  readonly #undo: Discarding[] = [];
  /** What stays in the storage, also after this session. */
  readonly kept: KeptDiscards;

  constructor(results: ResultKeeper, deps: DiscardsDeps, sessionId: string) {
    this.#results = results;
    this.#deps = deps;
    this.#sessionId = sessionId;
    this.kept = new KeptDiscards(deps);
  }

  /** What was done last and can be taken back: "Discarded photo-edited.png". */
  get last(): string | undefined {
    return this.#undo.at(-1)?.words;
  }

  /**
   * Takes results away, those that it can; the others stay.
   * @returns those that are gone, and why the first of the others is not
   */
  async discard(
    results: readonly SessionResult[],
    wordsFor: (gone: readonly SessionResult[]) => string,
  ): Promise<{ gone: SessionResult[]; problem: string | undefined }> {
    const { list } = this.#results;
    const all: Discarded[] = [];
    let problem: string | undefined;
    for (const result of results) {
      try {
        const back = await this.#takeAway(result);
        // Only now: another request can have taken it away meanwhile.
        const at = list.all.indexOf(result);
        if (at < 0) continue;
        all.push({ result, at, back });
        list.remove(result.id);
        await this.#keep(result, back);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        problem ??= `${result.name} could not be discarded (${reason.replace(/\.$/, '')}). It is still there.`;
      }
    }
    const gone = all.map(({ result }) => result);
    if (all.length > 0) this.#undo.push({ words: wordsFor(gone), all });
    return { gone, problem };
  }

  /** Takes the last discarding back; what can't be brought back can be tried again. */
  async undo(): Promise<{ back: SessionResult[]; problem: string | undefined }> {
    const last = this.#undo.pop();
    if (last === undefined) return { back: [], problem: undefined };
    const { list } = this.#results;
    const back: SessionResult[] = [];
    const left: Discarded[] = [];
    let problem: string | undefined;
    for (const discarded of last.all.toReversed()) {
      const { result, at } = discarded;
      const said = await this.#bringBack(discarded);
      if (said === undefined) {
        list.insert(at, result);
        back.unshift(result);
      } else {
        problem ??= said;
        left.unshift(discarded);
      }
    }
    if (left.length > 0) this.#undo.push({ words: last.words, all: left });
    return { back, problem };
  }

  /** What can be brought back after a reload: an unsaved result can't, its bytes have no name there. */
  stored(): StoredDiscarding[] {
    return this.#undo.flatMap(({ words, all }) => {
      const stored = all.flatMap(({ result, at, back }) => {
        const step = stepOf(result);
        return step ? [{ step, at, trashed: back.kind === 'file' ? back.trashed : null }] : [];
      });
      return stored.length > 0 ? [{ words, all: stored }] : [];
    });
  }

  restore(discardings: readonly StoredDiscarding[]): void {
    for (const { words, all } of discardings) {
      this.#undo.push({
        words,
        all: all.map(({ step, at, trashed }) => ({
          result: resultOf(step, { place: this.#results.placeOf(step.uri), missing: trashed === null }),
          at,
          back: trashed === null ? { kind: 'gone' } : { kind: 'file', trashed },
        })),
      });
    }
  }

  /** One was restored by another way. */
  settle(resultId: string): void {
    for (const discarding of this.#undo.splice(0)) {
      const all = discarding.all.filter(({ result }) => result.id !== resultId);
      if (all.length > 0) this.#undo.push({ ...discarding, all });
    }
  }

  /** Names it for later sessions: it was paid for. */
  async #keep(result: SessionResult, back: WayBack): Promise<void> {
    if (back.kind === 'gone') return;
    const { near, name, image } = result;
    const uri = result.uri ?? (near === undefined ? '' : joinUri(near, name));
    const step = stepOf({ ...result, uri });
    if (step === undefined) return;
    await this.kept.keep({
      key: result.originalUri ?? sessionKey(this.#sessionId),
      discardedAt: this.#deps.now(),
      step,
      stored: back.kind === 'file' ? back.trashed : image.stored,
    });
  }

  async #takeAway({ uri, role, jobId }: SessionResult): Promise<WayBack> {
    const { files, journal } = this.#deps;
    if (uri === undefined) {
      // A restart would offer it again, as long as the journal names it.
      return { kind: 'unsaved', entry: role === 'final' ? await journal.take(jobId) : undefined };
    }
    try {
      return { kind: 'file', trashed: await files.trash(uri) };
    } catch (error) {
      if (error instanceof FileError && error.code === 'notFound') return { kind: 'gone' };
      throw error;
    }
  }

  /** @returns why it is not back, as a sentence; undefined when it is */
  async #bringBack({ result, back }: Discarded): Promise<string | undefined> {
    const { files, journal, log } = this.#deps;
    if (back.kind === 'unsaved' && back.entry !== undefined) {
      try {
        await journal.write(back.entry);
      } catch (error) {
        log.warn(`${result.name} could not be named in the journal again: ${String(error)}`);
      }
    }
    if (back.kind === 'unsaved') await this.kept.forget(result.id);
    if (back.kind === 'gone') result.missing = true;
    if (back.kind !== 'file' || result.uri === undefined) return undefined;
    const outcome = await bringBack(files, result.uri, back.trashed);
    if (!outcome.ok) return outcome.failure.sentence;
    this.#results.place(result, outcome.value);
    await this.kept.forget(result.id);
    await files.removeStored(back.trashed).catch((error: unknown) => {
      log.warn(`${back.trashed} stays in the storage: ${String(error)}`);
    });
    return undefined;
  }
}
