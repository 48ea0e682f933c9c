import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { openSession } from '../sessionFixture.ts';

const run = promisify(execFile);
const key = 'sk-request-canary';

describe('the request of a session as code', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec, key),
    (opened) => {
      fixture = opened;
    },
  );

  /** One input that is sent as it lies there, and one that is padded and converted on the way. */
  async function open() {
    const uris = [
      await fixture.put('banner.gif', await bytesOf(marked(1000, 370).gif())),
      await fixture.put('shot.png', await bytesOf(marked(160, 90).png())),
    ];
    const opened = await openSession(fixture, { uris });
    opened.session.setPrompt('invert "both" for $HOME');
    opened.session.setOptions({ thinking: 'high' });
    return opened;
  }

  it('shows the very body that Run sends', async () => {
    const opened = await open();
    await opened.session.code.show();
    await opened.run(opened.session.state.form.prompt);
    const shown = JSON.parse(opened.host.texts[0] ?? '');
    const sent = JSON.parse(
      JSON.stringify(fixture.standIn.requests[0]?.body, (name, value) =>
        name === 'data' ? `<base64 of ${Buffer.from(value, 'base64').byteLength} bytes>` : value,
      ),
    );
    assert.deepEqual(shown, sent);
    assert.equal(shown.contents[0].parts.length, 3);
  });

  it('runs as it was copied and sends what Run sends, with the key from the environment', async () => {
    const opened = await open();
    await opened.session.code.copy('node');
    assert.match(opened.state().status, /Copied the request as Node\.js.*NANO_BANANA_API_KEY/);
    const [code] = opened.host.copied;
    assert.ok(code !== undefined && !code.includes(key));
    const file = path.join(fixture.folder, 'request.mjs');
    await fs.writeFile(file, code);
    const env = { ...process.env, NANO_BANANA_API_KEY: key };
    await run(process.execPath, [file], { cwd: fixture.folder, env });
    await opened.run(opened.session.state.form.prompt);
    const [byCode, byRun] = fixture.standIn.requests;
    assert.deepEqual(byCode?.body, byRun?.body);
    assert.ok((await fs.readdir(fixture.folder)).some((name) => name.startsWith('result.')));
  });

  it('needs no key and sends nothing to be looked at', async () => {
    fixture.key = undefined;
    const opened = await open();
    await opened.session.code.show();
    await opened.session.code.copy('curl');
    assert.equal(opened.host.texts.length, 1);
    assert.equal(opened.host.copied.length, 1);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('says why there is none', async () => {
    const opened = await open();
    opened.session.setPrompt(' ');
    await opened.session.code.show();
    assert.match(opened.state().alert?.sentence ?? '', /no prompt yet/);
    assert.deepEqual(opened.host.texts, []);
  });
});
