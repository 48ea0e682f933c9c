import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectText } from './expectText.ts';
import { filled } from './states/form.ts';
import { done, iterated } from './states/results.ts';
import { choosing, choosingSoon, refusedWithLink } from './states/variants.ts';
import { drawn, usePage } from './usePage.ts';

describe('The grid of variants', () => {
  const open = usePage();
  const cells = (page: Page) =>
    page.getByRole('list', { name: 'Grid' }).getByRole('button', { name: /^Variant/ });
  const shown = (page: Page) => page.getByRole('group', { name: 'Pictures' }).getByRole('img').last();
  const actions = (page: Page) => page.getByRole('toolbar', { name: 'Result actions' });

  it('shows the variants of a run in the order asked, from its beginning', async () => {
    const host = await open(filled);
    const { page } = host;
    // Run is pressed, and its jobs are there a moment later.
    await host.tell({ running: true, blocked: 'It is running.' });
    await host.tell({ ...choosingSoon, revision: host.state.revision });
    const items = page.getByRole('list', { name: 'Grid' }).getByRole('listitem');
    await expectText(items.nth(1), /2[\s\S]*Waiting for the model/);
    assert.equal(await items.count(), 8);
    assert.deepEqual(
      await cells(page).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
      ['Variant 1 Draft, dashboard-edited.png', 'Variant 3 Draft, dashboard-edited.png'],
    );
    await expectText(items.nth(3), /image safety/);
    await items.nth(6).getByRole('img', { name: 'Variant 7 so far' }).waitFor();
    await page.getByRole('button', { name: 'Run again: variant 4' }).click();
    assert.deepEqual((await host.until('runAgain')).params, { jobIds: ['job-v4'] });
    assert.equal(await page.getByRole('list', { name: 'Results' }).getByRole('listitem').count(), 2);
  });

  it('offers what helps a refused variant in its place, and in the line of the run', async () => {
    const host = await open(filled);
    const { page } = host;
    await host.tell({ running: true, blocked: 'It is running.' });
    await host.tell({ ...refusedWithLink, running: true, revision: host.state.revision });
    await host.tell({ running: false, blocked: null });
    const grid = page.getByRole('list', { name: 'Grid' }).getByRole('listitem');
    await grid.nth(1).getByRole('button', { name: 'Open Link' }).click();
    assert.deepEqual((await host.until('takeStep')).params, { step: 'openLink', jobId: 'job-v2' });
    await page.getByRole('region', { name: 'This run' }).getByRole('button', { name: 'Open Link' }).click();
    await host.until('takeStep', 2);
    assert.deepEqual(host.requests('takeStep')[1]?.params, { step: 'openLink', jobId: 'job-v2' });
  });

  it('has the keyboard of who pressed Run as soon as there is a variant, so that Enter keeps and pays nothing again', async () => {
    const host = await open(filled);
    const { page } = host;
    await page.locator('#run').focus();
    await host.tell({ running: true, blocked: 'It is running.' });
    await host.tell({ ...choosingSoon, revision: host.state.revision });
    await page.locator('nano-variants .cell:focus').waitFor();
    await host.tell({ ...choosing, revision: host.state.revision });
    await page.keyboard.press('Enter');
    await host.until('keepResults');
    assert.equal(host.requests('run').length, 0);
  });

  it('is gone through by arrows, keeps with Enter and discards with Delete', async () => {
    const host = await open(choosing);
    const { page } = host;
    await cells(page).first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(host.requests('selectResult').at(-1)?.params, { resultId: 'v4' });
    assert.equal(await cells(page).count(), 4, 'the grid stays');
    await page.keyboard.press('Enter');
    assert.deepEqual((await host.until('keepResults')).params, { resultIds: ['v4'] });
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Delete');
    assert.deepEqual((await host.until('discardResults')).params, { resultIds: ['v3'] });
  });

  it('keeps the selected one by the toolbar’s button, which what is kept has no more', async () => {
    const host = await open(choosing);
    const { page } = host;
    await actions(page).getByRole('button', { name: 'Keep', exact: true }).click();
    assert.deepEqual((await host.until('keepResults')).params, { resultIds: ['v1'] });
    await cells(page).nth(1).click();
    await actions(page).getByRole('button', { name: 'Open' }).waitFor();
    assert.equal(await actions(page).getByRole('button', { name: 'Keep', exact: true }).count(), 0);
  });

  it('looks at one large by its digit, flips at the same zoom, keeps it, and comes back', async () => {
    const host = await open(choosing);
    const { page } = host;
    await page.locator('nano-actions').getByRole('button', { name: 'Details' }).focus();
    await page.keyboard.press('3');
    assert.deepEqual((await host.until('selectResult')).params, { resultId: 'v3' });
    await expectName(shown(page), /Result 3/);
    assert.equal(await cells(page).count(), 0);
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    const zoom = () => page.locator('.zoom .percent').innerText();
    const before = await zoom();
    await page.keyboard.press('ArrowRight');
    await expectName(shown(page), /Result 4/);
    await page.keyboard.press('ArrowRight');
    await expectName(shown(page), /Result 1/);
    assert.equal(await zoom(), before);
    await page.keyboard.press('Enter');
    assert.deepEqual((await host.until('keepResults')).params, { resultIds: ['v1'] });
    await page.keyboard.press('Escape');
    await cells(page).first().waitFor();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.id);
    await page.waitForFunction(() => document.activeElement?.matches('.cell'));
    assert.equal(await focused(), 'v1');
    await page.keyboard.press('g');
    await shown(page).waitFor();
  });

  it('takes no digit that is typed', async () => {
    const { page } = await open(choosing);
    await page.getByRole('textbox', { name: 'Prompt' }).focus();
    await page.keyboard.press('2');
    assert.match(await page.getByRole('textbox', { name: 'Prompt' }).inputValue(), /^2Blur/);
    assert.equal(await cells(page).count(), 4);
  });

  it('gives way when a result is chosen below, and is there again at a button', async () => {
    const { page } = await open(choosing);
    await page.getByRole('list', { name: 'Results' }).getByRole('button').nth(2).click();
    await expectName(shown(page), /Result 3/);
    await page.getByRole('button', { name: 'Show all variants' }).click();
    assert.equal(await cells(page).count(), 4);
    await page.getByRole('button', { name: 'Show one variant' }).click();
    await shown(page).waitFor();
  });

  it('moves nothing: Run, the bar and the results stay where they are', async () => {
    const host = await open(choosing);
    const { page } = host;
    const places = () =>
      page.evaluate(() =>
        ['nano-run', '.actionBar', 'nano-results', '.sight'].map((name) => {
          const { x, y, width, height } = document.querySelector(name)?.getBoundingClientRect() ?? {};
          return [x, y, width, height];
        }),
      );
    const before = await places();
    await page.getByRole('button', { name: 'Show one variant' }).click();
    await drawn(page);
    assert.deepEqual(await places(), before);
  });

  it('leaves the bar in its room at every width, with all that is in it in sight', async () => {
    for (const width of [300, 360, 400, 440, 500, 700, 920, 1100, 1440]) {
      const narrow = [[iterated], [choosing], [choosing, { language: 'de' }]] as const;
      for (const [state, language] of width < 500 ? narrow : narrow.slice(0, 2)) {
        const { page } = await open(state, { width, height: 800, ...language });
        await drawn(page);
        const cut = await page.evaluate(() => {
          const bar = document.querySelector('.actionBar');
          const room = bar?.getBoundingClientRect();
          if (!bar || !room) return ['no bar'];
          // What says which picture it is may be cut; its buttons may not.
          const place = bar.querySelector('nano-place')?.getBoundingClientRect();
          const parts = [...bar.querySelectorAll('button, label, select')].filter((one) =>
            one.checkVisibility({ visibilityProperty: true }),
          );
          return parts.flatMap((part) => {
            const { left, right, top, bottom, width: own } = part.getBoundingClientRect();
            const isPlaced = part.closest('nano-place') === null || right <= (place?.right ?? 0) + 1;
            const isIn =
              isPlaced &&
              left >= room.left - 1 &&
              right <= room.right + 1 &&
              top >= room.top - 1 &&
              bottom <= room.bottom + 1;
            return isIn || own === 0 ? [] : [part.getAttribute('title') ?? part.className];
          });
        });
        assert.deepEqual(cut, [], `${width} px, ${language?.language}, ${state.status}`);
      }
    }
  });

  it('says nothing over a picture, in a low window, a narrow one and a large one', async () => {
    for (const [width, height] of [
      [720, 450],
      [640, 330],
      [300, 900],
      [1280, 800],
    ] as const) {
      for (const state of [choosing, choosingSoon]) {
        const { page } = await open(state, { width, height });
        await cells(page).first().waitFor();
        await drawn(page);
        await drawn(page);
        assert.deepEqual(await overPictures(page), [], `${width} × ${height}, ${state.status}`);
      }
    }
  });

  it('is not there for a single result', async () => {
    const { page } = await open(done);
    assert.equal(await page.getByRole('list', { name: 'Grid' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Show all variants' }).count(), 0);
  });

  it('tells in the details of each step what it was made from, one press away', async () => {
    const host = await open(iterated);
    const { page } = host;
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    const from = page.getByRole('complementary', { name: 'Details' }).locator('dd button');
    await expectText(from, /^1 · Blur the name/);
    await from.click();
    assert.deepEqual((await host.until('selectResult')).params, { resultId: 'r1' });
    await expectText(from, 'Source, dashboard.png');
  });

  it('leads from the prompt to the picture by Escape, and from there to the next instruction by N', async () => {
    const host = await open(iterated);
    const { page } = host;
    await page.locator('#prompt').press('Escape');
    await page.waitForFunction(() => document.activeElement?.matches('nano-stage .panes'));
    await page.keyboard.press('n');
    assert.deepEqual((await host.until('goOn')).params, { resultId: iterated.selectedResultId });
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
    await host.tell({ ...choosing, revision: host.state.revision });
    await page.getByRole('button', { name: 'Show all variants' }).click();
    await page.locator('#prompt').press('Escape');
    await page.waitForFunction(() => document.activeElement?.matches('nano-variants .cell'));
  });

  it('takes the next instruction on a result: Now also… empties the prompt and waits there', async () => {
    const host = await open(done);
    const { page } = host;
    await actions(page).getByRole('button', { name: 'Now also…' }).click();
    assert.deepEqual((await host.until('goOn')).params, { resultId: 'r1' });
    await host.tell({ prompt: '', promptEpoch: 1, variants: 1 });
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
    assert.equal(await page.getByRole('textbox', { name: 'Prompt' }).inputValue(), '');
  });
});

async function expectName(image: ReturnType<Page['getByRole']>, name: RegExp): Promise<void> {
  await image.and(image.page().getByRole('img', { name })).waitFor();
}

/** What of the grid's words lies over a picture as it is drawn within its box, or beyond its own cell. */
const overPictures = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const images = [...document.querySelectorAll<HTMLImageElement>('nano-variants .picture img')];
    await Promise.all(images.map((image) => image.decode()));
    const words = [...document.querySelectorAll('nano-variants :is(.mark, .grows .what, .gridKeys)')];
    return images.flatMap((image, at) => {
      const box = image.getBoundingClientRect();
      const scale = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight);
      const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
      const left = box.left + (box.width - width) / 2;
      const top = box.top + (box.height - height) / 2;
      return words.flatMap((word) => {
        const own = word.getBoundingClientRect();
        const across = Math.min(own.right, left + width) - Math.max(own.left, left);
        const down = Math.min(own.bottom, top + height) - Math.max(own.top, top);
        return across > 1 && down > 1 ? [`${word.className} over picture ${at + 1}`] : [];
      });
    });
  });
