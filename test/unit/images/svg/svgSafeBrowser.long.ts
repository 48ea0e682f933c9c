import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { safeSvg } from '../../../../src/core/images/svg/svgSafe.ts';
import { launchChromium } from '../../../vscode/chromium.ts';
import { documentOf, hostileSvgs } from './hostileSvgs.ts';

const address = 'http://svg.test/picture.svg';

describe('a browser that opens an SVG by itself', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium(() => {});
  });
  after(() => browser.close());

  /** What an SVG did, opened as a document and with everything in it clicked: `ran`, and what it asked for. */
  async function doings(svg: string | Uint8Array): Promise<string[]> {
    const page = await browser.newPage();
    const done = new Set<string>();
    await page.exposeFunction('hostile', () => void done.add('ran'));
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url === address) {
        await route.fulfill({ contentType: 'image/svg+xml', body: Buffer.from(svg) });
        return;
      }
      if (!url.endsWith('/favicon.ico')) done.add(url);
      await route.abort();
    });
    await page.goto(address);
    await page
      .evaluate(() => {
        for (const element of document.querySelectorAll('*')) element.dispatchEvent(new MouseEvent('click'));
        return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      })
      // A link that was followed takes the page away.
      .catch(() => undefined);
    await page.close();
    return [...done].sort();
  }

  it('sees it run and load as it came, and do nothing once it was made safe', async () => {
    const before: string[] = [];
    for (const svg of hostileSvgs) {
      const text = documentOf(svg);
      const [raw, safe] = await Promise.all([text, safeSvg(Buffer.from(text)).bytes].map(doings));
      if ((raw ?? []).length > 0) before.push(svg.what);
      assert.deepEqual(safe, [], svg.what);
    }
    assert.ok(before.length > 20, `only these did anything: ${before.join(', ')}`);
    for (const what of ['a script', 'an event', 'a picture from elsewhere', 'an entity that is markup']) {
      assert.ok(before.includes(what), `${what} is seen where it is`);
    }
  });
});
