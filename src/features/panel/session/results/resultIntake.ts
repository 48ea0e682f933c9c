import type { EditingService } from '../../../../core/edit/editingService.ts';
import { type EditResult, folderFor, type KeptImage } from '../../../../core/editRequest.ts';
import { extensionFor } from '../../../../core/images/imageTypes.ts';
import type { FileStore, Log } from '../../../../core/ports.ts';
import { inARow, t } from '../../../../core/shared/l10n.ts';
import type { KeptResult } from '../../../../core/storage/journalEntry.ts';
import { nameOf, splitName } from '../../../../core/uris.ts';
import type { PictureQueue } from '../pictures/pictureQueue.ts';
import type { ResultPictures } from '../pictures/resultPictures.ts';
import type { SessionHost } from '../sessionHost.ts';
import { jobWith, patchJob, type SessionJob, sourceHashOf } from '../state/jobs.ts';
import { addResult, arriveResult, patchResult, selectResult } from '../state/resultChanges.ts';
import { listedResults, notShownYet, promptsTo, resultWith, type SessionResult } from '../state/results.ts';
import { alertOf } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { type DraftKeeping, keptOf } from './draftKeeping.ts';
import { savedAt } from './savedAt.ts';
import type { StepMemory } from './stepMemory.ts';

interface ResultIntakeDeps {
  store: SessionStore;
  editing: EditingService;
  files: FileStore;
  host: Pick<SessionHost, 'chooseTarget' | 'relativePathOf'>;
  log: Log;
  newId(): string;
  queue: PictureQueue;
  resultPictures: ResultPictures;
  memory: StepMemory;
  draftKeeping: DraftKeeping;
}

/** Takes in what jobs give, saves what was not saved, and clears the storage behind it. */
export class ResultIntake {
  readonly #deps: ResultIntakeDeps;

  constructor(deps: ResultIntakeDeps) {
    this.#deps = deps;
  }

