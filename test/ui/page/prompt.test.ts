import assert from 'node:assert/strict';
import { expectText } from './expectText.ts';
import type { OpenOptions } from './fakeHost.ts';
import { eachRunning } from './states/batch.ts';
import { brokenPresets, combining, filled } from './states/form.ts';
import { iterated } from './states/results.ts';
import { firstTime, withUnsent } from './states/setup.ts';
import { usePage } from './usePage.ts';

describe('The prompt of the page', () => {
  const open = usePage();

  /** A new panel whose host has not answered yet. */
  async function openUnanswered(state = firstTime, options: OpenOptions = {}) {
    const host = await open(state, options);
    await host.page.evaluate(() => sessionStorage.clear());
    host.answers.ready = () => 'never';
    await host.page.reload();
    const { id } = await host.until('ready', 2);
    const answer = () => host.raw({ kind: 'reply', id, result: host.state });
    return { host, answer };
  }

  it('has the cursor when the panel is shown first, and not again after a reload', async () => {
    const { page } = await open(filled);
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
    await page.reload();
    await prompt.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
  });

  it('has the cursor back when VS Code gives the focus to the window alone, until something is clicked', async () => {
    const host = await open(firstTime);
    const { page } = host;
    host.answers.ready = () => 'never';
    // As in VS Code, the page stands in a frame of a frame that takes the focus while it loads the page.
    const html = `<!doctype html><iframe src="/panel" width="1200" height="760"></iframe>`;
    await page.route('**/outer', (route) => route.fulfill({ body: html, contentType: 'text/html' }));
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(new URL('/outer', page.url()).href);
    const { id } = await host.until('ready', 2);
    const frame = page.frames()[1];
    assert.ok(frame);
    const isInPrompt = () => frame.evaluate(() => document.activeElement?.id === 'prompt');
    const passFocus = async () => {
      await page.evaluate(() => window.focus());
      assert.ok(!(await isInPrompt()), 'the outer frame takes the focus');
      await page.evaluate(() => window[0]?.focus());
    };
    const prompt = frame.getByRole('textbox', { name: 'Prompt' });
    await passFocus();
    await page.keyboard.type('Make it');
    await frame.evaluate((reply) => window.postMessage(reply, window.origin), {
      kind: 'reply',
      id,
      result: host.state,
    });
    await frame.locator('nano-app').waitFor();
    await passFocus();
    await page.keyboard.type(' brighter');
    assert.equal(await prompt.inputValue(), 'Make it brighter');
    await frame.locator('nano-stage').click();
    await passFocus();
    assert.ok(!(await isInPrompt()), 'what a person has left is left');
  });

  it('takes what is typed before the host has answered, and keeps the cursor where it is', async () => {
    const { host, answer } = await openUnanswered();
    const { page } = host;
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
    await page.keyboard.type('Make the sky green');
    for (const _ of 'green') await page.keyboard.press('ArrowLeft');
    await answer();
    await page.keyboard.type('very ');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    assert.equal((await host.until('run')).params.prompt, 'Make the sky very green');
  });

  const fonts = [
    { family: 'sans-serif', size: '13px' },
    { family: 'serif', size: '13px' },
    { family: 'monospace', size: '16px' },
    { family: 'cursive', size: '20px' },
  ];
  for (const font of fonts) {
    it(`stays where it is when the panel is drawn around it, in ${font.family} of ${font.size}`, async () => {
      for (const [state, width] of [
        [firstTime, 1280],
        [combining, 1280],
        [eachRunning, 600],
      ] as const) {
        const { host, answer } = await openUnanswered({ ...state, prompt: '' }, { font, width });
        const prompt = host.page.getByRole('textbox', { name: 'Prompt' });
        const early = await prompt.boundingBox();
        await answer();
        await host.page.locator('nano-app').waitFor();
        assert.deepEqual(await prompt.boundingBox(), early);
      }
    });
  }

  it('tells the host what was typed when the panel is hidden before it has answered', async () => {
    const { host } = await openUnanswered();
    await host.page.keyboard.insertText('Almost lost');
    await host.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    assert.deepEqual((await host.until('setPrompt')).params, { prompt: 'Almost lost' });
  });

  it('lets a word be composed to its end before the panel is drawn', async () => {
    const { host, answer } = await openUnanswered();
    const { page } = host;
    const devtools = await page.context().newCDPSession(page);
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
    await devtools.send('Input.imeSetComposition', { text: 'そ', selectionStart: 1, selectionEnd: 1 });
    await answer();
    await page.waitForFunction(() => sessionStorage.getItem('vscode-state') !== null);
    assert.equal(await page.locator('nano-app').count(), 0);
    await devtools.send('Input.imeSetComposition', { text: 'そら', selectionStart: 2, selectionEnd: 2 });
    await devtools.send('Input.insertText', { text: '空' });
    await page.locator('nano-app').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Prompt' }).inputValue(), '空');
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

  it('is told at once when the cursor leaves it', async () => {
    const { page } = await open(firstTime);
    const posted = await page.evaluate(() => {
      const box = document.querySelector('textarea');
      box?.focus();
      if (box) box.value = 'Almost lost';
      box?.dispatchEvent(new InputEvent('input', { bubbles: true }));
      box?.blur();
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

  it('goes to earlier prompts by Up at its start, and back to what was typed', async () => {
    const host = await open({ ...iterated, prompt: '' });
    const prompt = host.page.getByRole('textbox', { name: 'Prompt' });
    await prompt.fill('Mine');
    await prompt.press('ArrowUp');
    assert.equal(await prompt.inputValue(), 'Mine', 'from the end, Up first goes to the start');
    await prompt.press('Home');
    const goes = async (key: string, to: RegExp) => {
      await prompt.press(key);
      assert.match(await prompt.inputValue(), to);
    };
    await goes('ArrowUp', /^Put a red box/);
    await expectText(host.page.getByRole('status'), 'Earlier prompt 1 of 3');
    await goes('ArrowUp', /^Make a dark/);
    await goes('ArrowUp', /^Blur the name/);
    await goes('ArrowUp', /^Blur the name/);
    await goes('ArrowDown', /^Make a dark/);
    await goes('ArrowDown', /^Put a red box/);
    await goes('ArrowDown', /^Mine$/);
    await goes('ArrowDown', /^Mine$/);
    await goes('Home', /^Mine$/);
    await goes('ArrowUp', /^Put a red box/);
    await prompt.pressSequentially('Now ');
    assert.equal(await prompt.inputValue(), 'Now Put a red box around the chart.');
  });

  it('offers presets as chips and in a list, the team’s marked', async () => {
    const host = await open(filled);
    const { page } = host;
    await page.getByRole('button', { name: 'Team: In our style' }).click();
    assert.deepEqual((await host.until('usePreset')).params, { presetId: 'team-1' });
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menuitem', { name: 'In our style team' }).waitFor();
    await page.getByRole('menuitem', { name: 'Translate into…' }).click();
    assert.deepEqual((await host.until('usePreset', 2)).params, { presetId: 'translate' });
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menuitem', { name: 'Edit the Team’s Prompts' }).click();
    await host.until('editPresets');
  });

  it('gets what a preset adds as if it were typed: Undo brings back what was there', async () => {
    const host = await open(firstTime);
    const { page } = host;
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await prompt.pressSequentially('Keep the logo.');
    await page.getByRole('button', { name: 'Blur personal data' }).click();
    await host.until('usePreset');
    assert.equal(host.requests('setPrompt').at(-1)?.params.prompt, 'Keep the logo.');
    await host.tell({ prompt: 'Keep the logo.\nBlur.', promptEpoch: 1 });
    await page.waitForFunction(() => document.querySelector('textarea')?.value.endsWith('Blur.'));
    await page.keyboard.press('ControlOrMeta+z');
    assert.equal(await prompt.inputValue(), 'Keep the logo.');
    await host.tell({ prompt: 'Something else', promptEpoch: 2 });
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Something else');
    await page.keyboard.press('ControlOrMeta+z');
    assert.equal(await prompt.inputValue(), 'Keep the logo.');
    await page.waitForFunction(() => sessionStorage.getItem('vscode-state')?.includes('Keep the logo.'));
  });

  it('offers first what was typed and not run before the panel was closed', async () => {
    const host = await open(withUnsent);
    await host.page.getByRole('button', { name: 'Not sent: Blur the name' }).click();
    assert.deepEqual((await host.until('usePreset')).params, { presetId: 'unsent' });
    await host.page.getByRole('button', { name: 'More…' }).click();
    await host.page.getByRole('menuitem', { name: 'Blur the name, the e-mail address not sent' }).waitFor();
  });

  it('says why the team’s prompts can’t be used, and opens them', async () => {
    const host = await open(brokenPresets);
    await expectText(host.page.locator('nano-notes'), 'prompts[2].prompt is missing');
    await host.page.getByRole('button', { name: 'Open Prompts' }).click();
    await host.until('editPresets');
  });
});
