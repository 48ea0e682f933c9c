import type { Messages, Severity } from '../../src/vscode/dialogs/messages.ts';

/** Keeps what the person would read, and presses the buttons it is told to. */
export class RecordedMessages implements Messages {
  readonly shown: { severity: Severity; sentence: string; buttons: string[] }[] = [];
  /** The label of the button to press; messages without it are closed. */
  press: string | undefined;

  get sentences(): string[] {
    return this.shown.map(({ sentence }) => sentence);
  }

  tell(severity: Severity, sentence: string): void {
    this.shown.push({ severity, sentence, buttons: [] });
  }

  async ask<B extends string>(severity: Severity, sentence: string, ...buttons: B[]): Promise<B | undefined> {
    this.shown.push({ severity, sentence, buttons });
    return buttons.find((button) => button === this.press);
  }
}
