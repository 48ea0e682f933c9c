import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectText } from './expectText.ts';
import { filled } from './states/form.ts';
import { job } from './states/parts.ts';
import { done } from './states/results.ts';
import { failed, failedLater, interrupted, running, stopped } from './states/run.ts';
import { drawn, usePage } from './usePage.ts';

const cards = (page: Page) => page.getByRole('list', { name: 'Attempts' }).getByRole('button');
const results = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('button');
const place = (page: Page) => page.locator('nano-place');

describe('Attempts on the page', () => {
  const open = usePage();

  it('has a card from the moment of Run, with phase and time, in whose place the result comes', async () => {
    const host = await open(filled);
    const { page } = host;
    host.answers.run = () => 'never';
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expectText(cards(page), /Blur the name[\s\S]*Starting…/);
    const box = await cards(page).boundingBox();
    await host.tell({ running: true, jobs: running.jobs });
    await expectText(cards(page), /Waiting for the model · (\d+ min )?\d+ s/);
    assert.deepEqual(await cards(page).boundingBox(), box);
    assert.equal(await cards(page).getAttribute('aria-current'), 'true');
    await host.tell({ ...done, revision: host.state.revision, jobs: [job('job-r1', 'done')] });
    await results(page).waitFor();
    assert.equal(await cards(page).count(), 0);
    assert.deepEqual(await results(page).boundingBox(), box);
    await page.getByRole('img', { name: /^Result/ }).waitFor();
  });

  it('shows a failure as its card and one line, beside which nothing says that it was saved', async () => {
    const { page } = await open(failedLater);
    await expectText(cards(page), 'Failed');
    await expectText(place(page), 'Failed');
    await expectText(page.getByRole('alert'), 'The model refused: image safety');
    assert.equal(await page.getByRole('toolbar', { name: 'Result actions' }).count(), 0);
    assert.equal(await page.locator('.codicon-check, .codicon-pass').filter({ visible: true }).count(), 0);
    await page.getByRole('button', { name: 'Details', exact: true }).last().click();
    await expectText(page.getByRole('complementary'), /State\s*Failed[\s\S]*Prompt\s*Blur the name/);
  });

  it('dims the words of an older result that is looked at beside a failure', async () => {
    const { page } = await open(failedLater);
    await results(page).click();
    await expectText(place(page), 'Saved');
    const soft = await page.evaluate(() => {
      const words = document.querySelector('nano-place .saved');
      const mark = words?.querySelector('.codicon');
      return words && mark && [getComputedStyle(words).color, getComputedStyle(mark).color];
    });
    assert.deepEqual(soft, ['rgb(157, 157, 157)', 'rgb(157, 157, 157)']);
    await cards(page).click();
    await expectText(place(page), 'Failed');
  });

  it('tells a failure in one line that can be opened, and puts it away with its card', async () => {
    const host = await open(failed);
    const { page } = host;
    const told = page.locator('nano-alert');
    const line = page.getByRole('alert');
    const shut = (await line.boundingBox())?.height ?? 0;
    const details = told.getByRole('button', { name: 'Details' });
    await details.click();
    assert.ok(((await line.boundingBox())?.height ?? 0) > shut);
    await told.getByRole('button', { name: 'Less' }).click();
    assert.equal((await line.boundingBox())?.height, shut);
    await told.getByRole('button', { name: 'Dismiss' }).click();
    await host.until('dismissAlert');
    await host.tell({ alert: null, jobs: [] });
    await cards(page).waitFor({ state: 'detached' });
  });

  for (const [width, height] of [
    [1280, 800],
    [400, 700],
  ] as const) {
    it(`never covers the prompt with a failure: ${width} × ${height}`, async () => {
      const { page } = await open(failedLater, { width, height });
      await page.getByRole('alert').waitFor();
      await drawn(page);
      const [prompt, foot] = await page.evaluate(() =>
        ['#prompt', '.foot'].map((query) => document.querySelector(query)?.getBoundingClientRect().toJSON()),
      );
      assert.ok(prompt.bottom <= foot.top, `${prompt.bottom} and ${foot.top}`);
      assert.ok(foot.bottom <= height);
    });
  }

  it('tells what was stopped without alarm, and offers it again', async () => {
    const host = await open(stopped);
    const { page } = host;
    await expectText(cards(page), 'Stopped');
    assert.equal(await page.getByRole('alert').count(), 0);
    await expectText(page.locator('nano-alert'), 'It may still be billed.');
    await page.getByRole('button', { name: 'Run Again' }).click();
    assert.deepEqual((await host.until('takeStep')).params, { step: 'runAgain', jobId: 'job-2' });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await host.until('dismissRun');
  });

  it('offers an interrupted job again', async () => {
    const host = await open(interrupted);
    await expectText(host.page.getByRole('alert'), 'It may have been billed.');
    await host.page.getByRole('button', { name: 'Run Again' }).click();
    assert.deepEqual((await host.until('takeStep')).params, { step: 'runAgain', jobId: 'job-1' });
  });

  it('moves from results to attempts by the arrow keys, and leads Tab to what is looked at', async () => {
    const { page } = await open(failedLater);
    await cards(page).press('ArrowLeft');
    await expectText(place(page), 'Saved');
    await page.keyboard.press('ArrowRight');
    await expectText(place(page), 'Failed');
    assert.equal(await page.locator('.steps [tabindex="0"]').count(), 1);
    assert.equal(await cards(page).getAttribute('tabindex'), '0');
  });
});
