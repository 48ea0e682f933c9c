import assert from 'node:assert/strict';
import { colourRules, findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { expectText } from './expectText.ts';
import { themeNames } from './fakeHost.ts';
import {
  compared,
  comparedGone,
  comparedProblem,
  comparedShapes,
  recorded,
  recordedGone,
  recordedStale,
  reviewed,
  reviewedMany,
  unrecorded,
} from './states/otherPages.ts';
import { drawn, usePage } from './usePage.ts';

describe('The pages beside the panel', () => {
  const open = usePage();

  it('compare two images with their captions, notes and all ways of comparing', async () => {
    const { page } = await open(compared, { kind: 'compare' });
    await page.getByRole('img', { name: 'HEAD: dashboard.png' }).waitFor();
    await page.getByRole('img', { name: 'Working tree: dashboard.png' }).waitFor();
    await page.getByText('The file grew from 214 KB to 231 KB.').waitFor();
    await page.getByRole('radio', { name: 'Difference' }).check();
    await expectText(page.locator('.share'), /% of the pixels differ/);
  });

  it('compare anew when a file changed', async () => {
    const host = await open(compared, { kind: 'compare' });
    await host.page.getByRole('radio', { name: 'Swipe' }).check();
    await host.tell({ right: { ...comparedShapes.right, name: 'changed.png', caption: 'docs/changed.png' } });
    await host.page.getByText('docs/changed.png').first().waitFor();
    assert.ok(await host.page.getByRole('radio', { name: 'Swipe' }).isChecked());
  });

  it('centre pictures of another shape, and say it', async () => {
    const { page } = await open(comparedShapes, { kind: 'compare' });
    await page.getByText('512 × 512 and 1280 × 720 have different shapes').waitFor();
  });

  it('say why two images can’t be compared', async () => {
    const { page } = await open(comparedProblem, { kind: 'compare' });
    await expectText(page.getByRole('alert'), 'old.psd is no image that can be read.');
    assert.ok(await page.getByRole('radio', { name: 'Swipe' }).isDisabled());
  });

  it('have a choice, where the right picture was made to take the place of the left one', async () => {
    const host = await open(reviewed, { kind: 'compare' });
    const bar = host.page.getByRole('region', { name: 'Choose which one stays' });
    await bar.getByText('Made again from dashboard.png as it is now, for $0.055.').waitFor();
    const names = () => bar.getByRole('button').allInnerTexts();
    assert.deepEqual(await names(), ['Replace', 'Keep both', 'Discard']);
    // From the pictures back to the choice, by keyboard alone.
    await host.page.getByRole('group', { name: 'Pictures' }).focus();
    await bar.getByRole('button', { name: 'Discard' }).focus();
    await host.page.keyboard.press('Enter');
    assert.deepEqual((await host.until('review')).params, { action: 'discard', pair: '0' });

    await host.tell(reviewedMany);
    await bar.getByText('2 of 4').waitFor();
    await expectText(bar.getByRole('status'), 'Replaced berths-marked.png. A backup is kept.');
    assert.deepEqual(await names(), ['Previous', 'Next', 'Replace', 'Keep both', 'Discard', 'Replace all 4']);
    await bar.getByRole('button', { name: 'Next' }).click();
    assert.deepEqual((await host.until('review', 2)).params, { action: 'next', pair: '3' });
    host.answers.review = () => ({ refusal: 'The disk is full.' });
    await bar.getByRole('button', { name: 'Replace all 4' }).click();
    await expectText(host.page.getByRole('alert'), 'The disk is full.');
    await host.tell({ review: null });
    await bar.waitFor({ state: 'detached' });
  });

  it('offer to redo an edit whose source has changed, and only then', async () => {
    const host = await open(recorded, { kind: 'record' });
    const redo = host.page.getByRole('button', { name: 'Redo this edit' });
    await host.page.getByRole('button', { name: 'Edit Again' }).waitFor();
    assert.equal(await redo.count(), 0);
    await host.tell(recordedStale);
    await redo.click();
    await host.until('redoEdit');
  });

  it('tell how an image was made, edit again and copy the prompt', async () => {
    const host = await open(recorded, { kind: 'record' });
    const { page } = host;
    await page.getByRole('row', { name: 'Model gemini-3.1-flash-image-preview' }).waitFor();
    await page.getByText('Change nothing else.').waitFor();
    await page.getByRole('button', { name: 'Copy Prompt' }).click();
    await host.until('copyPrompt');
    await expectText(page.getByRole('status'), 'Copied the prompt.');
    host.answers.editAgain = () => ({ refusal: 'dashboard.png has changed since.' });
    await page.getByRole('button', { name: 'Edit Again' }).click();
    await expectText(page.getByRole('alert'), 'dashboard.png has changed since.');
  });

  it('show an image beside what it was made from, on the stage of the panel', async () => {
    const host = await open(recorded, { kind: 'record' });
    const { page } = host;
    await page.getByRole('img', { name: 'dashboard-edited.png' }).waitFor();
    await page.getByRole('radio', { name: 'Side by side' }).check();
    await page.getByRole('img', { name: 'Source: dashboard.png' }).waitFor();
    await page.getByRole('group', { name: 'Pictures' }).focus();
    await page.keyboard.press('1');
    await page.getByRole('button', { name: '1:1', pressed: true }).waitFor();
    // Once the source has changed it is not what the image was made from.
    await host.tell(recordedStale);
    await page.getByRole('radiogroup', { name: 'Compare' }).waitFor({ state: 'detached' });
    await page.getByRole('group', { name: 'Picture', exact: true }).waitFor();
  });

  it('say when an image has no record, and offer nothing then', async () => {
    const { page } = await open(unrecorded, { kind: 'record' });
    await expectText(page.getByRole('alert'), 'photo.jpg has no record of how it was made.');
    assert.equal(await page.getByRole('button', { name: 'Edit Again' }).count(), 0);
  });

  for (const [kind, gone, fine] of [
    ['record', recordedGone, unrecorded],
    ['compare', comparedGone, comparedProblem],
  ] as const) {
    it(`say that a file is gone and offer to close then, and only then: ${kind}`, async () => {
      const host = await open<typeof gone | typeof fine>(fine, { kind });
      const close = host.page.getByRole('button', { name: 'Close' });
      await host.page.getByRole('alert').waitFor();
      assert.equal(await close.count(), 0);
      await host.tell(gone);
      await expectText(host.page.getByRole('alert'), 'photo.jpg is gone: it was moved or deleted.');
      await close.click();
      await host.until('close');
    });
  }

  for (const [theme, width] of [
    ['dark', 1280],
    ['highContrastLight', 640],
  ] as const) {
    it(`compare in four ways without a fault that axe finds, and fit ${width} pixels: ${theme}`, async () => {
      const { page } = await open(compared, { kind: 'compare', theme, width });
      for (const mode of ['Side by side', 'Swipe', 'Onion skin', 'Difference']) {
        await page.getByRole('radio', { name: mode }).check();
        await drawn(page);
        assert.deepEqual(await findAccessibilityFaults(page), [], mode);
        const tooWide = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('.modes')].map(
            ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
          ),
        );
        assert.ok(Math.max(...tooWide) <= 0, `${mode}: ${tooWide}`);
      }
    });
  }

  for (const theme of themeNames) {
    it(`have no fault that axe finds: ${theme}`, async () => {
      const rules = theme === themeNames[0] ? {} : colourRules;
      const comparison = await open(compared, { kind: 'compare', theme });
      for (const state of [compared, comparedShapes, comparedProblem, comparedGone, reviewed, reviewedMany]) {
        await comparison.tell(state);
        await drawn(comparison.page);
        assert.deepEqual(await findAccessibilityFaults(comparison.page, rules), []);
      }
      const record = await open(recorded, { kind: 'record', theme });
      for (const state of [recorded, recordedStale, unrecorded, recordedGone]) {
        await record.tell(state);
        await drawn(record.page);
        assert.deepEqual(await findAccessibilityFaults(record.page, rules), []);
      }
    });
  }
});
