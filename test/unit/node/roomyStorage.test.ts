import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FileError, type ScratchFile } from '../../../src/core/ports.ts';
import { MemoryFiles } from '../../../src/node/memoryFiles.ts';
import { OwnStorage } from '../../../src/node/ownStorage.ts';
import { RoomyStorage, roomyStorage, spareFolderOf } from '../../../src/node/roomyStorage.ts';
import { type Disks, FaultyFolder } from '../reliability/faultyFolder.ts';

const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

async function writeAll(scratch: ScratchFile, chunks: readonly string[]): Promise<void> {
  for (const chunk of chunks) await scratch.write(bytes(chunk));
  await scratch.close();
}

describe('a storage whose disk takes no more', () => {
  let home: string;
  let disks: Disks;
  let own: FaultyFolder;
  let spare: FaultyFolder;
  let storage: RoomyStorage;

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-roomy-'));
    disks = { isFull: false, areFull: false, isStorageLocked: false };
    own = new FaultyFolder(path.join(home, 'own'), disks, false);
    spare = new FaultyFolder(path.join(home, 'spare'), disks, true);
    storage = new RoomyStorage(own, spare);
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  it('goes on with what is received in the spare folder, with every byte that came before', async () => {
    const scratch = await storage.createScratch('job1.img');
    await scratch.write(bytes('first '));
    disks.isFull = true;
    await writeAll(scratch, ['second ', 'third']);
    assert.equal(text(await storage.read(scratch.name)), 'first second third');
    assert.equal(await scratch.sha256(), createHash('sha256').update('first second third').digest('hex'));
    assert.equal(scratch.lasts, true);
    assert.deepEqual(await fs.readdir(own.folder), []);
  });

  it('finds after a restart what lies in the spare folder, and takes that folder away with its last file', async () => {
    disks.isFull = true;
    const scratch = await storage.createScratch('job1.img');
    await writeAll(scratch, ['all']);
    const later = new RoomyStorage(new OwnStorage(own.folder), new OwnStorage(spare.folder));
    assert.deepEqual(await later.list('scratch-'), [scratch.name]);
    assert.equal(text(await later.read(scratch.name)), 'all');
    assert.ok(Math.abs((await later.writtenAt(scratch.name)) - Date.now()) < 60_000);
    await later.remove(scratch.name);
    assert.deepEqual(await later.list(''), []);
    assert.deepEqual(await fs.readdir(home), ['own']);
  });

  it('holds in memory what no disk takes, and moves it to the disk as soon as that takes something', async () => {
    const scratch = await storage.createScratch('job1.img');
    await scratch.write(bytes('first '));
    disks.areFull = true;
    await writeAll(scratch, ['second']);
    assert.equal(scratch.lasts, false);
    assert.equal(text(await storage.read(scratch.name)), 'first second');
    assert.deepEqual(await storage.list('scratch-'), [scratch.name]);
    await assert.rejects(storage.write('job-1.json', bytes('{}')), FileError);
    disks.areFull = false;
    await storage.write('job-1.json', bytes('{}'));
    assert.equal(text(await new OwnStorage(own.folder).read(scratch.name)), 'first second');
    assert.equal(text(await storage.read(scratch.name)), 'first second');
  });

  it('forgets what was discarded, wherever it lay', async () => {
    disks.areFull = true;
    const inMemory = await storage.createScratch('img');
    await writeAll(inMemory, ['x']);
    await storage.remove(inMemory.name);
    const half = await storage.createScratch('img');
    await half.write(bytes('y'));
    await half.discard();
    disks.areFull = false;
    assert.deepEqual(await storage.list(''), []);
    await assert.rejects(storage.read(inMemory.name), FileError);
  });

  it('uses no spare folder that somebody else can look into or has put there', async function () {
    if (process.platform === 'win32') this.skip();
    disks.isFull = true;
    await fs.mkdir(path.join(home, 'open'), { mode: 0o755 });
    await fs.symlink(path.join(home, 'open'), spare.folder);
    const scratch = await storage.createScratch('img');
    await writeAll(scratch, ['mine']);
    assert.equal(scratch.lasts, false);
    await fs.rm(spare.folder);
    await fs.mkdir(spare.folder, { mode: 0o755 });
    await writeAll(await storage.createScratch('img'), ['mine']);
    assert.deepEqual(await fs.readdir(path.join(home, 'open')), []);
    assert.deepEqual(await fs.readdir(spare.folder), []);
  });

  it('has a spare folder of its own among the temporary files of the system', () => {
    const [one, other] = ['one', 'other'].map((name) => spareFolderOf(path.join(home, name)));
    assert.equal(path.dirname(one ?? ''), tmpdir());
    assert.notEqual(one, other);
    assert.equal(roomyStorage(home).folder, home);
  });
});

describe('files in memory', () => {
  it('take no more than they may, and again when something is removed', async () => {
    const files = new MemoryFiles(10);
    const first = files.createScratch('img');
    await first.write(bytes('123456'));
    const second = files.createScratch('img');
    assert.throws(() => second.write(bytes('12345')), FileError);
    await first.close();
    assert.throws(() => second.write(bytes('12345')), FileError);
    files.remove(first.name);
    await writeAll(second, ['12345', '67890']);
    assert.equal(text(files.read(second.name) ?? bytes('')), '1234567890');
  });
});
