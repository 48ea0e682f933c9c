import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import sharp from 'sharp';
import { pixelHash } from '../../../src/core/records/compare.ts';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import { fileTellsPlace } from '../../../src/core/records/metadata/sourceMetadata.ts';
import { carryRecord } from '../../../src/core/save/carryRecord.ts';
import { Replacements } from '../../../src/core/save/replacements.ts';
import { uriOf } from '../edit/diskStore.ts';
import { defaultOptions, EditingFixture, unwrap } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';

describe('the record of a result that replaces its original', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  /** Each is like one of a new process: it shares nothing but the disk. */
  const replacements = () => {
    const write = (message: string): void => void fixture.log.push(message);
    const log = { debug: write, info: write, warn: write, error: write };
    const settings = { read: () => fixture.settings };
    const workspaceFolderOf = () => fixture.workspaceFolder;
    return new Replacements({
      files: fixture.files,
      codec: fixture.codec,
      log,
      newId: () => crypto.randomUUID(),
      now: Date.now,
      carryOver: (carried) =>
        carryRecord({ files: fixture.files, settings, log, workspaceFolderOf }, carried),
    });
  };
  const edit = async (original: string, options = {}): Promise<string> => {
    const request = fixture.request([original], { options: { ...defaultOptions, ...options } });
    return unwrap(await fixture.run(request)).savedAs ?? assert.fail('it is not saved');
  };
  const replace = async (original: string, result: string) =>
    unwrap(await replacements().replaceOriginal({ original, result: { kind: 'file', uri: result } }));
  const found = (uri: string) => findRecord(fixture.files, uri);

  it('is in the replaced file, also when its bytes were made anew', async () => {
    for (const [name, options] of [
      ['same.png', {}],
      ['other.png', { size: '1K' }],
    ] as const) {
      const original = await fixture.put(name, await bytesOf(marked(320, 180).png()));
      const result = await edit(original, options);
      await replace(original, result);
      const there = await found(original);
      assert.ok(there.state === 'found' && there.place === 'embedded', name);
      assert.equal(there.record.prompt, 'invert');
      assert.equal(there.record.pixelHash, pixelHash(await fixture.read(name)));
    }
  });

  it('is there beside what the original said of itself, as it is true of the new pixels', async () => {
    const place = { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' };
    const photo = marked(160, 120)
      .withExif({ IFD0: { Artist: 'Ada' }, IFD3: place })
      .withMetadata({ orientation: 6 });
    const original = await fixture.put('photo.jpg', await bytesOf(photo.jpeg()));
    // Other pixels than the original's, so replacing encodes anew.
    await replace(original, await edit(original, { size: '1K' }));
    const bytes = await fixture.read('photo.jpg');
    assert.equal((await found(original)).state, 'found');
    assert.ok(fileTellsPlace('jpeg', bytes));
    const { exif, width, height, orientation } = await sharp(bytes).metadata();
    assert.ok(exif?.includes('Ada'));
    assert.deepEqual([width, height, orientation ?? 1], [120, 160, 1]);
  });

  it('leads from there to the same inputs', async () => {
    fixture.settings = { ...fixture.settings, outputFileName: `edited/\${sourceName}` };
    const original = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    await replace(original, await edit(original));
    const there = await found(original);
    assert.ok(there.state === 'found');
    assert.deepEqual(
      there.record.inputs.map(({ path: to }) => to),
      ['shot.png'],
    );
  });

  it('goes when the setting says so', async () => {
    const original = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    const result = await edit(original);
    fixture.settings = { ...fixture.settings, outputRecord: 'none' };
    await replace(original, result);
    assert.equal((await found(original)).state, 'none');
  });

  it('says of a result that somebody has drawn in that it was changed', async () => {
    const original = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    const result = await edit(original);
    const drawn = sharp(await fixture.read('shot-edited.png'))
      .keepXmp()
      .flop()
      .png();
    await fixture.put('shot-edited.png', await bytesOf(drawn));
    await replace(original, result);
    const there = await found(original);
    assert.ok(there.state === 'found');
    assert.notEqual(there.record.pixelHash, pixelHash(await fixture.read('shot.png')));
  });

  describe('beside the file', () => {
    const sidecar = 'shot.avif.nano-banana.json';
    const textOf = async () => new TextDecoder().decode(await fixture.read(sidecar));
    const hasSidecar = async () => (await fixture.names()).includes(sidecar);

    it('comes with the result, and goes when the original comes back', async () => {
      const original = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      const { notes, backupId } = await replace(original, await edit(original));
      assert.deepEqual(notes, [
        "Images of this type can't hold a record, so it is kept in a file beside the image.",
      ]);
      const there = await found(original);
      assert.ok(there.state === 'found' && there.place === 'sidecar');
      assert.equal(there.record.pixelHash, pixelHash(await fixture.read('shot.avif')));

      const restored = unwrap(await replacements().undo(original, backupId));
      assert.equal(await hasSidecar(), false);
      assert.ok(restored.state === 'restored' && restored.backupId !== undefined);
      unwrap(await replacements().undo(original, restored.backupId));
      assert.deepEqual(await found(original), there);
    });

    it('takes the place of the original’s own, which comes back with it to the letter', async () => {
      const original = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      const own = await edit(original);
      const result = await edit(own);
      const file = path.join(fixture.folder, 'docs', 'shot-edited.avif.nano-banana.json');
      const before = await fs.readFile(file, 'utf8');
      await replace(own, result);
      assert.notEqual(await fs.readFile(file, 'utf8'), before);
      const restored = unwrap(await replacements().restoreOriginal(own));
      assert.equal(restored.state, 'restored');
      assert.equal(await fs.readFile(file, 'utf8'), before);
    });

    it('goes when a result without a record takes the file’s place', async () => {
      const original = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      await fixture.put(sidecar, new TextEncoder().encode('{"of":"the original"}'));
      const result = await fixture.put(
        'plain.avif',
        await bytesOf(marked(320, 180).negate().avif({ effort: 0 })),
      );
      await replace(original, result);
      assert.equal(await hasSidecar(), false);
      unwrap(await replacements().restoreOriginal(original));
      assert.equal(await textOf(), '{"of":"the original"}');
    });

    it('comes back with an original that somebody deleted', async () => {
      const original = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      await fixture.put(sidecar, new TextEncoder().encode('{"of":"the original"}'));
      await replace(original, await edit(original));
      await fs.rm(path.join(fixture.folder, 'docs', 'shot.avif'));
      unwrap(await replacements().restoreOriginal(original));
      assert.equal(await textOf(), '{"of":"the original"}');
    });

    it('is told when it can’t be written; the file is replaced all the same', async () => {
      const original = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      const result = await edit(original);
      fixture.files.createExclusively = () => Promise.reject(new Error('no'));
      const { notes } = await replace(original, result);
      assert.ok(notes.some((note) => note.startsWith(`How it was made could not be written to ${sidecar}.`)));
      assert.deepEqual(await fixture.read('shot.avif'), await fixture.read('shot-edited.avif'));
    });
  });

  it('is there for a file of another folder by its own way', async () => {
    await fs.mkdir(path.join(fixture.folder, 'elsewhere'));
    const there = path.join(fixture.folder, 'elsewhere', 'copy.png');
    await fs.writeFile(there, await bytesOf(marked(320, 180).png()));
    const original = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    await replace(uriOf(there), await edit(original));
    const record = await found(uriOf(there));
    assert.ok(record.state === 'found');
    assert.deepEqual(
      record.record.inputs.map(({ path: to }) => to),
      ['../docs/shot.png'],
    );
  });
});
