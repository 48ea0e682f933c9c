import type { Locator, Page } from 'playwright-core';

/** Notifications and modal dialogs. */
export class Messages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The notification that contains the text; it may be waited for, pressed, read. */
  notification(text: string | RegExp): Locator {
    return this.#page.locator('.notification-list-item').filter({ hasText: text });
  }

  /** Waits for the notification and returns its whole message. */
  async waitForNotification(text: string | RegExp): Promise<string> {
    const message = this.notification(text).first().locator('.notification-list-item-message');
    return (await message.innerText()).trim();
  }

  async pressInNotification(text: string | RegExp, button: string): Promise<void> {
    const notification = this.notification(text).first();
    await notification.hover();
    await notification.getByRole('button', { name: button, exact: true }).click();
  }

  /** The messages shown now, newest first. */
  async notifications(): Promise<string[]> {
    const messages = await this.#page.locator('.notification-list-item-message').allInnerTexts();
    return messages.map((message) => message.trim());
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
