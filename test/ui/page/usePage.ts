import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../vscode/chromium.ts';
import { FakeHost, type OpenOptions } from './fakeHost.ts';
import { PageServer } from './pageServer.ts';

/** One page server and one browser for all of these tests. */
let opened: Promise<[PageServer, Browser]> | undefined;

after(async () => {
  const [server, browser] = (await opened) ?? [];
  await browser?.close();
  await server?.stop();
});

/**
 * For the tests of a `describe` that look at the page alone. After each test the browser must not have
 * complained: no error, and nothing that the content security policy stopped.
 * @returns a function that opens the page on a state
 */
export function usePage(): <S extends object>(state: S, options?: OpenOptions) => Promise<FakeHost<S>> {
  let hosts: Pick<FakeHost, 'close' | 'complaints'>[] = [];
  before(async () => {
    opened ??= Promise.all([PageServer.start(), launchChromium(() => {})]);
    await opened;
  });
  afterEach(async () => {
    const opened = hosts;
    hosts = [];
    for (const host of opened) await host.close();
    assert.deepEqual(
      opened.flatMap(({ complaints }) => complaints),
      [],
    );
  });
  return async (state, options) => {
    assert.ok(opened);
    const [server, browser] = await opened;
    const host = await FakeHost.open(browser, server, state, options);
    hosts.push(host);
    return host;
  };
}

/** Until what the page was told last is drawn. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
