import type { EditingService } from '../../core/edit/editingService.ts';
import type { RedoEnd } from '../../core/edit/redo/redoRuns.ts';
import { forgetStored, saveOthers } from '../../core/edit/saveOthers.ts';
import { type EditResult, folderFor } from '../../core/editRequest.ts';
import type { FileStore, Log } from '../../core/ports.ts';
import type { ReviewedPair } from '../../core/save/review.ts';
import { inARow, plural, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import { later } from './later.ts';
import type { RedoWindow } from './redoWindow.ts';
import { andMore, othersSentence } from './words.ts';

export interface ProblemsDeps {
  editing: Pick<EditingService, 'saveKept'>;
  files: Pick<FileStore, 'removeStored'>;
  messages: Messages;
  nextSteps: Pick<NextSteps, 'offer'>;
  window: Pick<RedoWindow, 'chooseTarget'>;
  log: Log;
}

/** What is said and offered where an edit that was done again gave no new file. */
export class Problems {
  readonly #deps: ProblemsDeps;
  readonly #compare: (pair: ReviewedPair) => void;

  /** @param compare shows what was saved after all */
  constructor(deps: ProblemsDeps, compare: (pair: ReviewedPair) => void) {
    this.#deps = deps;
    this.#compare = compare;
  }

  /** One that gave no file: why, and what helps. */
  tellOne({ redo, jobId, outcome }: RedoEnd, again: () => Promise<void>): void {
    const failure = outcome.ok ? outcome.value.unsaved : outcome.failure;
    if (failure === undefined) return;
    const save = outcome.ok && {
      saveElsewhere: () => this.saveKept(outcome.value, jobId, folderFor(redo.request), redo.uri),
    };
    later(this.#deps, () => this.#deps.nextSteps.offer(failure, save || { runAgain: again }));
  }

  /** Those of several that failed, alike ones together; what is kept is offered one by one. */
  tellSeveral(
    failed: readonly RedoEnd[],
    all: number,
    again: (uris: readonly string[]) => Promise<void>,
  ): void {
    for (const { redo, jobId, outcome } of failed) {
      if (!outcome.ok || outcome.value.unsaved === undefined) continue;
      const { value } = outcome;
      const { unsaved } = outcome.value;
      const saveElsewhere = () => this.saveKept(value, jobId, folderFor(redo.request), redo.uri);
      later(this.#deps, () => this.#deps.nextSteps.offer(unsaved, { saveElsewhere }));
    }
    const failures = failed.flatMap(({ outcome }) => (outcome.ok ? [] : outcome.failure));
    const [first] = failures;
    if (first === undefined) return;
    const isAlike = failures.every(({ code }) => code === first.code);
    const isStopped = failures.every(({ code }) => code === 'stopped');
    const head = isStopped
      ? plural(
          failures.length,
          { one: '{count} of {all} edits was not done.', other: '{count} of {all} edits were not done.' },
          { all },
        )
      : t('{failed} of {total} edits failed.', { failed: failures.length, total: all });
    const named = failed.flatMap(({ redo, outcome }) =>
      outcome.ok ? [] : `${nameOf(redo.uri)}: ${outcome.failure.sentence}`,
    );
    const more = named.length > 2 ? [andMore(named.length - 2)] : [];
    const sentence = isAlike ? inARow(head, first.sentence) : inARow(head, ...named.slice(0, 2), ...more);
    const uris = failed.flatMap(({ redo, outcome }) => (outcome.ok ? [] : redo.uri));
    later(this.#deps, () =>
      this.#deps.nextSteps.offer({ ...first, sentence }, { runAgain: () => again(uris) }),
    );
  }

  /**
   * Saves what came back but could not be saved, where the person says, and shows it beside the present image.
   * @param near URI of the folder to begin in
   * @param present URI of the image that it was made to replace, where that is there
   */
  async saveKept(
    kept: Pick<EditResult, 'image' | 'suggestedName'> & Partial<Pick<EditResult, 'others'>>,
    jobId: string,
    near: string | undefined,
    present: string | undefined,
  ): Promise<void> {
    const { editing, messages, nextSteps, window } = this.#deps;
    const { image, suggestedName } = kept;
    const chosen = await window.chooseTarget(suggestedName, near);
    if (chosen === undefined) return;
    const saved = await editing.saveKept(image, chosen, jobId);
    if (!saved.ok) {
      await nextSteps.offer(saved.failure, {
        saveElsewhere: () => this.saveKept(kept, jobId, near, present),
      });
      return;
    }
    await forgetStored(this.#deps, [image.stored]);
    const redone = saved.value.uri;
    const further = othersSentence((await saveOthers(this.#deps, kept.others ?? [], redone)).uris);
    const sentence = (text: string): string => inARow(text, ...saved.value.notes, ...further);
    if (present === undefined)
      messages.tell('information', sentence(t('Saved {name}.', { name: nameOf(redone) })));
    else {
      const made = sentence(t('{name} made again, saved where you said.', { name: nameOf(present) }));
      this.#compare({ present, redone, sentence: made });
    }
  }
}
