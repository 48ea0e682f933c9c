import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FileError } from '../../../src/core/ports.ts';
import { bringBack } from '../../../src/core/save/trash.ts';
import { DiskStore, uriOf } from '../edit/diskStore.ts';
import { unwrap } from '../edit/editingFixture.ts';

const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
const hasCode =
  (code: FileError['code']) =>
  (error: unknown): boolean =>
    error instanceof FileError && error.code === code;

describe('a file of the disk', () => {
  let home: string;
  let files: DiskStore;
  const at = (...steps: string[]): string => path.join(home, ...steps);
  const put = async (name: string, content: string): Promise<string> => {
    await fs.writeFile(at(name), content);
    return uriOf(at(name));
  };
  const held = (name: string) => fs.readFile(at(name), 'utf8');

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-replace-'));
    files = new DiskStore(at('storage'));
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  describe('that is replaced', () => {
    it('has the new content and its old permissions, and nothing is left beside it', async () => {
      const uri = await put('фото 🌷.png', 'old');
      await fs.chmod(at('фото 🌷.png'), 0o664);
      await files.replace(uri, bytes('new and longer'));
      assert.equal(await held('фото 🌷.png'), 'new and longer');
      assert.equal((await fs.stat(at('фото 🌷.png'))).mode & 0o777, 0o664);
      assert.deepEqual(await fs.readdir(home), ['фото 🌷.png']);
    });

    it('stays reachable through a symbolic link, which stays one', async () => {
      await fs.mkdir(at('real'));
      await put('real/a.png', 'old');
      await fs.symlink(path.join('real', 'a.png'), at('link.png'));
      await files.replace(uriOf(at('link.png')), bytes('new'));
      assert.equal(await held('real/a.png'), 'new');
      assert.equal((await fs.lstat(at('link.png'))).isSymbolicLink(), true);
      assert.deepEqual(await fs.readdir(at('real')), ['a.png']);
    });

    it('may have the longest name there is', async () => {
      const name = `${'ж'.repeat(125)}.png`;
      await files.replace(await put(name, 'old'), bytes('new'));
      assert.equal(await held(name), 'new');
    });

    it('has to be there, and to be a file', async () => {
      await assert.rejects(files.replace(uriOf(at('none.png')), bytes('x')), hasCode('notFound'));
      await fs.mkdir(at('folder.png'));
      await assert.rejects(files.replace(uriOf(at('folder.png')), bytes('x')), hasCode('isFolder'));
      assert.deepEqual(await fs.readdir(home), ['folder.png']);
    });

    it('is as before, with nothing beside it, when a step of the way fails', async () => {
      const uri = await put('a.png', 'old');
      const system = createRequire(import.meta.url)('node:fs/promises');
      const { rename } = system;
      system.rename = async () => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      };
      syncBuiltinESMExports();
      try {
        await assert.rejects(files.replace(uri, bytes('new')), hasCode('noSpace'));
      } finally {
        system.rename = rename;
        syncBuiltinESMExports();
      }
      assert.equal(await held('a.png'), 'old');
      assert.deepEqual(await fs.readdir(home), ['a.png']);
    });

    it('is freed of what a killed host left beside it a day ago, and of nothing else', async () => {
      const uri = await put('a.png', 'old');
      const longAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
      const lost = `.a.png.${crypto.randomUUID()}.tmp`;
      const others = [`.b.png.${crypto.randomUUID()}.tmp`, '.a.png.tmp', '.a.png.mine.tmp'];
      const young = `.a.png.${crypto.randomUUID()}.tmp`;
      for (const name of [lost, ...others]) {
        await put(name, 'x');
        await fs.utimes(at(name), longAgo, longAgo);
      }
      await put(young, 'x');
      await files.replace(uri, bytes('new'));
      assert.deepEqual((await fs.readdir(home)).sort(), ['a.png', young, ...others].sort());
    });
  });

  describe('that is discarded', () => {
    it('goes, and comes back with its exact bytes', async () => {
      const uri = await put('photo one.PNG', 'picture');
      const stored = await files.trash(uri);
      assert.match(stored, /^trash-[\w-]+\.PNG$/);
      assert.equal(await files.exists(uri), false);
      assert.equal(unwrap(await bringBack(files, uri, stored)), uri);
      assert.equal(await held('photo one.PNG'), 'picture');
    });

    it('comes back under the next free name when its own was taken', async () => {
      const uri = await put('a.png', 'first');
      const stored = await files.trash(uri);
      await put('a.png', 'second');
      assert.equal(unwrap(await bringBack(files, uri, stored)), uriOf(at('a-2.png')));
      assert.deepEqual([await held('a.png'), await held('a-2.png')], ['second', 'first']);
    });

    it('takes the record beside it along, and brings it back under the name that the image gets', async () => {
      const uri = await put('a.png', 'picture');
      await put('a.png.nano-banana.json', 'record');
      const stored = await files.trash(uri);
      assert.deepEqual(await fs.readdir(home), ['storage']);
      await put('a.png', 'another');
      assert.equal(unwrap(await bringBack(files, uri, stored)), uriOf(at('a-2.png')));
      assert.equal(await held('a-2.png.nano-banana.json'), 'record');
      assert.equal(await held('a.png'), 'another');
      assert.equal((await fs.readdir(home)).includes('a.png.nano-banana.json'), false);
    });

    it('stays when its bytes can’t be kept first', async () => {
      const uri = await put('a.png', 'picture');
      files.writeStored = () => Promise.reject(new FileError('noSpace', 'there is no space left'));
      await assert.rejects(files.trash(uri), hasCode('noSpace'));
      assert.equal(await held('a.png'), 'picture');
    });

    it('stays when it was changed while it was kept', async () => {
      const uri = await put('a.png', 'picture');
      const write = files.writeStored.bind(files);
      files.writeStored = async (name, content) => {
        await write(name, content);
        await put('a.png', 'another picture');
      };
      await assert.rejects(files.trash(uri), hasCode('other'));
      assert.equal(await held('a.png'), 'another picture');
      assert.deepEqual(await files.listStored('trash-'), []);
    });

    it('can’t come back when its bytes are gone, and that is said', async () => {
      const uri = await put('a.png', 'picture');
      const stored = await files.trash(uri);
      await files.removeStored(stored);
      const outcome = await bringBack(files, uri, stored);
      assert.ok(!outcome.ok);
      assert.match(outcome.failure.sentence, /^a\.png can't be brought back/);
    });
  });
});
