import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectText } from './expectText.ts';
import { filled } from './states/form.ts';
import { done, generated, iterated, otherSize } from './states/results.ts';
import { usePage } from './usePage.ts';

const choose = (page: Page, mode: string) => page.getByRole('radio', { name: mode }).check();
const zoomShown = (page: Page) => page.locator('.zoom .percent');
const sheets = (page: Page) =>
  page.locator('.sheet').evaluateAll((all) =>
    all.map((sheet) => {
      const { left, top, width } = sheet.getBoundingClientRect();
      const pane = sheet.parentElement?.getBoundingClientRect();
      return {
        left: Math.round(left - (pane?.left ?? 0)),
        top: Math.round(top - (pane?.top ?? 0)),
        width: Math.round(width),
      };
    }),
  );

describe('Comparing on the page', () => {
  const open = usePage();

  it('offers four ways as radio buttons of one group, and changes them by keyboard', async () => {
    const { page } = await open(done);
    const group = page.getByRole('radiogroup', { name: 'Compare' });
    const names = ['Side by side', 'Swipe', 'Onion skin', 'Difference'];
    for (const name of names) await group.getByRole('radio', { name }).waitFor();
    assert.equal(await group.getByRole('radio').count(), 4);
    await page.getByRole('button', { name: 'One picture', pressed: true }).waitFor();
    await group.getByRole('radio', { name: 'Side by side' }).press('ArrowRight');
    await page.getByRole('slider', { name: 'Swipe' }).waitFor();
  });

  it('zooms and moves both pictures together, by buttons, keys, wheel and dragging', async () => {
    const { page } = await open(done);
    await choose(page, 'Side by side');
    await page.getByRole('button', { name: '1:1' }).click();
    await expectText(zoomShown(page), '100 %');
    await page.getByRole('group', { name: 'Pictures' }).press('+');
    await expectText(zoomShown(page), '125 %');
    const before = await sheets(page);
    assert.equal(before[0]?.width, 1600);
    assert.deepEqual(before[0], before[1]);
    await page.keyboard.press('ArrowRight');
    const right = await sheets(page);
    assert.equal((right[0]?.left ?? 0) - (before[0]?.left ?? 0), -60);
    assert.deepEqual(right[0], right[1]);
    const pane = await page.locator('.pane').last().boundingBox();
    assert.ok(pane);
    await page.mouse.move(pane.x + 100, pane.y + 100);
    await page.mouse.down();
    await page.mouse.move(pane.x + 150, pane.y + 120);
    await page.mouse.up();
    const dragged = await sheets(page);
    assert.deepEqual(
      [(dragged[0]?.left ?? 0) - (right[0]?.left ?? 0), (dragged[0]?.top ?? 0) - (right[0]?.top ?? 0)],
      [50, 20],
    );
    await page.mouse.wheel(0, -200);
    await expectText(zoomShown(page), '186 %');
    await page.getByRole('group', { name: 'Pictures' }).press('0');
    await page.getByRole('button', { name: 'Fit', pressed: true }).waitFor();
  });

  it('swipes by keyboard: more of the original to the left, less of the result', async () => {
    const { page } = await open(done);
    await choose(page, 'Swipe');
    const handle = page.getByRole('slider', { name: 'Swipe' });
    const share = () =>
      page
        .locator('.layer')
        .last()
        .evaluate((layer) => {
          const inset = Number.parseFloat(/([\d.]+)px\)$/.exec(getComputedStyle(layer).clipPath)?.[1] ?? '');
          return Math.round((inset / layer.clientWidth) * 100);
        });
    assert.equal(await share(), 50);
    await handle.press('Home');
    assert.equal(await share(), 0);
    for (let step = 0; step < 3; step++) await handle.press('PageUp');
    assert.equal(await share(), 30);
  });

  it('lets the result shine through by the slider', async () => {
    const { page } = await open(done);
    await choose(page, 'Onion skin');
    await page.getByRole('slider', { name: 'Opacity of Result' }).fill('20');
    assert.equal(
      await page
        .locator('.layer')
        .last()
        .evaluate((layer) => getComputedStyle(layer).opacity),
      '0.2',
    );
  });

  it('counts the pixels that differ and shows where, by tolerance', async () => {
    const { page } = await open(done);
    await choose(page, 'Difference');
    const told = page.locator('.share');
    await expectText(told, /^\d\.\d % of the pixels differ\.$/);
    const first = Number.parseFloat(await told.innerText());
    const tolerance = page.getByRole('slider', { name: 'Tolerance' });
    await tolerance.fill('100');
    await page.waitForFunction(
      (before) => Number.parseFloat(document.querySelector('.share')?.textContent ?? '') < before,
      first,
    );
    // Between the name and the edge of its card nothing differs; where the name was something does.
    const heat = await page.locator('nano-difference canvas').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return undefined;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy?.drawImage(canvas, 0, 0);
      const seen = (x: number, y: number, width: number, height: number) =>
        copy?.getImageData(x, y, width, height).data.some((value) => value > 0);
      return {
        size: [canvas.width, canvas.height],
        name: seen(300, 115, 190, 40),
        chart: seen(300, 400, 400, 250),
      };
    });
    assert.deepEqual(heat, { size: [1280, 720], name: true, chart: false });
  });

  it('says so when nothing differs', async () => {
    const [first] = done.results;
    assert.ok(first?.before);
    const { page } = await open({ ...done, results: [{ ...first, preview: first.before.preview }] });
    await choose(page, 'Difference');
    await expectText(page.locator('.share'), 'No pixels differ by more than the tolerance.');
    await page.getByRole('slider', { name: 'Tolerance' }).fill('0');
    await expectText(page.locator('.share'), 'No pixels differ.');
  });

  it('scales pictures of another size, and says it', async () => {
    const { page } = await open(otherSize);
    await choose(page, 'Side by side');
    await page.getByText('1280 × 720 and 1376 × 768: scaled to compare.').waitFor();
    const [left, right] = await sheets(page);
    assert.equal(left?.width, right?.width);
  });

  it('compares with any other result, and keeps the way of comparing', async () => {
    const host = await open(iterated);
    const { page } = host;
    await choose(page, 'Onion skin');
    const partner = page.getByRole('combobox', { name: 'Compare with' });
    assert.equal(await partner.inputValue(), 'before');
    await partner.selectOption('r1');
    await page.getByRole('img', { name: 'Result 1: dashboard-edited.png' }).waitFor();
    await host.tell({ selectedResultId: 'r5' });
    await page.getByRole('img', { name: 'Result 5: dashboard-edited-5.png' }).waitFor();
    assert.ok(await page.getByRole('radio', { name: 'Onion skin' }).isChecked());
    assert.equal(await partner.inputValue(), 'r1');
  });

  it('compares a step with what it was made from, and offers the source beside it', async () => {
    const host = await open(iterated);
    const { page } = host;
    const partner = page.getByRole('combobox', { name: 'Compare with' });
    const labels = async () => (await partner.locator('option').allInnerTexts()).slice(0, 2);
    const { before } = iterated.results[1] ?? {};
    assert.deepEqual(await labels(), ['Before', 'Source']);
    await page.getByRole('img', { name: `Before: ${before?.name}` }).waitFor();
    await partner.selectOption('source');
    await page.getByRole('img', { name: 'Source: dashboard.png' }).waitFor();
    await host.tell({ selectedResultId: 'r1' });
    await page.getByRole('img', { name: 'Source: dashboard.png' }).waitFor();
    assert.equal((await labels())[0], 'Source');
  });

  it('shows one picture alone where there is nothing to compare it with', async () => {
    for (const state of [filled, generated]) {
      const { page } = await open(state);
      await page.getByRole('button', { name: 'Zoom in' }).waitFor();
      assert.equal(await page.getByRole('radio', { name: 'Swipe' }).count(), 0);
    }
  });
});