  /**
   * Adds a job's pictures and selects the result. What the page shows of them is made when they are in sight.
   * @param madeOf what it was made from
   */
  async add(
    job: SessionJob,
    made: EditResult,
    { before, madeOf }: Pick<SessionResult, 'before' | 'madeOf'>,
  ): Promise<SessionResult> {
    const { store, host, resultPictures, draftKeeping } = this.#deps;
    const pictures = await resultPictures.thoughts(made.thoughts.pictures);
    await this.#forget(made.thoughts.pictures);
    // The bytes for the page lie in the previews soon.
    const { shown, ...facts } = made;
    const shownAlready = shown && (await resultPictures.takeShown(shown, made.savedAs));
    const name = made.savedAs === undefined ? made.suggestedName : nameOf(made.savedAs);
    const arrived: SessionResult = {
      ...this.#newResult(job, name, made.image),
      uri: made.savedAs,
      relativePath: made.savedAs && host.relativePathOf(made.savedAs),
      before,
      madeOf,
      made: facts,
      thoughts: { texts: made.thoughts.texts, pictures },
      ...shownAlready,
    };
    const [result = arrived, ...wholes] = made.isDraft
      ? await draftKeeping.take(this.#choices(arrived, job, keptOf(made)), job)
      : [arrived];
    store.update(arriveResult(result), ...wholes.map(addResult));
    if (store.state.results.selectedId === result.id) resultPictures.showSelected();
    if (result.uri !== undefined) await this.#forget([made.image]);
    const others = made.others.map((image, index): SessionResult => {
      const ending = image.type === null ? '' : `.${extensionFor(image.type)}`;
      return {
        ...this.#newResult(job, `${splitName(name).base}-draft-${index + 1}${ending}`, image),
        role: 'other',
        before,
        madeOf,
      };
    });
    store.update(...others.map(addResult));
    return result;
  }

  /** Adds a result that an earlier window received and could not save. */
  async addKept(job: SessionJob, kept: KeptResult): Promise<SessionResult> {
    const left = this.#newResult(job, kept.suggestedName, kept.image);
    const isDraft = job.givesDraft || kept.wholes !== undefined;
    const [result = left, ...wholes] = isDraft
      ? await this.#deps.draftKeeping.take(this.#choices(left, job, kept), job)
      : [left];
    // What came of a request in several parts; a draft is made of them when it is kept.
    const parts = isDraft ? [] : this.#furtherParts(job, kept);
    const others = [...wholes, ...parts].map(addResult);
    this.#deps.store.update(arriveResult(result), ...others, selectResult(result.id));
    this.#deps.resultPictures.showSelected();
    return result;
  }

  /** A result is there, saved or not: whoever it is for is told, and the history remembers it. */
  arrived(id: string): void {
    const { store, memory } = this.#deps;
    const uri = store.state.results.known.get(id)?.uri;
    if (uri !== undefined) store.state.runTarget?.saved(uri);
    void memory.remember();
  }

  /** Saves a variant that the person chose; false when it was not saved. */
  async keep(id: string): Promise<boolean> {
    const { draftKeeping, memory } = this.#deps;
    if ((await draftKeeping.keep(id)) === undefined) return false;
    void memory.remember();
    return true;
  }

  /** Saves a result that is not saved yet where the person says; false when nobody said where. */
  async save(id: string): Promise<boolean> {
    const { store, editing, host, queue, resultPictures, draftKeeping } = this.#deps;
    const result = resultWith(store.state.results, id);
    if (result === undefined || result.uri !== undefined) return false;
    // Who is asked where it goes has seen it.
    resultPictures.showLarge(id);
    await queue.whenIdle();
    const chosen = await host.chooseTarget(result.name, result.near);
    if (chosen === undefined) return false;
    const { jobId, role, image } = result;
    const saved = await editing.saveKept(image, chosen, role === 'final' ? jobId : undefined);
    const job = role === 'final' ? jobWith(store.state.jobs, jobId) : undefined;
    if (!saved.ok) {
      const { failure } = saved;
      store.update(alertOf(failure, jobId), { status: failure.sentence });
      if (job) store.update(patchJob(job.id, { failure, phase: 'failed' }));
      return true;
    }
    const { uri, byteLength, notes } = saved.value;
    this.#deps.store.update(
      patchResult(id, { ...savedAt(uri, host), ...this.#withNotes(id, byteLength, notes) }),
    );
    await draftKeeping.settle(id);
    await this.#forget([image]);
    this.arrived(id);
    store.update({
      alert: undefined,
      status:
        notes.length === 0
          ? t('Saved {name}', { name: nameOf(uri) })
          : inARow(t('Saved {name}.', { name: nameOf(uri) }), ...notes),
    });
    if (job) store.update(patchJob(job.id, { failure: undefined, phase: 'done' }));
    return true;
  }

  /** Removes further pictures that nobody saved. Results that could not be saved stay. */
  async forgetOthers(): Promise<void> {
    await this.#forget(
      listedResults(this.#deps.store.state.results).flatMap(({ role, uri, image }) =>
        role === 'other' && uri === undefined ? [image] : [],
      ),
    );
  }

  /** A draft, and beside it the answers as they came that can be kept in its place. */
  #choices(
    result: SessionResult,
    job: SessionJob,
    kept: KeptResult,
  ): { result: SessionResult; kept: KeptResult }[] {
    const { wholes = [], ...own } = kept;
    if (wholes.length === 0) return [{ result, kept: own }];
    const { base } = splitName(kept.suggestedName);
    const steps = kept.nameSteps ?? [base];
    return [
      { result: { ...result, choice: 'setIn' as const }, kept: own },
      ...wholes.map((image) => {
        const ending = image.type === null ? '' : `.${extensionFor(image.type)}`;
        const suggestedName = `${base}-whole${ending}`;
        const nameSteps = [...steps.slice(0, -1), `${steps.at(-1) ?? base}-whole`];
        const whole: SessionResult = {
          ...this.#newResult(job, suggestedName, image),
          role: 'other',
          choice: 'whole',
          region: undefined,
          before: result.before,
          madeOf: result.madeOf,
        };
        return { result: whole, kept: { image, suggestedName, nameSteps } };
      }),
    ];
  }

  #furtherParts(job: SessionJob, { parts = [], image, suggestedName }: KeptResult): SessionResult[] {
    const { base, extension } = splitName(suggestedName);
    return parts.flatMap((part, index) =>
      part === null || part.stored === image.stored
        ? []
        : [
            {
              ...this.#newResult(job, `${base}-part-${index + 1}.${extension}`, part),
              role: 'other' as const,
            },
          ],
    );
  }

  #withNotes(id: string, byteLength: number, notes: readonly string[]): Partial<SessionResult> {
    const { image, made } = this.#deps.store.state.results.known.get(id) ?? {};
    return {
      ...(image && { image: { ...image, byteLength } }),
      ...(made && { made: { ...made, notes: [...made.notes, ...notes] } }),
    };
  }

  /** A result that is not saved, with what it keeps of its job and of the line of steps that it goes on. */
  #newResult(job: SessionJob, name: string, image: KeptImage): SessionResult {
    const { results, inputs } = this.#deps.store.state;
    const { id: jobId, runId, variant, parentId, request, source } = job;
    const parent = parentId === undefined ? undefined : results.known.get(parentId);
    return {
      id: this.#deps.newId(),
      jobId,
      runId,
      variant,
      draft: undefined,
      choice: null,
      parentId,
      prompt: request.prompt,
      region: request.region,
      earlierPrompts: promptsTo(results, parentId),
      originalUri: parent ? parent.originalUri : source.uri,
      sourceSha256: parent ? parent.sourceSha256 : sourceHashOf(source, inputs),
      role: 'final',
      image,
      name,
      uri: undefined,
      relativePath: undefined,
      near: folderFor(request),
      ...notShownYet,
      missing: false,
      before: null,
      madeOf: undefined,
      made: undefined,
      thoughts: { texts: [], pictures: [] },
    };
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
