import assert from 'node:assert/strict';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { colourRules, findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { themeNames } from './fakeHost.ts';
import * as states from './states/all.ts';
import { drawn, usePage } from './usePage.ts';

const isState = (value: unknown): value is PanelState =>
  typeof value === 'object' && value !== null && 'revision' in value;
const named = Object.entries(states).filter((entry): entry is [string, PanelState] => isState(entry[1]));

const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

describe('The page for everyone', () => {
  const open = usePage();

  for (const [at, theme] of themeNames.entries()) {
    it(`has no fault that axe finds in its states: ${theme}`, async () => {
      const host = await open(states.filled, { theme });
      // All of them in one theme, and each in one of the others, for its colours; `gallery.ts` looks at all in all.
      const seen = named.filter((_, index) => at === 0 || index % 3 === at - 1);
      for (const [name, state] of seen) {
        await host.tell({ ...state, revision: host.state.revision });
        await drawn(host.page);
        const faults = await findAccessibilityFaults(host.page, at === 0 ? {} : colourRules);
        assert.deepEqual(faults, [], `${name} in ${theme}`);
      }
      const pictures = host.page.getByRole('group', { name: 'Picture', exact: false });
      await host.tell({ ...states.talkative, revision: host.state.revision });
      for (const [key, what] of [
        ['i', 'open details'],
        ['o', 'what changed, outlined'],
        ['h', 'a form folded away'],
        ['h', 'the form again'],
      ] as const) {
        await pictures.first().press(key);
        // What lies over the picture is a script of its own, which is loaded at its first use.
        if (key === 'i') await host.page.locator('#details').waitFor();
        await drawn(host.page);
        assert.deepEqual(await findAccessibilityFaults(host.page), [], `${what} in ${theme}`);
      }
      await host.page.getByRole('combobox', { name: 'Model' }).click();
      await host.page.getByRole('option', { name: 'Nano Banana Pro' }).waitFor();
      assert.deepEqual(await findAccessibilityFaults(host.page), [], `an open list in ${theme}`);
    });
  }

  for (const width of [320, 400, 760, 900, 1600]) {
    it(`fits a panel of ${width} pixels, whatever the words`, async () => {
      const host = await open(states.longTexts, { width, height: 700 });
      for (const [name, state] of named) {
        await host.tell({ ...state, revision: host.state.revision });
        assert.ok((await host.page.evaluate(tooWide)) <= 0, name);
      }
    });
  }

  it('can be used by keyboard alone, in the order of the eye', async () => {
    const { page } = await open(states.combining);
    const seen: string[] = [];
    await page.getByRole('textbox', { name: 'Prompt' }).waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page
      .locator('h1')
      .click({ force: true, position: { x: 0, y: 0 } })
      .catch(() => {});
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const focused = document.activeElement;
        const inner = focused?.shadowRoot?.activeElement;
        return (
          inner?.getAttribute('aria-label') ??
          focused?.getAttribute('aria-label') ??
          (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement
            ? focused.labels?.[0]?.innerText
            : focused?.textContent) ??
          ''
        ).trim();
      });
      seen.push(name);
      if (name === 'Run') break;
    }
    assert.deepEqual(seen, [
      'Prompt',
      'Blur personal data',
      'Team: In our style',
      'Clean up the screenshot',
      'More…',
      'Combine into one',
      'Remove dashboard.png',
      'Make logo.png the edited image',
      'Remove logo.png',
      'Make team.gif the edited image',
      'Remove team.gif',
      'Add Images…',
      'Model',
      'Aspect ratio',
      'Size',
      'Thinking',
      'Background',
      'Variants',
      'Image only',
      'Include thoughts',
      'Keep transparency',
      'Show request',
      'Copy as cURL',
      'Copy as Node.js',
      'Copy as Python',
      'Run',
    ]);
  });

  it('stands still where motion is not wanted', async () => {
    const { page } = await open(states.running, { reducedMotion: true });
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    const moving = await open(states.running);
    assert.ok((await moving.page.evaluate(() => document.getAnimations().length)) > 0);
  });
});
