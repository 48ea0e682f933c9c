import type { KeptDiscard } from '../../../../core/save/keptDiscards.ts';
import { messageOf } from '../../../../core/shared/errorText.ts';
import { inARow, t } from '../../../../core/shared/l10n.ts';
import type { Draft, Drafts } from '../../../../core/storage/drafts.ts';
import { nameOf } from '../../../../core/uris.ts';
import type { SessionHost } from '../sessionHost.ts';
import { patchResult, takeBackResult } from '../state/resultChanges.ts';
import { resultWith } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { draftResult, resultOf } from '../state/storedStep.ts';
import { backSentence } from './backSentence.ts';
import type { Discards } from './discards.ts';
import { savedAt } from './savedAt.ts';
import type { StepMemory } from './stepMemory.ts';

interface DiscardHistoryDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'pickDiscarded' | 'chooseTarget' | 'relativePathOf'>;
  discards: Discards;
  memory: StepMemory;
  drafts: Pick<Drafts, 'write'>;
}

/** Restores what was discarded in this and earlier sessions. */
export class DiscardHistory {
  readonly #deps: DiscardHistoryDeps;

  constructor(deps: DiscardHistoryDeps) {
    this.#deps = deps;
  }

  /** Asks which to restore, and puts those among the results again. */
  async restore(): Promise<void> {
    const { store, host, discards, memory } = this.#deps;
    await discards.look();
    const kept = store.state.discarded;
    const wanted = await host.pickDiscarded(
      kept.map(({ step, discardedAt }) => ({
        id: step.id,
        name: step.name,
        prompt: step.prompt,
        discardedAt,
        ...step.image,
      })),
    );
    const chosen = kept.filter(({ step }) => wanted.includes(step.id));
    const back: string[] = [];
    let problem: string | undefined;
    for (const discard of chosen) {
      const said = await this.#restoreOne(discard);
      if (said === undefined) back.push(discard.step.id);
      else problem ??= said;
    }
    await discards.look();
    if (back.length > 0) await memory.returned(back);
    if (chosen.length === 0) return;
    const name = resultWith(store.state.results, back[0] ?? '')?.name;
    const words = back.length > 1 || name ? backSentence(back.length, name ?? '') : '';
    store.update({ status: inARow(words, problem) });
  }

  /** What nobody had kept is a draft again. @returns why it is not, as a sentence; undefined when it is */
  async #restoreDraft({ step }: KeptDiscard, draft: Draft): Promise<string | undefined> {
    const { store, drafts, discards } = this.#deps;
    try {
      await drafts.write(draft);
    } catch (error) {
      return t("{name} can't be brought back now: {reason}", { name: step.name, reason: messageOf(error) });
    }
    await discards.kept.forget(step.id);
    discards.settle(step.id);
    store.update(takeBackResult(store.state.results.known.get(step.id) ?? draftResult(draft)));
    return undefined;
  }

  /** @returns why it is not back, as a sentence; undefined when it is */
  async #restoreOne(discard: KeptDiscard): Promise<string | undefined> {
    const { store, host, discards } = this.#deps;
    const { step, draft } = discard;
    if (draft) return this.#restoreDraft(discard, draft);
    const uri = step.uri === '' ? ((await host.chooseTarget(step.name, undefined)) ?? '') : step.uri;
    const outcome = await discards.kept.restore(discard, uri);
    if (!outcome.ok) return outcome.failure.sentence;
    discards.settle(step.id);
    const now = savedAt(outcome.value, host);
    const restored = resultOf(
      { ...step, uri: outcome.value, name: nameOf(outcome.value) },
      { relativePath: host.relativePathOf(outcome.value), missing: false },
    );
    const result = store.state.results.known.get(step.id) ?? restored;
    store.update(takeBackResult(result), patchResult(step.id, now));
    return undefined;
  }
}
