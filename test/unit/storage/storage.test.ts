import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import * as path from 'node:path';
import { FileError } from '../../../src/core/ports.ts';
import { sweepStorage } from '../../../src/core/storage/sweep.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture, owner, unwrap } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';

const oneDay = 24 * 60 * 60 * 1000;

describe('editing and a storage that fails', () => {
  let fixture: EditingFixture;
  let uri: string;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    async (opened) => {
      fixture = opened;
      uri = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    },
  );

  /** Lets the first writes of job entries pass and fails all later ones. */
  function failJournalAfter(passes: number): void {
    const write = fixture.files.writeStored.bind(fixture.files);
    let seen = 0;
    fixture.files.writeStored = async (name, bytes) => {
      if (name.startsWith('job-') && seen++ >= passes) throw new FileError('noSpace', 'no space left');
      return write(name, bytes);
    };
  }

  it('sends nothing that it could not write down before', async () => {
    failJournalAfter(0);
    const outcome = await fixture.run(fixture.request([uri]));
    assert.ok(!outcome.ok);
    assert.match(outcome.failure.sentence, /Nothing was sent.*no space left.*Free up space/);
    assert.equal(outcome.failure.billed, 'no');
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('saves what came, also when the journal can’t be written any more', async () => {
    failJournalAfter(1);
    assert.ok(unwrap(await fixture.run(fixture.request([uri]))).savedAs);
    assert.deepEqual((await fixture.names()).sort(), ['shot-edited.png', 'shot.png']);
  });

  it('saves the finished image, also when the storage has no room for it', async () => {
    const create = fixture.files.createScratch.bind(fixture.files);
    let opened = 0;
    fixture.files.createScratch = async (suffix) => {
      if (opened++ > 0) throw new FileError('noSpace', 'no space left');
      return create(suffix);
    };
    const result = unwrap(await fixture.run(fixture.request([uri])));
    assert.match(result.savedAs ?? '', /shot-edited\.png$/);
    assert.deepEqual((await fixture.read('shot-edited.png')).slice(1, 4), new TextEncoder().encode('PNG'));
  });

  it('calls a saved result saved, also when the journal can’t forget it', async () => {
    fixture.files.removeStored = () => Promise.reject(new FileError('noPermission', 'denied'));
    assert.ok(unwrap(await fixture.run(fixture.request([uri]))).savedAs);
    assert.match(fixture.log.join('\n'), /taken out of the journal/);
  });

  it('says so when what was kept is gone', async () => {
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    const { image } = unwrap(await fixture.run(fixture.request([uri])));
    await fixture.files.removeStored(image.stored);
    delete fixture.files.faults.onCreate;
    const chosen = uriOf(path.join(fixture.folder, 'docs', 'other.png'));
    const saved = await fixture.service().saveKept(image, chosen, undefined);
    assert.ok(!saved.ok);
    assert.match(saved.failure.sentence, /^other\.png can't be saved: .*Run the edit again/);
  });

  it('takes another host’s entry for its own neither alive nor dead by its number alone', async () => {
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    const running = fixture.service();
    unwrap(await fixture.run(fixture.request([uri]), {}, running));
    assert.equal((await running.journal.leftovers()).length, 0);
    // After a restart the process can have the very number again.
    assert.equal((await fixture.service(owner).journal.leftovers()).length, 1);
    assert.equal((await fixture.service(owner + 1, () => true).journal.leftovers()).length, 0);
  });

  it('gives the own entries of a session out to whoever knows that none of them runs', async () => {
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    const running = fixture.service();
    unwrap(await fixture.run(fixture.request([uri]), {}, running));
    const [left] = await fixture.service(owner + 1).journal.leftovers();
    assert.ok(left);
    assert.equal((await running.journal.leftovers(left.sessionId)).length, 1);
    assert.equal((await running.journal.leftovers('another')).length, 0);
  });

  describe('the sweep', () => {
    const put = async (name: string, text: string, daysOld: number) => {
      await fixture.files.writeStored(name, new TextEncoder().encode(text));
      const date = new Date(Date.now() - daysOld * oneDay);
      await utimes(path.join(fixture.files.storage.folder, name), date, date);
    };
    const log = {
      debug() {},
      info: (message: string) => void fixture.log.push(message),
      warn: (message: string) => void fixture.log.push(message),
      error() {},
    };

    it('removes what is old and named nowhere, and nothing else', async () => {
      await put('scratch-old.img', 'x', 8);
      await put('input-old.png', 'x', 61);
      await put('input-for-records.png', 'x', 59);
      await put('drawn-old.png', 'x', 8);
      await put('scratch-young.img', 'x', 6);
      await put('scratch-kept.img', 'x', 400);
      await put('input-panel.png', 'x', 400);
      await put('drawn-panel.png', 'x', 400);
      await put('job-1.json', 'not even JSON: scratch-kept.img', 400);
      await put('session-1.json', '{"inputs":["input-panel.png","drawn-panel.png"]}', 30);
      await put('session-2.json', '{}', 61);
      await put('keys.json', 'x', 400);
      await sweepStorage(fixture.files, log, Date.now());
      assert.deepEqual((await fixture.files.listStored('')).sort(), [
        'drawn-panel.png',
        'input-for-records.png',
        'input-panel.png',
        'job-1.json',
        'keys.json',
        'scratch-kept.img',
        'scratch-young.img',
        'session-1.json',
      ]);
      assert.match(fixture.log.join(), /Removed 3 files/);
    });

    it('keeps what was discarded for 30 days, with the record beside it', async () => {
      for (const [name, days] of [
        ['a', 29],
        ['b', 31],
      ] as const) {
        await put(`discarded-${name}.json`, `{"stored":"trash-${name}.png"}`, days);
        await put(`trash-${name}.png`, 'x', days);
        await put(`trash-${name}.png.nano-banana.json`, '{}', days);
      }
      await sweepStorage(fixture.files, log, Date.now());
      assert.deepEqual((await fixture.files.listStored('')).sort(), [
        'discarded-a.json',
        'trash-a.png',
        'trash-a.png.nano-banana.json',
      ]);
    });

    it('removes nothing when it can’t read what names the files', async () => {
      await put('scratch-old.img', 'x', 8);
      await put('job-1.json', 'scratch-old.img', 8);
      fixture.files.readStored = () => Promise.reject(new FileError('noPermission', 'denied'));
      await sweepStorage(fixture.files, log, Date.now());
      assert.equal((await fixture.files.listStored('scratch-')).length, 1);
      assert.match(fixture.log.join(), /could not be swept/);
    });
  });
});
