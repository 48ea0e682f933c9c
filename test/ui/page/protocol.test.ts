import assert from 'node:assert/strict';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { expectText } from './expectText.ts';
import { eachRunning } from './states/batch.ts';
import { filled } from './states/form.ts';
import { done } from './states/results.ts';
import { usePage } from './usePage.ts';

/** A drawing without a size of its own. */
const drawing = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100" fill="#fff"/>${body}</svg>`;
const words = drawing('<text x="20" y="70" font-family="sans-serif" font-size="60" fill="#000">Ada</text>');
const label = drawing(
  '<foreignObject width="200" height="100"><div xmlns="http://www.w3.org/1999/xhtml" style="font:60px sans-serif;color:#000">Ada</div></foreignObject>',
);
const addressOf = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

describe('What the page takes from the host', () => {
  const open = usePage();

  it('drops older states', async () => {
    const host = await open({ ...filled, revision: 10 });
    const status = host.page.getByRole('status');
    await host.event('state', { ...host.state, revision: 12, status: 'newer' });
    await expectText(status, 'newer');
    for (const revision of [11, 12]) await host.event('state', { ...host.state, revision, status: 'older' });
    await host.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    assert.equal(await status.innerText(), 'newer');
    await host.event('state', { ...host.state, revision: 13, status: 'newest' });
    await expectText(status, 'newest');
  });

  it('works on after messages of wrong shape, unknown name or foreign origin', async () => {
    const host = await open(filled);
    const { page } = host;
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    for (const message of [
      null,
      7,
      'state',
      { kind: 'state' },
      { kind: 'reply', id: 'x' },
      { kind: 'reply', id: 999, result: {} },
    ]) {
      await host.raw(message);
    }
    await host.event('state', { ...filled, revision: 50, status: 'half a state', inputs: [{ id: 7 }] });
    await host.event('openFile', { path: '/etc/passwd' });
    await page.evaluate((state) => {
      const data = { kind: 'event', name: 'state', params: { ...state, revision: 60, status: 'foreign' } };
      window.dispatchEvent(new MessageEvent('message', { data, origin: 'https://elsewhere.example' }));
    }, filled as PanelState);
    await host.tell({ status: 'all is well' });
    await expectText(page.getByRole('status'), 'all is well');
    assert.ok(warnings.some((text) => text.includes('foreign origin')));
    assert.ok(warnings.some((text) => text.includes('wrong content: state')));
  });

  for (const [what, body] of [
    ['words', words],
    ['HTML, as diagram editors write it', label],
  ] as const) {
    it(`draws an SVG with ${what} at exactly the pixels asked for`, async () => {
      const host = await open(filled);
      await host.event('drawSvg', { token: 't1', source: addressOf(body), width: 400, height: 200 });
      const { params } = await host.until('svgDrawn');
      assert.equal(params.token, 't1');
      const drawn = await host.page.evaluate(async () => {
        const [png] = Reflect.get(window, 'drawn') as Uint8Array<ArrayBuffer>[];
        if (!png) return undefined;
        const bitmap = await createImageBitmap(new Blob([png], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
        let dark = 0;
        for (let at = 0; at < pixels.length; at += 4) {
          if ((pixels[at] ?? 255) < 64 && pixels[at + 3] === 255) dark++;
        }
        return { signature: [...png.slice(1, 4)], width: bitmap.width, height: bitmap.height, dark };
      });
      assert.deepEqual(drawn?.signature, [...Buffer.from('PNG')]);
      assert.deepEqual([drawn?.width, drawn?.height], [400, 200]);
      assert.ok((drawn?.dark ?? 0) > 500, 'the words are drawn');
    });
  }

  it('says why an SVG can’t be drawn', async () => {
    const host = await open(filled);
    const source = addressOf('<svg xmlns="http://www.w3.org/2000/svg"><text>never closed');
    await host.event('drawSvg', { token: 't2', source, width: 40, height: 40 });
    const { params } = await host.until('svgDrawn');
    assert.deepEqual(params, {
      token: 't2',
      outcome: { ok: false, reason: "The SVG has errors and can't be shown." },
    });
  });

  it('keeps the draft, the session’s name and how it is arranged, and nothing of the pictures', async () => {
    const { page } = await open(eachRunning);
    const kept = await page.evaluate(() => sessionStorage.getItem('vscode-state'));
    assert.deepEqual(JSON.parse(kept ?? ''), {
      sessionId: 'session-1',
      draft: { prompt: eachRunning.prompt, options: eachRunning.options },
      layout: { formWidth: null, folded: false, details: false, mode: 'single' },
    });
  });

  it('sends no bytes while a person runs, chooses and opens', async () => {
    const host = await open(done);
    const { page } = host;
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await host.until('run');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('list', { name: 'Results' }).getByRole('button').click();
    await host.until('selectResult');
    assert.ok(!JSON.stringify(host.sent).includes('"bytes"'));
  });
});
