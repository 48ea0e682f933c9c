import { createServer } from 'node:http';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../vscode/chromium.ts';
import { projectFolder } from '../vscode/paths.ts';
import type { Built } from './built.ts';
import type { DifferenceCost, DifferenceCosts } from './differencePage.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const rounds = 5;
const side = 4096;
/** Of the pixels. */
const changed = 0.4;

/** What it costs to find the difference of two large pictures, beside the plain way of doing it. */
export async function benchDifference(_built: Built, report: Report): Promise<void> {
  const [first, second, script] = await Promise.all([drawPicture(0), drawPicture(changed), buildPage()]);
  const bodies: Record<string, { type: string; body: Uint8Array | string }> = {
    '/': { type: 'text/html', body: '<!doctype html><title>Bench</title><script src="/page.js"></script>' },
    '/page.js': { type: 'text/javascript', body: script },
    '/first.png': { type: 'image/png', body: first },
    '/second.png': { type: 'image/png', body: second },
  };
  const server = createServer(({ url }, response) => {
    const found = bodies[url ?? ''];
    response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' }).end(found?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const browser = await launchChromium();
  try {
    const costs: DifferenceCosts[] = [];
    for (let round = 0; round < rounds; round++) {
      costs.push(await compareOnce(browser, `http://127.0.0.1:${address.port}/`));
    }
    tell(report, costs);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

function tell(report: Report, costs: readonly DifferenceCosts[]): void {
  report.heading(
    `Difference of two decoded pictures of ${side} x ${side}, ${changed * 100} % of the pixels changed: ${rounds} rounds, medians`,
  );
  const middle = (which: keyof DifferenceCosts, what: 'milliseconds' | 'gapMs') =>
    median(costs.map((cost: Record<keyof DifferenceCosts, DifferenceCost>) => cost[which][what]));
  const line = (which: keyof DifferenceCosts) =>
    `${milliseconds(middle(which, 'milliseconds'))}, longest gap in the page ${milliseconds(middle(which, 'gapMs'))}`;
  report.detail(`product:            ${line('product')}`);
  report.detail(`another tolerance:  ${line('repainted')}`);
  report.detail(`with decoding:      ${line('decoding')}`);
  report.detail(`plain, in the page: ${line('plain')}`);
  const shares = costs.flatMap(({ product, decoding, plain }) => [product, decoding, plain]);
  const wrong = shares.filter(({ share }) => Math.abs(share - changed) > 0.001);
  report.check('difference: the share is found', wrong.length === 0, `${wrong.length} wrong`, 'always');
  const time = middle('product', 'milliseconds');
  const gap = middle('product', 'gapMs');
  report.atMost('difference: time', time / middle('plain', 'milliseconds'), 1.25, ratio);
  report.atMost('difference: longest gap in the page', gap / middle('plain', 'gapMs'), 0.25, ratio);
  report.figure('difference: time', milliseconds(time), 'aim: under 1500 ms on 2 cores');
  report.figure('difference: longest gap in the page', milliseconds(gap), 'aim: at most 50 ms');
  // A browser decodes an element's picture in the page itself; the policy leaves no other way to its bytes.
  report.figure(
    'difference: longest gap with the browser’s own decoding',
    milliseconds(middle('decoding', 'gapMs')),
  );
}

/** In a page of its own, so that nothing is left over from the round before. */
async function compareOnce(browser: Browser, url: string): Promise<DifferenceCosts> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    return await page.evaluate(
      (sources) => {
        const compareBoth: (sources: readonly string[]) => Promise<DifferenceCosts> = Reflect.get(
          globalThis,
          'compareBoth',
        );
        return compareBoth(sources);
      },
      ['/first.png', '/second.png'],
    );
  } finally {
    await page.close();
  }
}

/** As it is packaged: minified. */
async function buildPage(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: projectFolder,
    entryPoints: ['test/bench/differencePage.ts'],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  const [script] = outputFiles;
  if (!script) throw new Error('The page was not built.');
  return script.contents;
}

/** Grain on a grey ground, darker at pixels all over it that are to differ. */
async function drawPicture(share: number): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side * 3);
  let grain = 1;
  for (let at = 0; at < pixels.length; at++) {
    grain = (grain * 1103515245 + 12345) % 0x80000000;
    const pixel = Math.floor(at / 3);
    const isChanged = (Math.imul(pixel, 0x9e3779b1) >>> 0) / 2 ** 32 < share;
    pixels[at] = 128 + ((grain >> 16) & 31) - (isChanged ? 24 + (pixel & 63) : 0);
  }
  const raw = { width: side, height: side, channels: 3 } as const;
  return sharp(pixels, { raw }).png({ compressionLevel: 1 }).toBuffer();
}
