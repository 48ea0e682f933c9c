import type { Locator, Page } from 'playwright-core';
import { attemptMs, until, waitMs } from './until.ts';

/** The box at the top: command palette, pick lists, input boxes. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get box(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get input(): Locator {
    return this.box.locator('.quick-input-box input');
  }

  /** Waits for a list or input box with this title or placeholder, or whose prompt contains the text. */
  async waitFor(text: string, timeoutMs = waitMs): Promise<void> {
    await until(
      `a quick input with "${text}"`,
      async () => {
        const placeholder = await this.input.getAttribute('placeholder', { timeout: attemptMs });
        return (
          placeholder?.includes(text) || (await this.box.innerText({ timeout: attemptMs })).includes(text)
        );
      },
      timeoutMs,
    );
  }

  /** What the list offers now, as it is read. */
  async choices(): Promise<string[]> {
    await this.#rows.first().waitFor();
    return this.#rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Chooses the entry with this label by the mouse. */
  async pick(label: string): Promise<void> {
    const row = this.#rows.filter({
      has: this.#page.locator('.label-name').getByText(label, { exact: true }),
    });
    await row.first().click();
  }

  /** Ticks or unticks the entry with this label. */
  async toggle(label: string): Promise<void> {
    const row = this.#rows.filter({
      has: this.#page.locator('.label-name').getByText(label, { exact: true }),
    });
    await row.first().click();
  }

  /** Writes into an input box, or filters a list, and presses Enter. */
  async submit(text?: string): Promise<void> {
    if (text !== undefined) await this.type(text);
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.box.waitFor({ state: 'hidden' });
  }

  /** The message under an input box, like a complaint about what was typed. */
  async message(): Promise<string> {
    return (await this.box.locator('.quick-input-message').innerText()).trim();
  }

  get #rows(): Locator {
    return this.box.locator('.quick-input-list .monaco-list-row');
  }
}
