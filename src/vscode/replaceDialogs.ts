import { window } from 'vscode';
import type { Log } from '../editing/ports.ts';
import type { Replacement, Replacements, Restored } from '../editing/replacements.ts';
import { nameOf } from '../editing/uris.ts';
import type { Failure, Outcome } from '../shared/failure.ts';
import type { Git, GitState } from './git.ts';
import type { Messages } from './messages.ts';

/** A question that has to be answered before anything else; true for yes. */
export type Confirm = (question: string, detail: string, yes: string) => Promise<boolean>;

export interface ReplaceDialogsDeps {
  replacements: Replacements;
  git: Pick<Git, 'stateOf'>;
  messages: Messages;
  log: Log;
  /** Shows a failure with its buttons. */
  offer(failure: Failure): Promise<void>;
  confirm?: Confirm;
}

/** Replacing and restoring as a person goes through them: a question before, Undo behind. */
export class ReplaceDialogs {
  readonly #deps: ReplaceDialogsDeps;
  readonly #confirm: Confirm;

  constructor(deps: ReplaceDialogsDeps) {
    this.#deps = deps;
    this.#confirm = deps.confirm ?? askModally;
  }

  /**
   * Replaces an original after the person agreed, and offers Undo without waiting for it.
   * @returns whether it was replaced
   */
  async replace(replacement: Replacement): Promise<boolean> {
    const { replacements, git } = this.#deps;
    const { original } = replacement;
    const forecast = await replacements.forecast(replacement);
    if (!forecast.ok) return this.#fail(forecast.failure);
    const name = nameOf(original);
    const detail = [
      gitSentence(await git.stateOf(original)),
      ...forecast.value.warnings,
      'A backup is kept: Restore Original brings it back.',
    ];
    if (!(await this.#confirm(`Replace ${name} with the result?`, detail.join('\n'), 'Replace')))
      return false;
    const replaced = await replacements.replaceOriginal(replacement);
    if (!replaced.ok) return this.#fail(replaced.failure);
    const sentence = [`Replaced ${name}.`, ...replaced.value.notes].join(' ');
    this.#offerUndo(sentence, original, replaced.value.backupId);
    return true;
  }

  /**
   * Brings back what a file was before it was replaced; asks first where somebody else has changed it since.
   * @returns whether it was restored
   */
  async restore(uri: string): Promise<boolean> {
    const { replacements } = this.#deps;
    const outcome = await replacements.restoreOriginal(uri);
    if (!outcome.ok || outcome.value.state !== 'changedSince') return this.#tellRestored(uri, outcome);
    const question = `Restore ${nameOf(uri)} although it was changed?`;
    if (!(await this.#confirm(question, outcome.value.sentence, 'Restore Anyway'))) return false;
    return this.#tellRestored(uri, await replacements.restoreOriginal(uri, { force: true }));
  }

  hasBackup(uri: string): Promise<boolean> {
    return this.#deps.replacements.hasBackup(uri);
  }

  async #tellRestored(uri: string, outcome: Outcome<Restored>): Promise<boolean> {
    const { messages } = this.#deps;
    if (!outcome.ok) return this.#fail(outcome.failure);
    if (outcome.value.state !== 'restored') {
      messages.tell('information', outcome.value.sentence);
      return false;
    }
    this.#offerUndo(`Restored ${nameOf(uri)}.`, uri, outcome.value.backupId);
    return true;
  }

  /** The message stays until the person closes it, so nobody waits for its button. */
  #offerUndo(sentence: string, uri: string, backupId: string | undefined): void {
    const { messages, log } = this.#deps;
    if (backupId === undefined) {
      messages.tell('information', sentence);
      return;
    }
    const offered = messages.ask('information', sentence, 'Undo').then(async (pressed) => {
      if (pressed !== 'Undo') return;
      const undone = await this.#deps.replacements.undo(uri, backupId);
      if (!undone.ok) this.#fail(undone.failure);
      else if (undone.value.state === 'restored')
        messages.tell('information', `Took that back: ${nameOf(uri)}.`);
      else messages.tell('warning', undone.value.sentence);
    });
    offered.catch((error: unknown) => log.error(`${sentence} Undo failed: ${String(error)}`));
  }

  /** Nobody waits until the message is closed. */
  #fail(failure: Failure): false {
    const { log, offer } = this.#deps;
    log.warn(`${failure.code}: ${failure.detail ?? failure.sentence}`);
    offer(failure).catch((error: unknown) => log.warn(`A failure could not be shown: ${String(error)}`));
    return false;
  }
}

/** Whether the person could get the file back without us. */
function gitSentence(state: GitState): string {
  switch (state) {
    case 'clean':
      return 'Git has a committed version of it.';
    case 'modified':
      return 'It has changes that are not committed. There is no committed version of it as it is now.';
    case 'untracked':
      return 'Git does not track it. There is no committed version of it.';
    case 'ignored':
      return 'Git ignores it. There is no committed version of it.';
    case 'notInRepository':
      return 'It is in no open Git repository. There is no committed version of it.';
    case 'noGit':
      return 'Git is not available here. There may be no committed version of it.';
  }
}

const askModally: Confirm = async (question, detail, yes) =>
  (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
