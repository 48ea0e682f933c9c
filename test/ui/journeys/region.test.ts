import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import { imagesOf } from './requestImages.ts';
import { useFixture } from './useFixture.ts';

/** A part of a picture, in its pixels. */
interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How many pixels differ inside a part of two pictures, and how many outside, read by a decoder of the test's own. */
async function differing(one: Uint8Array, other: Uint8Array, { x, y, width, height }: Part) {
  const [first, second] = await Promise.all(
    [one, other].map((bytes) => sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  assert.ok(first && second);
  assert.deepEqual([second.info.width, second.info.height], [first.info.width, first.info.height]);
  const count = { inside: 0, outside: 0 };
  for (let at = 0; at < first.data.length; at += 4) {
    if (first.data.readUInt32LE(at) === second.data.readUInt32LE(at)) continue;
    const [column, row] = [(at / 4) % first.info.width, Math.floor(at / 4 / first.info.width)];
    const isInside = column >= x && column < x + width && row >= y && row < y + height;
    count[isInside ? 'inside' : 'outside']++;
  }
  return count;
}

describe('A region at the screen', () => {
  const fixture = useFixture();

  const tool = (panel: Panel, name: string) =>
    panel.frame.getByRole('toolbar', { name: 'Mark' }).getByRole('button', { name, exact: true });
  const number = async (panel: Panel, name: string) =>
    Number(
      await panel.frame.getByRole('group', { name: 'Region' }).getByRole('spinbutton', { name }).inputValue(),
    );
  const numbers = async (panel: Panel): Promise<Part> => ({
    x: await number(panel, 'X'),
    y: await number(panel, 'Y'),
    width: await number(panel, 'Width'),
    height: await number(panel, 'Height'),
  });
  const kept = (panel: Panel, part: Part) =>
    panel.frame.getByRole('button', {
      name: `Outside the region: 0 of ${(1280 * 720 - part.width * part.height).toLocaleString('en')} pixels changed`,
    });

  it('by mouse: a rectangle is drawn, only that part is sent, and nothing outside it changes', async () => {
    const { workbench, standIn } = fixture();
    const source = await fixture().read('docs/images/dashboard.png');
    const panel = await fixture().edit('docs/images/dashboard.png');
    await tool(panel, 'Select').click();
    const sheet = await panel.frame.locator('.sheet').last().boundingBox();
    assert.ok(sheet);
    const at = (x: number, y: number) => [sheet.x + x * sheet.width, sheet.y + y * sheet.height] as const;
    const { mouse } = workbench.page;
    await mouse.move(...at(0.4, 0.4));
    await mouse.down();
    await mouse.move(...at(0.5, 0.5));
    await mouse.move(...at(0.6, 0.55));
    await mouse.up();
    const part = await numbers(panel);
    assert.ok(Math.abs(part.x - 512) < 6 && Math.abs(part.width - 256) < 8, JSON.stringify(part));
    await panel.frame.getByText(/^Sends \d+ × \d+ of 1280 × 720 pixels/).waitFor();
    await workbench.screenshot('region');
    await panel.ask('invert');
    await panel.waitForStatus('Saved dashboard-edited.png');
    await kept(panel, part).waitFor();
    await workbench.screenshot('region-done');
    const made = await fixture().read('docs/images/dashboard-edited.png');
    const { inside, outside } = await differing(source, made, part);
    assert.equal(outside, 0);
    assert.ok(inside > (part.width * part.height) / 4, `${inside} pixels changed inside`);
    const [sent] = imagesOf(standIn.requests[0]);
    const { width = 0 } = await sharp(sent?.bytes).metadata();
    assert.ok(width > 0 && width < 1280, `${width} pixels wide`);
    await kept(panel, part).click();
    await panel.frame.getByRole('radio', { name: 'Difference', checked: true }).waitFor();
    await workbench.closeTab('Nano Banana: dashboard.png');
  });

  it('by keyboard alone: a rectangle is made, moved, resized and typed, and the badge says that nothing else changed', async () => {
    const { workbench } = fixture();
    const source = await fixture().read('docs/images/dashboard.png');
    const panel = await fixture().edit('docs/images/dashboard.png');
    const { keyboard } = workbench.page;
    // A panel that opens puts the cursor into the prompt, however late its frame gets the focus.
    await until('the cursor in the prompt', () =>
      panel.prompt.evaluate((box) => box.matches(':focus') && box.ownerDocument.hasFocus()),
    );
    await panel.frame.getByRole('group', { name: /^Pictures?$/ }).focus();
    await keyboard.press('r');
    await panel.frame.getByRole('group', { name: 'Region' }).waitFor();
    const first = await numbers(panel);
    await keyboard.press('ArrowRight');
    await keyboard.press('Shift+ArrowDown');
    const moved = { ...first, x: first.x + 1, height: first.height + 1 };
    await until('the rectangle to be moved and resized', async () =>
      isDeepStrictEqual(await numbers(panel), moved),
    );
    const typed = panel.frame
      .getByRole('group', { name: 'Region' })
      .getByRole('spinbutton', { name: 'Width' });
    await typed.press('Control+A');
    await typed.pressSequentially('200');
    await until('the typed width', async () => (await numbers(panel)).width === 200);
    const part = await numbers(panel);
    await panel.prompt.focus();
    await keyboard.press('Control+A');
    await keyboard.type('invert');
    await keyboard.press('Control+Enter');
    await panel.waitForStatus(/^Saved dashboard-edited/);
    await kept(panel, part).waitFor();
    const [name = ''] = /dashboard-edited[\w-]*\.png/.exec(await panel.status.innerText()) ?? [];
    const { inside, outside } = await differing(source, await fixture().read(`docs/images/${name}`), part);
    assert.equal(outside, 0);
    assert.ok(inside > 0);
    await workbench.closeTab('Nano Banana: dashboard.png');
  });
});
