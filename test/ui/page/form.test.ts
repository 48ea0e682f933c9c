import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { expectText } from './expectText.ts';
import { twenty } from './states/batch.ts';
import { combining, fewChoices, filled, levels } from './states/form.ts';
import { iterated } from './states/results.ts';
import { maybeBilled } from './states/run.ts';
import { usePage } from './usePage.ts';

describe('The form of the page', () => {
  const open = usePage();

  it('offers only what the model takes', async () => {
    const host = await open(fewChoices);
    const { page } = host;
    await page.getByRole('combobox', { name: 'Aspect ratio' }).waitFor();
    for (const name of ['Size', 'Thinking']) {
      assert.equal(await page.getByRole('combobox', { name }).count(), 0, name);
    }
    for (const name of ['Include thoughts', 'Keep transparency']) {
      assert.equal(await page.getByRole('checkbox', { name }).count(), 0, name);
    }
    await host.tell({ choices: combining.choices });
    await page.getByRole('combobox', { name: 'Size' }).waitFor();
    await page.getByRole('checkbox', { name: 'Keep transparency' }).waitFor();
  });

  it('tells the host what was chosen, by mouse and by keyboard', async () => {
    const host = await open(filled);
    const { page } = host;
    await page.getByRole('combobox', { name: 'Aspect ratio' }).click();
    await page.getByRole('option', { name: '16:9', exact: true }).click();
    assert.deepEqual((await host.until('setOptions')).params, { options: { aspectRatio: '16:9' } });
    await page.getByRole('combobox', { name: 'Size' }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    assert.deepEqual((await host.until('setOptions', 2)).params, { options: { size: '2K' } });
    await page.getByRole('checkbox', { name: 'Image only' }).press('Space');
    assert.deepEqual((await host.until('setOptions', 3)).params, { options: { imageOnly: true } });
  });

  it('offers levels, background and type of a model that has them, and tells the host what was chosen', async () => {
    const host = await open(levels);
    const { page } = host;
    const chosen = [
      ['Quality', 'Low', { quality: 'low' }],
      ['Complexity', 'High', { complexity: 'high' }],
      ['Background', 'Transparent', { background: 'transparent' }],
      ['Format', 'SVG', { format: 'svg' }],
      ['Size', '1536 × 1024', { size: '1536x1024' }],
    ] as const;
    for (const [index, [name, label, options]] of chosen.entries()) {
      await page.getByRole('combobox', { name, exact: true }).click();
      await page.getByRole('option', { name: label, exact: true }).click();
      assert.deepEqual((await host.until('setOptions', index + 1)).params, { options });
    }
    assert.equal(await page.getByRole('checkbox', { name: 'Image only' }).count(), 0);
    assert.equal(await page.getByRole('combobox', { name: 'Thinking' }).count(), 0);
  });

  it('shows what Auto means, and puts back a choice that the host did not take', async () => {
    const host = await open(filled);
    const ratio = host.page.getByRole('combobox', { name: 'Aspect ratio' });
    assert.equal((await ratio.innerText()).trim(), 'Auto');
    assert.equal(
      await host.page.locator('nano-choice', { has: ratio }).locator('.detail').innerText(),
      '16:9',
    );
    await ratio.click();
    await host.page.getByRole('option', { name: '1:1', exact: true }).click();
    await host.until('setOptions');
    await host.tell({ status: 'No' });
    await ratio.filter({ hasText: 'Auto' }).waitFor();
  });

  it('tells a screen reader what Auto means, on the closed list and in the open one', async () => {
    const host = await open(filled);
    const ratio = host.page.getByRole('combobox', { name: 'Aspect ratio' });
    assert.equal(
      await spokenOf(host.page, 'combobox', 'Aspect ratio'),
      'Auto, 16:9. Keeps the shape of dashboard.png.',
    );
    await ratio.click();
    await host.page.getByRole('option', { name: '1:1', exact: true }).waitFor();
    assert.equal(await spokenOf(host.page, 'option', 'Auto'), '16:9. Keeps the shape of dashboard.png.');
    await host.page.keyboard.press('Escape');
    const [, ...others] = filled.choices.aspectRatios;
    await host.tell({
      choices: {
        ...filled.choices,
        aspectRatios: [{ value: 'auto', label: 'Auto', detail: '4:3' }, ...others],
      },
    });
    await expectText(host.page.locator('nano-choice', { has: ratio }).locator('.detail'), '4:3');
    assert.equal(await spokenOf(host.page, 'combobox', 'Aspect ratio'), 'Auto, 4:3');
  });

  it('asks the host for another model', async () => {
    const host = await open(filled);
    const model = host.page.getByRole('combobox', { name: 'Model' });
    await model.click();
    await host.page.getByRole('option', { name: 'Other Model…' }).click();
    await host.until('chooseModel');
    await model.filter({ hasText: 'Nano Banana 2' }).waitFor();
    assert.equal(host.requests('setOptions').length, 0);
  });

  it('says of each model what this edit costs with it, how fast it is, what it can do and who lists it', async () => {
    const host = await open(filled, { width: 300, height: 700 });
    const { page } = host;
    await page.getByRole('combobox', { name: 'Model' }).click();
    await host.until('lookAtModels');
    const gemini = page.getByRole('group', { name: 'Gemini' });
    assert.equal(await gemini.getByRole('option').count(), 4);
    assert.equal(
      await spokenOf(page, 'option', 'Nano Banana 2'),
      'Default. Listed. Fast, 5 to 25 s. $0.055. For most edits. 512 to 4K · 14 ratios · up to 14 images · 2 thinking levels',
    );
    await page.getByText('Prices are estimates for this edit.').waitFor();
    assert.equal(
      await page
        .getByRole('listbox')
        .innerText()
        .then((text) => /gemini-|gpt-image/.exec(text)),
      null,
    );
  });

  it('is chosen from by keys alone: letters, ends and pages; Tab takes, Escape leaves', async () => {
    const host = await open(filled);
    const { page } = host;
    const model = page.getByRole('combobox', { name: 'Model' });
    const active = () =>
      model.evaluate(
        (face) =>
          document.getElementById(face.getAttribute('aria-activedescendant') ?? '')?.innerText.split('\n')[0],
      );
    await model.focus();
    await page.keyboard.type('gpt');
    assert.match((await active()) ?? '', /^GPT Image 2\.6 Flare/);
    for (const [key, name] of [
      ['End', 'Other Model…'],
      ['Home', 'Nano Banana 2.1'],
      ['ArrowUp', 'Nano Banana 2.1'],
      ['PageDown', 'Other Model…'],
      ['ArrowUp', 'house-banana-4'],
    ] as const) {
      await page.keyboard.press(key);
      assert.ok((await active())?.startsWith(name), key);
    }
    await page.keyboard.press('Escape');
    assert.equal(await model.getAttribute('aria-expanded'), 'false');
    assert.equal(host.requests('setOptions').length, 0);
    for (const key of ['Alt+ArrowDown', 'ArrowDown', 'Tab']) await page.keyboard.press(key);
    assert.deepEqual((await host.until('setOptions')).params, { options: { model: 'gemini-3-pro-image' } });
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Aspect ratio');
  });

  it('draws the shapes of ratios, also of the one that Auto comes to', async () => {
    const { page } = await open(filled);
    const shapes = page
      .locator('nano-choice')
      .filter({ has: page.getByRole('combobox', { name: 'Aspect ratio' }) });
    const sides = () =>
      shapes
        .locator('rect')
        .evaluateAll((all) => all.map((one) => [one.getAttribute('width'), one.getAttribute('height')]));
    assert.deepEqual(await sides(), [['14', '7.875']]);
    await page.getByRole('combobox', { name: 'Aspect ratio' }).click();
    await page.getByRole('option', { name: '9:16' }).waitFor();
    assert.deepEqual((await sides()).slice(1, 4), [
      ['14', '7.875'],
      ['14', '14'],
      ['14', '7.875'],
    ]);
  });

  it('lists the inputs, and removes and marks them', async () => {
    const host = await open(combining);
    const { page } = host;
    const items = page.getByRole('list', { name: 'Inputs' }).getByRole('listitem');
    assert.equal(await items.count(), 3);
    const [first = '', , third = ''] = await items.allInnerTexts();
    assert.match(first, /dashboard\.png[\s\S]*1280 × 720 · PNG · 214 KB[\s\S]*Edited image/);
    assert.match(third, /The first of its 24 frames is used\./);
    await page.getByRole('button', { name: 'Make logo.png the edited image' }).click();
    assert.deepEqual((await host.until('markEdited')).params, { inputId: 'in-2' });
    await page.getByRole('button', { name: 'Remove team.gif' }).click();
    assert.deepEqual((await host.until('removeInput')).params, { inputId: 'in-3' });
    await page.getByRole('button', { name: 'Add Images…' }).click();
    await host.until('pickInputs');
  });

  it('keeps names in right-to-left scripts at their place, and sentences about them in their order', async () => {
    const hebrew = 'צילום מסך.png';
    const host = await open({
      ...combining,
      inputs: combining.inputs.map((one, at) => (at === 1 ? { ...one, name: hebrew } : one)),
      status: `${hebrew} is edited next.`,
    });
    const lefts = await host.page.locator('.inputs .name').evaluateAll((names) =>
      names.map((name) => {
        const range = document.createRange();
        range.selectNodeContents(name.querySelector('.cut') ?? name);
        return Math.round(range.getBoundingClientRect().left);
      }),
    );
    assert.equal(new Set(lefts).size, 1, String(lefts));
    assert.ok(await isInOrder(host.page.getByRole('status'), hebrew, 'is edited next.'), 'the status');
  });

  it('shows a name in a right-to-left script in the order in which VS Code shows it', async () => {
    const arabic = 'صورة';
    const { page } = await open({
      ...combining,
      inputs: combining.inputs.map((one, at) => (at === 1 ? { ...one, name: `${arabic}-edited.png` } : one)),
    });
    const name = page.locator('.inputs .name').nth(1);
    assert.ok(await isInOrder(name, arabic, '-edited.png'));
  });

  it('asks what to do with several images, and says why they can’t be combined', async () => {
    const host = await open(combining);
    await host.page.getByRole('radio', { name: 'Edit each' }).check();
    assert.deepEqual((await host.until('setSeveral')).params, { mode: 'each' });
    const { page } = await open(twenty);
    assert.ok(await page.getByRole('radio', { name: 'Combine into one' }).isDisabled());
    await page.getByText('Nano Banana 2 takes 14 images at most.').waitFor();
    assert.equal(await page.getByRole('list', { name: 'Inputs' }).getByRole('listitem').count(), 20);
  });

  it('takes dropped addresses and files, and pasted pictures, but no pages of the web', async () => {
    const host = await open(filled);
    const { page } = host;
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.setData('application/vnd.code.uri-list', '# two\r\nfile:///w/a.png\r\nfile:///w/b.png');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
    });
    assert.deepEqual((await host.until('addInputs')).params, {
      addresses: ['file:///w/a.png', 'file:///w/b.png'],
      files: [],
    });
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.setData('text/uri-list', 'https://example.com/cat.png');
      transfer.items.add(new File([new Uint8Array([1, 2, 3])], 'cat.png', { type: 'image/png' }));
      transfer.items.add(new File(['words'], 'notes.txt', { type: 'text/plain' }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
    });
    assert.deepEqual((await host.until('addInputs', 2)).params, {
      addresses: [],
      files: [{ name: 'cat.png', bytes: { bytes: 3, head: [1, 2, 3] } }],
    });
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array([9])], 'image.png', { type: 'image/png' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await host.until('addInputs', 3);
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.setData('text/uri-list', 'https://example.com/cat');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
    });
    await page.getByRole('alert').filter({ hasText: 'There is no image in it.' }).waitFor();
    assert.equal(host.requests('addInputs').length, 3);
  });

  it('asks for several variants, and tells what the session has cost', async () => {
    const host = await open(iterated);
    const { page } = host;
    const control = page.getByRole('combobox', { name: 'Variants' });
    assert.equal((await control.innerText()).trim(), '3');
    await control.click();
    assert.equal(await page.getByRole('option').filter({ visible: true }).count(), 8);
    await page.getByRole('option', { name: '8', exact: true }).click();
    assert.deepEqual((await host.until('setVariants')).params, { variants: 8 });
    await page.getByText('session $0.28').waitFor();
  });

  it('tells apart what the session has cost and what may have been billed besides', async () => {
    const { page } = await open(maybeBilled);
    const spent = page.getByText('session $0.11 to $0.17', { exact: true });
    await spent.waitFor();
    assert.match(
      (await spent.getAttribute('title')) ?? '',
      /1 more request, about \$0\.055, returned no result/,
    );
  });

  it('reorders inputs by Alt and arrows, keeps the focus and tells it', async () => {
    const host = await open(combining);
    const { page } = host;
    const remove = page.getByRole('button', { name: 'Remove logo.png' });
    await remove.press('Alt+ArrowDown');
    assert.deepEqual((await host.until('moveInput')).params, { inputId: 'in-2', to: 2 });
    await expectText(page.getByRole('status'), 'logo.png is now 3 of 3.');
    const [first, second, third] = combining.inputs;
    assert.ok(first && second && third);
    await host.tell({ inputs: [first, third, second] });
    await expectText(page.getByRole('list', { name: 'Inputs' }).getByRole('listitem').nth(2), 'logo.png');
    assert.ok(await remove.evaluate((button) => button === document.activeElement));
    await remove.press('Alt+ArrowDown');
    assert.equal(host.requests('moveInput').length, 1, 'the last stays the last');
  });

  it('reorders inputs by dragging', async () => {
    const host = await open(combining);
    const items = host.page.getByRole('list', { name: 'Inputs' }).getByRole('listitem');
    await items.nth(2).dragTo(items.nth(0));
    assert.deepEqual((await host.until('moveInput')).params, { inputId: 'in-3', to: 0 });
    assert.equal(host.requests('addInputs').length, 0);
  });

  it('shows the request and copies it as code, with what is typed last', async () => {
    const host = await open(filled);
    const { page } = host;
    await page.getByRole('textbox', { name: 'Prompt' }).fill('Brighter');
    await page.getByRole('button', { name: 'Show request' }).click();
    await host.until('showRequest');
    const order = host.sent.map(({ name }) => name).filter((name) => name !== 'ready');
    assert.deepEqual(order, ['setPrompt', 'showRequest']);
    for (const [at, [name, language]] of [
      ['cURL', 'curl'],
      ['Node.js', 'node'],
      ['Python', 'python'],
    ].entries()) {
      await page.getByRole('button', { name: `Copy as ${name}` }).click();
      assert.deepEqual((await host.until('copyRequest', at + 1)).params, { language });
    }
  });
});

/** What a screen reader has to say of a control of this name: its value and its description. */
async function spokenOf(page: Page, role: string, name: string): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const node = nodes.find((one) => one.role?.value === role && one.name?.value === name);
  await session.detach();
  return [node?.value?.value, node?.description?.value].filter(Boolean).join(', ');
}

/** Whether in a line one part stands left of the other. */
async function isInOrder(line: Locator, first: string, second: string): Promise<boolean> {
  const [left, right] = await line.evaluate(
    (element, parts) =>
      parts.map((part) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (walker.nextNode()) {
          const at = walker.currentNode.textContent?.indexOf(part) ?? -1;
          if (at < 0) continue;
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + part.length);
          break;
        }
        return range.getBoundingClientRect().left;
      }),
    [first, second],
  );
  return left !== undefined && right !== undefined && left < right;
}
