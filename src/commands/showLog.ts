import type { OutputLog } from '../vscode/log.ts';
import type { Command } from './command.ts';

export class ShowLog implements Command {
  readonly id = 'nanoBanana.showLog';
  readonly #log: OutputLog;

  constructor({ log }: { log: OutputLog }) {
    this.#log = log;
  }

  async execute(): Promise<void> {
    this.#log.show();
  }
}
