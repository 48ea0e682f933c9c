import type { Memento } from 'vscode';
import { type Arrangement, arrangementSchema } from '../core/shared/protocol/arrangement.ts';

const key = 'panelArrangement';

/** How the person arranged the panel last, in whatever window. */
export class KeptArrangement {
  readonly #memento: Memento;

  /** @param memento of all windows */
  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** Undefined when nothing was arranged yet, or by a version that knew other things. */
  get(): Arrangement | undefined {
    const parsed = arrangementSchema.safeParse(this.#memento.get(key));
    return parsed.success ? parsed.data : undefined;
  }

  keep(arrangement: Arrangement): void {
    void this.#memento.update(key, arrangement);
  }
}
