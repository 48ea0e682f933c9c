import { type Disposable, StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import type { Activity } from '../../core/edit/activity.ts';
import type { Log } from '../../core/ports.ts';
import { t } from '../../core/shared/l10n.ts';
import type { DaySpending } from '../../core/storage/daySpending.ts';
import type { VscodeSettings } from '../../vscode/settings.ts';
import type { Feature } from '../feature.ts';
import { statusWords } from './words.ts';

export interface StatusBarDeps {
  activity: Activity;
  spending: { today(): Promise<DaySpending> };
  settings: Pick<VscodeSettings, 'readOwn' | 'onDidChange'>;
  log: Log;
}

/** Running jobs and the day's spending in the status bar, whoever asked for them. */
export function register(deps: StatusBarDeps): Feature {
  const bar = new StatusBar(deps);
  return { commands: {}, dispose: () => bar.dispose() };
}

class StatusBar implements Disposable {
  readonly #deps: StatusBarDeps;
  readonly #following: readonly { dispose(): unknown }[];
  #item: StatusBarItem | undefined;
  /** Of several looks at once the last one counts. */
  #look = 0;

  constructor(deps: StatusBarDeps) {
    this.#deps = deps;
    const show = () => void this.#show();
    // Another window may have spent something meanwhile.
    this.#following = [
      deps.activity.follow(show),
      deps.settings.onDidChange(show),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) show();
      }),
    ];
    show();
  }

  dispose(): void {
    this.#look = -1;
    for (const one of this.#following) one.dispose();
    this.#item?.dispose();
  }

  async #show(): Promise<void> {
    const { activity, spending, settings, log } = this.#deps;
    if (this.#look < 0) return;
    const look = ++this.#look;
    try {
      const today = await spending.today();
      if (look !== this.#look) return;
      const words = settings.readOwn().statusBar ? statusWords(activity.running, today) : undefined;
      if (words === undefined) {
        this.#item?.hide();
        return;
      }
      this.#item ??= newItem();
      this.#item.text = words.text;
      this.#item.tooltip = words.tooltip;
      this.#item.accessibilityInformation = { label: words.spoken, role: 'button' };
      this.#item.show();
    } catch (error) {
      log.warn(`The status bar could not be brought up to date: ${String(error)}`);
    }
  }
}

function newItem(): StatusBarItem {
  const item = window.createStatusBarItem('activity', StatusBarAlignment.Left, 1);
  item.name = t('Nano Banana: Running and Spent Today');
  item.command = 'nanoBanana.showGallery';
  return item;
}
