import * as vscode from 'vscode';
import { until } from '../vscode/until.ts';

const steps = {
  accept: 'workbench.action.acceptSelectedQuickOpenItem',
  next: 'quickInput.next',
  toggle: 'workbench.action.quickPickManyToggle',
} as const;

/** Presses a key in the list that is shown; where none is, nothing happens. */
const press = async (step: keyof typeof steps): Promise<void> => {
  await vscode.commands.executeCommand(steps[step]);
};

/** Presses Enter in every list until it is so. */
export const acceptUntil = (what: string, ask: () => boolean): Promise<boolean> =>
  until(what, async () => {
    if (ask()) return true;
    await press('accept');
    return ask();
  });

function whatItSays(item: vscode.QuickPickItem | string): string[] {
  if (typeof item === 'string') return [item];
  const { label, detail, kind } = item;
  if (kind === vscode.QuickPickItemKind.Separator) return [];
  return [detail === undefined ? label : `${label}: ${detail}`];
}

/**
 * Follows VS Code's own lists, which tell of the item that has the keyboard only to whoever shows them: a key
 * pressed before a list is there, or before the keyboard is on the item, would choose another one.
 */
export class ShownLists {
  readonly #show = vscode.window.showQuickPick;
  readonly #create = vscode.window.createQuickPick;
  /** The label of the item that has the keyboard. */
  #active: string | undefined;
  #ticked: string[] = [];
  /** What each list offered that was shown whole, as label and detail. */
  readonly offered: string[][] = [];

  constructor() {
    const show = this.#show as (items: unknown, options?: vscode.QuickPickOptions) => Promise<unknown>;
    const showQuickPick: typeof show = async (items, options) => {
      const onDidSelectItem = (item: vscode.QuickPickItem | string) => {
        this.#active = typeof item === 'string' ? item : item.label;
      };
      try {
        const all = (await items) as readonly (vscode.QuickPickItem | string)[];
        this.offered.push(all.flatMap(whatItSays));
        return await show(items, { ...options, onDidSelectItem });
      } finally {
        this.#active = undefined;
      }
    };
    vscode.window.showQuickPick = showQuickPick as typeof vscode.window.showQuickPick;
    vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
      const list = this.#create<T>();
      list.onDidChangeActive(([item]) => {
        this.#active = item?.label;
      });
      list.onDidChangeSelection((items) => {
        this.#ticked = items.map(({ label }) => label);
      });
      list.onDidHide(() => {
        this.#active = undefined;
      });
      return list;
    };
  }

  /** Goes down the list until the keyboard is on an item. */
  async goTo(label: string): Promise<void> {
    await until(`${label} in a list`, async () => {
      if (this.#active !== label) await press('next');
      return this.#active === label;
    });
  }

  async choose(label: string): Promise<void> {
    await this.goTo(label);
    await press('accept');
  }

  /** Ticks just this item of a list in which nothing is ticked, and presses OK. */
  async chooseTicked(label: string): Promise<void> {
    await this.goTo(label);
    await press('toggle');
    await until(`${label} alone ticked`, () => this.#ticked.join() === label);
    await press('accept');
  }

  /** VS Code's functions are its own again. */
  dispose(): void {
    vscode.window.showQuickPick = this.#show;
    vscode.window.createQuickPick = this.#create;
  }
}
