import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu.ts';
import { until } from './until.ts';

/** The tree of the workspace's files. Paths are relative to the opened folder, like `docs/images/photo.png`. */
export class Explorer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The row of a file or folder; the folders above it are opened first. */
  async row(path: string): Promise<Locator> {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) await this.expand(parts.slice(0, depth).join('/'));
    const row = this.#find(path);
    await row.waitFor();
    return row;
  }

  async expand(path: string): Promise<void> {
    const row = await this.row(path);
    await until(`the folder "${path}" to open`, async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await row.click();
      return row
        .and(this.#page.locator('[aria-expanded="true"]'))
        .waitFor({ timeout: 1000 })
        .then(() => true);
    });
  }

  /** Whether the tree shows it now; its folder has to be open. */
  isShown(path: string): Promise<boolean> {
    return this.#find(path).isVisible();
  }

  /** Selects exactly these, the first by a click and the others with Ctrl or Cmd. */
  async select(first: string, ...others: string[]): Promise<void> {
    await (await this.row(first)).click();
    for (const path of others) await (await this.row(path)).click({ modifiers: ['ControlOrMeta'] });
  }

  async open(path: string): Promise<void> {
    await (await this.row(path)).dblclick();
  }

  /** Opens the context menu by the mouse; the clicked one may be part of a selection. */
  async rightClick(path: string): Promise<Menu> {
    await (await this.row(path)).click({ button: 'right' });
    return this.#openedMenu();
  }

  /** Selects by arrow keys alone and opens the context menu by key. */
  async contextMenuByKeyboard(path: string, key: 'Shift+F10' | 'ContextMenu' = 'Shift+F10'): Promise<Menu> {
    await this.focusByKeyboard(path);
    await this.#page.keyboard.press(key);
    return this.#openedMenu();
  }

  /** Puts the keyboard's focus on a row by keys alone, opening folders on the way. */
  async focusByKeyboard(path: string): Promise<void> {
    const { keyboard } = this.#page;
    await keyboard.press('ControlOrMeta+Shift+E');
    await this.#page.locator('.explorer-folders-view .monaco-list:focus').waitFor();
    await keyboard.press('Home');
    const parts = path.split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const part = parts.slice(0, depth).join('/');
      const row = this.#find(part);
      await until(`the arrow keys to reach "${part}"`, async () => {
        if (await row.and(this.#page.locator('.focused')).isVisible()) return true;
        await keyboard.press('ArrowDown');
        return false;
      });
      if (depth < parts.length && (await row.getAttribute('aria-expanded')) === 'false') {
        await keyboard.press('ArrowRight');
        await row.and(this.#page.locator('[aria-expanded="true"]')).waitFor();
      }
    }
  }

  #find(path: string): Locator {
    const rows = this.#page.locator('.explorer-folders-view .monaco-list-row');
    return rows.filter({
      has: this.#page.locator(`.explorer-item[aria-label$=${JSON.stringify(`/${path}`)}]`),
    });
  }

  async #openedMenu(): Promise<Menu> {
    await this.#page.locator('.monaco-menu').first().waitFor();
    return new Menu(this.#page);
  }
}
