import { type Disposable, type LogOutputChannel, window } from 'vscode';
import type { Log } from '../core/ports.ts';

/** The output channel "Nano Banana". Prompts belong to `debug`, which VS Code does not write unless asked to; keys to none. */
export class OutputLog implements Log, Disposable {
  readonly #channel: LogOutputChannel = window.createOutputChannel('Nano Banana', { log: true });

  debug(message: string): void {
    this.#channel.debug(message);
  }

  info(message: string): void {
    this.#channel.info(message);
  }

  warn(message: string): void {
    this.#channel.warn(message);
  }

  error(message: string): void {
    this.#channel.error(message);
  }

  /** Brings it to the front. */
  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
