import assert from 'node:assert/strict';
import { until } from '../../vscode/until.ts';
import { expectText } from './expectText.ts';
import { eachDone } from './states/batch.ts';
import { emptyGenerate } from './states/form.ts';
import { done, generated, iterated, talkative, unsaved } from './states/results.ts';
import { failed, running } from './states/run.ts';
import { choosing } from './states/variants.ts';
import { usePage } from './usePage.ts';

describe('Results on the page', () => {
  const open = usePage();

  it('shows the result beside the original, with names and sizes', async () => {
    const { page } = await open(done);
    await page.getByRole('radio', { name: 'Side by side' }).check();
    for (const name of ['Source: dashboard.png', 'Result: dashboard-edited.png']) {
      const picture = page.getByRole('img', { name });
      await picture.waitFor();
      assert.ok(
        await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
      );
    }
    await expectText(page.locator('nano-place'), /Saved\s*dashboard-edited\.png/);
    await page.getByRole('button', { name: 'Details' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    for (const words of [
      'docs/images/dashboard-edited.png',
      '1280 × 720 · PNG · 231 KB',
      '9.4 s',
      '$0.055',
      '1,402 tokens',
      'Blur the name',
    ]) {
      await expectText(details, words);
    }
    await expectText(page.getByRole('status'), 'Saved dashboard-edited.png');
  });

  it('keeps picture, prompt, status and Run in sight in a panel of 400 pixels', async () => {
    const { page } = await open(done, { width: 400, height: 700 });
    const isInSight = () =>
      page.getByRole('status').evaluate((status) => {
        const { top, bottom, width } = status.getBoundingClientRect();
        return width > 100 && top >= 0 && bottom <= window.innerHeight;
      });
    assert.ok(await isInSight());
    assert.equal(await page.evaluate(() => window.scrollY), 0, 'nothing scrolls by itself');
    const inSight = await page.evaluate(() => {
      const box = (query: string) => document.querySelector(query)?.getBoundingClientRect();
      const [picture, prompt, bar] = [box('.sight'), box('#prompt'), box('nano-run')];
      return picture && prompt && bar && [picture.top, prompt.bottom <= bar.top, bar.bottom <= innerHeight];
    });
    assert.deepEqual(inSight, [0, true, true]);
    await page.getByRole('button', { name: 'Open' }).scrollIntoViewIfNeeded();
    assert.ok(await isInSight());
  });

  it('brings a failure into sight in a narrow panel', async () => {
    const host = await open(done, { width: 400, height: 640 });
    const { page } = host;
    await page.evaluate(() => window.scrollTo(0, 10_000));
    await host.tell({ alert: failed.alert });
    await page.getByRole('alert').waitFor();
    await page.waitForFunction(() => {
      const [alert, bar] = ['[role=alert]', 'nano-run'].map((query) =>
        document.querySelector(query)?.getBoundingClientRect(),
      );
      return alert && bar && alert.top >= 0 && (alert.bottom <= bar.top || alert.top >= bar.bottom);
    });
  });

  it('shows only the result of a generated image, and explains itself before', async () => {
    const { page } = await open(generated);
    assert.equal(await page.locator('nano-stage').getByRole('img').count(), 1);
    const empty = await open(emptyGenerate);
    await empty.page.getByRole('heading', { name: 'Describe it, and it appears here' }).waitFor();
  });

  it('selects by click and by arrow keys', async () => {
    const host = await open(eachDone);
    const list = host.page.getByRole('list', { name: 'Results' });
    assert.equal(await list.getByRole('listitem').count(), 14);
    const selected = list.getByRole('button').and(host.page.locator('[aria-current="true"]'));
    assert.match(await selected.innerText(), /scenery-14-edited\.jpg/);
    await selected.press('ArrowLeft');
    assert.deepEqual((await host.until('selectResult')).params, { resultId: 'r12' });
    await list.getByRole('button', { name: 'scenery-03-edited.jpg' }).click();
    assert.deepEqual((await host.until('selectResult', 2)).params, { resultId: 'r2' });
  });

  it('begins the line of steps with a whole card, and has the selected one whole in sight', async () => {
    for (const [state, width] of [
      [choosing, 300],
      [iterated, 300],
      [iterated, 500],
      [choosing, 1000],
    ] as const) {
      const { page } = await open(state, { width, height: 700 });
      const cut = () =>
        page.evaluate(() => {
          const frame = document.querySelector('.steps')?.getBoundingClientRect();
          const selected = document.querySelector('.steps .result[aria-current]')?.getBoundingClientRect();
          if (!frame || !selected) return 'nothing is selected';
          if (selected.left < frame.left || selected.right > frame.right) return 'the selected one';
          const card = [...document.querySelectorAll('.steps .result')].find((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left < frame.left && right > frame.left + 10;
          });
          return card?.textContent.replace(/\s+/g, ' ') ?? '';
        });
      await until(`a line at ${width} px in which nothing is cut`, async () => {
        assert.equal(await cut(), '');
        return true;
      });
    }
  });

  it('opens what is saved, and offers to save what is not', async () => {
    const saved = await open(done);
    const actions = saved.page.getByRole('toolbar', { name: 'Result actions' });
    assert.equal(await actions.getByRole('button', { name: 'Save As…' }).count(), 0);
    await actions.getByRole('button', { name: 'Open' }).click();
    assert.deepEqual((await saved.until('openResult')).params, { resultId: 'r1' });
    const host = await open(unsaved);
    await expectText(host.page.locator('nano-place'), 'Not saved');
    assert.equal(await host.page.getByRole('button', { name: 'Open', exact: true }).count(), 0);
    await host.page.getByRole('button', { name: 'Save As…' }).click();
    assert.deepEqual((await host.until('saveResult')).params, { resultId: 'r2' });
  });

  it('shows the model’s words, and its thoughts apart', async () => {
    const { page } = await open(talkative);
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByText('I blurred the name', { exact: false }).waitFor();
    const thought = page.getByText('The header card holds three pieces');
    assert.ok(await thought.isHidden());
    await page.getByText('Thoughts', { exact: true }).press('Enter');
    await thought.waitFor();
  });

  it('shows the running job, and a result chosen meanwhile', async () => {
    const host = await open({ ...running, results: done.results, selectedResultId: 'r1' });
    const result = host.page.locator('nano-stage').getByRole('img', { name: /^Result/ });
    assert.equal(await result.count(), 0);
    await host.page.getByRole('list', { name: 'Results' }).getByRole('button').click();
    await result.waitFor();
  });
});
