import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectText } from './expectText.ts';
import { eachDone, eachRunning } from './states/batch.ts';
import { job } from './states/parts.ts';
import { choosing, variants } from './states/variants.ts';
import { drawn, usePage } from './usePage.ts';

const line = (page: Page) => page.getByRole('region', { name: 'This run' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Edits' });
const rows = (page: Page) => grid(page).getByRole('row');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));

describe('A batch on the page', () => {
  const open = usePage();
  const openTable = async (page: Page) => {
    await page.getByRole('button', { name: 'Show the table of edits' }).click();
    await grid(page).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '2');
  };

  it('is one line while it runs and when it is done, with each reason of failures once', async () => {
    const host = await open(eachRunning);
    const { page } = host;
    await expectText(line(page), '10 done · 2 failed · 8 to go');
    assert.equal(await page.getByRole('list', { name: 'Attempts' }).getByRole('button').count(), 1);
    const same = eachDone.jobs.map((one) =>
      one.phase === 'failed'
        ? { ...one, failure: { sentence: `${one.label} is too large.`, actions: [], jobId: one.id } }
        : one,
    );
    await host.tell({ ...eachDone, revision: host.state.revision, jobs: same });
    await expectText(line(page), '14 done · 2 failed');
    assert.equal(await line(page).locator('.reason').count(), 1);
    await expectText(line(page).locator('.reason'), '2 × scenery-10.jpg is too large.');
    await expectText(page.getByRole('alert'), '2 of 16 edits failed. scenery-10.jpg is too large.');
    await page.getByRole('button', { name: 'Run Failed Again' }).click();
    assert.deepEqual((await host.until('runAgain')).params, { jobIds: null });
    await page.getByRole('button', { name: 'Dismiss this run' }).click();
    await host.until('dismissRun');
  });

  it('has its table by a key, told row by row with source, result, state and cost', async () => {
    const { page } = await open(eachDone);
    await page.getByRole('group', { name: 'Picture' }).press('d');
    await expectText(
      rows(page).nth(1),
      /scenery-01\.jpg[\s\S]*scenery-01-edited\.jpg[\s\S]*Done[\s\S]*\$0\.055/,
    );
    await expectText(rows(page).nth(10), /scenery-10\.jpg[\s\S]*Failed[\s\S]*image safety/);
    assert.equal(await grid(page).getAttribute('aria-rowcount'), '17');
    await page.getByRole('button', { name: 'Failed 2' }).click();
    assert.equal(await rows(page).count(), 3);
  });

  it('looks at a result from the table by Enter, and closes it by Escape without stopping anything', async () => {
    const host = await open(eachRunning);
    const { page } = host;
    await openTable(page);
    await page.keyboard.press('Escape');
    await grid(page).waitFor({ state: 'detached' });
    assert.equal(await page.getByText('Press Escape again').count(), 0);
    await openTable(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual((await host.until('selectResult')).params, { resultId: 'r1' });
    await grid(page).waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.className.includes('panes')), true);
  });

  it('runs ticked failures again, and discards several results at once, by the keyboard alone', async () => {
    const host = await open(eachDone);
    const { page } = host;
    await openTable(page);
    await page.getByRole('button', { name: 'Run Failed Again (2)' }).waitFor();
    for (let at = 0; at < 9; at++) await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), '11');
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Run Again (1)' }).click();
    assert.deepEqual((await host.until('runAgain')).params, { jobIds: ['job-9'] });
    await page.waitForFunction(() => document.activeElement?.matches('.batchRow'));
    await rows(page).nth(1).press('Shift+ArrowDown');
    await page.keyboard.press('Delete');
    assert.deepEqual((await host.until('discardResults')).params, { resultIds: ['r0', 'r1'] });
  });

  it('keeps several drafts at once', async () => {
    const [first, second] = choosing.jobs;
    assert.ok(first && second);
    const jobs = choosing.jobs.map((one, at) => ({ ...one, runId: at < 2 ? 'run-v' : 'run-w' }));
    const host = await open({ ...choosing, jobs });
    await openTable(host.page);
    await host.page.keyboard.press('Control+a');
    await host.page.getByRole('button', { name: 'Keep (3)' }).click();
    assert.deepEqual((await host.until('keepResults')).params, { resultIds: ['v1', 'v3', 'v4'] });
  });

  it('draws only the rows in sight of 500, and leads the keyboard through all of them', async () => {
    const jobs = Array.from({ length: 500 }, (_, at) =>
      job(`job-${at}`, 'done', { runId: `run-${at}`, inputId: null, label: `shot-${at}.png` }),
    );
    const { page } = await open({ ...eachDone, jobs, results: [] });
    await openTable(page);
    assert.ok((await rows(page).count()) < 40, String(await rows(page).count()));
    await page.keyboard.press('End');
    await expectText(page.locator(':focus'), 'shot-499.png');
    await page.keyboard.press('PageUp');
    await drawn(page);
    assert.ok(Number(await focused(page)) < 495);
    await page.keyboard.press('Home');
    await expectText(page.locator(':focus'), 'shot-0.png');
  });

  it('says of variants only what is missing', async () => {
    const host = await open(variants);
    await expectText(line(host.page), /3 variants[\s\S]*2 done · 1 failed/);
    assert.equal(await host.page.getByRole('button', { name: 'Show the table of edits' }).count(), 0);
    await host.tell({ jobs: variants.jobs.slice(0, 2) });
    await line(host.page).waitFor({ state: 'detached' });
  });
});
