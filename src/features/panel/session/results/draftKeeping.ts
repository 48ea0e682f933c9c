import type { EditingService } from '../../../../core/edit/editingService.ts';
import { isNotPlaced } from '../../../../core/edit/jobFailures.ts';
import type { EditResult } from '../../../../core/editRequest.ts';
import type { Log } from '../../../../core/ports.ts';
import type { Failure } from '../../../../core/shared/failure.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Drafts } from '../../../../core/storage/drafts.ts';
import { sessionKey } from '../../../../core/storage/history.ts';
import type { Journal } from '../../../../core/storage/journal.ts';
import type { KeptResult } from '../../../../core/storage/journalEntry.ts';
import { nameOf } from '../../../../core/uris.ts';
import type { ResultTarget } from '../../../resultTarget.ts';
import type { SessionHost } from '../sessionHost.ts';
import { jobWith, type SessionJob } from '../state/jobs.ts';
import { patchResult, selectResult } from '../state/resultChanges.ts';
import { resultWith, type SessionResult } from '../state/results.ts';
import { alertOf } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { stepOf } from '../state/storedStep.ts';
import { savedAt } from './savedAt.ts';

interface DraftKeepingDeps {
  store: SessionStore;
  editing: Pick<EditingService, 'keep'>;
  drafts: Drafts;
  journal: Pick<Journal, 'remove'>;
  host: Pick<SessionHost, 'chooseTarget' | 'relativePathOf'>;
  log: Log;
  now(): number;
}

/** A result that nobody has kept yet. */
interface Arrived {
  result: SessionResult;
  kept: KeptResult;
}

/** Looks after variants that nobody has kept yet: writes them down, and saves those that the person wants. */
export class DraftKeeping {
  readonly #deps: DraftKeepingDeps;
  /** Ids of those that are being saved: a second press of Keep does nothing. */
  readonly #onTheirWay = new Set<string>();
  /** What the results of their runs are for, by their ids; a later run may have another target. */
  readonly #targets = new Map<string, ResultTarget>();

  constructor(deps: DraftKeepingDeps) {
    this.#deps = deps;
  }

  /**
   * What a job gave came back: it is written down with all that keeping it takes, and the journal need not name it any
   * more.
   * @returns the results as drafts
   */
  async take(arrived: readonly Arrived[], job: SessionJob): Promise<SessionResult[]> {
    const { drafts, journal, log } = this.#deps;
    const results = arrived.map((one) => this.#draftOf(one, job));
    try {
      for (const { draft } of results) if (draft) await drafts.write(draft);
      await journal.remove(job.id);
    } catch (error) {
      const name = results[0]?.name ?? '';
      log.warn(`${name} could not be written down as a draft, the journal names it: ${String(error)}`);
    }
    return results;
  }

  #draftOf({ result, kept }: Arrived, { request }: SessionJob): SessionResult {
    const { store, now } = this.#deps;
    const step = stepOf({ ...result, uri: '' });
    if (step === undefined) return result;
    const key = result.originalUri ?? sessionKey(store.state.id);
    const { runTarget } = store.state;
    if (runTarget) this.#targets.set(result.id, runTarget);
    const isWhole = result.choice === 'whole';
    // It is kept as it came: nothing is set in any more.
    const asked = isWhole ? { ...request, region: undefined, markup: undefined } : request;
    return { ...result, draft: { key, madeAt: now(), step, request: asked, kept } };
  }

  /**
   * Saves a draft as a single result would have been saved; where it has no place of its own, the person is asked.
   * @returns URI of its file; undefined when it is no draft, or not saved
   */
  async keep(id: string): Promise<string | undefined> {
    const { store, editing, journal, host } = this.#deps;
    const { draft, near, jobId } = resultWith(store.state.results, id) ?? {};
    if (draft === undefined || this.#onTheirWay.has(id)) return undefined;
    this.#onTheirWay.add(id);
    store.update(selectResult(id));
    try {
      const saved = await editing.keep(draft, (name) => host.chooseTarget(name, near));
      if (!saved.ok) {
        if (!isNotPlaced(saved.failure)) this.#tell(saved.failure, jobId);
        return undefined;
      }
      // Where it could not be written down as a draft, it still stands there.
      if (jobId !== undefined) await journal.remove(jobId).catch(() => {});
      const { uri, byteLength, notes } = saved.value;
      const { image, made } = store.state.results.known.get(id) ?? {};
      store.update(
        patchResult(id, {
          ...savedAt(uri, host),
          draft: undefined,
          ...(image && { image: { ...image, byteLength } }),
          ...(made && { made: { ...made, notes: [...made.notes, ...notes] } }),
        }),
        { alert: undefined, status: [t('Saved {name}', { name: nameOf(uri) }), ...notes].join('. ') },
      );
      this.#targets.get(id)?.saved(uri);
      return uri;
    } finally {
      this.#onTheirWay.delete(id);
    }
  }

  /** One was saved by another way. */
  async settle(id: string): Promise<void> {
    await this.#deps.drafts.remove(id);
    this.#deps.store.update(patchResult(id, { draft: undefined }));
  }

  /** It stays a draft, and Keep tries again. */
  #tell(failure: Failure, jobId = ''): void {
    const { store } = this.#deps;
    // Another place is chosen by the job's way, which a draft of an earlier session has no more.
    const known = jobWith(store.state.jobs, jobId)?.id ?? null;
    const nextSteps = failure.nextSteps.filter((step) => known !== null || step !== 'saveElsewhere');
    store.update(alertOf({ ...failure, nextSteps }, known), { status: failure.sentence });
  }
}

/** What a job's end says of its picture, as a draft is written down. */
export const keptOf = ({ image, suggestedName, nameSteps, wholes }: EditResult): KeptResult => ({
  image,
  suggestedName,
  nameSteps,
  ...(wholes && { wholes }),
});
