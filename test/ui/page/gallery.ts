/**
 * Pictures of the page in all its states and themes, for looking at:
 * `node test/ui/page/gallery.ts FOLDER [part of a state's name] [300x900,1440x900…]`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { launchChromium } from '../../vscode/chromium.ts';
import { FakeHost, type OpenOptions, type ThemeName, themeNames } from './fakeHost.ts';
import { type PageKind, PageServer } from './pageServer.ts';
import * as states from './states/all.ts';
import * as others from './states/otherPages.ts';

const [, , folder, only = '', windows] = process.argv;
if (!folder) throw new Error('Say into which folder.');
await mkdir(folder, { recursive: true });

interface Scene {
  name: string;
  state: object;
  kind?: PageKind;
  /** What a person did before. */
  act?: (page: Page) => Promise<void>;
}
const isState = (value: unknown): value is PanelState =>
  typeof value === 'object' && value !== null && 'revision' in value;
const choose = (name: string) => (page: Page) => page.getByRole('radio', { name }).check({ force: true });
const scenes: Scene[] = [
  ...Object.entries(states).flatMap(([name, state]) => (isState(state) ? [{ name, state }] : [])),
  { name: 'mode-swipe', state: states.otherSize, act: choose('Swipe') },
  { name: 'mode-onionSkin', state: states.otherSize, act: choose('Onion skin') },
  {
    name: 'mode-difference',
    state: states.done,
    act: async (page) => {
      await choose('Difference')(page);
      await page.getByText('of the pixels differ').waitFor();
    },
  },
  {
    name: 'mode-zoomed',
    state: states.done,
    act: async (page) => {
      await page.getByRole('group', { name: 'Pictures' }).focus();
      for (const key of ['1', '+', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
    },
  },
  {
    name: 'mark-select',
    state: states.marked,
    act: async (page) => {
      await page.getByRole('button', { name: 'Select', exact: true }).click();
      await page.getByRole('group', { name: 'Picture' }).press('PageDown');
    },
  },
  {
    name: 'mark-brush',
    state: states.marked,
    act: (page) => page.getByRole('button', { name: 'Brush', exact: true }).click(),
  },
  {
    name: 'mark-note',
    state: states.marked,
    act: async (page) => {
      await page.getByRole('button', { name: 'Note', exact: true }).click();
      await page.getByRole('group', { name: 'Picture' }).press('Enter');
    },
  },
  {
    name: 'mark-difference',
    state: states.regionBroken,
    act: async (page) => {
      await page.getByRole('button', { name: /^Outside the region/ }).click();
      await page.getByText('of the pixels differ').waitFor();
    },
  },
  ...Object.entries({ eachRunning: states.eachRunning, eachDone: states.eachDone }).map(([name, state]) => ({
    name: `table-${name}`,
    state,
    act: async (page: Page) => {
      await page.getByRole('button', { name: 'Show the table of edits' }).click();
      await page.getByRole('grid', { name: 'Edits' }).waitFor();
      for (const key of ['ArrowDown', ' ']) await page.keyboard.press(key);
    },
  })),
  {
    name: 'menu-more',
    state: states.iterated,
    act: (page) => page.getByRole('toolbar').getByRole('button', { name: 'More' }).click(),
  },
  {
    name: 'menu-presets',
    state: states.iterated,
    act: (page) => page.getByRole('button', { name: 'More…' }).click(),
  },
  {
    name: 'list-models',
    state: states.filled,
    act: (page) => page.getByRole('combobox', { name: 'Model' }).click(),
  },
  {
    name: 'list-ratios',
    state: states.filled,
    act: (page) => page.getByRole('combobox', { name: 'Aspect ratio' }).click(),
  },
  {
    name: 'source',
    state: states.iterated,
    act: (page) => page.getByRole('button', { name: /^Source/ }).click(),
  },
  { name: 'compare', state: others.compared, kind: 'compare' },
  { name: 'compareShapes', state: others.comparedShapes, kind: 'compare', act: choose('Onion skin') },
  { name: 'compareProblem', state: others.comparedProblem, kind: 'compare' },
  { name: 'compareGone', state: others.comparedGone, kind: 'compare' },
  { name: 'review', state: others.reviewed, kind: 'compare' },
  { name: 'reviewMany', state: others.reviewedMany, kind: 'compare' },
  { name: 'record', state: others.recorded, kind: 'record' },
  { name: 'recordStale', state: others.recordedStale, kind: 'record' },
  { name: 'recordNone', state: others.unrecorded, kind: 'record' },
  { name: 'recordGone', state: others.recordedGone, kind: 'record' },
  { name: 'reportGone', state: others.reportedGone, kind: 'report' },
  { name: 'report', state: others.reported, kind: 'report' },
  { name: 'reportEmpty', state: others.reportedNothing, kind: 'report' },
  {
    name: 'reportFiltered',
    state: others.reported,
    kind: 'report',
    act: (page) => page.getByRole('button', { name: /^Linked nowhere/ }).click(),
  },
  {
    name: 'reportNoneFits',
    state: others.reported,
    kind: 'report',
    act: (page) => page.getByRole('searchbox').fill('lighthouse'),
  },
];
scenes.push(
  { name: 'gallery', state: others.gallery, kind: 'gallery' },
  { name: 'galleryEmpty', state: others.galleryEmpty, kind: 'gallery' },
  { name: 'galleryMany', state: others.galleryMany, kind: 'gallery' },
);
const wanted = scenes.filter(({ name }) => name.includes(only));
const thumbnails = ['dashboard-edited', 'dashboard-marked', 'logo'].map((name) => `/preview/${name}.svg`);
const widths: Record<string, { width: number; height: number }> = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 400, height: 900 },
};
const wantedWindows = (windows?.split(',') ?? []).map((name) => {
  const [width = 0, height = 0] = name.split('x').map(Number);
  widths[name] = { width, height };
  return name;
});

const server = await PageServer.start();
console.log(`bundle ${server.bundleBytes} bytes`);
const browser = await launchChromium();
const shoot = async ({ name, state, kind, act }: Scene, theme: ThemeName, size: string) => {
  const options: OpenOptions = { theme, ...widths[size], ...(kind ? { kind } : {}) };
  const first = kind === 'gallery' ? { ...state, items: [] } : state;
  const host = await FakeHost.open(browser, server, first, options);
  if (kind === 'gallery') {
    let at = 0;
    host.answers.thumbnail = () => ({ result: { source: thumbnails[at++ % thumbnails.length] } });
    await host.tell(state);
  }
  await act?.(host.page);
  await host.page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
  await host.page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(folder, `${name}-${theme}-${size}.png`);
  await host.page.screenshot({ path, animations: 'disabled', fullPage: size === 'narrow' });
  const overflow = await host.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const faults = [...(await findAccessibilityFaults(host.page)), ...host.complaints];
  if (overflow > 0) faults.push(`${overflow} px too wide`);
  console.log(`${path}${faults.map((fault) => `\n  ${fault}`).join('')}`);
  await host.close();
};
for (const scene of wanted) {
  for (const size of wantedWindows) for (const theme of themeNames) await shoot(scene, theme, size);
  if (wantedWindows.length) continue;
  for (const theme of themeNames) await shoot(scene, theme, 'wide');
  for (const theme of ['dark', 'light'] as const) await shoot(scene, theme, 'narrow');
}
await browser.close();
await server.stop();
