import { type Disposable, type LogOutputChannel, window } from 'vscode';
import type { Log } from '../core/ports.ts';
import { inEnglish } from '../core/shared/l10n.ts';

/** The output channel "Nano Banana". Prompts belong to `debug`, which VS Code does not write unless asked to; keys to none. It is in English. */
export class OutputLog implements Log, Disposable {
  readonly #channel: LogOutputChannel = window.createOutputChannel('Nano Banana', { log: true });

  debug(message: string): void {
    this.#channel.debug(inEnglish(message));
  }

  info(message: string): void {
    this.#channel.info(inEnglish(message));
  }

  warn(message: string): void {
    this.#channel.warn(inEnglish(message));
  }

  error(message: string): void {
    this.#channel.error(inEnglish(message));
  }

  /** Brings it to the front. */
  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
