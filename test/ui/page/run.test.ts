import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectText } from './expectText.ts';
import { filled } from './states/form.ts';
import { done } from './states/results.ts';
import { failed, running } from './states/run.ts';
import { firstTime, keyGone } from './states/setup.ts';
import { usePage } from './usePage.ts';

const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true });
const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop' });

describe('Running from the page', () => {
  const open = usePage();

  it('sends one run for a double click, with what is written', async () => {
    const host = await open(firstTime);
    host.answers.run = () => 'never';
    await host.page.getByRole('textbox', { name: 'Prompt' }).fill('Blur the name');
    await runButton(host.page).dblclick();
    const run = await host.until('run');
    assert.deepEqual(run.params, { prompt: 'Blur the name' });
    assert.ok(await runButton(host.page).isDisabled());
    await host.tell({ running: true, jobs: running.jobs, blocked: null });
    await stopButton(host.page).waitFor();
    assert.equal(host.requests('run').length, 1);
    assert.equal(host.requests('stop').length, 0);
    // What was typed reaches the host before the run that uses it.
    const order = host.sent.map(({ name }) => name).filter((name) => name === 'setPrompt' || name === 'run');
    assert.deepEqual(order, ['setPrompt', 'run']);
  });

  it('runs by Ctrl+Enter from the prompt and from a list', async () => {
    const host = await open(filled);
    await host.page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter');
    await host.until('run');
    await host.page.waitForFunction(() => document.querySelector('#run')?.ariaDisabled === 'false');
    await host.page.getByRole('combobox', { name: 'Size' }).press('Control+Enter');
    await host.until('run', 2);
    assert.equal(await host.page.getByRole('option').filter({ visible: true }).count(), 0);
  });

  it('says why it can’t run', async () => {
    const host = await open(firstTime);
    const run = runButton(host.page);
    assert.ok(await run.isDisabled());
    await expectText(host.page.locator('#runWhy'), 'Write what should change.');
    await host.page.getByRole('textbox', { name: 'Prompt' }).fill('x');
    await host.page.waitForFunction(() => document.querySelector('#run')?.ariaDisabled === 'false');
    await host.tell({ blocked: 'Add an image to edit.' });
    await expectText(host.page.locator('#runWhy'), 'Add an image to edit.');
    await run.press('Enter');
    await host.page.keyboard.press('Control+Enter');
    await host.tell({ blocked: null, status: 'Free' });
    await expectText(host.page.getByRole('status'), 'Free');
    assert.equal(host.requests('run').length, 0);
  });

  it('stops at the second Escape, and says so at the first', async () => {
    const host = await open(running);
    await host.page.keyboard.press('Escape');
    await expectText(host.page.getByRole('status'), /Escape again.*may still be billed/);
    assert.equal(host.requests('stop').length, 0);
    await host.page.keyboard.press('Escape');
    assert.deepEqual((await host.until('stop')).params, { jobId: null });
  });

  it('says at once that it stops, before the host has said anything', async () => {
    const host = await open(running);
    await stopButton(host.page).click();
    await expectText(host.page.locator('#runWhy'), 'Stopping…');
    await host.tell({ running: false, jobs: [] });
    await stopButton(host.page).waitFor({ state: 'hidden' });
    await host.tell({ running: true, jobs: running.jobs });
    await stopButton(host.page).waitFor();
    assert.doesNotMatch((await host.page.locator('#runWhy').textContent()) ?? '', /Stopping/);
  });

  it('closes an open list by Escape before that counts', async () => {
    const host = await open(running);
    await host.page.getByRole('combobox', { name: 'Model' }).click();
    await host.page.getByRole('option', { name: 'Nano Banana Pro' }).waitFor();
    await host.page.keyboard.press('Escape');
    await host.page.getByRole('option', { name: 'Nano Banana Pro' }).waitFor({ state: 'hidden' });
    await host.page.keyboard.press('Escape');
    await expectText(host.page.getByRole('status'), 'Escape again');
    assert.equal(host.requests('stop').length, 0);
  });

  it('tells phase and time while it runs, and keeps the focus when Stop goes away', async () => {
    const host = await open(running);
    await expectText(host.page.locator('nano-run'), /Waiting for the model · (\d+ min )?\d+ s/);
    await stopButton(host.page).focus();
    await host.tell({ ...done, revision: host.state.revision });
    await stopButton(host.page).waitFor({ state: 'detached' });
    await expectText(host.page.getByRole('status'), 'Saved dashboard-edited.png');
    assert.equal(await host.page.evaluate(() => document.activeElement?.id), 'run');
  });

  it('shows a failure as an alert whose buttons take the next step, and can be put away', async () => {
    const host = await open(failed);
    await expectText(host.page.getByRole('alert'), 'The model refused: image safety');
    await host.page.getByRole('button', { name: 'Show Log' }).click();
    assert.deepEqual((await host.until('takeStep')).params, { step: 'showLog', jobId: 'job-1' });
    await host.page.getByRole('button', { name: 'Dismiss' }).click();
    await host.until('dismissAlert');
  });

  it('says when the host refuses, and can run again', async () => {
    const host = await open(filled);
    host.answers.run = () => ({ refusal: 'the session is gone.' });
    await runButton(host.page).click();
    await expectText(host.page.getByRole('alert'), 'the session is gone');
    host.answers.run = () => ({ result: {} });
    await runButton(host.page).click();
    await host.until('run', 2);
  });

  it('asks for a key where it is missing after something was made', async () => {
    const host = await open(keyGone);
    await expectText(host.page.locator('nano-notes'), 'No API key for APIYI yet');
    await host.page.getByRole('button', { name: 'Set API Key…' }).click();
    assert.deepEqual((await host.until('takeStep')).params, { step: 'setApiKey', jobId: null });
    await host.page.getByRole('button', { name: 'Get a Key' }).click();
    assert.deepEqual((await host.until('takeStep', 2)).params, { step: 'openKeyPage', jobId: null });
  });
});
