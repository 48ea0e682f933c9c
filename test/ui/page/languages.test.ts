import assert from 'node:assert/strict';
import { languages } from '../../../build/l10n.ts';
import * as states from './states/all.ts';
import { usePage } from './usePage.ts';

/** Short labels that stand on more lines than they have words: one of them is broken, or set over what is below. */
function brokenLabels(): string[] {
  const labels = [...document.querySelectorAll<HTMLElement>('.label, .factList dt')];
  return labels.flatMap((label) => {
    const range = document.createRange();
    range.selectNodeContents(label);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    const text = label.textContent?.trim() ?? '';
    return lines > text.split(/\s+/).length ? [text] : [];
  });
}

/** Of what the keys do beside the prompt: those that are seen in part. */
function cutHints(): string[] {
  const row = document.querySelector('#promptKeys');
  if (!row) return ['none'];
  const edge = row.getBoundingClientRect();
  return [...row.children].flatMap((hint) => {
    const { left, right, top, bottom } = hint.getBoundingClientRect();
    const isGone = top >= edge.bottom - 1;
    const isWhole = left >= edge.left - 1 && right <= edge.right + 1 && bottom <= edge.bottom + 1;
    return isGone || isWhole ? [] : [hint.textContent ?? ''];
  });
}

describe('The panel in each language', () => {
  const open = usePage();

  for (const language of ['en', ...languages()]) {
    it(`breaks no label and shows what the keys do whole or not at all: ${language}`, async () => {
      const host = await open(states.done, { width: 930, ...(language !== 'en' && { language }) });
      await host.tell({ ...host.state, recentPrompts: ['Make it brighter'] });
      await host.page.locator('#promptKeys kbd').nth(1).waitFor();
      await host.page.locator('#prompt').press('Escape');
      await host.page.keyboard.press('i');
      await host.page.locator('.factList dt').first().waitFor();
      assert.deepEqual(await host.page.evaluate(cutHints), []);
      assert.deepEqual(await host.page.evaluate(brokenLabels), []);
    });
  }
});
