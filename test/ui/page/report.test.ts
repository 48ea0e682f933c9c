import assert from 'node:assert/strict';
import type { ReportState } from '../../../src/core/shared/protocol/reportProtocol.ts';
import { colourRules, findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { expectText } from './expectText.ts';
import { themeNames } from './fakeHost.ts';
import { reported, reportedGone, reportedMany, reportedNothing } from './states/otherPages.ts';
import { picture } from './states/parts.ts';
import { drawn, usePage } from './usePage.ts';

describe('The report on docs images', () => {
  const open = usePage();
  const thumbnail = () => ({ result: { source: '/preview/dashboard.svg' } });

  it('has a row for each finding with a picture, a place and what mends it', async () => {
    const host = await open<ReportState>({ ...reported, rows: [] }, { kind: 'report' });
    const { page } = host;
    host.answers.thumbnail = thumbnail;
    await host.tell(reported);
    const row = page.getByRole('row', { name: /docs\/index\.md:20/ });
    await row.getByText('No alternative text').waitFor();
    await row.locator('img').waitFor();
    const missing = page.getByRole('row', { name: /berths\.md:12/ });
    assert.equal(await missing.locator('img').count(), 0);
    await missing.getByRole('button', { name: 'Generate… docs/guides/berths.md:12' }).click();
    assert.deepEqual((await host.until('act')).params, { look: 1, row: 0, fix: 'generate' });
    await page.getByRole('button', { name: 'Look Again' }).click();
    await host.until('lookAgain');
    await page.getByRole('button', { name: 'Open as Text' }).click();
    await host.until('openAsText');
    host.answers.act = () => ({ refusal: 'The log says why.' });
    await missing.getByRole('button', { name: /^Go to the Link/ }).click();
    await expectText(page.getByRole('alert'), 'The log says why.');
  });

  it('says that its folder is gone, and offers to look again and to close', async () => {
    const host = await open<ReportState>(reported, { kind: 'report' });
    const { page } = host;
    await host.tell(reportedGone);
    await expectText(page.getByRole('alert'), 'docs is gone: it was moved or deleted.');
    await drawn(page);
    assert.deepEqual(await findAccessibilityFaults(page), []);
    await page.getByRole('button', { name: 'Look Again' }).click();
    await host.until('lookAgain');
    await page.getByRole('button', { name: 'Close' }).click();
    await host.until('close');
  });

  it('shows the image of a row on the stage, leads to the next by keys, and closes by Escape', async () => {
    const host = await open(reported, { kind: 'report' });
    const { page } = host;
    host.answers.picture = () => {
      const row = Number(host.requests('picture').at(-1)?.params.row);
      return {
        result: { picture: picture(`row-${row}.png`, row % 2 ? 'dashboard' : 'logo'), problem: null },
      };
    };
    const looks = page.getByRole('button', { name: /^Look at / });
    const shown = page.getByRole('group', { name: 'Picture' }).getByRole('img');
    await looks.nth(1).click();
    assert.deepEqual((await host.until('picture')).params, { look: 1, row: 3 });
    await page.getByRole('img', { name: 'row-3.png' }).waitFor();
    await page.getByText('2 of 5').waitFor();
    await page.getByRole('button', { name: 'Fit', pressed: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('img', { name: 'row-4.png' }).waitFor();
    assert.equal(await looks.nth(2).getAttribute('aria-current'), 'true');
    await page.getByRole('group', { name: 'Picture' }).focus();
    await page.keyboard.press('1');
    await page.getByRole('button', { name: '1:1', pressed: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: 'row-5.png' }).waitFor();
    // Another look has other rows; the image is the same.
    await host.tell({ look: 2, rows: reported.rows.slice(4).map((row, id) => ({ ...row, id })) });
    await page.getByRole('img', { name: 'row-1.png' }).waitFor();
    await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'detached' });
    assert.ok(await looks.nth(1).evaluate((button) => button === document.activeElement));
  });

  it('says why an image can’t be shown', async () => {
    const host = await open(reported, { kind: 'report' });
    const problem = 'logo.png is too large to be shown.';
    host.answers.picture = () => ({ result: { picture: picture('logo.png', null), problem } });
    await host.page.getByRole('button', { name: 'Look at docs/index.md:20' }).click();
    await host.page.getByText(problem).waitFor();
    await host.page.getByText('No preview').waitFor();
  });

  it('is filtered and sorted by keyboard alone, and stays so after another look', async () => {
    const host = await open(reported, { kind: 'report' });
    const { page } = host;
    const places = () => page.locator('td.place').allInnerTexts();
    const chip = page.getByRole('button', { name: /^Linked nowhere/ });
    await chip.focus();
    await page.keyboard.press('Space');
    await expectText(page.getByRole('status'), '2 of 7 shown');
    assert.equal(await chip.getAttribute('aria-pressed'), 'true');
    await page.getByRole('button', { name: 'Size' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort="descending"]').waitFor();
    assert.match((await places())[0] ?? '', /dashboard-old/);
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort="ascending"]').waitFor();
    assert.match((await places())[0] ?? '', /harbour-at-dusk/);
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('OLD');
    await expectText(page.getByRole('status'), '1 of 7 shown');
    await host.tell({ look: 2 });
    await drawn(page);
    assert.deepEqual(await places(), ['docs/images/dashboard-old.png']);
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByRole('button', { name: 'Clear the Filter' }).click();
    await expectText(page.getByRole('status'), 'Showing all 7');
  });

  it('asks for the pictures of the rows in sight alone, and shows further rows when asked', async () => {
    const host = await open<ReportState>({ ...reportedMany, rows: [] }, { kind: 'report', height: 500 });
    const { page } = host;
    host.answers.thumbnail = thumbnail;
    await host.tell(reportedMany);
    await page.locator('.thumb img').first().waitFor();
    assert.ok(host.requests('thumbnail').length < 60, String(host.requests('thumbnail').length));
    const more = page.getByRole('button', { name: 'Show 200 More of 250' });
    await more.scrollIntoViewIfNeeded();
    await page
      .getByRole('row', { name: /picture-199\.png/ })
      .locator('img')
      .waitFor();
    await more.click();
    await page.getByRole('button', { name: 'Show 50 More of 50' }).waitFor();
  });

  it('says so when nothing is wrong, and what was left out', async () => {
    const { page } = await open(reportedNothing, { kind: 'report' });
    await page.getByText('Every link has its image').waitFor();
    await page.getByText('1 too long or unreadable document was left out.').waitFor();
    assert.equal(await page.getByRole('searchbox').count(), 0);
  });

  it('prints its findings without its buttons', async () => {
    const { page } = await open(reported, { kind: 'report' });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByText('docs/index.md:31').isVisible(), true);
    assert.equal(await page.getByRole('button', { name: 'Look Again' }).isVisible(), false);
    assert.equal(await page.getByRole('searchbox').isVisible(), false);
    await page.emulateMedia({ media: null });
  });

  for (const [at, theme] of themeNames.entries()) {
    it(`has no fault that axe finds, and fits a narrow panel: ${theme}`, async () => {
      const host = await open(reported, { kind: 'report', theme, width: at === 1 ? 320 : 1000 });
      for (const state of [reported, reportedNothing]) {
        await host.tell(state);
        await drawn(host.page);
        const faults = await findAccessibilityFaults(host.page, at === 0 ? {} : colourRules);
        assert.deepEqual(faults, []);
        const tooWide = await host.page
          .locator('nano-report-page')
          .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
        assert.ok(tooWide <= 0, `${tooWide} pixels`);
      }
    });
  }
});
