import type { Log } from '../../core/ports.ts';
import type { Replaced, Replacement, Replacements, Restored } from '../../core/save/replacements.ts';
import { detailOf } from '../../core/shared/errorText.ts';
import { type Failure, fail, type Outcome } from '../../core/shared/failure.ts';
import { inARow, inCommas, plural, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import { askModally, type Confirm } from '../../vscode/dialogs/confirm.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { Git } from '../../vscode/files/git.ts';
import type { AskedReplacement, Originals, ReplacedFile, ReplaceUndone } from '../originals.ts';
import { gitSentence, isLostToGit, replaceAllQuestion, replaceQuestion } from './replaceQuestion.ts';

export interface ReplaceDialogsDeps {
  replacements: Replacements;
  git: Pick<Git, 'stateOf'>;
  messages: Messages;
  log: Log;
  /** Shows a failure with its buttons. */
  offer(failure: Failure): Promise<void>;
  /** A file was replaced or restored. */
  changed?(uri: string): void;
  confirm?: Confirm;
}

/** What can be taken back. */
interface Undoable extends ReplacedFile {
  undone?: AskedReplacement['undone'];
}

/** Replacing and restoring as a person goes through them: a question before, Undo behind. */
export class ReplaceDialogs implements Originals {
  readonly #deps: ReplaceDialogsDeps;
  readonly #confirm: Confirm;

  constructor(deps: ReplaceDialogsDeps) {
    this.#deps = deps;
    this.#confirm = deps.confirm ?? askModally;
  }

  /**
   * Replaces an original after the person agreed, and offers Undo without waiting for it.
   * @param warnings what else a person has to know before
   * @param undone called when the person took that back
   * @returns what takes it back; undefined when it was not replaced
   */
  async replace(
    replacement: Replacement,
    warnings: readonly string[] = [],
    undone?: AskedReplacement['undone'],
  ): Promise<ReplacedFile | undefined> {
    const { replacements, git } = this.#deps;
    const { original } = replacement;
    const forecast = await replacements.forecast(replacement);
    if (!forecast.ok) {
      this.#fail(forecast.failure);
      return undefined;
    }
    const name = nameOf(original);
    const { result } = replacement;
    const by = result.kind === 'file' ? nameOf(result.uri) : t('the result');
    const state = await git.stateOf(original);
    const asked = replaceQuestion(name, by, state, [...warnings, ...forecast.value.warnings]);
    if (!(await this.#confirm(asked.question, asked.detail, asked.yes))) return undefined;
    const replaced = await replacements.replaceOriginal(replacement);
    if (!replaced.ok) {
      this.#fail(replaced.failure);
      return undefined;
    }
    this.#deps.changed?.(original);
    const sentence = inARow(t('Replaced {name}.', { name }), ...replaced.value.notes);
    this.#offerUndo(sentence, [{ ...replaced.value, undone }]);
    return { uri: original, backupId: replaced.value.backupId };
  }

  /**
   * Takes one replacement back, without a message where that is all there is to say; asks first where somebody else has
   * changed the file since.
   */
  async undo({ uri, backupId }: ReplacedFile): Promise<ReplaceUndone> {
    const { replacements, messages } = this.#deps;
    let outcome = await replacements.undo(uri, backupId);
    if (outcome.ok && outcome.value.state === 'changedSince') {
      if (!(await this.#restoresAnyway(uri, outcome.value.sentence))) return 'declined';
      outcome = await replacements.undo(uri, backupId, { force: true });
    }
    if (!outcome.ok) {
      this.#fail(outcome.failure);
      return 'failed';
    }
    if (outcome.value.state !== 'restored') {
      messages.tell('warning', outcome.value.sentence);
      return 'gone';
    }
    this.#deps.changed?.(uri);
    return 'undone';
  }

  /**
   * As `replace`, for one or several with one question and one Undo.
   * @param asked with what else a person has to know before
   * @returns URIs of those that were replaced
   */
  async replaceAll(asked: readonly AskedReplacement[]): Promise<string[]> {
    const [only, second] = asked;
    if (only && second === undefined) {
      const { replacement, warnings, undone } = only;
      return (await this.replace(replacement, warnings, undone)) ? [replacement.original] : [];
    }
    const { replacements, git } = this.#deps;
    const possible: AskedReplacement[] = [];
    const lines: string[] = [];
    let isRisky = false;
    for (const one of asked) {
      const { replacement, warnings } = one;
      const forecast = await replacements.forecast(replacement);
      if (!forecast.ok) {
        this.#fail(forecast.failure);
        continue;
      }
      possible.push(one);
      const name = nameOf(replacement.original);
      lines.push(...warnings, ...forecast.value.warnings.map((warning) => `${name}: ${warning}`));
      const state = await git.stateOf(replacement.original);
      if (!isLostToGit(state)) continue;
      isRisky = true;
      lines.push(`${name}: ${gitSentence(state)}`);
    }
    const { question, detail, yes } = replaceAllQuestion(possible.length, lines, isRisky);
    if (possible.length === 0 || !(await this.#confirm(question, detail, yes))) return [];
    const done: Undoable[] = [];
    for (const { replacement, undone } of possible) {
      const replaced = await this.#replaceOne(replacement);
      if (replaced.ok) {
        done.push({ ...replaced.value, undone });
        this.#deps.changed?.(replacement.original);
      } else this.#fail(replaced.failure);
    }
    if (done.length > 0)
      this.#offerUndo(
        done.length === possible.length
          ? plural(done.length, { one: 'Replaced {count} image.', other: 'Replaced {count} images.' })
          : plural(
              possible.length,
              { one: 'Replaced {done} of {count} image.', other: 'Replaced {done} of {count} images.' },
              { done: done.length },
            ),
        done,
      );
    return done.map(({ uri }) => uri);
  }

  /**
   * Brings back what a file was before it was replaced; asks first where somebody else has changed it since.
   * @returns whether it was restored
   */
  async restore(uri: string): Promise<boolean> {
    const { replacements } = this.#deps;
    const outcome = await replacements.restoreOriginal(uri);
    if (!outcome.ok || outcome.value.state !== 'changedSince') return this.#tellRestored(uri, outcome);
    if (!(await this.#restoresAnyway(uri, outcome.value.sentence))) return false;
    return this.#tellRestored(uri, await replacements.restoreOriginal(uri, { force: true }));
  }

  #restoresAnyway(uri: string, sentence: string): Promise<boolean> {
    const question = t('Restore {name} even though it has changed?', { name: nameOf(uri) });
    return this.#confirm(question, sentence, t('Restore Anyway'));
  }

  contentOf(uri: string, sha256: string): Promise<Uint8Array | undefined> {
    return this.#deps.replacements.contentOf(uri, sha256);
  }

  hasBackup(uri: string): Promise<boolean> {
    return this.#deps.replacements.hasBackup(uri);
  }

  /** The files that were replaced and not restored since, the latest first. */
  restorable(): Promise<{ uri: string; replacedAt: number }[]> {
    return this.#deps.replacements.restorable();
  }

  /** One of several: whatever goes wrong with it, those before it can be taken back. */
  async #replaceOne(replacement: Replacement): Promise<Outcome<Replaced>> {
    try {
      return await this.#deps.replacements.replaceOriginal(replacement);
    } catch (error) {
      const name = nameOf(replacement.original);
      const detail = detailOf(error);
      const sentence = t('{name} could not be replaced. The log has the details.', { name });
      return fail({ code: 'replace.failed', sentence, nextSteps: ['showLog'], billed: 'no', detail });
    }
  }

  async #tellRestored(uri: string, outcome: Outcome<Restored>): Promise<boolean> {
    const { messages } = this.#deps;
    if (!outcome.ok) return this.#fail(outcome.failure);
    if (outcome.value.state !== 'restored') {
      messages.tell('information', outcome.value.sentence);
      return false;
    }
    const { backupId } = outcome.value;
    this.#deps.changed?.(uri);
    this.#offerUndo(
      t('Restored {name}.', { name: nameOf(uri) }),
      backupId === undefined ? [] : [{ uri, backupId }],
    );
    return true;
  }

  /** The message stays until the person closes it, so nobody waits for its button. */
  #offerUndo(sentence: string, done: readonly Undoable[]): void {
    const { messages, log } = this.#deps;
    if (done.length === 0) {
      messages.tell('information', sentence);
      return;
    }
    const undo = t('Undo');
    const offered = messages.ask('information', sentence, undo).then(async (pressed) => {
      if (pressed !== undo) return;
      const back: string[] = [];
      for (const { uri, backupId, undone } of done) {
        const outcome = await this.#deps.replacements.undo(uri, backupId, { force: true });
        if (!outcome.ok) this.#fail(outcome.failure);
        else if (outcome.value.state === 'restored') {
          back.push(nameOf(uri));
          this.#deps.changed?.(uri);
          await undone?.();
        } else messages.tell('warning', outcome.value.sentence);
      }
      if (back.length > 0) messages.tell('information', t('Undone: {names}.', { names: inCommas(back) }));
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
