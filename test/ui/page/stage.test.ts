import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { waitMs } from '../../vscode/until.ts';
import { eachDone } from './states/batch.ts';
import { filled } from './states/form.ts';
import { done, generated, iterated } from './states/results.ts';
import { failed, failedLater, growing, retrying, running, stopped } from './states/run.ts';
import { drawn, usePage } from './usePage.ts';

/** Where stage, picture and Run are, in CSS pixels. */
const places = (page: Page) =>
  page.evaluate(() =>
    ['.sight', '.pane', '.sheet', '.actionBar', 'nano-results', '#run'].map((query) => {
      const box = document.querySelector(query)?.getBoundingClientRect();
      return `${query} ${[box?.x, box?.y, box?.width, box?.height].map((length) => length && Math.round(length * 10) / 10)}`;
    }),
  );
const share = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector('.pane')?.getBoundingClientRect();
    return box ? (box.width * box.height) / (innerWidth * innerHeight) : 0;
  });
const seenOnTop = (page: Page) =>
  page.locator('.pane img').evaluateAll((images) =>
    images
      .filter((image) => getComputedStyle(image.parentElement ?? image).opacity === '1')
      .map((image) => image.getAttribute('alt'))
      .at(-1),
  );
const picture = (page: Page) => page.getByRole('group', { name: 'Picture', exact: false });

/** A batch that has ended, looked at as one of its results. */
const batch = { ...filled, jobs: eachDone.jobs, results: done.results, selectedResultId: 'r1' };

