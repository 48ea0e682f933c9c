import assert from 'node:assert/strict';
import { sha256Of } from '../../../src/core/records/compare.ts';
import { findStoredInput, storedInputName } from '../../../src/core/storage/storedInputs.ts';
import { Dropped } from '../../../src/features/panel/dropped.ts';
import {
  decodeSession,
  encodeSession,
  type SessionRecord,
} from '../../../src/features/panel/session/stored/sessionFile.ts';
import { SvgDrawings } from '../../../src/features/panel/svgDrawings.ts';
import { panelHtml } from '../../../src/vscode/page/html.ts';
import { firstLayout, layoutLike } from '../../../webview/layout.ts';
import { defaultOptions, EditingFixture } from '../edit/editingFixture.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { bytesOf, marked } from '../images/pictures.ts';

describe('the page’s HTML', () => {
  const html = panelHtml({
    name: 'compare',
    script: 'https://resource/main.js?"><script>alert(1)</script>',
    codiconStyles: 'https://resource/codicon.css',
    cspSource: 'https://resource',
    nonce: 'abc123',
  });

  it('allows nothing but the extension’s own parts', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.deepEqual(policy.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      "script-src 'nonce-abc123'",
      "style-src 'nonce-abc123' https://resource",
      'img-src https://resource data:',
      'font-src https://resource',
      'worker-src blob:',
    ]);
  });

  it('lets a person type before its scripts are there, in the panel only', () => {
    assert.doesNotMatch(html, /<textarea|<style/);
    const parts = {
      script: 'main.js',
      codiconStyles: 'codicon.css',
      cspSource: 'https://resource',
      nonce: 'abc123',
    };
    const panel = panelHtml({ name: 'panel', ...parts });
    assert.match(panel, /<label for="prompt">Prompt<\/label>\s*<textarea id="prompt"/);
    for (const [tag] of panel.matchAll(/<(script|style)\b[^>]*>/g)) assert.match(tag, / nonce="abc123"/);
    assert.ok(panel.indexOf('<textarea') < panel.indexOf('<link'), 'no style sheet is waited for');
  });

  it('says which page it is', () => assert.match(html, /<main data-nano-banana="compare" id="app">/));

  it('says how the panel was arranged last, for a new one to begin with', () => {
    const parts = { script: 'main.js', codiconStyles: 'codicon.css', cspSource: 'x', nonce: 'abc123' };
    const arrangement = { formWidth: 412, details: true, mode: 'swipe' } as const;
    const [, told = ''] =
      /data-arrangement="([^"]*)"/.exec(panelHtml({ name: 'panel', ...parts, arrangement })) ?? [];
    assert.deepEqual(layoutLike(told.replaceAll('&#34;', '"')), { ...arrangement, folded: false });
    for (const other of [undefined, '', '{}', '{"formWidth":-3}', 'null']) {
      assert.deepEqual(layoutLike(other), firstLayout, other);
    }
  });

  it('lets no address break out of its attribute', () => {
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /alert\(1\)<\/script>/);
  });
});

describe('a session’s record', () => {
  const record: SessionRecord = {
    kind: 'edit',
    inputs: [
      { name: 'a.png', source: { kind: 'file', uri: 'file:///a.png' } },
      { name: 'b.png', source: { kind: 'stored', name: 'input-1.png' } },
    ],
    editedIndex: 1,
    prompt: 'Größer, bitte 🍌',
    options: { ...defaultOptions, size: '2K' },
    severalMode: 'each',
    variants: 1,
    folder: 'file:///docs',
  };

  it('comes back as it was', () => {
    assert.deepEqual(decodeSession(encodeSession(record)), record);
    assert.deepEqual(decodeSession(encodeSession({ ...record, folder: undefined })), {
      ...record,
      folder: undefined,
    });
  });

  it('is nothing when its bytes are something else', () => {
    const texts = ['', '{', '[]', 'null', '{"version":1}', '{"version":2}'];
    const broken = JSON.parse(new TextDecoder().decode(encodeSession(record)));
    texts.push(JSON.stringify({ ...broken, options: { ...broken.options, size: '9K' } }));
    texts.push(JSON.stringify({ ...broken, inputs: [{ name: 'a', source: { kind: 'command' } }] }));
    for (const text of texts) assert.equal(decodeSession(new TextEncoder().encode(text)), undefined, text);
  });
});

describe('what is dropped or pasted', () => {
  let fixture: EditingFixture;
  before(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  after(async () => {
    await fixture.close();
  });

  it('becomes an input only where it is an image; the rest is named', async () => {
    const leftOut: string[] = [];
    const dropped = new Dropped({
      files: fixture.files,
      resolveAddress: (address) =>
        address.startsWith('vscode-remote:') ? 'file:///work/a%20b.PNG' : undefined,
      isImageName: (name) => /\.png$/i.test(name),
      leftOut: (names) => leftOut.push(...names),
    });
    const png = await bytesOf(marked(32, 32).png());
    const inputs = await dropped.inputsFrom(
      ['vscode-remote://host/work/a%20b.PNG', 'https://example.com/x.png'],
      [
        { name: 'pasted.jpg', bytes: png },
        { name: 'notes.txt', bytes: new TextEncoder().encode('hello') },
      ],
    );
    const stored = storedInputName(sha256Of(png), 'png');
    assert.equal(await findStoredInput(fixture.files, sha256Of(png)), stored);
    assert.deepEqual(inputs, [
      { name: 'a b.PNG', source: { kind: 'file', uri: 'file:///work/a%20b.PNG' } },
      // Its bytes are a PNG, whatever it is called.
      { name: 'pasted.jpg', source: { kind: 'stored', name: stored } },
    ]);
    assert.deepEqual(leftOut, ['https://example.com/x.png', 'notes.txt']);
    assert.deepEqual(new Uint8Array(await fixture.files.readStored(stored)), png);
  });
});

describe('drawings by the page', () => {
  const request = { source: 'data:image/svg+xml;base64,PHN2Zy8+', width: 10, height: 10 };

  it('are asked for again when the page comes back, and answered once', async () => {
    const asked: string[] = [];
    const drawings = new SvgDrawings(() => `token-${asked.length}`);
    drawings.askThrough((token) => asked.push(token));
    const drawn = drawings.draw(request);
    const drawing = await bytesOf(marked(10, 10).png());
    drawings.askAgain();
    assert.deepEqual(asked, ['token-0', 'token-0']);
    drawings.settle('another', { ok: true, png: new Uint8Array([9]) });
    drawings.settle('token-0', { ok: true, png: drawing });
    drawings.settle('token-0', { ok: false, reason: 'late' });
    assert.equal(await drawn, drawing);
    drawings.askAgain();
    assert.equal(asked.length, 2);
  });

  it('are not believed: only a PNG of the pixels asked for is one', async () => {
    const drawings = new SvgDrawings(() => 'token');
    for (const answer of [
      new TextEncoder().encode('<html>'),
      await bytesOf(marked(10, 10).jpeg()),
      await bytesOf(marked(11, 10).png()),
    ]) {
      const drawn = drawings.draw(request);
      drawings.settle('token', { ok: true, png: answer });
      await assert.rejects(drawn, /something else/);
    }
  });

  it('fail with the page’s reason, and when the panel is closed', async () => {
    const drawings = new SvgDrawings(() => 'token');
    const first = drawings.draw(request);
    drawings.settle('token', { ok: false, reason: 'it is empty' });
    await assert.rejects(first, /it is empty/);
    const second = drawings.draw(request);
    drawings.dispose();
    await assert.rejects(second, /closed/);
  });
});
