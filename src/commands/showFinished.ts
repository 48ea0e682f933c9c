import type { Command } from './command.ts';

/** Shows the panel whose run ended last while nobody looked at it. */
export class ShowFinished implements Command {
  readonly id = 'nanoBanana.showFinished';
  readonly #panels: { showFinished(): void };

  constructor({ panels }: { panels: { showFinished(): void } }) {
    this.#panels = panels;
  }

  async execute(): Promise<void> {
    this.#panels.showFinished();
  }
}
