import type { Disposable } from 'vscode';

/** What can be shown once for each thing. */
export interface KeyedPanel extends Disposable {
  reveal(): void;
  whenClosed(ended: Disposable): void;
}

/** The open panels of one kind: the same thing is shown in one panel, which is revealed when it is asked for again. */
export class OpenPanels<P extends KeyedPanel> implements Disposable {
  readonly #open = new Map<string, P>();

  open(key: string, make: () => P): P {
    const found = this.#open.get(key);
    if (found) {
      found.reveal();
      return found;
    }
    const opened = make();
    this.#open.set(key, opened);
    opened.whenClosed({ dispose: () => this.#open.delete(key) });
    return opened;
  }

  /**
   * Shows a thing in the panel that VS Code made after a reload of the window. Where it was opened again before its old tab
   * was looked at, one panel is enough.
   */
  bringBack(key: string, panel: Disposable, make: () => P): P {
    if (this.#open.has(key)) panel.dispose();
    return this.open(key, make);
  }

  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}
