import assert from 'node:assert/strict';
import { findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { expectText } from './expectText.ts';
import { themeNames } from './fakeHost.ts';
import { compared, comparedProblem, comparedShapes, recorded, unrecorded } from './otherStates.ts';
import { usePage } from './usePage.ts';

describe('The pages beside the panel', function () {
  this.timeout(60_000);
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
    await page.getByText('512 × 512 and 1280 × 720: of different shape').waitFor();
  });

  it('say why two images can’t be compared', async () => {
    const { page } = await open(comparedProblem, { kind: 'compare' });
    await expectText(page.getByRole('alert'), 'old.psd is no image that can be read.');
    assert.ok(await page.getByRole('radio', { name: 'Swipe' }).isDisabled());
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

  it('say when an image has no record, and offer nothing then', async () => {
    const { page } = await open(unrecorded, { kind: 'record' });
    await expectText(page.getByRole('alert'), 'photo.jpg has no record of how it was made.');
    assert.equal(await page.getByRole('button', { name: 'Edit Again' }).count(), 0);
  });

  for (const theme of themeNames) {
    it(`have no fault that axe finds: ${theme}`, async () => {
      for (const state of [compared, comparedShapes, comparedProblem]) {
        const { page } = await open(state, { kind: 'compare', theme });
        assert.deepEqual(await findAccessibilityFaults(page), []);
      }
      for (const state of [recorded, unrecorded]) {
        const { page } = await open(state, { kind: 'record', theme });
        assert.deepEqual(await findAccessibilityFaults(page), []);
      }
    });
  }
});
