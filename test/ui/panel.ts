import type { Frame, Locator } from 'playwright-core';

/** One document of the panel, by the names that assistive technology finds too. */
export class Panel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  get prompt(): Locator {
    return this.frame.getByRole('textbox', { name: 'Prompt' });
  }

  get run(): Locator {
    return this.button('Run');
  }

  get stop(): Locator {
    return this.button('Stop');
  }

  get status(): Locator {
    return this.frame.getByRole('status');
  }

  get alert(): Locator {
    return this.frame.getByRole('alert');
  }

  get inputs(): Locator {
    return this.frame.getByRole('list', { name: 'Inputs' }).getByRole('listitem');
  }

  get results(): Locator {
    return this.frame.getByRole('list', { name: 'Results' }).getByRole('button');
  }

  /** One row for each edit of a batch that is in sight, once its table is open. */
  get edits(): Locator {
    return this.frame.getByRole('grid', { name: 'Edits' }).getByRole('row');
  }

  get actions(): Locator {
    return this.frame.getByRole('toolbar', { name: 'Result actions' });
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** A list of choices, by its closed face. */
  choice(name: string): Locator {
    return this.frame.getByRole('combobox', { name });
  }

  async choose(name: string, option: string | RegExp): Promise<void> {
    await this.choice(name).click();
    await this.frame.getByRole('option', { name: option }).first().click();
  }

  /** Writes a prompt and presses Run. */
  async ask(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.run.click();
  }

  async waitForStatus(text: string | RegExp): Promise<void> {
    await this.status.filter({ hasText: text }).waitFor();
  }

  /** The sentence of the alert, once there is one. */
  async alertText(): Promise<string> {
    return (await this.alert.innerText()).trim();
  }

  async dismissAlert(): Promise<void> {
    await this.alertButton('Dismiss').click();
    await this.alert.waitFor({ state: 'detached' });
  }

  /** A button of the alert; a list of edits may offer the same. */
  alertButton(name: string): Locator {
    return this.frame.locator('nano-alert').getByRole('button', { name, exact: true });
  }
}
