import type { FileStore, Log } from '../../../../core/ports.ts';
import { inARow, plural, t } from '../../../../core/shared/l10n.ts';
import type { Drafts } from '../../../../core/storage/drafts.ts';
import { type History, sessionKey } from '../../../../core/storage/history.ts';
import type { StoredStep } from '../../../../core/storage/steps.ts';
import type { Sources } from '../inputs/sources.ts';
import type { ResultPictures } from '../pictures/resultPictures.ts';
import type { SessionHost } from '../sessionHost.ts';
import { originalUriOf } from '../state/inputs.ts';
import { addEarlierResult, removeResult } from '../state/resultChanges.ts';
import { listedResults } from '../state/results.ts';
import type { KnownHistory } from '../state/sessionState.ts';
import type { Change, SessionStore } from '../state/sessionStore.ts';
import { draftResult, resultOf, stepOf } from '../state/storedStep.ts';
import type { Discards } from './discards.ts';

interface StepMemoryDeps {
  store: SessionStore;
  history: History;
  files: FileStore;
  host: Pick<SessionHost, 'relativePathOf'>;
  log: Log;
  drafts: Pick<Drafts, 'of'>;
  discards: Discards;
  sources: Sources;
  resultPictures: ResultPictures;
}

/** Brings back the steps of earlier sessions, and writes those of this one down for later ones. */
export class StepMemory {
  readonly #deps: StepMemoryDeps;
  /** What was written down of each line last. */
  readonly #written = new Map<string, string>();
  #remembered: Promise<void> = Promise.resolve();
  #nextRemembering: Promise<void> | undefined;

  constructor(deps: StepMemoryDeps) {
    this.#deps = deps;
  }

  /**
   * Brings back the steps of earlier sessions of the same original.
   * @param lines further ones, which this session had before a reload
   */
  async recall(lines: readonly string[] = []): Promise<void> {
    const { store, history, drafts, discards, sources, resultPictures } = this.#deps;
    const original = originalUriOf(store.state.inputs);
    const problems: string[] = [];
    for (const line of new Set([...(original === undefined ? [] : [original]), ...lines])) {
      store.update(showLine(line));
      const { steps, problem } = await history.load(line);
      const earlier = await Promise.all(steps.map((step) => this.#resultOf(step)));
      store.update(...earlier.map(addEarlierResult));
      if (steps.length > 0) store.update(toHistory(() => ({ isShown: true })));
      if (problem !== undefined) problems.push(problem);
    }
    const keys = new Set([...store.state.history.lines, sessionKey(store.state.id)]);
    store.update(...(await drafts.of(keys)).map((draft) => addEarlierResult(draftResult(draft))));
    await discards.look();
    await sources.showEarlier(listedResults(store.state.results));
    const [status] = problems;
    if (status !== undefined) store.update({ status });
    resultPictures.showSelected();
  }

  /**
   * Writes the saved results down, so that the next session of their originals has them. What comes while they
   * are written goes into one further writing. Never rejects.
   */
  remember(): Promise<void> {
    this.#nextRemembering ??= this.#remembered.then(() => {
      this.#nextRemembering = undefined;
      return this.#remember();
    });
    this.#remembered = this.#nextRemembering;
    return this.#remembered;
  }

  /** Resolves when all that is to be remembered until now is written down. */
  whenRemembered(): Promise<void> {
    return this.#remembered;
  }

  /** Forgets the steps; their files stay where they are. Drafts have none: they can be restored as what was discarded. */
  async forget(): Promise<void> {
    const { store, discards } = this.#deps;
    const saved = listedResults(store.state.results).flatMap(({ id, uri }) =>
      uri === undefined ? [] : [id],
    );
    store.update(
      ...saved.map(removeResult),
      ...saved.map(gone),
      toHistory(() => ({ isShown: false })),
    );
    const drafts = listedResults(store.state.results).filter(({ draft }) => draft !== undefined);
    await discards.discard(drafts, () =>
      plural(drafts.length, { one: 'Discarded 1 draft', other: 'Discarded {count} drafts' }),
    );
    await discards.look();
    await this.remember();
    const kept = plural(drafts.length, {
      one: '1 draft can be restored for 30 days.',
      other: '{count} drafts can be restored for 30 days.',
    });
    const forgotten = t('The earlier results are no longer listed here. Their files stay.');
    store.update({ status: inARow(forgotten, drafts.length > 0 && kept) });
  }

  /** Results were taken away: the history must not offer them again, unless they come back. */
  left(ids: readonly string[]): void {
    this.#deps.store.update(...ids.map(gone));
  }

  /** What was discarded is a result again, here and in the history. */
  async returned(ids: readonly string[]): Promise<void> {
    this.#deps.store.update(
      toHistory((history) => ({ gone: new Set([...history.gone].filter((id) => !ids.includes(id))) })),
    );
    await this.#deps.discards.look();
    await this.remember();
  }

  /** The session ends, and with it what only its panel could find again. */
  async end(): Promise<void> {
    const { store, history } = this.#deps;
    await this.#remembered;
    const own = sessionKey(store.state.id);
    if (store.state.history.lines.includes(own)) await history.clear(own);
  }

  async #remember(): Promise<void> {
    const { store, history, log } = this.#deps;
    const { id, results, history: known } = store.state;
    const lines = new Map<string, StoredStep[]>(known.lines.map((line) => [line, []]));
    for (const result of listedResults(results)) {
      const step = stepOf(result);
      if (step === undefined) continue;
      // What has no file to begin with is found again by its panel alone.
      const line = step.originalUri ?? sessionKey(id);
      const steps = lines.get(line);
      if (steps) steps.push(step);
      else lines.set(line, [step]);
    }
    for (const [line, steps] of lines) {
      store.update(showLine(line));
      // Of a batch's lines most are as they were; what is gone from one changes it.
      const text = JSON.stringify(steps);
      if (this.#written.get(line) === text) continue;
      try {
        await history.update(line, steps, store.state.history.gone);
        this.#written.set(line, text);
      } catch (error) {
        log.warn(`The steps could not be remembered: ${String(error)}`);
      }
    }
  }

  async #resultOf(step: StoredStep) {
    const { files, host } = this.#deps;
    const missing = !(await files.exists(step.uri).catch(() => false));
    return resultOf(step, { relativePath: host.relativePathOf(step.uri), missing });
  }
}

const toHistory =
  (change: (history: KnownHistory) => Partial<KnownHistory>): Change =>
  ({ history }) => ({ history: { ...history, ...change(history) } });

const showLine = (line: string): Change =>
  toHistory(({ lines }) => (lines.includes(line) ? {} : { lines: [...lines, line] }));

const gone = (id: string): Change => toHistory((history) => ({ gone: new Set(history.gone).add(id) }));
