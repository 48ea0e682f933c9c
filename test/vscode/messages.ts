import type { Locator, Page } from 'playwright-core';
import { attemptMs, until } from './until.ts';

/** Notifications and modal dialogs. */
export class Messages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for the notification and returns its whole message. */
  async waitForNotification(text: string | RegExp): Promise<string> {
    return this.#withNotification(text, async (notification) => {
      const message = await notification
        .locator('.notification-list-item-message')
        .innerText({ timeout: attemptMs });
      return message.trim();
    });
  }

  async pressInNotification(text: string | RegExp, button: string): Promise<void> {
    await this.#withNotification(text, async (notification) => {
      await notification.hover({ timeout: attemptMs });
      await notification.getByRole('button', { name: button, exact: true }).click({ timeout: attemptMs });
      return true;
    });
  }

  /** Until no notification contains the text any more. */
  async waitUntilGone(text: string | RegExp): Promise<void> {
    await until(
      `the notification "${text}" to go`,
      async () => !(await this.notifications()).some((message) => message.search(text) >= 0),
    );
  }

  /** The messages of all notifications that were not closed, newest first. */
  async notifications(): Promise<string[]> {
    await this.#openCenter();
    const messages = await this.#page
      .locator('.notification-list-item-message')
      .filter({ visible: true })
      .allInnerTexts();
    await this.#closeCenter();
    return messages.map((message) => message.trim());
  }

  /**
   * A toast goes after some seconds, and of many only the newest are toasts; in the notification center they stay.
   * @param use what is done with the notification; when it went just then, it is looked for again
   */
  async #withNotification<T>(text: string | RegExp, use: (notification: Locator) => Promise<T>): Promise<T> {
    const shown = this.#page.locator('.notification-list-item').filter({ visible: true });
    const notification = shown.filter({ hasText: text }).first();
    let attempts = 0;
    const used = await until(`the notification "${text}"`, async () => {
      const isShown = await notification.isVisible();
      // Opening it hides the toasts, so it is not done for nothing; what came long ago is no news there.
      if (!isShown && (++attempts % 20 === 0 || (await this.#hasNews()))) await this.#openCenter();
      if (await notification.isVisible()) return { value: await use(notification) };
      await this.#closeCenter();
      return undefined;
    });
    await this.#closeCenter();
    return used.value;
  }

  async #openCenter(): Promise<void> {
    if (await this.#center.isVisible()) return;
    await this.#bell.click({ timeout: attemptMs });
    await this.#center.waitFor({ timeout: attemptMs });
  }

  /** Whether any came since the center was open. */
  async #hasNews(): Promise<boolean> {
    return (await this.#bell.locator('.codicon-bell-dot').count()) > 0;
  }

  async #closeCenter(): Promise<void> {
    await until('the notification center to close', async () => {
      if (!(await this.#center.isVisible())) return true;
      await this.#bell.click({ timeout: attemptMs });
      await this.#center.waitFor({ state: 'hidden', timeout: attemptMs });
      return true;
    });
  }

  get #center(): Locator {
    return this.#page.locator('.notifications-center.visible');
  }

  get #bell(): Locator {
    return this.#page.locator('[id="status.notifications"]');
  }

  /** The modal dialog, open or awaited. */
  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  async pressInDialog(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
