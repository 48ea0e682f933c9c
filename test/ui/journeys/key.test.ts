import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { readBrowserStorage } from './browserStorage.ts';
import { sharedKey as key, useFixture } from './useFixture.ts';

const wrongKey = 'sk-wrong-3Fj6YpC1MgU5tBnE0aXq';

async function fill(folder: string): Promise<void> {
  await sharp({ create: { width: 320, height: 180, channels: 3, background: '#789' } })
    .png()
    .toFile(join(folder, 'shot.png'));
}

/** The files below a folder that hold one of these, as it is or in base64. */
async function filesWith(folder: string, secrets: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (spellings(secrets).some((secret) => bytes.includes(secret))) found.push(path);
  }
  return found;
}

const spellings = (secrets: readonly string[]): string[] =>
  secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  ]);

describe('The API key', () => {
  const fixture = useFixture({ fill });
  /** Everything that was seen on the way, to be searched for the key at the end. */
  const seen: string[] = [];

  const look = async () => {
    const { page } = fixture().workbench;
    for (const frame of page.frames()) seen.push(await frame.content().catch(() => ''));
    seen.push(...(await fixture().workbench.messages.notifications()));
  };

  it('is deleted, and then asked for by Run, which goes on with it; a wrong one is named, with a button to set another', async () => {
    const { workbench, standIn } = fixture();
    const { quickInput } = workbench;
    await workbench.runCommand('Nano Banana: Delete API Key');
    await workbench.messages.waitForNotification(/The key for .* is deleted from this computer/);
    const panel = await fixture().edit('shot.png');
    await panel.frame.getByText('Who should edit your images?').waitFor();
    await workbench.screenshot('no-key');
    await panel.ask('Make it darker');
    await quickInput.waitFor('API Key for');
    await quickInput.cancel();
    await panel.waitForStatus('Nothing was sent: there is no API key yet.');
    assert.equal(standIn.requests.length, 0);

    await panel.ask('Make it darker');
    await quickInput.waitFor('API Key for');
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.submit(wrongKey);
    assert.match(await panel.alertText(), /does not accept the API key\. Use another one\./);
    assert.equal(standIn.requests.length, 1);
    await look();

    await panel.button('Set API Key…').click();
    await fixture().giveKey(key);
    await panel.button('Run').click();
    await panel.waitForStatus('Saved shot-edited.png');
    assert.equal(standIn.requests[1]?.header('authorization'), `Bearer ${key}`);
    assert.equal(standIn.requests[1]?.header('x-goog-api-key'), undefined);
    await look();
  });

  it('is tested without cost', async () => {
    const { workbench, standIn } = fixture();
    await workbench.runCommand('Nano Banana: Test Connection');
    const told = await workbench.messages.waitForNotification('The key works at');
    assert.match(
      told,
      /It lists \d+ models\. \d+ of them are known image models\. Its model list suggests the protocol of /,
    );
    assert.ok(standIn.requests.every(({ method }) => method === 'GET'));
    await look();
  });

  it('is found nowhere but sealed in the secret storage and in the one header', async () => {
    const { workbench, folder } = fixture();
    const secrets = [key, wrongKey];
    await look();
    for (const spelling of spellings(secrets)) {
      assert.ok(!seen.some((text) => text.includes(spelling)), 'in a document or a notification');
      assert.ok(!fixture().consoleLines.some((line) => line.includes(spelling)), 'in the console');
      assert.ok(!workbench.server.output.includes(spelling), "in the server's output");
    }
    const sealed = await workbench.page.evaluate(() => localStorage.getItem('secrets.provider') ?? '');
    assert.ok(sealed.length > key.length, 'a sealed secret is stored');
    const stored = await readBrowserStorage(workbench.page);
    for (const spelling of spellings(secrets)) assert.ok(!stored.includes(spelling), 'in the browser');
    assert.deepEqual(await filesWith(folder, secrets), []);
    assert.deepEqual(await filesWith(dirname(workbench.server.userDataFolder), secrets), []);
  });

  it('is told to be wrong by the test of the connection', async () => {
    const { workbench } = fixture();
    await fixture().setKey(wrongKey);
    await workbench.runCommand('Nano Banana: Test Connection');
    await workbench.messages.pressInNotification('does not accept the API key', 'Set API Key…');
    await fixture().giveKey(key);
  });
});
