import assert from 'node:assert/strict';
import { waitMs } from '../../vscode/until.ts';
import { expectText } from './expectText.ts';
import { filled } from './states/form.ts';
import { result } from './states/parts.ts';
import { regionKept, spot } from './states/region.ts';
import { done, iterated, unsaved } from './states/results.ts';
import { variants } from './states/variants.ts';
import { usePage } from './usePage.ts';

describe('The line of steps on the page', () => {
  const open = usePage();

  it('tells number, prompt, name and parent of each result, and which file is gone', async () => {
    const { page } = await open(iterated);
    const items = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
    const words = await items.allInnerTexts();
    assert.equal(words.length, 5);
    assert.match(words[0] ?? '', /1\s+Blur the name[\s\S]*dashboard-edited\.png/);
    assert.match(words[1] ?? '', /2\s+Make a dark variant[\s\S]*dashboard-edited-2\.png[\s\S]*from 1/);
    assert.match(words[3] ?? '', /File is gone/);
    assert.match(words[4] ?? '', /from 2/);
  });

  it('shows the source alone, goes on from it and restores it', async () => {
    const host = await open(iterated);
    const { page } = host;
    await page.getByRole('button', { name: /^Source/ }).click();
    assert.equal(await page.locator('nano-stage').getByRole('img').count(), 1);
    const actions = page.getByRole('toolbar', { name: 'Source actions' });
    await actions.getByRole('button', { name: 'Use as input' }).click();
    await host.until('useSource');
    await actions.getByRole('button', { name: 'Restore original' }).click();
    await host.until('restoreOriginal');
    await page.getByRole('list', { name: 'Results' }).getByRole('button', { name: /^5/ }).click();
    assert.deepEqual((await host.until('selectResult')).params, { resultId: 'r5' });
    await page.getByRole('toolbar', { name: 'Result actions' }).waitFor();
  });

  it('goes on from, re-applies, replaces with, links to and discards the selected result', async () => {
    const host = await open(iterated);
    const actions = host.page.getByRole('toolbar', { name: 'Result actions' });
    for (const [name, request] of [
      ['Use as input', 'useResult'],
      ['From the source', 'fromSource'],
      ['Replace original', 'replaceOriginal'],
      ['Keep only this', 'keepOnly'],
      ['Copy Markdown link', 'copyMarkdownLink'],
    ] as const) {
      await actions.getByRole('button', { name }).click();
      assert.deepEqual((await host.until(request)).params, { resultId: 'r2' }, name);
    }
    await actions.getByRole('button', { name: 'Discard' }).click();
    assert.deepEqual((await host.until('discardResults')).params, { resultIds: ['r2'] });
  });

  it('offers only what makes sense for a result', async () => {
    const names = async (state: typeof done) => {
      const { page } = await open(state);
      const buttons = page.getByRole('toolbar', { name: 'Result actions' }).getByRole('button');
      return (await buttons.allInnerTexts()).map((text) => text.trim());
    };
    assert.deepEqual(await names(done), [
      'Open',
      'Now also…',
      'Use as input',
      'Replace original',
      'Discard',
      'Copy Markdown link',
      'More',
    ]);
    assert.deepEqual(await names(unsaved), ['Save As…', 'Now also…', 'Use as input', 'Discard', 'More']);
    assert.ok((await names(variants)).includes('Keep only this'));
  });

  it('moves through the actions and the menu by keyboard, with one tab stop', async () => {
    const host = await open(iterated);
    const { page } = host;
    const actions = page.getByRole('toolbar', { name: 'Result actions' });
    assert.equal(await actions.locator('[tabindex="0"]').count(), 1);
    await actions.getByRole('button', { name: 'Open' }).press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Copy image' }).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    assert.deepEqual((await host.until('reveal')).params, { resultId: 'r2', where: 'system' });
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'More');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Copy path' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
  });

  it('has the rest in a menu', async () => {
    const host = await open(iterated);
    const { page } = host;
    for (const [name, request] of [
      ['Copy path', 'copyPath'],
      ['Reveal in Explorer', 'reveal'],
      ['Show how it was made', 'showRecord'],
    ] as const) {
      await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name }).click();
      assert.equal((await host.until(request)).params.resultId, 'r2', name);
    }
  });

  it('keeps only the changes in a region of a result once it is marked, and says before that it has to be', async () => {
    const name = 'Keep only changes in…';
    const before = await open(done);
    await before.page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
    await before.page.getByRole('menuitem', { name }).click();
    await expectText(before.page.getByRole('status'), /First mark the part of the result/);
    const marked = {
      ...done,
      region: spot,
      inputs: done.inputs.map((input) => ({ ...input, resultId: input.edited ? 'r1' : input.resultId })),
    };
    const host = await open(marked);
    const actions = host.page.getByRole('toolbar', { name: 'Result actions' });
    await actions.getByRole('button', { name }).click();
    assert.deepEqual((await host.until('keepOnlyIn')).params, { resultId: 'r1' });
    const whole = await open(regionKept);
    await whole.page.getByRole('toolbar', { name: 'Result actions' }).waitFor();
    assert.equal(await whole.page.getByRole('button', { name }).count(), 0);
  });

  it('copies the picture itself, as a PNG of its own size, and says so', async () => {
    const { page } = await open(done);
    await page.evaluate(() => {
      navigator.clipboard.write = async ([item]) => {
        const blob = await item?.getType('image/png');
        Reflect.set(window, 'copied', blob && (await createImageBitmap(blob)));
      };
    });
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Copy image' }).click();
    await expectText(page.getByRole('status'), 'Copied dashboard-edited.png to the clipboard.');
    const size = await page.evaluate(() => {
      const copied: ImageBitmap = Reflect.get(window, 'copied');
      return [copied.width, copied.height];
    });
    assert.deepEqual(size, [1280, 720]);
  });

  it('copies a picture whose preview is still being made as soon as it is there', async () => {
    const early: typeof done = {
      ...done,
      results: done.results.map((result) => ({ ...result, preview: null })),
    };
    const host = await open(early);
    const { page } = host;
    await page.evaluate(() => {
      navigator.clipboard.write = async ([item]) => void (await item?.getType('image/png'));
    });
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Copy image' }).click();
    await host.tell({ results: done.results });
    await expectText(page.getByRole('status'), 'Copied dashboard-edited.png to the clipboard.');
  });

  it('says when the picture could not be copied', async () => {
    const { page } = await open(done);
    await page.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new Error('Not allowed.'));
    });
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Copy image' }).click();
    await expectText(page.getByRole('status'), 'could not be copied (Not allowed.)');
  });

  it('takes a discarding back by button and by Ctrl+Z, but not while text is typed', async () => {
    const host = await open(iterated);
    const { page } = host;
    await page.getByRole('button', { name: 'Undo' }).click();
    await host.until('undo');
    await page.getByRole('textbox', { name: 'Prompt' }).press('Control+z');
    await page.getByRole('button', { name: 'Run', exact: true }).focus();
    await page.keyboard.press('Control+z');
    await host.until('undo', 2);
    assert.equal(host.requests('undo').length, 2);
    await host.tell({ results: [], selectedResultId: null });
    await page.getByRole('button', { name: 'Undo' }).waitFor();
  });

  it('forgets the history when asked to', async () => {
    const host = await open(iterated);
    await host.page.getByRole('button', { name: 'Clear history' }).click();
    await host.until('clearHistory');
    const { page } = await open(done);
    assert.equal(await page.getByRole('button', { name: 'Clear history' }).count(), 0);
  });

  it('brings the result into sight that has just come', async () => {
    const results = Array.from({ length: 14 }, (_, at) => result(`r${at}`));
    const last = results.slice(-1);
    const host = await open({ ...filled, results: results.slice(0, -1), selectedResultId: 'r12' });
    await host.tell({ results: [...results.slice(0, -1), ...last], selectedResultId: 'r13' });
    const isInSight = () => {
      const list = document.querySelector('.steps')?.getBoundingClientRect();
      const item = document.querySelector('.steps [aria-current]')?.getBoundingClientRect();
      return !!list && !!item && item.left >= list.left && item.right <= list.right;
    };
    await host.page.waitForFunction(isInSight, undefined, { timeout: waitMs });
  });

  it('loads only the thumbnails in sight of 200 results', async () => {
    const results = Array.from({ length: 200 }, (_, at) =>
      result(`r${at}`, {
        preview: `/preview/many-${at}.svg`,
        thumbnail: `/preview/scenery-${at % 20}.svg?${at}`,
      }),
    );
    const host = await open(filled);
    const asked = new Set<string>();
    host.page.on('request', (request) => asked.add(request.url()));
    await host.tell({ results, selectedResultId: null });
    await host.page
      .getByRole('list', { name: 'Results' })
      .getByRole('listitem')
      .nth(199)
      .waitFor({ state: 'attached' });
    await host.page.waitForFunction(() => document.querySelector<HTMLImageElement>('.step img')?.complete);
    assert.ok(asked.size < 60, `${asked.size} of 200 were loaded`);
    assert.ok(![...asked].some((url) => url.includes('many-')), 'no large preview was loaded for the list');
  });
});
