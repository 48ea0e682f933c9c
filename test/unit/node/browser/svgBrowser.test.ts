import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import sharp from 'sharp';
import { CodecError } from '../../../../src/core/images/codecError.ts';
import { SvgBrowser, type SvgBrowserDeps } from '../../../../src/node/browser/svgBrowser.ts';
import { isProcessAlive } from '../../../../src/node/processes.ts';
import { type Chromium, findChromium } from '../../../vscode/chromium.ts';

const size = { width: 40, height: 40 };
const svg = (body: string): Uint8Array =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 40">${body}</svg>`,
  );
const signal = new AbortController().signal;

/** Red, green, blue and alpha in the middle. */
async function middle(png: Uint8Array): Promise<number[]> {
  const pixels = await sharp(png).ensureAlpha().raw().toBuffer();
  return [...pixels.subarray(4 * (20 * 40 + 20), 4 * (20 * 40 + 20) + 4)];
}

describe('drawing an SVG with an installed browser', () => {
  let chromium: Chromium;
  let folder: string;
  let earlier: string[];
  const leftovers = async () =>
    (await fs.readdir(tmpdir())).filter((name) => name.startsWith('nano-banana-browser-'));
  const browser = (changes: Partial<SvgBrowserDeps> = {}): SvgBrowser =>
    new SvgBrowser({
      platform: process.platform,
      env: { ...process.env, ...chromium.env, NANO_BANANA_BROWSER: chromium.executablePath },
      isRoot: process.getuid?.() === 0,
      ...changes,
    });
  /** A program in place of a browser, which writes its number down first. */
  const program = async (script: string): Promise<string> => {
    const file = path.join(folder, 'browser');
    await fs.writeFile(file, `#!/bin/sh\necho $$ > "${folder}/pid"\n${script}\n`, { mode: 0o755 });
    return file;
  };
  const started = async (): Promise<number> => {
    for (;;) {
      const text = await fs.readFile(path.join(folder, 'pid'), 'utf8').catch(() => '');
      if (text.endsWith('\n')) return Number(text);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  before(async () => {
    chromium = await findChromium();
  });
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-test-'));
    earlier = await leftovers();
  });
  afterEach(async () => {
    await fs.rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftovers(), earlier, 'a profile was left');
  });

  it('gives the pixels of HTML, variables, nesting, modern colours and transparency, runs no script and loads no file', async () => {
    const bodies: [body: string, pixel: number[]][] = [
      [
        '<foreignObject width="40" height="40"><div xmlns="http://www.w3.org/1999/xhtml" style="background:#0080ff;height:40px"></div></foreignObject>',
        [0, 128, 255, 255],
      ],
      [
        '<style>:root{--c:#ff8000}rect{fill:var(--c)}</style><rect width="40" height="40"/>',
        [255, 128, 0, 255],
      ],
      ['<style>g{rect{fill:#00ff80}}</style><g><rect width="40" height="40"/></g>', [0, 255, 128, 255]],
      ['<rect width="40" height="40" fill="oklch(0.62796 0.25768 29.234)"/>', [255, 0, 0, 255]],
      ['<rect width="40" height="40" style="fill:color-mix(in srgb, #f00, #00f)"/>', [128, 0, 128, 255]],
      ['<rect width="10" height="10"/>', [0, 0, 0, 0]],
    ];
    const all = bodies.map(([body], index) => {
      const x = (index % 3) * 40;
      const y = Math.floor(index / 3) * 40;
      const source = `data:image/svg+xml;base64,${Buffer.from(svg(body)).toString('base64')}`;
      return `<image x="${x}" y="${y}" width="40" height="40" href="${source}"/>`;
    });
    const secret = path.join(folder, 'secret.png');
    const pink = sharp({ create: { width: 120, height: 40, channels: 3, background: '#ff69b4' } });
    await fs.writeFile(secret, await pink.png().toBuffer());
    all.push(
      `<rect id="r" y="80" width="120" height="40" fill="#123456"/><image y="80" width="120" height="40" href="file://${secret}"/>`,
      `<script>document.getElementById('r').setAttribute('fill', '#ff69b4')</script>`,
    );
    // All in one drawing, which takes one start.
    const sheet = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">${all.join('')}</svg>`;
    const { png, by } = await browser().draw(Buffer.from(sheet), { width: 120, height: 120 }, signal);
    assert.equal(by, path.parse(chromium.executablePath).name);
    for (const [index, [body, expected]] of bodies.entries()) {
      const area = { left: (index % 3) * 40, top: Math.floor(index / 3) * 40, ...size };
      const found = await middle(await sharp(png).extract(area).png().toBuffer());
      for (const [at, value] of found.entries()) {
        assert.ok(Math.abs(value - (expected[at] ?? 0)) <= 1, `${body}: ${found}`);
      }
    }
    const seen = await sharp(png).removeAlpha().raw().toBuffer();
    assert.ok(seen.includes(Buffer.from([0x12, 0x34, 0x56])));
    assert.ok(!seen.includes(Buffer.from([0xff, 0x69, 0xb4])), 'the script ran, or the file was read');
  });

  it('says that an SVG with errors can’t be shown', async () => {
    await assert.rejects(browser().draw(svg('<g>'), size, signal), (error) => {
      assert.ok(error instanceof CodecError);
      assert.match(error.message, /^The SVG has errors that keep any browser from showing it\./);
      return true;
    });
  });

  it('ends a browser that hangs at its limit, with all that it started', async function () {
    if (process.platform === 'win32') return this.skip();
    const env = { ...process.env, NANO_BANANA_BROWSER: await program('sleep 600 & wait') };
    await assert.rejects(browser({ env, limitMs: 300 }).draw(svg(''), size, signal), {
      message:
        /browser was to draw it\. It was ended because it took longer than 1 s\..+convert it to PNG first/,
    });
    assert.equal(isProcessAlive(await started()), false);
  });

  it('ends a browser when the person stops, and draws the next one', async function () {
    if (process.platform === 'win32') return this.skip();
    const env = { ...process.env, NANO_BANANA_BROWSER: await program('exec sleep 600') };
    const stop = new AbortController();
    const one = browser({ env });
    const stopped = assert.rejects(one.draw(svg(''), size, stop.signal), { name: 'AbortError' });
    const pid = await started();
    stop.abort();
    await stopped;
    assert.equal(isProcessAlive(pid), false);
    await program('echo "no display" >&2; exit 3');
    await assert.rejects(one.draw(svg(''), size, signal), (error) => {
      assert.ok(error instanceof CodecError);
      assert.match(error.message, /browser was to draw it\. It exited with code 3\./);
      assert.equal(error.detail, 'no display');
      return true;
    });
  });

  it('gives no key of ours to the browser', async function () {
    if (process.platform === 'win32') return this.skip();
    const env = {
      PATH: process.env.PATH,
      GEMINI_API_KEY: 'k',
      NANO_BANANA_BROWSER: await program('env >&2; exit 1'),
    };
    await assert.rejects(browser({ env }).draw(svg(''), size, signal), (error) => {
      assert.ok(error instanceof CodecError);
      assert.match(error.detail ?? '', /PATH=/);
      assert.doesNotMatch(error.detail ?? '', /GEMINI/);
      return true;
    });
  });

  it('is refused where there is no browser, the named one is none, or none may be started', async () => {
    const nowhere = { PATH: path.join(folder, 'bin') };
    const none = browser({ platform: 'win32', env: nowhere });
    assert.match((await none.missing()) ?? '', /no Chromium, Chrome or Edge was found here \(install one/);
    await assert.rejects(none.draw(svg(''), size, signal), /needs a browser, and no Chromium/);
    const named = browser({ env: { NANO_BANANA_BROWSER: path.join(folder, 'none') } });
    assert.match((await named.missing()) ?? '', /NANO_BANANA_BROWSER is set to ".+none"/);
    const closed = browser({ closed: () => 'no browser is started in an untrusted workspace' });
    await assert.rejects(closed.draw(svg(''), size, signal), /untrusted workspace/);
    assert.equal(await browser().missing(), undefined);
  });
});
