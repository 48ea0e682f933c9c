import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Region } from '../../../src/core/shared/region/region.ts';
import { expectText } from './expectText.ts';
import type { FakeHost } from './fakeHost.ts';
import { filled } from './states/form.ts';
import { answerToChoose } from './states/region.ts';
import { done } from './states/results.ts';
import { running } from './states/run.ts';
import { drawn, usePage } from './usePage.ts';

const tool = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Mark' }).getByRole('button', { name, exact: true });
const number = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Region' }).getByRole('spinbutton', { name });
const canvas = (page: Page) => page.getByRole('group', { name: /^Pictures?$/ });

/** Drags over the picture, in its pixels. */
async function drag(page: Page, ...points: readonly [x: number, y: number][]): Promise<void> {
  const sheet = await page.locator('.sheet').last().boundingBox();
  assert.ok(sheet);
  const scale = sheet.width / 1280;
  for (const [at, [x, y]] of points.entries()) {
    await page.mouse.move(sheet.x + x * scale, sheet.y + y * scale);
    if (at === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** What the host was told last is selected. */
async function region(host: FakeHost, count = 1): Promise<Region | null> {
  const { params } = await host.until('setRegion', count);
  return params.region as Region | null;
}

const close = (value: number, wanted: number) => Math.abs(value - wanted) <= 3;

describe('Marking on the page', () => {
  const open = usePage();

  it('selects a rectangle by mouse, tells the host and shows its numbers', async () => {
    const host = await open(filled);
    const { page } = host;
    await tool(page, 'Select').click();
    await drag(page, [320, 180], [500, 300], [640, 360]);
    const [shape] = (await region(host))?.shapes ?? [];
    assert.ok(shape?.kind === 'rectangle');
    assert.ok(
      close(shape.x, 320) && close(shape.y, 180) && close(shape.width, 320) && close(shape.height, 180),
    );
    assert.equal(await number(page, 'X').inputValue(), String(shape.x));
    assert.equal(await number(page, 'Height').inputValue(), String(shape.height));
  });

  it('by keyboard alone: makes a rectangle, moves and resizes it, says its numbers, and takes it away', async () => {
    const host = await open(filled);
    const { page } = host;
    await canvas(page).focus();
    await page.keyboard.press('r');
    const first = (await region(host, 1))?.shapes[0];
    assert.deepEqual(first, { kind: 'rectangle', mode: 'add', x: 427, y: 240, width: 427, height: 240 });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Shift+ArrowLeft');
    const moved = (await region(host, 4))?.shapes[0];
    assert.deepEqual(moved, { kind: 'rectangle', mode: 'add', x: 428, y: 250, width: 426, height: 240 });
    await page
      .locator('nano-mark-layer [aria-live]', { hasText: 'Rectangle, 426 × 240 at 428, 250' })
      .waitFor({ state: 'attached' });
    await page.keyboard.press('Control+z');
    assert.deepEqual((await region(host, 5))?.shapes[0], { ...moved, width: 427 });
    await page.keyboard.press('Escape');
    assert.equal(await region(host, 6), null);
    await page.keyboard.press('Control+z');
    assert.equal((await region(host, 7))?.shapes.length, 1);
  });

  it('takes a rectangle that is typed as numbers, with its feather', async () => {
    const host = await open(filled);
    const { page } = host;
    await tool(page, 'Select').press('Enter');
    for (const [name, value] of [
      ['X', '1100'],
      ['Y', '40'],
      ['Width', '120'],
      ['Height', '60'],
    ] as const)
      await number(page, name).fill(value);
    await number(page, 'Width').press('Control+A');
    await page.keyboard.type('120');
    await number(page, 'Feather').fill('6');
    const told = host.requests('setRegion');
    const last = await region(host, told.length);
    assert.deepEqual(last?.shapes, [
      { kind: 'rectangle', mode: 'add', x: 1100, y: 40, width: 120, height: 60 },
    ]);
    assert.equal(last?.feather, 6);
    await number(page, 'Feather').fill('');
    assert.equal((await region(host, told.length + 1))?.feather, 'auto');
  });

  it('adds with Shift, takes away with Alt, inverts and clears, and takes all of it back', async () => {
    const host = await open(filled);
    const { page } = host;
    await tool(page, 'Select').click();
    await drag(page, [100, 100], [300, 200]);
    await page.keyboard.down('Shift');
    await drag(page, [700, 300], [900, 500]);
    await page.keyboard.up('Shift');
    await tool(page, 'Lasso').click();
    await page.keyboard.down('Alt');
    await drag(page, [740, 340], [860, 340], [800, 420]);
    await page.keyboard.up('Alt');
    assert.deepEqual(
      (await region(host, 3))?.shapes.map(({ kind, mode }) => `${mode} ${kind}`),
      ['add rectangle', 'add rectangle', 'subtract polygon'],
    );
    await tool(page, 'Invert').click();
    assert.equal((await region(host, 4))?.inverted, true);
    await tool(page, 'Clear').click();
    assert.equal(await region(host, 5), null);
    await tool(page, 'Undo').click();
    assert.equal((await region(host, 6))?.shapes.length, 3);
    await tool(page, 'Redo').click();
    assert.equal(await region(host, 7), null);
  });

  it('draws marks for the model, with their colour and words, which can be moved and deleted', async () => {
    const host = await open(filled);
    const { page } = host;
    await tool(page, 'Arrow').click();
    await page.getByRole('radio', { name: 'Blue' }).check({ force: true });
    await drag(page, [900, 200], [700, 400]);
    await tool(page, 'Note').click();
    await drag(page, [920, 150]);
    await page.getByRole('textbox', { name: 'Text of the note' }).fill('Make this line thicker');
    await page.keyboard.press('Enter');
    const { params } = await host.until('setMarkup', 2);
    const { marks } = params.markup as { marks: { kind: string; colour: string; text?: string }[] };
    assert.deepEqual(
      marks.map(({ kind, colour, text }) => [kind, colour, text]),
      [
        ['arrow', 'blue', undefined],
        ['note', 'blue', 'Make this line thicker'],
      ],
    );
    await page.keyboard.press('ArrowDown');
    await host.until('setMarkup', 3);
    await page.keyboard.press('Delete');
    const left = (await host.until('setMarkup', 4)).params.markup as { marks: { kind: string }[] };
    assert.deepEqual(
      left.marks.map(({ kind }) => kind),
      ['arrow'],
    );
    assert.equal(host.requests('setRegion').length, 0);
  });

  it('cancels what is being drawn at Escape, and only then means Stop by it', async () => {
    const host = await open(running);
    const { page } = host;
    await tool(page, 'Select').click();
    const sheet = await page.locator('.sheet').last().boundingBox();
    assert.ok(sheet);
    await page.mouse.move(sheet.x + 100, sheet.y + 100);
    await page.mouse.down();
    await page.mouse.move(sheet.x + 200, sheet.y + 200);
    await drawn(page);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    assert.equal(host.requests('setRegion').length, 0);
    assert.equal(await page.getByText('Press Escape again to stop.').count(), 0);
    await page.keyboard.press('Escape');
    await page.getByText('Press Escape again to stop.').first().waitFor();
  });

  it('zooms by wheel and moves by Space and dragging while a tool is in hand', async () => {
    const host = await open(filled);
    const { page } = host;
    await tool(page, 'Brush').click();
    const place = () => page.locator('.sheet').last().boundingBox();
    const before = await place();
    assert.ok(before);
    await page.mouse.move(before.x + 300, before.y + 200);
    await page.mouse.wheel(0, -400);
    await page.waitForFunction(
      (width) => (document.querySelector('.sheet')?.clientWidth ?? 0) > width,
      before.width,
    );
    const zoomed = await place();
    await canvas(page).focus();
    await page.keyboard.down('Space');
    await page.mouse.down();
    await page.mouse.move(before.x + 250, before.y + 170);
    await page.mouse.up();
    await page.keyboard.up('Space');
    const moved = await place();
    assert.deepEqual(
      [(moved?.x ?? 0) - (zoomed?.x ?? 0), (moved?.y ?? 0) - (zoomed?.y ?? 0)].map(Math.round),
      [-50, -30],
    );
    assert.equal(host.requests('setRegion').length, 0);
  });

  it('marks a spot of a result, which becomes the edited image', async () => {
    const host = await open(done);
    const { page } = host;
    await tool(page, 'Select').click();
    await drag(page, [320, 180], [640, 360]);
    const { params } = await host.until('setRegion');
    assert.equal(params.resultId, 'r1');
  });

  it('draws with a finger, and moves and zooms with two', async () => {
    const host = await open(filled);
    const { page } = host;
    await tool(page, 'Select').click();
    const touch = (type: string, id: number, x: number, y: number) =>
      page.locator('nano-mark-layer').evaluate(
        (layer, [type, id, x, y]) => {
          const { left, top } = layer.getBoundingClientRect();
          // What is dispatched by a script can't be captured.
          layer.setPointerCapture = () => {};
          const more = {
            pointerId: Number(id),
            pointerType: 'touch',
            isPrimary: id === 1,
            button: 0,
            bubbles: true,
            cancelable: true,
          };
          layer.dispatchEvent(
            new PointerEvent(String(type), { ...more, clientX: left + Number(x), clientY: top + Number(y) }),
          );
        },
        [type, id, x, y] as const,
      );
    await touch('pointerdown', 1, 200, 200);
    await touch('pointermove', 1, 300, 300);
    await touch('pointerup', 1, 300, 300);
    assert.equal((await region(host))?.shapes.length, 1);
    const width = await page.locator('.sheet').evaluate((sheet) => sheet.clientWidth);
    await touch('pointerdown', 1, 400, 400);
    await touch('pointerdown', 2, 500, 400);
    await touch('pointermove', 2, 700, 400);
    await touch('pointerup', 2, 700, 400);
    await touch('pointerup', 1, 400, 400);
    await page.waitForFunction(
      (before) => (document.querySelector('.sheet')?.clientWidth ?? 0) > before * 2,
      width,
    );
    assert.equal(host.requests('setRegion').length, 1);
  });

  it('asks how to keep an answer that shows something else around its region', async () => {
    const host = await open(answerToChoose);
    const { page } = host;
    const choice = page.getByRole('region', { name: 'Choose what to keep' });
    await expectText(choice, /differs from dashboard\.png/);
    const actions = page.getByRole('toolbar', { name: 'Result actions' });
    for (const name of ['Keep', 'Discard'])
      assert.equal(await actions.getByRole('button', { name, exact: true }).count(), 0, name);
    const ways = { 'Insert anyway': 'setIn', 'Keep whole answer': 'whole', Discard: 'none' };
    for (const [at, [name, wanted]] of Object.entries(ways).entries()) {
      await choice.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual((await host.until('chooseAnswer', at + 1)).params, { resultId: 'r1', choice: wanted });
    }
  });

  it('shows what the host says of the region when another image became the edited one', async () => {
    const shape = { kind: 'rectangle', mode: 'add', x: 10, y: 20, width: 300, height: 200 } as const;
    const kept: Region = {
      shapes: [shape],
      inverted: false,
      feather: 'auto',
      context: 'auto',
      of: { width: 1280, height: 720 },
    };
    const host = await open({ ...filled, region: kept });
    const { page } = host;
    assert.equal(await number(page, 'Width').inputValue(), '300');
    await host.tell({ region: { ...kept, shapes: [{ ...shape, width: 150 }] }, marksEpoch: 1 });
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[aria-label="Width"]')?.value === '150',
    );
    assert.equal(host.requests('setRegion').length, 0);
  });
});
