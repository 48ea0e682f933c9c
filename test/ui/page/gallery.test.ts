import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { colourRules, findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { expectText } from './expectText.ts';
import { themeNames } from './fakeHost.ts';
import { gallery, galleryEmpty, galleryMany } from './states/otherPages.ts';
import { drawn, usePage } from './usePage.ts';

describe('The gallery page', () => {
  const open = usePage();
  const cards = ({ page }: { page: Page }) => page.getByRole('list', { name: 'Images' }).getByRole('button');
  const count = ({ page }: { page: Page }) => page.getByRole('group', { name: 'Filter' }).getByRole('status');

  it('has a card for each image with its state, prompt and cost, and all that is known of the selected one', async () => {
    const host = await open(gallery, { kind: 'gallery' });
    const words = await cards(host).allInnerTexts();
    assert.equal(words.length, 7);
    assert.match(words[0] ?? '', /Draft[\s\S]*dashboard-edited\.png[\s\S]*Blur the name[\s\S]*\$0\.055/);
    assert.match(words[3] ?? '', /Not saved[\s\S]*harbour-edited\.jpg/);
    assert.match(words[4] ?? '', /Stale/);
    await cards(host).nth(5).click();
    const details = host.page.getByRole('region', { name: 'Selected image' });
    await expectText(details.locator('.facts'), /^Generated · Nano Banana 2 · cost unknown · /);
    assert.match(await details.innerText(), /docs\/guides\/getting-started\/images\/a-red-lighthouse/);
  });

  it('is filtered by prompt, by drafts, by what is not saved and by what is stale', async () => {
    const host = await open(gallery, { kind: 'gallery' });
    const { page } = host;
    await page.getByRole('searchbox', { name: 'Filter by prompt or name' }).fill('DUSK make');
    await expectText(count(host), '1 of 7 images');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Drafts 3' }).click();
    await expectText(count(host), '3 of 7 images');
    await page.getByRole('button', { name: 'Stale 1' }).click();
    await expectText(count(host), '4 of 7 images');
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByRole('button', { name: 'Clear the Filter' }).click();
    await expectText(count(host), '7 images');
  });

  it('is gone through and used by keyboard alone', async () => {
    const host = await open(gallery, { kind: 'gallery', width: 900 });
    const { page } = host;
    const current = () => page.locator('.galleryCard[aria-current]').getAttribute('data-item');
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.equal(await current(), 'draft-2');
    await page.keyboard.press('Enter');
    assert.deepEqual((await host.until('act')).params, { id: 'draft-2', action: 'keep' });
    await page.keyboard.press('End');
    assert.equal(await current(), 'file-3');
    for (const [key, action] of [
      ['Enter', 'open'],
      ['i', 'record'],
      ['e', 'edit'],
      ['Delete', 'discard'],
    ]) {
      const before = host.requests('act').length;
      await page.keyboard.press(key ?? '');
      await page.waitForFunction(() => true);
      assert.deepEqual(
        host
          .requests('act')
          .slice(before)
          .map(({ params }) => params),
        [{ id: 'file-3', action }],
      );
    }
    await page.keyboard.press('k');
    assert.ok(
      !host.requests('act').some(({ params }) => JSON.stringify(params).includes('"file-3","action":"keep"')),
    );
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await current(), 'draft-1');
    await page.keyboard.press('ArrowUp');
    assert.equal(await current(), 'draft-1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    assert.deepEqual(host.requests('act').at(-1)?.params, { id: 'draft-1', action: 'edit' });
  });

  it('goes on with the next image when one is discarded, and offers Undo', async () => {
    const host = await open(gallery, { kind: 'gallery' });
    const { page } = host;
    await cards(host).nth(1).focus();
    await host.tell({
      ...gallery,
      items: gallery.items.filter(({ id }) => id !== 'draft-2'),
      undo: 'Discarded dashboard-edited.png',
    });
    await drawn(page);
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.item);
    assert.equal(await focused(), 'draft-3');
    await page.getByRole('button', { name: 'Undo' }).click();
    await host.until('undo');
  });

  it('draws a thousand images in parts, and asks for the pictures of those in sight alone', async () => {
    const host = await open(galleryMany, { kind: 'gallery', height: 600 });
    const { page } = host;
    assert.equal(await cards(host).count(), 200);
    await drawn(page);
    assert.ok(host.requests('thumbnail').length < 60, String(host.requests('thumbnail').length));
    await page.getByRole('button', { name: 'Show 200 More of 800' }).click();
    assert.equal(await cards(host).count(), 400);
  });

  it('has what is known of the selected one at the foot of the panel, however few images there are', async () => {
    const host = await open(gallery, { kind: 'gallery', width: 1000, height: 800 });
    const details = await host.page.getByRole('region', { name: 'Selected image' }).boundingBox();
    assert.equal(Math.round((details?.y ?? 0) + (details?.height ?? 0)), 800);
  });

  it('says so where nothing was made yet', async () => {
    const { page } = await open(galleryEmpty, { kind: 'gallery' });
    await page.getByText('Nothing has been made here yet.').waitFor();
  });

  it('says what goes wrong', async () => {
    const host = await open(gallery, { kind: 'gallery' });
    host.answers.act = () => ({ refusal: 'The log says why.' });
    await cards(host).first().focus();
    await host.page.keyboard.press('Enter');
    await expectText(host.page.getByRole('alert'), /The log says why\./);
  });

  for (const [at, theme] of themeNames.entries()) {
    it(`has no fault that axe finds, and fits narrow panels: ${theme}`, async () => {
      for (const width of [320, 1200]) {
        const host = await open(gallery, { kind: 'gallery', theme, width });
        assert.deepEqual(await findAccessibilityFaults(host.page, at === 0 ? {} : colourRules), []);
        const tooWide = await host.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(tooWide <= 0, `${tooWide} px too wide at ${width}`);
      }
    });
  }
});
