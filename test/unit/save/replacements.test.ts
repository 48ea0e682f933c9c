import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { FileError } from '../../../src/core/ports.ts';
import type { BackupLimits } from '../../../src/core/save/backups.ts';
import { Replacements, type Restored } from '../../../src/core/save/replacements.ts';
import type { Outcome } from '../../../src/core/shared/failure.ts';
import { DiskStore, uriOf } from '../edit/diskStore.ts';
import { unwrap } from '../edit/editingFixture.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { bytesOf, colours, decoded, looks, marked, withChunk } from '../images/pictures.ts';
import { tiffOf } from '../images/tiffs.ts';

describe('replacing an original', () => {
  let home: string;
  let files: DiskStore;
  let log: string[];
  let clock: number;

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-replace-'));
    files = new DiskStore(path.join(home, 'storage'));
    log = [];
    clock = 1_000_000;
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  /** Each is like one of a new process: it shares nothing but the disk. */
  const replacements = (limits?: BackupLimits) => {
    const write = (message: string): void => void log.push(message);
    return new Replacements({
      files,
      codec: builtCodec,
      log: { debug: write, info: write, warn: write, error: write },
      newId: () => crypto.randomUUID(),
      now: () => clock,
      ...(limits && { limits }),
    });
  };
  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    await fs.writeFile(path.join(home, name), bytes);
    return uriOf(path.join(home, name));
  };
  const held = async (name: string) => new Uint8Array(await fs.readFile(path.join(home, name)));
  const stateOf = (outcome: Outcome<Restored>) => unwrap(outcome).state;
  const replace = async (original: string, bytes: Uint8Array, by = replacements()) => {
    await files.writeStored('result.bin', bytes);
    return by.replaceOriginal({ original, result: { kind: 'stored', name: 'result.bin' } });
  };

  it('writes the result in the source’s type and exact size, and brings the exact bytes back', async () => {
    const before = await bytesOf(marked(640, 360).png());
    const original = await put('shot.png', before);
    unwrap(await replace(original, await bytesOf(marked(1376, 768).jpeg())));
    const now = await held('shot.png');
    const { type, width, height } = sniff(now) ?? assert.fail('no image');
    assert.deepEqual([type, width, height], ['png', 640, 360]);
    const pixels = await decoded(now);
    assert.ok(looks(pixels.at(5, 5), colours.red) && looks(pixels.at(634, 354), colours.green));
    assert.equal(await replacements().hasBackup(original), true);
    assert.equal(stateOf(await replacements().restoreOriginal(original)), 'restored');
    assert.deepEqual(await held('shot.png'), before);
  });

  it('takes bytes that are right already as they are', async () => {
    const original = await put('shot.png', await bytesOf(marked(64, 36).png()));
    const right = await bytesOf(marked(64, 36).negate().png());
    unwrap(await replace(original, right));
    assert.deepEqual(await held('shot.png'), right);
  });

  it('cuts a result of another shape and stretches nothing', async () => {
    const original = await put('shot.png', await bytesOf(marked(400, 200).png()));
    const result = await put('made.png', await bytesOf(marked(600, 600).png()));
    const asked = { original, result: { kind: 'file', uri: result } } as const;
    const { warnings } = unwrap(await replacements().forecast(asked));
    assert.deepEqual(warnings, ['The result has a different shape (600 × 600) and is cropped to 400 × 200.']);
    unwrap(await replacements().replaceOriginal(asked));
    const { width, height } = sniff(await held('shot.png')) ?? assert.fail('no image');
    assert.deepEqual([width, height], [400, 200]);
  });

  it('leaves a result as it was made where its shape is the right one, and says what changes', async () => {
    const original = await put('dark.png', await bytesOf(marked(64, 36).png()));
    const made = await bytesOf(marked(80, 20).png());
    await files.writeStored('result.bin', made);
    const replacement = { original, result: { kind: 'stored', name: 'result.bin' }, asMade: true } as const;
    const { warnings } = unwrap(await replacements().forecast(replacement));
    assert.deepEqual(warnings, ['It becomes 80 × 20 instead of 64 × 36.']);
    unwrap(await replacements().replaceOriginal(replacement));
    assert.deepEqual(await held('dark.png'), made);
  });

  it('steps back through several replacements, and forth again', async () => {
    const pictures = await Promise.all(
      [0, 90, 180].map((hue) => bytesOf(marked(32, 32).modulate({ hue }).png())),
    );
    const [first = assert.fail(), second = assert.fail(), third = assert.fail()] = pictures;
    const original = await put('a.png', first);
    unwrap(await replace(original, second));
    unwrap(await replace(original, third));
    for (const expected of [second, first, second]) {
      assert.equal(stateOf(await replacements().restoreOriginal(original)), 'restored');
      assert.deepEqual(await held('a.png'), expected);
    }
  });

  it('undoes a replacement and then the undoing', async () => {
    const [before, made] = [
      await bytesOf(marked(32, 32).png()),
      await bytesOf(marked(32, 32).negate().png()),
    ];
    const original = await put('a.png', before);
    const { backupId } = unwrap(await replace(original, made));
    const undone = unwrap(await replacements().undo(original, backupId));
    assert.deepEqual(await held('a.png'), before);
    assert.ok(undone.state === 'restored' && undone.backupId !== undefined);
    unwrap(await replacements().undo(original, undone.backupId));
    assert.deepEqual(await held('a.png'), made);
  });

  it('asks before it takes away what somebody else has written, and keeps that', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    unwrap(await replace(original, await bytesOf(marked(32, 32).negate().png())));
    await put('a.png', Buffer.from('theirs'));
    const asked = unwrap(await replacements().restoreOriginal(original));
    assert.ok(asked.state === 'changedSince');
    assert.match(asked.sentence, /^a\.png was changed since it was replaced/);
    assert.equal(Buffer.from(await held('a.png')).toString(), 'theirs');
    const forced = unwrap(await replacements().restoreOriginal(original, { force: true }));
    assert.deepEqual(await held('a.png'), before);
    assert.ok(forced.state === 'restored' && forced.backupId !== undefined);
    unwrap(await replacements().undo(original, forced.backupId));
    assert.equal(Buffer.from(await held('a.png')).toString(), 'theirs');
  });

  it('undoes a replacement over what somebody else has written since only when that is wished', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    const { backupId } = unwrap(await replace(original, await bytesOf(marked(32, 32).negate().png())));
    await put('a.png', Buffer.from('theirs'));
    assert.equal(stateOf(await replacements().undo(original, backupId)), 'changedSince');
    assert.equal(Buffer.from(await held('a.png')).toString(), 'theirs');
    assert.equal(stateOf(await replacements().undo(original, backupId, { force: true })), 'restored');
    assert.deepEqual(await held('a.png'), before);
  });

  it('brings a deleted original back', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    unwrap(await replace(original, await bytesOf(marked(32, 32).negate().png())));
    await fs.rm(path.join(home, 'a.png'));
    assert.equal(stateOf(await replacements().restoreOriginal(original)), 'restored');
    assert.deepEqual(await held('a.png'), before);
  });

  it('says when there is nothing to restore', async () => {
    const picture = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', picture);
    const none = unwrap(await replacements().restoreOriginal(original));
    assert.ok(none.state === 'nothingToRestore');
    assert.match(none.sentence, /a\.png was never replaced here/);
    unwrap(await replace(original, await bytesOf(marked(32, 32).negate().png())));
    await put('a.png', picture);
    const same = unwrap(await replacements().restoreOriginal(original));
    assert.ok(same.state === 'nothingToRestore');
    assert.match(same.sentence, /a\.png is already as it was before/);
  });

  it('replaces nothing of which no backup can be made', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    for (const broken of [/^backup-.*bin$/, /^backup-.*json$/]) {
      const write = files.writeStored.bind(files);
      files.writeStored = async (name, bytes) => {
        if (broken.test(name)) throw new FileError('noSpace', 'there is no space left');
        await write(name, bytes);
      };
      const outcome = await replace(original, await bytesOf(marked(32, 32).negate().png()));
      files.writeStored = write;
      assert.ok(!outcome.ok);
      assert.match(outcome.failure.sentence, /^a\.png could not be replaced \(there is no space left\)/);
      assert.deepEqual(await held('a.png'), before);
    }
  });

  it('notices a backup that was not written as it should be', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    const write = files.writeStored.bind(files);
    files.writeStored = (name, bytes) =>
      write(name, name.endsWith('.bin') && name.startsWith('backup') ? bytes.subarray(1) : bytes);
    const outcome = await replace(original, await bytesOf(marked(32, 32).negate().png()));
    assert.equal(outcome.ok, false);
    assert.deepEqual(await held('a.png'), before);
  });

  it('writes the original again where a file system broke off half-way', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    const real = files.replace.bind(files);
    files.replace = async (uri, bytes) => {
      files.replace = real;
      await real(uri, bytes.subarray(0, 50));
      throw new FileError('other', 'the line is cut');
    };
    const outcome = await replace(original, await bytesOf(marked(32, 32).negate().png()));
    assert.equal(outcome.ok, false);
    assert.deepEqual(await held('a.png'), before);
  });

  it('leaves a file alone that is being changed at the same moment', async () => {
    const original = await put('a.png', await bytesOf(marked(32, 32).png()));
    const write = files.writeStored.bind(files);
    files.writeStored = async (name, bytes) => {
      await write(name, bytes);
      if (/^backup-.*json$/.test(name)) await put('a.png', Buffer.from('theirs, and longer'));
    };
    const outcome = await replace(original, await bytesOf(marked(32, 32).negate().png()));
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.code, 'replace.changedMeanwhile');
    assert.equal(Buffer.from(await held('a.png')).toString(), 'theirs, and longer');
  });

  it('refuses what can’t be written in its own type, and says what would be lost', async () => {
    const result = await put('made.png', await bytesOf(marked(32, 32).png()));
    const forecast = async (original: string) =>
      replacements().forecast({ original, result: { kind: 'file', uri: result } });
    const gif = await put('a.gif', await bytesOf(marked(32, 32).gif()));
    const refused = await forecast(gif);
    assert.ok(!refused.ok);
    assert.equal(
      refused.failure.sentence,
      "a.gif can't be replaced, because GIF files can't be written. The result stays a separate file.",
    );
    assert.equal((await replace(gif, await bytesOf(marked(32, 32).png()))).ok, false);
    const signed = withChunk(await bytesOf(marked(32, 32).png()), 'caBX', [0, 0, 0, 0]);
    const said = unwrap(await forecast(await put('b.png', signed))).warnings;
    assert.deepEqual(said, [
      'b.png carries signed content credentials (C2PA); the new image will not have them.',
    ]);
    const page = { width: 32, height: 32, strips: [new Uint8Array(32 * 32 * 3)], pages: 2 };
    assert.deepEqual(unwrap(await forecast(await put('e.tif', tiffOf(page)))).warnings, [
      'e.tif contains more pages; the new image is a single picture.',
    ]);
    const misnamed = await put('c.png', await bytesOf(marked(32, 32).jpeg()));
    assert.match(unwrap(await forecast(misnamed)).warnings.join(), /c\.png contains JPEG data/);
    const avif = await put('f.png', await bytesOf(marked(32, 32).avif({ effort: 0 })));
    assert.match(unwrap(await forecast(avif)).warnings.join(), /f\.png contains AVIF data/);
    assert.equal((await forecast(await put('d.png', Buffer.from('text')))).ok, false);
    assert.equal((await forecast(uriOf(path.join(home, 'none.png')))).ok, false);
  });

  it('keeps the backups within their limits, and the newest of each file in any case', async () => {
    const pictures = await Promise.all(
      [0, 60, 120, 180].map((hue) => bytesOf(marked(32, 32).modulate({ hue }).png())),
    );
    const [first = assert.fail(), ...others] = pictures;
    const a = await put('a.png', first);
    const b = await put('b.png', first);
    const tight = replacements({ files: 1, bytes: 1 });
    for (const picture of others) unwrap(await replace(a, picture, tight));
    unwrap(await replace(b, others[0] ?? first, tight));
    const backups = await files.listStored('backup-');
    assert.equal(backups.filter((name) => name.endsWith('.bin')).length, 2);
    assert.equal(backups.length, 4);
    for (const uri of [a, b]) assert.equal(stateOf(await tight.restoreOriginal(uri)), 'restored');
    assert.deepEqual(await held('b.png'), first);
  });

  it('removes what a crash left before anything was replaced, when it is old', async () => {
    await files.writeStored('backup-lost.bin', Buffer.from('x'));
    clock = Date.now();
    const original = await put('a.png', await bytesOf(marked(32, 32).png()));
    unwrap(await replace(original, await bytesOf(marked(32, 32).negate().png())));
    assert.ok((await files.listStored('backup-lost')).length === 1);
    clock += 25 * 60 * 60 * 1000;
    await replacements().restoreOriginal(original);
    assert.deepEqual(await files.listStored('backup-lost'), []);
  });

  it('is told of an entry that can’t be read, and lives', async () => {
    await files.writeStored('backup-odd.json', Buffer.from('{'));
    const original = await put('a.png', await bytesOf(marked(32, 32).png()));
    unwrap(await replace(original, await bytesOf(marked(32, 32).negate().png())));
    assert.equal(stateOf(await replacements().restoreOriginal(original)), 'restored');
    assert.match(log.join('\n'), /backup-odd\.json/);
    assert.equal((await files.listStored('backup-odd')).length, 1);
  });

  it('does one thing after the other to a file', async () => {
    const before = await bytesOf(marked(32, 32).png());
    const original = await put('a.png', before);
    const one = replacements();
    await files.writeStored('result.bin', await bytesOf(marked(32, 32).negate().png()));
    const asked = { original, result: { kind: 'stored', name: 'result.bin' } } as const;
    const outcomes = await Promise.all([one.replaceOriginal(asked), one.restoreOriginal(original)]);
    assert.ok(outcomes.every(({ ok }) => ok));
    assert.deepEqual(await held('a.png'), before);
  });
});
