/**
 * Pictures of the page in all its states and themes, for looking at:
 * `node test/ui/page/gallery.ts FOLDER [part of a state's name]`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PanelState } from '../../../src/shared/panelState.ts';
import { findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { launchChromium } from '../../vscode/chromium.ts';
import { FakeHost, type ThemeName, themeNames } from './fakeHost.ts';
import { PageServer } from './pageServer.ts';
import * as states from './states.ts';

const [, , folder, only = ''] = process.argv;
if (!folder) throw new Error('Say into which folder.');
await mkdir(folder, { recursive: true });

const isState = (value: unknown): value is PanelState =>
  typeof value === 'object' && value !== null && 'revision' in value;
const wanted = Object.entries(states).flatMap(([name, state]) =>
  isState(state) && name.includes(only) ? [{ name, state }] : [],
);
const widths: Record<string, { width: number; height: number }> = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 400, height: 900 },
};

const server = await PageServer.start();
console.log(`bundle ${server.bundleBytes} bytes`);
const browser = await launchChromium();
const shoot = async (name: string, state: PanelState, theme: ThemeName, size: string) => {
  const host = await FakeHost.open(browser, server, state, { theme, ...widths[size] });
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
for (const { name, state } of wanted) {
  for (const theme of themeNames) await shoot(name, state, theme, 'wide');
  for (const theme of ['dark', 'light'] as const) await shoot(name, state, theme, 'narrow');
}
await browser.close();
await server.stop();