describe('The stage', () => {
  const open = usePage();

  for (const [width, height] of [
    [1092, 808],
    [652, 610],
    [300, 700],
  ] as const) {
    it(`never moves, nor do the picture and Run, whatever happens: ${width} × ${height}`, async () => {
      const host = await open(filled, { width, height });
      const { page } = host;
      await drawn(page);
      const before = await places(page);
      const all = { running, retrying, done, failed, failedLater, stopped, batch, iterated, filled };
      for (const [name, state] of Object.entries(all)) {
        await host.tell({ ...state, revision: host.state.revision });
        await drawn(page);
        assert.deepEqual(await places(page), before, name);
      }
      await host.tell({ ...iterated, revision: host.state.revision });
      await page.getByRole('list', { name: 'Results' }).getByRole('button').first().click();
      await drawn(page);
      assert.deepEqual(await places(page), before, 'another result');
      for (const mode of ['Swipe', 'Onion skin', 'Difference']) {
        await page.getByRole('radio', { name: mode }).check();
        await drawn(page);
        assert.deepEqual(await places(page), before, mode);
      }
    });
  }

  for (const [width, height, least] of [
    [1092, 808, 0.6],
    [652, 610, 0.5],
  ] as const) {
    it(`gives the picture ${least * 100} % of a panel of ${width} × ${height}`, async () => {
      const { page } = await open(done, { width, height });
      assert.ok((await share(page)) >= least, String(await share(page)));
    });
  }

  it('keeps what was zoomed into while a result comes and others are chosen', async () => {
    const host = await open(filled);
    const { page } = host;
    await picture(page).focus();
    for (const key of ['1', '+', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    await drawn(page);
    const before = await places(page);
    for (const state of [running, done]) {
      await host.tell({ ...state, revision: host.state.revision });
      await drawn(page);
      assert.deepEqual(await places(page), before);
    }
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Fit', pressed: true }).waitFor();
  });

  it('draws a result of more pixels at the place and in the size of its source', async () => {
    const [first] = done.results;
    assert.ok(first);
    const host = await open(filled);
    await drawn(host.page);
    const before = await places(host.page);
    await host.tell({ ...done, results: [{ ...first, width: 2560, height: 1440 }] });
    await drawn(host.page);
    assert.deepEqual(await places(host.page), before);
  });

  it('shows the source as long as Space is held, and not where Space has a use', async () => {
    const { page } = await open(done);
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    await picture(page).focus();
    assert.equal(await seenOnTop(page), 'Result: dashboard-edited.png');
    await page.keyboard.down(' ');
    await page.locator('figcaption').getByText('Source').waitFor();
    assert.equal(await seenOnTop(page), 'Source: dashboard.png');
    await page.keyboard.up(' ');
    await page.locator('figcaption').getByText('Result').waitFor();
    assert.equal(await seenOnTop(page), 'Result: dashboard-edited.png');
    await page.getByRole('textbox', { name: 'Prompt' }).press(' ');
    assert.match(await page.getByRole('textbox', { name: 'Prompt' }).inputValue(), /^ Blur/);
  });

  it('shows the source as long as its button is held', async () => {
    const { page } = await open(done);
    const button = page.getByRole('button', { name: 'Hold to see the source' });
    await button.hover();
    await page.mouse.down();
    await page.getByRole('button', { name: 'Hold to see the source', pressed: true }).waitFor();
    assert.equal(await seenOnTop(page), 'Source: dashboard.png');
    await page.mouse.up();
    await page.getByRole('button', { name: 'Hold to see the source', pressed: false }).waitFor();
  });

  it('outlines what changed, and only that; says so when nothing did', async () => {
    const host = await open(done);
    const { page } = host;
    await picture(page).press('o');
    await page.waitForFunction(() => document.querySelector('nano-outline path')?.getAttribute('d'));
    const box = await page
      .locator('nano-outline path')
      .last()
      .evaluate((path) => {
        if (!(path instanceof SVGGraphicsElement)) return undefined;
        const { width, height } = path.ownerSVGElement?.viewBox.baseVal ?? { width: 1, height: 1 };
        const { x, y, width: across, height: down } = path.getBBox();
        return [x / width, y / height, across / width, down / height].map((share) => Math.round(share * 100));
      });
    // The name and the address stand from 300, 115 to about 600, 200 of 1280 × 720 pixels.
    const [left = 0, top = 0, width = 0, height = 0] = box ?? [];
    assert.ok(left > 18 && left < 24 && top > 12 && top < 20, String(box));
    assert.ok(width > 20 && width < 55 && height > 8 && height < 20, String(box));
    const [first] = done.results;
    assert.ok(first?.before);
    await host.tell({ results: [{ ...first, preview: `${first.before.preview}?same` }] });
    await page.getByText('Nothing has changed.').waitFor();
    await page.getByRole('button', { name: 'Outline what changed' }).click();
    await page.locator('nano-outline').waitFor({ state: 'detached' });
  });

  for (const reducedMotion of [false, true]) {
    it(`lets a result ${reducedMotion ? 'appear at once where motion is not wanted' : 'fade in over its source'}`, async () => {
      const host = await open(running, { reducedMotion });
      const { page } = host;
      await page.evaluate(() => {
        Reflect.set(window, 'faded', 0);
        document.addEventListener('transitionrun', ({ target }) => {
          if (target instanceof Element && target.matches('.layer')) Reflect.set(window, 'faded', 1);
        });
      });
      await host.tell({ ...done, revision: host.state.revision });
      await page.waitForFunction(
        () => {
          const layers = [...document.querySelectorAll<HTMLElement>('.pane .layer')];
          return layers.length === 2 && layers[0]?.style.opacity === '0' && layers[1]?.style.opacity === '';
        },
        undefined,
        { timeout: waitMs },
      );
      assert.equal(await page.evaluate(() => Reflect.get(window, 'faded')), reducedMotion ? 0 : 1);
    });
  }

  it('shows what is drawn so far beside the source, and then the result in its place', async () => {
    const host = await open(growing);
    const { page } = host;
    await page.getByRole('img', { name: 'So far: Partial image 2' }).waitFor();
    await page.getByRole('img', { name: 'Source: dashboard.png' }).waitFor();
    await page.locator('nano-place').getByText('Receiving').waitFor();
    await host.tell(done);
    await page.locator('figcaption').getByText('Result').waitFor();
    assert.equal(await page.getByRole('img', { name: /So far/ }).count(), 0);
  });

  it('keeps the source in sight while the preview of a result is still being made', async () => {
    const [first] = done.results;
    assert.ok(first);
    const host = await open(running);
    const { page } = host;
    await host.tell({ ...done, results: [{ ...first, preview: null }] });
    await host.until('showPictures');
    await drawn(page);
    assert.equal(await page.getByText('No preview').count(), 0);
    assert.equal(await seenOnTop(page), 'Source: dashboard.png');
    await host.tell({ results: [first] });
    await page.locator('figcaption').getByText('Result').waitFor();
  });

  it('folds the form away by a key and a button, tells what happens all the same, and brings it back to write', async () => {
    const host = await open(done);
    const { page } = host;
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await picture(page).press('h');
    await prompt.waitFor({ state: 'hidden' });
    await host.tell({ alert: failed.alert, status: 'Failed' });
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByRole('status').innerText(), 'Failed');
    await page.getByRole('button', { name: 'Show the form' }).click();
    await prompt.waitFor();
    await page.getByRole('button', { name: 'Hide the form' }).click();
    await host.event('focusPrompt', {});
    await page.waitForFunction(() => document.activeElement?.id === 'prompt');
  });

  it('divides form and picture as wide as wanted, by dragging and by keys, and remembers it with the rest', async () => {
    const host = await open(done);
    const { page } = host;
    const line = page.getByRole('separator', { name: 'Width of the form' });
    const width = () =>
      page.locator('#form').evaluate((form) => Math.round(form.getBoundingClientRect().width));
    const first = await width();
    await line.press('ArrowRight');
    assert.equal(await width(), first + 16);
    const box = await line.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 3, 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 103, 300, { steps: 3 });
    await page.mouse.up();
    assert.equal(await width(), first + 116);
    // New panels begin with it.
    const { params } = await host.until('keepArrangement', 2);
    assert.deepEqual(params, { formWidth: first + 116, details: false, mode: 'single' });
    await page.getByRole('radio', { name: 'Swipe' }).check();
    await page.getByRole('button', { name: 'Details' }).click();
    await page.reload();
    await page.getByRole('complementary', { name: 'Details' }).waitFor();
    assert.equal(await width(), first + 116);
    assert.ok(await page.getByRole('radio', { name: 'Swipe' }).isChecked());
    await line.press('Home');
    assert.equal(await width(), 240);
    await line.press('Enter');
    assert.equal(await width(), first);
  });

  it('opens the details by a key, and closes them by Escape without stopping anything', async () => {
    const host = await open({ ...done, running: true, jobs: running.jobs });
    const { page } = host;
    await picture(page).press('i');
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('button', { name: 'Close the details' }).focus();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    assert.equal(
      await page
        .getByRole('button', { name: 'Details' })
        .evaluate((button) => button === document.activeElement),
      true,
    );
    await page.keyboard.press('Escape');
    await page.getByText('Press Escape again').waitFor();
    assert.equal(host.requests('stop').length, 0);
  });

  it('shows a picture alone where there is nothing to compare it with', async () => {
    const { page } = await open(generated);
    assert.equal(await page.getByRole('radiogroup', { name: 'Compare' }).count(), 0);
    assert.equal(await page.locator('.pane img').count(), 1);
  });
});
