import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { readEmbedded } from '../../../src/core/records/readRecord.ts';
import { LocalServer } from '../api/connection/localServer.ts';
import type { EditingFixture } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { openSession, type TestSession } from './sessionFixture.ts';
import { useShots } from './useShots.ts';

const link = 'https://pictures.example/results/1.png?signature=a';
const key = 'canary-key-4f9a8b7c';

describe('A session whose answer', () => {
  let fixture: EditingFixture;
  let server: LocalServer | undefined;
  let linked: Uint8Array;

  const put = useShots((opened) => {
    fixture = opened;
  }, key);
  before(async () => {
    linked = await bytesOf(marked(1376, 768).jpeg());
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  /** What the links of answers lead to, in the place of a server outside. */
  async function linksLeadTo(answer: (response: ServerResponse) => void): Promise<void> {
    server = await LocalServer.answering((_, response) => answer(response));
    const { port } = server;
    fixture.linksLeadTo = (address) =>
      address.replace('https://pictures.example', `http://127.0.0.1:${port}`);
  }

  /** Presses a button of the only failed job, and waits until it has ended. */
  async function press({ session, host, state }: TestSession, label: string): Promise<void> {
    const failed = state().jobs.find(({ failure }) => failure !== null);
    const action = failed?.failure?.actions.find((one) => one.label === label);
    assert.ok(failed && action, `a button ${label} beside: ${failed?.failure?.sentence}`);
    const before = host.settledTimes;
    await session.takeStep(action.step, failed.id);
    if (session.isRunning) await host.until(() => host.settledTimes > before);
  }

  for (const answer of ['linkInWords', 'linkInFileData'] as const) {
    it(`has a picture as ${answer} alone shows the link, fetches it when asked, without the key, and saves it in shape`, async () => {
      await linksLeadTo((response) => response.end(linked));
      fixture.standIn.tell({ answer });
      const opened = await openSession(fixture, { uris: await put('shot.png') });
      await opened.run('invert');
      assert.match(opened.state().alert?.sentence ?? '', /https:\/\/pictures\.example\/results\/1\.png/);
      assert.equal(server?.seen.length, 0, 'nothing is fetched before it is asked for');
      await press(opened, 'Open Link');
      assert.deepEqual(opened.host.opened, [link]);

      await press(opened, 'Fetch Picture');
      assert.equal(fixture.standIn.requests.length, 1, 'nothing is paid twice');
      const fetched = server?.seen ?? [];
      assert.equal(fetched.length, 1);
      assert.ok(!JSON.stringify(fetched).includes(key));
      const [result] = opened.state().results;
      assert.equal(result?.savedAs, 'docs/shot-edited.png');
      assert.match(result?.notes.join(' ') ?? '', /Fetched from/);
      const bytes = await fixture.read('shot-edited.png');
      const info = sniff(bytes);
      assert.deepEqual([info?.type, info?.width, info?.height], ['png', 320, 180]);
      const found = readEmbedded(bytes);
      assert.equal(found.state === 'found' && found.record.prompt, 'invert');
      assert.equal(opened.state().alert, null);
    });
  }

  it('has a link that has expired says so, and keeps both buttons', async () => {
    await linksLeadTo((response) => response.writeHead(403).end('expired'));
    fixture.standIn.tell({ answer: 'linkInFileData' });
    const opened = await openSession(fixture, { uris: await put('shot.png') });
    await opened.run('invert');
    await press(opened, 'Fetch Picture');
    assert.match(opened.state().alert?.sentence ?? '', /status 403.*expire/);
    await press(opened, 'Open Link');
    assert.equal(opened.host.opened.length, 1);
    await press(opened, 'Fetch Picture');
    assert.equal(server?.seen.length, 2);
  });

  it('has a link beside the picture shows both, and fetches the other one as a result of its own', async () => {
    await linksLeadTo((response) => response.end(linked));
    fixture.standIn.tell({ answer: 'linkBeside' });
    const { session, host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    await run('invert');
    const [first] = state().results;
    assert.deepEqual(first?.links, ['https://pictures.example/results/1.png']);
    assert.equal(server?.seen.length, 0);
    await session.openLink(first?.id ?? '', 0);
    assert.deepEqual(host.opened, [link]);
    const spent = state().spent?.text;
    session.fetchLink(first?.id ?? '', 0);
    await host.until(() => state().results.length === 2 && !session.isRunning);
    assert.equal(state().results[1]?.savedAs, 'docs/shot-edited-2.png');
    assert.equal(state().spent?.text, spent, 'what was paid once counts once');
  });

  it('comes from another model says so beside the result and in its record, and prices that one', async () => {
    fixture.standIn.tell({ modelVersion: 'gemini-3.1-flash-lite-image-001' });
    const { session, run, state } = await openSession(fixture, { uris: await put('shot.png') });
    session.setOptions({ model: 'gemini-3.1-flash-image-preview' });
    await run('invert');
    const [result] = state().results;
    assert.match(result?.notes.join(' ') ?? '', /Nano Banana 2 Lite answered in place of Nano Banana 2\./);
    assert.ok((result?.cost ?? 1) < 0.05, 'half the price of the one that was asked');
    const found = readEmbedded(await fixture.read('shot-edited.png'));
    assert.ok(found.state === 'found');
    assert.equal(found.record.answeredBy, 'gemini-3.1-flash-lite-image');
    assert.equal(found.record.model, 'gemini-3.1-flash-image-preview');
  });

  it('is that the model is gone goes on with its successor at one press', async () => {
    fixture.standIn.tell({ error: '404' });
    const opened = await openSession(fixture, { uris: await put('shot.png') });
    opened.session.setOptions({ model: 'gemini-3.1-flash-image-preview', size: '512' });
    await opened.run('invert');
    await press(opened, 'Use gemini-nano-banana-2.1');
    assert.equal(opened.state().options.model, 'gemini-nano-banana-2.1');
    assert.equal(opened.state().results.length, 1);
    assert.match(fixture.standIn.requests[1]?.path ?? '', /gemini-nano-banana-2\.1:generateContent/);
  });
});
