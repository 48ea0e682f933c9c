import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { filled } from './states/form.ts';
import { marked } from './states/region.ts';
import { iterated } from './states/results.ts';
import { choosing } from './states/variants.ts';
import { drawn, usePage } from './usePage.ts';

/** Pairs of things on the stage of which one lies over the other, and what the bar below it cuts off. */
const hidden = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const all = (query: string) =>
      [...document.querySelectorAll(query)]
        .map((one) => one.getBoundingClientRect())
        .filter(({ width }) => width > 0);
    const check = (one: string, other: string) => {
      for (const a of all(one)) {
        for (const b of all(other)) {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 1) faults.push(`${one} and ${other} share ${Math.round(down)} px`);
        }
      }
    };
    check('.caption', '.markTools');
    check('.sheet:has(img)', '.markTools');
    check('.sheet:has(img)', '.caption');
    check('.sheet:has(img)', '.markMore');
    check('.sheet:has(img)', '.said .pill');
    const bar = document.querySelector('.actionBar')?.getBoundingClientRect();
    for (const { top, bottom, right } of all('.actionBar :is(button, select, label)')) {
      if (bar && (top < bar.top || bottom > bar.bottom || right > bar.right + 1))
        faults.push(
          `the bar cuts off ${Math.round(Math.max(bar.top - top, bottom - bar.bottom, right - bar.right))} px`,
        );
    }
    return [...new Set(faults)];
  });

describe('On the stage', () => {
  const open = usePage();

  for (const [width, height] of [
    [300, 700],
    [380, 700],
    [652, 610],
    [700, 700],
    [1000, 700],
    [1440, 900],
  ] as const) {
    it(`no tool lies over a picture or its name, and no button is cut off: ${width} × ${height}`, async () => {
      const host = await open(filled, { width, height });
      const { page } = host;
      await drawn(page);
      const faults = (await hidden(page)).map((fault) => `before a run: ${fault}`);
      await host.tell({ ...choosing, revision: host.state.revision });
      await drawn(page);
      faults.push(
        ...(await hidden(page)).filter((fault) => /cuts/.test(fault)).map((fault) => `variants: ${fault}`),
      );
      await host.tell({ ...iterated, revision: host.state.revision });
      for (const mode of ['One picture', 'Side by side', 'Swipe', 'Onion skin', 'Difference']) {
        const way = page
          .locator('.modes')
          .getByRole(mode === 'One picture' ? 'button' : 'radio', { name: mode });
        await way.dispatchEvent('click');
        await drawn(page);
        await drawn(page);
        faults.push(...(await hidden(page)).map((fault) => `${mode}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });
  }

  for (const [width, height] of [
    [300, 700],
    [300, 900],
    [700, 700],
    [720, 450],
    [1000, 700],
    [1440, 900],
  ] as const) {
    it(`a tool in hand and what is said of its region lie beside the picture: ${width} × ${height}`, async () => {
      const { page } = await open(marked, { width, height });
      await drawn(page);
      const faults: string[] = [];
      for (const tool of ['Select', 'Brush', 'Arrow']) {
        await page
          .getByRole('toolbar', { name: 'Mark' })
          .getByRole('button', { name: tool, exact: true })
          .click();
        await drawn(page);
        await drawn(page);
        faults.push(...(await hidden(page)).map((fault) => `${tool}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });
  }

  it('a picture stays where it was when a tool is put away, and takes the room back when all of it is asked for', async () => {
    const { page } = await open(filled, { width: 300, height: 700 });
    const sheet = page.locator('.sheet').last();
    const select = page.getByRole('toolbar', { name: 'Mark' }).getByRole('button', { name: 'Select' });
    await drawn(page);
    const first = await sheet.boundingBox();
    await select.click();
    await page.locator('.markMore').waitFor();
    await drawn(page);
    await drawn(page);
    const marking = await sheet.boundingBox();
    await select.click();
    await page.locator('.markMore').waitFor({ state: 'detached' });
    await drawn(page);
    assert.deepEqual(await sheet.boundingBox(), marking);
    await page.getByRole('group', { name: 'Picture' }).press('f');
    await drawn(page);
    await drawn(page);
    assert.deepEqual(await sheet.boundingBox(), first);
    assert.ok(marking && first && marking.y > first.y);
  });

  it('all settings of the tool in hand are in sight in a low window, and Tab brings them into sight in a very low one', async () => {
    for (const [width, height] of [
      [720, 450],
      [640, 330],
      [500, 335],
    ] as const) {
      const { page } = await open(marked, { width, height });
      await drawn(page);
      const mark = page.getByRole('toolbar', { name: 'Mark' });
      await mark.getByRole('button', { name: 'Select', exact: true }).click();
      const last = page.getByRole('spinbutton', { name: 'Margin' });
      await last.waitFor();
      await drawn(page);
      if (height < 400) {
        await page.getByRole('spinbutton', { name: 'Feather' }).focus();
        await page.keyboard.press('Tab');
        await drawn(page);
      }
      const cut = await last.evaluate((field) => {
        const [own, bar] = [field, field.closest('.markMore')].map((one) => one?.getBoundingClientRect());
        return own && bar ? Math.max(0, own.right - bar.right, own.bottom - bar.bottom) : undefined;
      });
      assert.equal(cut, 0, `${width} × ${height}`);
    }
  });

  // What VS Code leaves to a panel of windows of 1440 × 900 and 1280 × 720 at 200 %, with and without its side bar.
  for (const [width, height] of [
    [720, 450],
    [640, 330],
    [500, 335],
  ] as const) {
    it(`picture, prompt and Run are in sight in a window that is zoomed to 200 %: ${width} × ${height}`, async () => {
      const { page } = await open(filled, { width, height });
      await drawn(page);
      for (const part of [page.locator('#prompt'), page.locator('#run'), page.locator('.sheet img').last()]) {
        const box = await part.boundingBox();
        assert.ok(
          box && box.height >= 20 && box.y >= 0 && box.y + Math.min(box.height, 40) <= height,
          `${part}: ${box?.y}`,
        );
        const [x, y] = [box.x + 12, box.y + 12];
        const isOnTop = await part.evaluate(
          (own, at) => document.elementsFromPoint(at.x, at.y).includes(own),
          { x, y },
        );
        assert.ok(isOnTop, `${part} is hidden`);
      }
    });
  }
});
