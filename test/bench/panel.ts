import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../vscode/chromium.ts';
import { startServer } from '../vscode/server.ts';
import { openWorkbench, type Workbench } from '../vscode/workbench.ts';
import type { Built } from './built.ts';
import { emptyPanelItem, installEmptyExtension } from './emptyExtension.ts';
import { holdOver } from './holdOver.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const rounds = 15;
const limitMs = 30_000;

const opened = {
  product: { item: 'Edit with Nano Banana…', tab: 'Nano Banana: ' },
  empty: { item: emptyPanelItem, tab: 'Empty: ' },
} as const;
type Which = keyof typeof opened;

/** From the click in the context menu to a panel that takes typing, beside an empty panel, in a real VS Code. */
export async function benchPanel(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'workspace');
  await mkdir(folder);
  const pictures = Array.from({ length: rounds + 1 }, (_, round) => `screenshot${round}.png`);
  const picture = sharp({ create: { width: 1280, height: 720, channels: 3, background: '#468' } });
  for (const name of pictures) await picture.toFile(join(folder, name));

  const [server, browser] = await Promise.all([
    startServer({ extension: built.extension }),
    launchChromium(),
  ]);
  try {
    await installEmptyExtension(join(server.userDataFolder, '..', 'extensions'));
    const workbench = await openWorkbench({ server, browser, folder });
    const times: Record<Which, number[]> = { product: [], empty: [] };
    const lost: Record<Which, number> = { product: 0, empty: 0 };
    for (const [round, name] of pictures.entries()) {
      const order: Which[] = round % 2 === 0 ? ['product', 'empty'] : ['empty', 'product'];
      for (const which of order) {
        const opening = await openPanel(workbench, which, name);
        times[which].push(opening.time);
        lost[which] += opening.lost;
      }
    }
    // The first of each loads its extension and much of VS Code; what a person feels every time comes after.
    const [firstProduct = 0, ...product] = times.product;
    const [firstEmpty = 0, ...empty] = times.empty;
    report.heading(`From the click to a panel that takes typing: ${rounds} rounds by turns, medians`);
    report.detail(
      `product: ${milliseconds(median(product))} (${range(product)}), the very first ${milliseconds(firstProduct)}`,
    );
    report.detail(
      `empty:   ${milliseconds(median(empty))} (${range(empty)}), the very first ${milliseconds(firstEmpty)}`,
    );
    report.detail(
      `letters that VS Code took while it loaded the page, and that were typed again: ${lost.product} and ${lost.empty}`,
    );
    report.atMost('panel: click to typing', median(product) / median(empty), 1.5, ratio);
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Opening {
  /** From the click until a letter stood in the box. */
  time: number;
  /** Letters that went elsewhere: VS Code may take the keyboard back once while it loads a page. */
  lost: number;
}

/** Opens a panel, types a letter into it and closes it. */
async function openPanel(workbench: Workbench, which: Which, picture: string): Promise<Opening> {
  const { page, explorer } = workbench;
  const { item: name, tab } = opened[which];
  await explorer.rightClick(picture);
  const item = page.locator('.monaco-menu').last().getByRole('menuitem', { name, exact: true });
  await holdOver(item);
  await page.mouse.down();
  const started = performance.now();
  // It counts when the button goes up; the driver's own preparations for a click would count for both panels.
  await page.mouse.up();
  let typed = 0;
  try {
    typed = await typeWhenFocused(page);
  } catch (cause) {
    const menu = (await page.locator('.monaco-menu').count()) > 0 ? 'open' : 'closed';
    const tabs = (await workbench.tabs()).join(', ') || 'none';
    throw new Error(`${cause} (${which} panel, ${picture}, menu ${menu}, tabs: ${tabs})`, { cause });
  }
  const time = performance.now() - started;
  await workbench.closeTab(`${tab}${picture}`);
  await workbench.tab(`${tab}${picture}`).waitFor({ state: 'hidden' });
  return { time, lost: typed - 1 };
}

/**
 * Types as soon as a text box of a panel has the keyboard by itself, until a letter stands there: the driver has
 * typed when the page has dealt with it, so a box that is still empty then will not get that letter any more.
 * @returns how many letters it took
 */
async function typeWhenFocused(page: Page): Promise<number> {
  const deadline = performance.now() + limitMs;
  let typed = 0;
  while (performance.now() < deadline) {
    const text = await focusedText(page);
    if (text) return typed;
    if (text === '') {
      typed++;
      await page.keyboard.type('x');
    } else {
      await delay(2);
    }
  }
  throw new Error(
    typed > 0 ? 'What was typed did not arrive.' : 'No text box of a panel got the keyboard in time.',
  );
}

/** What stands in the focused text box of a panel; undefined while there is none. */
async function focusedText(page: Page): Promise<string | undefined> {
  for (const frame of page.frames()) {
    // The window holds a frame that holds the panel's document; the others would only be kept from their work.
    if (!frame.parentFrame()?.parentFrame()) continue;
    const text = await textIn(frame);
    if (text !== undefined) return text;
  }
  return undefined;
}

function textIn(frame: Frame): Promise<string | undefined> {
  return frame
    .evaluate(() => {
      let focused = document.hasFocus() ? document.activeElement : null;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      return focused instanceof HTMLTextAreaElement ? focused.value : undefined;
    })
    .catch(() => undefined);
}

const range = (times: readonly number[]) =>
  `${milliseconds(Math.min(...times))} to ${milliseconds(Math.max(...times))}`;
