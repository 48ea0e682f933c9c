import type { Frame, Locator } from 'playwright-core';
import { attemptMs, until } from '../vscode/until.ts';

export const compareModes = ['Side by side', 'Swipe', 'Onion skin', 'Difference'] as const;
export type CompareMode = (typeof compareModes)[number];

/** Two pictures compared, on a page of their own or in the panel, by the names that assistive technology finds too. */
export class Comparison {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  mode(name: CompareMode): Locator {
    return this.frame.getByRole('radiogroup', { name: 'Compare' }).getByRole('radio', { name });
  }

  slider(name: string | RegExp): Locator {
    return this.frame.getByRole('slider', { name });
  }

  get alert(): Locator {
    return this.frame.getByRole('alert');
  }

  get pictures(): Locator {
    return this.frame.getByRole('group', { name: 'Pictures' });
  }

  /** The names of the pictures, from left to right. */
  names(): Promise<string[]> {
    return this.pictures
      .getByRole('img')
      .evaluateAll((all) => all.map((image) => image.getAttribute('alt') ?? ''));
  }

  /** Chooses by a click on the words, as a person would. */
  async choose(name: CompareMode): Promise<void> {
    await this.frame.locator('.modes label').filter({ hasText: name }).click();
  }

  /** The percentage that the difference tells, once it fits. */
  async share(fits: (share: number) => boolean = () => true): Promise<number> {
    return until('the share of changed pixels', async () => {
      const text = await this.frame.locator('.share').innerText({ timeout: attemptMs });
      const told = /^No pixel/.test(text)
        ? 0
        : /^Less than/.test(text)
          ? 0.05
          : Number.parseFloat(/^([\d.]+) % of the pixels differ\.$/.exec(text)?.[1] ?? 'NaN');
      return !Number.isNaN(told) && fits(told) ? { told } : undefined;
    }).then(({ told }) => told);
  }

  /** How large one pixel of the picture is shown: "100 %". */
  zoom(): Promise<string> {
    return this.frame.getByRole('group', { name: 'Zoom' }).locator('.percent').innerText();
  }

  /** Where each picture lies in its pane, in CSS pixels. */
  places(): Promise<{ left: number; top: number; width: number }[]> {
    return this.frame.locator('.sheet').evaluateAll((all) =>
      all.map((sheet) => {
        const { left, top, width } = sheet.getBoundingClientRect();
        const pane = sheet.parentElement?.getBoundingClientRect();
        return {
          left: Math.round(left - (pane?.left ?? 0)),
          top: Math.round(top - (pane?.top ?? 0)),
          width: Math.round(width),
        };
      }),
    );
  }
}
