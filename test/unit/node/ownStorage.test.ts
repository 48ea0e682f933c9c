import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FileError } from '../../../src/core/ports.ts';
import { OwnStorage } from '../../../src/node/ownStorage.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
const hasCode =
  (code: FileError['code']) =>
  (error: unknown): boolean =>
    error instanceof FileError && error.code === code;

describe("the extension's own storage", () => {
  let home: string;
  let storage: OwnStorage;

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-storage-'));
    storage = new OwnStorage(path.join(home, 'made', 'when needed'));
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  it('keeps what is written and replaces it whole', async () => {
    await storage.write('job-1.json', bytes('one'));
    await storage.write('job-1.json', bytes('two'));
    assert.equal(text(await storage.read('job-1.json')), 'two');
    assert.deepEqual(await fs.readdir(storage.folder), ['job-1.json']);
  });

  it('shows readers the old or the new content, never a part', async () => {
    const contents = ['a', 'b'].map((letter) => letter.repeat(400_000));
    await storage.write('state', bytes(contents[0] ?? ''));
    const seen = new Set<string>();
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, at) => storage.write('state', bytes(contents[at % 2] ?? ''))),
    );
    let done = false;
    void writing.finally(() => {
      done = true;
    });
    while (!done) seen.add(text(await storage.read('state')));
    await writing;
    for (const content of seen) assert.ok(contents.includes(content), `${content.length} characters`);
  });

  it('keeps the old content when the new one can not be put in its place', async () => {
    await storage.write('first', bytes('x'));
    await fs.mkdir(path.join(storage.folder, 'taken', 'full'), { recursive: true });
    await assert.rejects(storage.write('taken', bytes('x')), FileError);
    assert.deepEqual((await fs.readdir(storage.folder)).sort(), ['first', 'taken']);
  });

  it('lists names by their beginning and removes them, also twice', async () => {
    for (const name of ['job-b', 'job-a', 'session-1']) await storage.write(name, bytes(name));
    assert.deepEqual((await storage.list('job-')).sort(), ['job-a', 'job-b']);
    await storage.remove('job-a');
    await storage.remove('job-a');
    assert.deepEqual(await storage.list('job-'), ['job-b']);
    await assert.rejects(storage.read('job-a'), hasCode('notFound'));
  });

  it('takes no name that leads out of its folder or into its temporary files', async () => {
    for (const name of ['../a', 'a/b', 'a\\b', '..', '', '.tmp-1', '/etc/passwd', 'a\0b']) {
      await assert.rejects(storage.write(name, bytes('x')), FileError, name);
      await assert.rejects(storage.read(name), FileError, name);
      await assert.rejects(storage.remove(name), FileError, name);
    }
    assert.deepEqual(await fs.readdir(home), ['made']);
  });

  it('streams into a scratch file that stays until it is discarded', async () => {
    const scratch = await storage.createScratch('img');
    assert.match(scratch.name, /\.img$/);
    await scratch.write(bytes('first '));
    await scratch.write(bytes('second'));
    assert.equal(scratch.byteLength, 12);
    await scratch.close();
    assert.equal(text(await storage.read(scratch.name)), 'first second');
    await scratch.discard();
    await scratch.discard();
    assert.deepEqual(await fs.readdir(storage.folder), []);
  });

  it('discards a scratch file that is still open', async () => {
    const scratch = await storage.createScratch('img');
    await scratch.write(bytes('half'));
    await scratch.discard();
    assert.deepEqual(await fs.readdir(storage.folder), []);
    await assert.rejects(async () => scratch.write(bytes('more')), FileError);
  });

  it('sweeps old temporary files of a host that was killed, and no young ones', async () => {
    await fs.mkdir(storage.folder, { recursive: true });
    const old = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
    for (const name of ['.tmp-old', '.tmp-young', 'job-old']) {
      await fs.writeFile(path.join(storage.folder, name), 'x');
      if (name.endsWith('old')) await fs.utimes(path.join(storage.folder, name), old, old);
    }
    assert.deepEqual(await storage.list('job-'), ['job-old']);
    assert.deepEqual((await fs.readdir(storage.folder)).sort(), ['.tmp-young', 'job-old']);
  });

  it('goes with all that is in it, also twice, and can be used again', async () => {
    await storage.write('a', bytes('x'));
    await storage.destroy();
    await storage.destroy();
    await assert.rejects(fs.stat(storage.folder));
    await storage.write('b', bytes('y'));
    assert.deepEqual(await storage.list(''), ['b']);
  });

  it('works again once its folder can be made', async () => {
    await fs.writeFile(path.join(home, 'made'), 'in the way');
    await assert.rejects(storage.write('a', bytes('x')), FileError);
    await fs.rm(path.join(home, 'made'));
    await storage.write('a', bytes('x'));
    assert.equal(text(await storage.read('a')), 'x');
  });
});
