import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { FakeHost } from '../ui/page/fakeHost.ts';
import { PageServer } from '../ui/page/pageServer.ts';
import { filled } from '../ui/page/states/form.ts';
import { input, picture } from '../ui/page/states/parts.ts';
import { launchChromium } from '../vscode/chromium.ts';
import type { Built } from './built.ts';
import { median, milliseconds, type Report } from './report.ts';

const side = 4096;
const rounds = 5;
/** One in each frame, with four points between two frames. */
const moves = 150;
/** A frame of a screen that shows sixty in a second. */
const mostLonger = 16;

/** What brushing over a large picture costs the page, beside a canvas that is only cleared. */
export async function benchMarking(_built: Built, report: Report): Promise<void> {
  const large = await drawPicture();
  const [server, browser] = [await PageServer.start(), await launchChromium()];
  try {
    const source = { ...picture('large.png', 'large'), width: side, height: side };
    const state = {
      ...filled,
      inputs: [input('in-1', source, { edited: true })],
      source: { ...source, restorable: false },
    };
    const host = await FakeHost.open(browser, server, filled);
    await host.page.route('**/preview/large.svg', (route) =>
      route.fulfill({ contentType: 'image/png', body: large }),
    );
    await host.tell(state);
    const { page } = host;
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.sheet img')?.naturalWidth === 4096,
    );
    await page.getByRole('button', { name: 'Brush', exact: true }).click();
    const gaps = { empty: [] as number[], brushing: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      gaps.empty.push(await longestGap(page, false));
      gaps.brushing.push(await longestGap(page, true));
    }
    report.heading(
      `Brushing over a picture of ${side} x ${side}, ${moves} frames: ${rounds} rounds, medians`,
    );
    const [empty, brushing] = [median(gaps.empty), median(gaps.brushing)];
    report.detail(`an empty canvas loop: longest gap ${milliseconds(empty)}`);
    report.detail(`brushing:             longest gap ${milliseconds(brushing)}`);
    report.atMost(
      'marking: longest gap above that of an empty canvas loop',
      brushing - empty,
      mostLonger,
      milliseconds,
    );
    await host.close();
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The longest time between two frames, in milliseconds. @param brushes false: a canvas is cleared in each frame */
const longestGap = (page: Page, brushes: boolean): Promise<number> =>
  page.evaluate(
    async ([brushes, moves]) => {
      const layer = document.querySelector('nano-mark-layer');
      if (!layer) throw new Error('There is nothing to brush over.');
      // What is dispatched by a script can't be captured.
      layer.setPointerCapture = () => {};
      const { left, top, width, height } = layer.getBoundingClientRect();
      const tell = (type: string, step: number) => {
        const more = {
          pointerId: 7,
          pointerType: 'pen',
          isPrimary: true,
          button: 0,
          bubbles: true,
          cancelable: true,
        };
        layer.dispatchEvent(
          new PointerEvent(type, {
            ...more,
            clientX: left + width * (0.2 + (0.6 * step) / Number(moves)),
            clientY: top + height * (0.5 + 0.3 * Math.sin(step / 9)),
          }),
        );
      };
      const empty = document.createElement('canvas');
      empty.width = width;
      empty.height = height;
      const context = empty.getContext('2d');
      let longest = 0;
      if (brushes) tell('pointerdown', 0);
      let before = await new Promise<number>(requestAnimationFrame);
      for (let step = 1; step <= Number(moves); step++) {
        if (brushes) for (let part = 0; part < 4; part++) tell('pointermove', step - 1 + part / 4);
        else context?.clearRect(0, 0, width, height);
        const now = await new Promise<number>(requestAnimationFrame);
        longest = Math.max(longest, now - before);
        before = now;
      }
      if (brushes) tell('pointerup', Number(moves));
      return longest;
    },
    [brushes, moves] as const,
  );

/** Grain, which no browser draws cheaply. */
async function drawPicture(): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side * 3);
  let grain = 1;
  for (let at = 0; at < pixels.length; at++) {
    grain = (grain * 1103515245 + 12345) % 0x80000000;
    pixels[at] = 128 + ((grain >> 16) & 63);
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
