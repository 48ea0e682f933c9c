import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { Explorer } from './explorer.ts';
import { Menu } from './menu.ts';
import { Messages } from './messages.ts';
import { QuickInput } from './quickInput.ts';
import type { VSCodeServer, WindowOptions } from './server.ts';
import { attemptMs, until } from './until.ts';

export interface WorkbenchOptions extends WindowOptions {
  server: VSCodeServer;
  browser: Browser;
  /** CSS pixels; 1280 x 800 if not given. */
  viewport?: { width: number; height: number };
  /** Pixels of a picture for each CSS pixel; 1 if not given. */
  scale?: number;
}

/** Which of the extension's webviews is meant, when several are visible. */
export interface PanelQuery {
  /** A text that this one shows and the others don't. */
  text?: string | RegExp;
  timeoutMs?: number;
}

export const defaultViewport = { width: 1280, height: 800 };

const themes = {
  dark: { setting: 'Dark 2026', mark: '.vs-dark', kind: 'vscode-dark' },
  light: { setting: 'Light 2026', mark: '.vs', kind: 'vscode-light' },
  'high contrast': { setting: 'Default High Contrast', mark: '.hc-black', kind: 'vscode-high-contrast' },
  'high contrast light': {
    setting: 'Default High Contrast Light',
    mark: '.hc-light',
    kind: 'vscode-high-contrast-light',
  },
} as const;

export type ThemeName = keyof typeof themes;

/** The two that are furthest apart, for what the page's own tests look at in all four. */
export const contrastingThemes = ['dark', 'high contrast light'] as const satisfies readonly ThemeName[];

/** Opens a window in a browser profile of its own. */
export async function openWorkbench({
  server,
  browser,
  viewport,
  scale,
  ...window
}: WorkbenchOptions): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: viewport ?? defaultViewport,
    ...(scale !== undefined && { deviceScaleFactor: scale }),
    permissions: ['clipboard-read', 'clipboard-write'],
    // Nothing of what is tested moves, and to draw what does takes a seventh of all the processor time.
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'accept-encoding': 'identity' },
  });
  const page = await context.newPage();
  const workbench = new Workbench(server, context, page);
  await page.goto(server.windowUrl(window));
  await workbench.waitUntilReady();
  return workbench;
}

/** One window of VS Code, as a person at the screen uses it. */
export class Workbench {
  readonly server: VSCodeServer;
  readonly page: Page;
  readonly explorer: Explorer;
  readonly quickInput: QuickInput;
  readonly messages: Messages;
  readonly #context: BrowserContext;
  #unzoomed: { width: number; height: number } | undefined;

  constructor(server: VSCodeServer, context: BrowserContext, page: Page) {
    this.server = server;
    this.page = page;
    this.#context = context;
    this.explorer = new Explorer(page);
    this.quickInput = new QuickInput(page);
    this.messages = new Messages(page);
  }

