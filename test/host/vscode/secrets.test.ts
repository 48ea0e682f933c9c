import assert from 'node:assert/strict';
import { OriginSecrets } from '../../../src/vscode/secrets.ts';
import { MemorySecrets } from '../memorySecrets.ts';
import { RecordedLog } from '../recordedLog.ts';

describe('the keys', () => {
  const canary = 'sk-canary-7e1f';
  const apiyi = 'https://api.apiyi.com';
  const google = 'https://generativelanguage.googleapis.com';
  let storage: MemorySecrets;
  let log: RecordedLog;
  let secrets: OriginSecrets;

  beforeEach(() => {
    storage = new MemorySecrets();
    log = new RecordedLog();
    secrets = new OriginSecrets(storage, log);
  });
  afterEach(() => secrets.dispose());

  it('belong to one origin each', async () => {
    await secrets.store(apiyi, canary);
    assert.equal(await secrets.keyFor(apiyi), canary);
    assert.equal(await secrets.keyFor(google), undefined);
    assert.equal(await secrets.keyFor('https://api.apiyi.com:8443'), undefined);
  });

  it('are deleted one by one, and it is said when there was none', async () => {
    await secrets.store(apiyi, canary);
    await secrets.store(google, 'other');
    assert.deepEqual(await secrets.delete(apiyi), { ok: true, value: true });
    assert.deepEqual(await secrets.delete(apiyi), { ok: true, value: false });
    assert.equal(await secrets.keyFor(google), 'other');
  });

  it('tell of a change by their origin, whoever made it', async () => {
    const changed: string[] = [];
    const subscription = secrets.onDidChange((origin) => changed.push(origin));
    await secrets.store(apiyi, canary);
    await storage.store(`nanoBanana.key:${google}`, 'from another window');
    await storage.store('something else', 'x');
    secrets.keepForSession(apiyi, canary);
    subscription.dispose();
    assert.deepEqual(changed, [apiyi, google, apiyi]);
  });

  it('can be kept until the window closes where the storage does not work', async () => {
    storage.broken = 'No keyring was found.';
    assert.equal(await secrets.keyFor(apiyi), undefined);
    const stored = await secrets.store(apiyi, canary);
    assert.equal(stored.ok, false);
    assert.match(
      stored.failure.sentence,
      /^The key could not be stored on this computer\. Its secret storage says: No keyring was found\./,
    );
    secrets.keepForSession(apiyi, canary);
    assert.equal(await secrets.keyFor(apiyi), canary);
    assert.equal(await secrets.keyFor(google), undefined);
  });

  it('are never written to the log or a sentence, also not when the storage repeats them', async () => {
    storage.broken = 'Can not store ';
    const stored = await secrets.store(apiyi, canary);
    await secrets.keyFor(apiyi);
    await secrets.delete(apiyi);
    assert.ok(log.lines.length > 0);
    assert.equal(JSON.stringify([log.lines, stored]).includes(canary), false);
  });

  it('stored at last replace the one that was kept', async () => {
    secrets.keepForSession(apiyi, 'old');
    await secrets.store(apiyi, canary);
    assert.equal(await secrets.keyFor(apiyi), canary);
    await secrets.delete(apiyi);
    assert.equal(await secrets.keyFor(apiyi), undefined);
  });
});
