import type { OpenRequest, Panels } from '../../src/features/panels.ts';
import type { ResultTarget } from '../../src/features/resultTarget.ts';

/** Keeps what is asked of the panels, and opens none. */
export class RecordedPanels implements Panels {
  readonly opened: OpenRequest[] = [];

  async open(request: OpenRequest): Promise<void> {
    this.opened.push(request);
  }

  /** The target of the panel that was opened last. */
  get target(): ResultTarget {
    const opened = this.opened.at(-1);
    const target = opened?.kind === 'recorded' ? undefined : opened?.target;
    if (target === undefined) throw new Error('No panel was opened for something.');
    return target;
  }
}
