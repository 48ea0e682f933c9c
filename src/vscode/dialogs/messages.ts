import { window } from 'vscode';
import type { Log } from '../../core/ports.ts';

export type Severity = 'information' | 'warning' | 'error';

/** Sentences for the person, shown as notifications. */
export interface Messages {
  /** Shows the sentence and goes on without waiting for it to be closed. */
  tell(severity: Severity, sentence: string): void;
  /** Shows the sentence with buttons; the one pressed, or undefined when it is closed. */
  ask<B extends string>(severity: Severity, sentence: string, ...buttons: B[]): Promise<B | undefined>;
}

const show = {
  information: window.showInformationMessage,
  warning: window.showWarningMessage,
  error: window.showErrorMessage,
} as const;

export class Notifications implements Messages {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  tell(severity: Severity, sentence: string): void {
    this.ask(severity, sentence).catch((error: unknown) => {
      this.#log.warn(`A notification could not be shown: ${String(error)}`);
    });
  }

  async ask<B extends string>(severity: Severity, sentence: string, ...buttons: B[]): Promise<B | undefined> {
    return show[severity](sentence, ...buttons);
  }
}
