import {
  commands,
  type Disposable,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import type { Log } from '../../core/ports.ts';
import { plural, t } from '../../core/shared/l10n.ts';
import type { Ended } from './session/state/sessionState.ts';

/** A panel whose run has ended. */
export interface FinishedPanel {
  /** Somebody can see it now. */
  readonly isInSight: boolean;
  /** Shows on its tab how its run ended, until it is in sight; undefined: no more. */
  mark(ended: Ended | undefined): void;
  reveal(): void;
}

/** Context key: there is something to show. */
const somethingKey = 'nanoBanana.hasFinished';

/**
 * Tells of runs that ended where nobody looked: on the panel's tab, in the status bar, and with a notification when
 * the whole window is not in front. What is looked at is told no more.
 */
export class Finished implements Disposable {
  readonly #log: Log;
  /** The latest last. */
  readonly #unseen = new Map<FinishedPanel, Ended>();
  readonly #focus: Disposable;
  #item: StatusBarItem | undefined;

  constructor(log: Log) {
    this.#log = log;
    this.#focus = window.onDidChangeWindowState(() => this.look());
  }

  /** A run has ended. */
  tell(panel: FinishedPanel, ended: Ended): void {
    if (panel.isInSight) return;
    this.#unseen.delete(panel);
    this.#unseen.set(panel, ended);
    panel.mark(ended);
    this.#show();
    if (!window.state.focused) void this.#notify(panel, ended);
  }

  /** Something came into sight, or went. */
  look(): void {
    for (const panel of [...this.#unseen.keys()]) if (panel.isInSight) this.forget(panel);
  }

  /** It is closed, runs again, or was looked at. */
  forget(panel: FinishedPanel): void {
    if (!this.#unseen.delete(panel)) return;
    panel.mark(undefined);
    this.#show();
  }

  /** Shows the panel whose run ended last. */
  showLast(): void {
    [...this.#unseen.keys()].at(-1)?.reveal();
  }

  dispose(): void {
    this.#focus.dispose();
    this.#item?.dispose();
  }

  #show(): void {
    const all = [...this.#unseen.values()];
    const last = all.at(-1);
    void commands.executeCommand('setContext', somethingKey, last !== undefined);
    if (last === undefined) {
      this.#item?.hide();
      return;
    }
    this.#item ??= this.#newItem();
    const failed = all.some((one) => one.failed);
    const words =
      all.length === 1
        ? shortened(last.sentence)
        : plural(all.length, { one: '{count} panel has finished', other: '{count} panels have finished' });
    this.#item.text = `$(${failed ? 'warning' : 'check'}) ${words}`;
    this.#item.tooltip = `${all.map(({ sentence }) => sentence).join('\n')}\n${t('Show the panel')}`;
    this.#item.backgroundColor = failed ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.accessibilityInformation = { label: t('Nano Banana: {words}', { words }), role: 'button' };
    this.#item.show();
  }

  #newItem(): StatusBarItem {
    const item = window.createStatusBarItem('finished', StatusBarAlignment.Left, 0);
    item.name = t('Nano Banana: Finished');
    item.command = 'nanoBanana.showFinished';
    return item;
  }

  async #notify(panel: FinishedPanel, { sentence, failed }: Ended): Promise<void> {
    const show = failed ? window.showWarningMessage : window.showInformationMessage;
    try {
      const reveal = t('Show');
      if ((await show(sentence, reveal)) === reveal) panel.reveal();
    } catch (error) {
      this.#log.warn(`A finished run could not be told of: ${String(error)}`);
    }
  }
}

/** Longer words would push the rest off the status bar. */
const longest = 40;
const shortened = (sentence: string): string =>
  sentence.length <= longest ? sentence : `${sentence.slice(0, longest).trimEnd()}…`;
