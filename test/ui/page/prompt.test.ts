import assert from 'node:assert/strict';
import { expectText } from './expectText.ts';
import { filled, firstTime } from './states.ts';
import { usePage } from './usePage.ts';

describe('The prompt of the page', function () {
  this.timeout(30_000);
  const open = usePage();

  it('has the cursor when the panel is shown first, and not again after a reload', async () => {
    const { page } = await open(filled);
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
    await page.reload();
    await prompt.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
  });

  it('survives a reload right after typing, and hands its draft to a host that forgot', async () => {
    const host = await open(firstTime);
    const prompt = host.page.getByRole('textbox', { name: 'Prompt' });
    await prompt.pressSequentially('Make the sky green');
    // A host that knows nothing of it any more, as after a reload of the window.
    host.state = { ...host.state, prompt: '' };
    await host.page.reload();
    const ready = await host.until('ready', 2);
    assert.deepEqual(ready.params.draft, { prompt: 'Make the sky green', options: firstTime.options });
  });

  it('takes the host’s words only when the host changed them itself', async () => {
    const host = await open(firstTime);
    const prompt = host.page.getByRole('textbox', { name: 'Prompt' });
    await prompt.fill('Mine');
    await host.tell({ prompt: 'an older state', status: 'Reading' });
    await expectText(host.page.getByRole('status'), 'Reading');
    assert.equal(await prompt.inputValue(), 'Mine');
    await host.tell({ prompt: 'From the host', promptEpoch: 1 });
    await host.page.waitForFunction(() => document.querySelector('textarea')?.value === 'From the host');
  });

  it('is told to the host after a moment, as one message', async () => {
    const host = await open(firstTime);
    await host.page.getByRole('textbox', { name: 'Prompt' }).pressSequentially('Brighter');
    const told = await host.until('setPrompt');
    assert.equal(told.params.prompt, 'Brighter');
    assert.equal(host.requests('setPrompt').length, 1);
  });

  it('is told at once when the panel is hidden', async () => {
    const { page } = await open(firstTime);
    const posted = await page.evaluate(() => {
      const box = document.querySelector('textarea');
      if (box) box.value = 'Almost lost';
      box?.dispatchEvent(new InputEvent('input', { bubbles: true }));
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      return Reflect.get(window, 'posted');
    });
    assert.deepEqual(posted, ['ready', 'setPrompt']);
  });

  it('gets the cursor when the host asks for it', async () => {
    const host = await open(filled);
    await host.page.getByRole('button', { name: 'Run', exact: true }).focus();
    await host.event('focusPrompt', {});
    await host.page.waitForFunction(() => document.activeElement?.id === 'prompt');
  });
});
