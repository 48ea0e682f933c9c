import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu.ts';
import { attemptMs, until } from './until.ts';

/** The tree of the workspace's files. Paths are relative to the opened folder, like `docs/images/photo.png`. */
export class Explorer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The row of a file or folder, scrolled into sight; the folders above it are opened first. */
  async row(path: string): Promise<Locator> {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const row = this.#find(path);
    let search = { rows: '', unchanged: 0, down: true };
    await until(`"${path}" in the explorer`, async () => {
      // Where a file of the folder is shown, the folder is open. A tree that is read anew just then closes it again.
      const isOpen = folder === '' || (await this.#page.locator(itemWith(`*="/${folder}"`)).count()) > 0;
      if (!isOpen) {
        await this.expand(folder.slice(0, -1));
        search = { rows: '', unchanged: 0, down: true };
      }
      return this.#scrollTo(row, search);
    });
    return row;
  }

  async expand(path: string): Promise<void> {
    const row = await this.row(path);
    await until(`the folder "${path}" to open`, async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await row.click({ timeout: attemptMs });
      return row
        .and(this.#page.locator('[aria-expanded="true"]'))
        .waitFor({ timeout: attemptMs })
        .then(() => true);
    });
  }

  /** Whether the tree shows it now; its folder has to be open and its place scrolled into sight. */
  isShown(path: string): Promise<boolean> {
    return this.#find(path).isVisible();
  }

  /** Shows the tree and gives it the keyboard. */
  async focus(): Promise<void> {
    const focused = this.#page.locator('.explorer-folders-view .monaco-list:focus');
    await until('the explorer to have the keyboard', async () => {
      // There the same key would go back to the editor.
      if (await focused.isVisible()) return true;
      await this.#page.keyboard.press('ControlOrMeta+Shift+E');
      await focused.waitFor({ timeout: attemptMs });
      return true;
    });
  }

  async open(path: string): Promise<void> {
    await until(`"${path}" to open`, async () => {
      const row = await this.row(path);
      await row.dblclick({ timeout: attemptMs });
      // Rows that came or went just then have moved others under the pointer.
      return row.and(this.#page.locator('.selected')).isVisible();
    });
  }

  /** Opens the context menu by the mouse; where others are given, these are selected besides. */
  async rightClick(path: string, ...others: string[]): Promise<Menu> {
    return until(`the menu of "${path}"`, async () => {
      const [first, ...more] = others;
      if (first !== undefined) await this.#select(first, ...more, path);
      const row = await this.row(path);
      await row.click({ button: 'right', timeout: attemptMs });
      const menu = await this.#openedMenu();
      // Rows that came or went just then have moved others under the pointer.
      const isMeant = await row.and(this.#page.locator('.focused')).isVisible();
      if (isMeant && (first === undefined || (await this.#areSelected(path, ...others)))) return menu;
      await this.#page.keyboard.press('Escape');
      return undefined;
    });
  }

  /**
   * Chooses from the context menu of a file, through submenus. What a menu offers can depend on what was found out of
   * the file just now, so it is opened again until it has the item.
   */
  async choose(path: string, ...names: string[]): Promise<void> {
    await this.chooseFor([path], ...names);
  }

  /** As `choose`, with several selected, the first of them clicked. */
  async chooseFor([path = '', ...others]: readonly string[], ...names: string[]): Promise<void> {
    await until(`"${names.join('" in "')}" in the menu of "${path}"`, async () => {
      const menu = await this.rightClick(path, ...others);
      if (await menu.offers(...names)) {
        // The way there is open already.
        await menu.click(...names.slice(-1));
        return true;
      }
      await this.closeMenus();
      return false;
    });
  }

  /** What the context menu of a file offers, or one of its submenus. */
  async offered(path: string, ...submenus: string[]): Promise<string[]> {
    const menu = await this.rightClick(path);
    await menu.open(...submenus);
    const items = await menu.items();
    await this.closeMenus();
    return items;
  }

  async closeMenus(): Promise<void> {
    const menus = this.#page.locator('.monaco-menu');
    await until('the menus to close', async () => {
      if ((await menus.count()) === 0) return true;
      await this.#page.keyboard.press('Escape');
      return false;
    });
  }

  /** Selects exactly these, the first by a click and the others with Ctrl or Cmd. */
  async #select(first: string, ...others: string[]): Promise<void> {
    await (await this.row(first)).click({ timeout: attemptMs });
    for (const path of others) {
      await (await this.row(path)).click({ modifiers: ['ControlOrMeta'], timeout: attemptMs });
    }
  }

  /** Whether of the rows in sight exactly these are selected. */
  async #areSelected(...paths: string[]): Promise<boolean> {
    const counts = await Promise.all(
      paths.map(async (path) => {
        const row = this.#find(path);
        return [await row.count(), await row.and(this.#page.locator('.selected')).count()] as const;
      }),
    );
    const inSight = counts.reduce((sum, [rows]) => sum + rows, 0);
    const selected = await this.#page.locator('.explorer-folders-view .monaco-list-row.selected').count();
    return counts.every(([rows, marked]) => rows === marked) && selected === inSight;
  }

  /** Selects by arrow keys alone and opens the context menu by key. */
  async contextMenuByKeyboard(path: string, key: 'Shift+F10' | 'ContextMenu' = 'Shift+F10'): Promise<Menu> {
    await this.focusByKeyboard(path);
    return until(`the menu of "${path}" by key`, async () => {
      await this.#page.keyboard.press(key);
      return this.#openedMenu();
    });
  }

  /** Puts the keyboard's focus on a row by keys alone, opening folders on the way. */
  async focusByKeyboard(path: string): Promise<void> {
    const { keyboard } = this.#page;
    await this.focus();
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

  /**
   * Whether the row is wholly in sight; else scrolls on, down to the end and up again, since the tree makes rows
   * only for what is in sight.
   */
  async #scrollTo(
    row: Locator,
    search: { rows: string; unchanged: number; down: boolean },
  ): Promise<boolean> {
    const list = this.#page.locator('.explorer-folders-view .monaco-list');
    const sight = await list.boundingBox();
    if (!sight) return false;
    const place = (await row.isVisible()) ? await row.boundingBox() : null;
    if (place) {
      search.down = place.y >= sight.y;
      if (search.down && place.y + place.height <= sight.y + sight.height) return true;
    } else {
      const rows = await list
        .locator('.monaco-list-row')
        .evaluateAll((all) => all.map(({ id }) => id).join());
      search.unchanged = rows === search.rows ? search.unchanged + 1 : 0;
      search.rows = rows;
      // Nothing moved any more: this way is the end.
      if (search.unchanged === 2) {
        Object.assign(search, { unchanged: 0, down: !search.down });
        // A window that has just opened does not hear of all new files.
        if (search.down) await this.#refresh();
      }
    }
    await this.#page.mouse.move(sight.x + sight.width / 2, sight.y + sight.height / 2);
    await this.#page.mouse.wheel(0, (place ? 100 : 800) * (search.down ? 1 : -1));
    return false;
  }

  async #refresh(): Promise<void> {
    await this.#page.locator('.explorer-folders-view').hover();
    await this.#page.getByRole('button', { name: 'Refresh Explorer' }).click({ timeout: attemptMs });
  }

  #find(path: string): Locator {
    const rows = this.#page.locator('.explorer-folders-view .monaco-list-row');
    return rows.filter({
      // What git says of a file follows its path.
      has: this.#page.locator(`${itemWith(`$="/${path}"`)}, ${itemWith(`*="/${path} • "`)}`),
    });
  }

  async #openedMenu(): Promise<Menu> {
    // One that a late change of the tree closed again never comes.
    await this.#page.locator('.monaco-menu').first().waitFor({ timeout: attemptMs });
    return new Menu(this.#page);
  }
}

/** The label of a row carries the whole path. */
function itemWith(condition: string): string {
  return `.explorer-item[aria-label${condition}]`;
}
