import type { Locator, Page } from 'playwright-core';
import { attemptMs, until } from './until.ts';

/**
 * An open context menu of the workbench. Items are named as they are read; a path like
 * `['Share', 'Copy Link']` goes through submenus.
 */
export class Menu {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The names of all items of the innermost open menu. */
  async items(): Promise<string[]> {
    await this.#menu.waitFor();
    return this.#menu
      .locator('.action-item .action-label:visible')
      .evaluateAll((labels) => labels.map((label) => label.textContent ?? '').filter((text) => text !== ''));
  }

  /** Chooses by mouse. A fresh menu ignores clicks for a moment, so the click is repeated until it counts. */
  async click(...path: string[]): Promise<void> {
    for (const [depth, name] of path.entries()) {
      const item = this.#item(name);
      await item.waitFor();
      const isLast = depth === path.length - 1;
      await until(`the menu item "${name}" to take the click`, async () => {
        if (!(await item.isVisible())) return true;
        await item.hover({ timeout: attemptMs });
        if (!isLast) return (await this.#page.locator('.monaco-menu').count()) > depth + 1;
        await item.click({ timeout: attemptMs });
        return item.waitFor({ state: 'hidden', timeout: 300 }).then(() => true);
      });
    }
  }

  /** Opens submenus one in the other. */
  async open(...path: string[]): Promise<void> {
    for (const [depth, name] of path.entries()) {
      const item = this.#item(name);
      await item.waitFor();
      await until(`the submenu "${name}" to open`, async () => {
        // An open submenu is the innermost one, and this item is not in it.
        if (!(await item.isVisible())) return true;
        await item.hover({ timeout: attemptMs });
        return (await this.#page.locator('.monaco-menu').count()) > depth + 1;
      });
    }
  }

  /** Whether it has an item, the last one, at the end of a way through submenus. */
  async offers(...path: string[]): Promise<boolean> {
    for (const [depth, name] of path.entries()) {
      if (!(await this.items()).includes(name)) return false;
      if (depth < path.length - 1) await this.open(name);
    }
    return true;
  }

  /** Chooses by the keyboard alone. */
  async chooseByKeyboard(name: string): Promise<void> {
    await this.#item(name).waitFor();
    const focused = this.#menu.locator(
      '.action-item.focused .action-label, .action-item .action-label:focus',
    );
    await until(`the arrow keys to reach "${name}"`, async () => {
      const [current] = await focused.allTextContents();
      if (current === name) return true;
      await this.#page.keyboard.press('ArrowDown');
      return false;
    });
    await this.#page.keyboard.press('Enter');
    await this.#menu.waitFor({ state: 'hidden' });
  }

  get #menu(): Locator {
    return this.#page.locator('.monaco-menu').last();
  }

  #item(name: string): Locator {
    return this.#menu
      .locator('.action-menu-item')
      .filter({ has: this.#page.getByText(name, { exact: true }) });
  }
}