  /** Until the workbench is restored and knows what all extensions contribute. */
  async waitUntilReady(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        performance.getEntriesByName('code/didStartWorkbench').length > 0 &&
        performance.getEntriesByName('code/didLoadExtensions').length > 0,
      undefined,
      { timeout: 60_000 },
    );
    if (new URL(this.page.url()).searchParams.has('folder')) {
      await this.page.locator('.explorer-folders-view .monaco-list[role="tree"]').waitFor();
    }
  }

  /** Runs a command by its full title in the palette, like "Nano Banana: Set API Key…". */
  async runCommand(title: string): Promise<void> {
    const { input, box } = this.quickInput;
    await until(`the command "${title}" in the palette`, async () => {
      await this.page.keyboard.press('F1');
      await input.waitFor({ timeout: attemptMs });
      await input.fill(`>${title}`, { timeout: attemptMs });
      const row = box
        .locator(`.monaco-list-row`)
        .filter({ has: this.page.getByText(title, { exact: true }) });
      await row.first().click({ timeout: attemptMs });
      return true;
    });
  }

  /** Runs a command that shows a list with this title: again where a late preview took the keyboard, which closes it. */
  async runCommandForList(command: string, title: string): Promise<void> {
    await until(`the list "${title}"`, async () => {
      await this.runCommand(command);
      await this.quickInput.waitFor(title, attemptMs);
      await this.quickInput.box.locator('.monaco-list-row').first().waitFor({ timeout: attemptMs });
      return true;
    });
  }

  /** Opens an image in VS Code's own preview. */
  async openImage(path: string): Promise<void> {
    await this.explorer.open(path);
    await this.whenPreviewed(path.slice(path.lastIndexOf('/') + 1));
  }

  /** Until VS Code's preview of an image is drawn and took the keyboard: a list or menu would close then. */
  async whenPreviewed(name: string): Promise<void> {
    await this.tab(name).waitFor();
    const size = this.page.locator('.statusbar-item:visible').filter({ hasText: /^\d+x\d+$/ });
    await size.first().waitFor();
    const hasKeyboard = () => document.body.classList.contains('image') && document.hasFocus();
    await until('the preview to have the keyboard', async () => {
      const answers = this.page.frames().map((frame) => frame.evaluate(hasKeyboard).catch(() => false));
      return (await Promise.all(answers)).includes(true);
    });
  }

  /** What the palette offers for a text. */
  findCommands(text: string): Promise<string[]> {
    const { input } = this.quickInput;
    return until(`what the palette offers for "${text}"`, async () => {
      await this.page.keyboard.press('F1');
      await input.waitFor({ timeout: attemptMs });
      await input.fill(`>${text}`, { timeout: attemptMs });
      const found = await this.quickInput.choices();
      await this.quickInput.cancel();
      return found;
    });
  }

  /** An editor tab by its label, with the file's extension. */
  tab(label: string): Locator {
    const tabs = this.page.locator('.tabs-container .tab');
    const name = JSON.stringify(label);
    // A tab's name goes on after a comma when it is a preview, pinned or in a second group.
    return tabs.and(this.page.locator(`[aria-label=${name}], [aria-label^=${JSON.stringify(`${label}, `)}]`));
  }

  /** The labels of all tabs, group by group. */
  tabs(): Promise<string[]> {
    const tabs = this.page.locator('.tabs-container .tab');
    return tabs.evaluateAll((all) => all.map((tab) => tab.getAttribute('aria-label') ?? ''));
  }

  async rightClickTab(label: string): Promise<Menu> {
    const menu = this.page.locator('.monaco-menu').first();
    // What still closes or takes the focus can close a menu that has just opened.
    await until(`the menu of the tab "${label}"`, async () => {
      if (await menu.isVisible()) return true;
      await this.tab(label).first().click({ button: 'right', timeout: attemptMs });
      return menu.waitFor({ timeout: attemptMs }).then(() => true);
    });
    return new Menu(this.page);
  }

  async closeTab(label: string): Promise<void> {
    const tab = this.tab(label).first();
    await tab.hover();
    await tab.locator('.tab-actions .action-label').click();
  }

  /** A button of the active editor's title bar. */
  editorAction(name: string): Locator {
    return this.page.locator('.editor-group-container.active .editor-actions').getByRole('button', { name });
  }

  /** Whatever the status bar shows. */
  statusBarText(): Promise<string> {
    return this.page.locator('.part.statusbar').innerText();
  }

  /**
   * The document of the extension's visible panel. Ask again after a reload, a move to another group or a
   * tab's return from the background: each makes a new document.
   */
  panelFrame({ text, timeoutMs }: PanelQuery = {}): Promise<Frame> {
    return until(
      'the panel',
      async () => {
        for (const frame of await this.#panelFrames()) {
          const shown = frame.locator('main[data-nano-banana]').filter({ hasText: text ?? /\S/ });
          if (await shown.isVisible()) return frame;
        }
        return undefined;
      },
      timeoutMs,
    );
  }

  /** How many of the extension's panels are visible now. */
  async countPanels(): Promise<number> {
    return (await this.#panelFrames()).length;
  }

  /** Switches the theme and waits for it, also in the panels in sight, which hear of it later. */
  async setTheme(name: ThemeName): Promise<void> {
    const { setting, mark, kind } = themes[name];
    await this.server.setTheme(setting);
    await this.page.locator(`.monaco-workbench${mark}`).waitFor();
    for (const panel of await this.#panelFrames()) {
      await panel.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
    }
  }

  /** Closes all editors, without saving them, and waits until they are gone. */
  async closeAllEditors(): Promise<void> {
    if ((await this.tabs()).length === 0) return;
    await this.explorer.focus();
    // By keys: the palette takes half a second of a processor each time.
    for (const key of ['K', 'W']) await this.page.keyboard.press(`ControlOrMeta+${key}`);
    await until('all tabs to close', async () => {
      const discard = this.messages.dialog.getByRole('button', { name: /Don't Save/ });
      if (await discard.isVisible()) await discard.click();
      return (await this.tabs()).length === 0;
    });
  }

  /** Closes whatever is open, without saving it, and goes back to the explorer and the dark theme. */
  async tidy(): Promise<void> {
    const { keyboard } = this.page;
    for (let menus = 0; menus < 2; menus++) await keyboard.press('Escape');
    await this.explorer.focus();
    await this.closeAllEditors();
    await this.runCommand('Notifications: Clear All Notifications');
    if (await this.page.locator('.part.panel').isVisible()) await this.runCommand('View: Hide Panel');
    if (!(await this.page.locator(`.monaco-workbench${themes.dark.mark}`).isVisible())) {
      await this.setTheme('dark');
    }
    await this.explorer.focus();
    // Nothing is selected there any more.
    await keyboard.press('Escape');
  }

  /** Reloads the window by its command, which writes down what is open: a new extension host, the same profile. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.waitUntilReady();
  }

  /** Zooms as the browser does, which leaves the page fewer CSS pixels. 1 is unzoomed. */
  async zoom(factor: number): Promise<void> {
    const size = this.page.viewportSize();
    if (!size) throw new Error('The page has no viewport.');
    this.#unzoomed ??= size;
    const { width, height } = this.#unzoomed;
    await this.page.setViewportSize({
      width: Math.round(width / factor),
      height: Math.round(height / factor),
    });
  }

  /** A picture of the whole window for those who look at them (`npm test -- ui --pictures`): each takes a while. */
  async screenshot(name: string): Promise<void> {
    const folder = process.env.NANO_BANANA_SCREENSHOTS;
    if (folder !== undefined) await this.keepPicture(folder, name);
  }

  /** A picture of the whole window as a PNG in a folder. Returns its path. */
  async keepPicture(folder: string, name: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #panelFrames(): Promise<Frame[]> {
    const outer = this.page.locator(
      'iframe.webview[src*="extensionId=nano-banana-tools.nano-banana&"]:visible',
    );
    const found: Frame[] = [];
    for (const handle of await outer.elementHandles()) {
      const inner = await (await handle.contentFrame())?.$('#active-frame');
      const frame = await inner?.contentFrame();
      if (frame) found.push(frame);
    }
    return found;
  }
}
