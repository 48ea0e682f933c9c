import type { Errand } from '../../src/features/errand.ts';
import type { OpenRequest, Panels } from '../../src/features/panels.ts';

/** Keeps what is asked of the panels, and opens none. */
export class RecordedPanels implements Panels {
  readonly opened: OpenRequest[] = [];

  async open(request: OpenRequest): Promise<void> {
    this.opened.push(request);
  }

  /** The errand of the panel that was opened last. */
  get errand(): Errand {
    const errand = this.opened.at(-1)?.errand;
    if (errand === undefined) throw new Error('No panel was opened for something.');
    return errand;
  }
}
