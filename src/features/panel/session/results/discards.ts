import { FileError, type FileStore, type Log } from '../../../../core/ports.ts';
import { KeptDiscards } from '../../../../core/save/keptDiscards.ts';
import { bringBack } from '../../../../core/save/trash.ts';
import { messageOf } from '../../../../core/shared/errorText.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Drafts } from '../../../../core/storage/drafts.ts';
import { sessionKey } from '../../../../core/storage/history.ts';
import type { Journal } from '../../../../core/storage/journal.ts';
import { joinUri } from '../../../../core/uris.ts';
import type { SessionHost } from '../sessionHost.ts';
import { originalOfEdited, originalUriOf } from '../state/inputs.ts';
import { insertResult, patchResult, removeResult } from '../state/resultChanges.ts';
import type { SessionResult } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { stepOf } from '../state/storedStep.ts';
import { type Discarded, isDiscarding, type Undoable, type WayBack } from '../state/undoing.ts';
import { savedAt } from './savedAt.ts';

interface DiscardsDeps {
  store: SessionStore;
  files: FileStore;
  journal: Journal;
  drafts: Drafts;
  host: Pick<SessionHost, 'relativePathOf'>;
  log: Log;
  now(): number;
}

/** What was discarded in a session, in a trash of its own, and the way back; without Undo it stays for 30 days. */
export class Discards {
  readonly #deps: DiscardsDeps;
  /** What stays in the storage, also after this session. */
  readonly kept: KeptDiscards;

  constructor(deps: DiscardsDeps) {
    this.#deps = deps;
    this.kept = new KeptDiscards(deps);
  }

  /** Looks anew at what can be restored, of this and earlier sessions. Never rejects. */
  async look(): Promise<void> {
    const { store } = this.#deps;
    const { id, history, inputs, form } = store.state;
    const original = originalUriOf(inputs);
    const keys = [...history.lines, sessionKey(id), ...(original === undefined ? [] : [original])];
    const folder = originalOfEdited(inputs) === undefined ? form.folder : undefined;
    store.update({ discarded: await this.kept.of(keys, folder) });
  }

  /**
   * Takes results away, those that it can; the others stay.
   * @param keptId the one for whose sake they go
   * @returns those that are gone, and why the first of the others is not
   */
  async discard(
    results: readonly SessionResult[],
    wordsFor: (gone: readonly SessionResult[]) => string,
    keptId?: string,
  ): Promise<{ gone: SessionResult[]; problem: string | undefined }> {
    const { store } = this.#deps;
    const gone: SessionResult[] = [];
    const all: Discarded[] = [];
    let problem: string | undefined;
    for (const result of results) {
      try {
        const back = await this.#takeAway(result);
        // Only now: another request can have taken it away meanwhile.
        const at = store.state.results.ids.indexOf(result.id);
        if (at < 0) continue;
        gone.push(result);
        all.push({ resultId: result.id, at, back });
        store.update(removeResult(result.id));
        await this.#keep(result, back);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        problem ??= t('{name} could not be discarded ({reason}). It is still there.', {
          name: result.name,
          reason: reason.replace(/\.$/, ''),
        });
      }
    }
    if (all.length > 0)
      store.update(({ undoable }) => ({
        undoable: [
          ...undoable,
          { kind: 'discarded', words: wordsFor(gone), all, ...(keptId !== undefined && { keptId }) },
        ],
      }));
    return { gone, problem };
  }

  /**
   * Takes the last discarding back; what can't be brought back can be tried again.
   * @returns the ids of what is back, why the first of the others is not, and the one for whose sake they had gone
   */
  async undo(): Promise<{ back: string[]; problem: string | undefined; keptId?: string | undefined }> {
    const { store } = this.#deps;
    const last = store.state.undoable.findLast(isDiscarding);
    if (last === undefined) return { back: [], problem: undefined };
    store.update(({ undoable }) => ({ undoable: undoable.filter((one) => one !== last) }));
    const back: string[] = [];
    const left: Discarded[] = [];
    let problem: string | undefined;
    for (const discarded of last.all.toReversed()) {
      const said = await this.#bringBack(discarded);
      if (said === undefined) {
        store.update(insertResult(discarded.at, discarded.resultId));
        back.unshift(discarded.resultId);
      } else {
        problem ??= said;
        left.unshift(discarded);
      }
    }
    if (left.length > 0)
      store.update(({ undoable }) => ({ undoable: [...undoable, { ...last, all: left }] }));
    return { back, problem, keptId: last.keptId };
  }

  /** One was restored by another way. */
  settle(resultId: string): void {
    this.#deps.store.update(({ undoable }) => ({
      undoable: undoable.flatMap((done): readonly Undoable[] => {
        if (!isDiscarding(done)) return [done];
        const all = done.all.filter((one) => one.resultId !== resultId);
        return all.length > 0 ? [{ ...done, all }] : [];
      }),
    }));
  }

  /** Names it for later sessions: it was paid for. */
  async #keep(result: SessionResult, back: WayBack): Promise<void> {
    if (back.kind === 'gone') return;
    const { near, name, image } = result;
    const uri = result.uri ?? (near === undefined ? '' : joinUri(near, name));
    const step = stepOf({ ...result, uri });
    if (step === undefined) return;
    await this.kept.keep({
      key: result.originalUri ?? sessionKey(this.#deps.store.state.id),
      discardedAt: this.#deps.now(),
      step,
      stored: back.kind === 'file' ? back.trashed : image.stored,
      ...(back.kind === 'draft' && { draft: back.draft }),
    });
  }

  async #takeAway({ id, uri, role, jobId, draft }: SessionResult): Promise<WayBack> {
    const { files, journal, drafts } = this.#deps;
    if (draft !== undefined) {
      await drafts.remove(id);
      await journal.remove(jobId);
      return { kind: 'draft', draft };
    }
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
  async #bringBack({ resultId, back }: Discarded): Promise<string | undefined> {
    const { store, files, journal, drafts, host, log } = this.#deps;
    const { name = '', uri } = store.state.results.known.get(resultId) ?? {};
    if (back.kind === 'unsaved' && back.entry !== undefined) {
      try {
        await journal.write(back.entry);
      } catch (error) {
        log.warn(`${name} could not be named in the journal again: ${String(error)}`);
      }
    }
    if (back.kind === 'draft') {
      try {
        await drafts.write(back.draft);
      } catch (error) {
        return t("{name} can't be brought back now: {reason}", { name, reason: messageOf(error) });
      }
    }
    if (back.kind === 'unsaved' || back.kind === 'draft') await this.kept.forget(resultId);
    if (back.kind === 'gone') store.update(patchResult(resultId, { missing: true }));
    if (back.kind !== 'file' || uri === undefined) return undefined;
    const outcome = await bringBack(files, uri, back.trashed);
    if (!outcome.ok) return outcome.failure.sentence;
    store.update(patchResult(resultId, savedAt(outcome.value, host)));
    await this.kept.forget(resultId);
    await files.removeStored(back.trashed).catch((error: unknown) => {
      log.warn(`${back.trashed} stays in the storage: ${String(error)}`);
    });
    return undefined;
  }
}
