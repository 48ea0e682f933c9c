import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { FileError } from '../../../../src/core/ports.ts';
import { OwnStorage } from '../../../../src/node/ownStorage.ts';
import { VscodeFileStore } from '../../../../src/vscode/files/fileStore.ts';
import { MemoryFiles } from '../../memoryFiles.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
const hasCode =
  (code: FileError['code']) =>
  (error: unknown): boolean =>
    error instanceof FileError && error.code === code;

describe('the file store in VS Code', () => {
  const scheme = 'nano-banana-memory';
  const readOnlyScheme = 'nano-banana-fixed';
  let home: string;
  let memory: MemoryFiles;
  let store: VscodeFileStore;
  let subscriptions: vscode.Disposable[];

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-store-'));
    memory = new MemoryFiles();
    subscriptions = [
      vscode.workspace.registerFileSystemProvider(scheme, memory, { isCaseSensitive: true }),
      vscode.workspace.registerFileSystemProvider(readOnlyScheme, new MemoryFiles(), { isReadonly: true }),
    ];
    store = new VscodeFileStore(new OwnStorage(path.join(home, 'storage')));
  });
  afterEach(async () => {
    vscode.Disposable.from(...subscriptions).dispose();
    await fs.rm(home, { recursive: true, force: true });
  });

  const onDisk = (...steps: string[]): string => vscode.Uri.file(path.join(home, ...steps)).toString();
  const inMemory = (file: string): string => vscode.Uri.from({ scheme, path: file }).toString();

  for (const [where, at] of [
    ['on the disk', (name: string) => onDisk('docs', name)],
    ['in a file system of an extension', (name: string) => inMemory(`/docs/${name}`)],
  ] as const) {
    describe(where, () => {
      it('creates a file once, however many ask at once', async () => {
        const rivals = Array.from({ length: 8 }, (_, number) => String(number).repeat(100_000));
        const won = await Promise.all(
          rivals.map((content) => store.createExclusively(at('a.png'), bytes(content))),
        );
        assert.equal(won.filter(Boolean).length, 1);
        assert.equal(text(await store.read(at('a.png'), 1_000_000)), rivals[won.indexOf(true)]);
      });

      it('overwrites nothing', async () => {
        assert.equal(await store.createExclusively(at('a.png'), bytes('first')), true);
        assert.equal(await store.createExclusively(at('a.png'), bytes('second')), false);
        assert.equal(text(await store.read(at('a.png'), 100)), 'first');
      });

      it('takes names in every script, with signs that addresses encode', async () => {
        for (const name of ['фото 🌷.png', 'ａ#b?c.png', '100% (1)&+.png', "it's;=,.png"]) {
          assert.equal(await store.exists(at(name)), false, name);
          assert.equal(await store.createExclusively(at(name), bytes(name)), true, name);
          assert.equal(text(await store.read(at(name), 100)), name);
        }
      });

      it('reads ranges, pieces, sizes, and refuses what is too large or not there', async () => {
        await store.createExclusively(at('a.bin'), bytes('0123456789'));
        assert.equal(text(await store.readRange(at('a.bin'), 2, 3)), '234');
        assert.equal(text(await store.readRange(at('a.bin'), 8, 9)), '89');
        const head = await store.readHead(at('a.bin'), 3);
        assert.deepEqual([text(head.bytes), head.size], ['012', 10]);
        await assert.rejects(store.readHead(at('none.png'), 9), hasCode('notFound'));
        const pieces: Uint8Array[] = [];
        for await (const piece of store.open(at('a.bin'))) pieces.push(piece);
        assert.equal(Buffer.concat(pieces).toString(), '0123456789');
        assert.equal((await store.stat(at('a.bin'))).size, 10);
        await assert.rejects(store.read(at('a.bin'), 9), hasCode('tooLarge'));
        await assert.rejects(store.read(at('none.png'), 9), hasCode('notFound'));
        await assert.rejects(store.stat(at('none.png')), hasCode('notFound'));
      });

      it('can be written to', () => assert.equal(store.isWritable(at('a.png')), true));
    });
  }

  it('says why a write was refused, and leaves nothing behind', async () => {
    memory.onWrite = () => {
      throw vscode.FileSystemError.NoPermissions('You may not.');
    };
    await assert.rejects(store.createExclusively(inMemory('/a.png'), bytes('x')), hasCode('noPermission'));
    memory.onWrite = (file, content) => {
      memory.contents.set(file, content.slice(0, 3));
      throw new Error('ENOSPC: no space left on device');
    };
    await assert.rejects(store.createExclusively(inMemory('/a.png'), bytes('whole')), hasCode('noSpace'));
    assert.equal(await store.exists(inMemory('/a.png')), false);
  });

  it('never removes what is not surely its own after a write failed', async () => {
    memory.onWrite = (file) => {
      memory.contents.set(file, bytes('theirs'));
      throw new Error('The line is cut.');
    };
    await assert.rejects(store.createExclusively(inMemory('/a.png'), bytes('our picture')), FileError);
    assert.equal(text(await store.read(inMemory('/a.png'), 100)), 'theirs');
  });

  it('frees a name when its write failed', async () => {
    memory.onWrite = () => {
      throw vscode.FileSystemError.Unavailable();
    };
    await assert.rejects(store.createExclusively(inMemory('/a.png'), bytes('x')), FileError);
    memory.onWrite = () => undefined;
    assert.equal(await store.createExclusively(inMemory('/a.png'), bytes('x')), true);
  });

  it('knows where nothing can be written', async () => {
    assert.equal(store.isWritable(`${readOnlyScheme}:/a.png`), false);
    assert.equal(store.isWritable('untitled:a.png'), false);
    assert.equal(store.isWritable('git:/a/b.png?%7B%22ref%22%3A%22HEAD%22%7D'), false);
    await assert.rejects(store.read('no address', 10), FileError);
  });

  it('keeps its own files in the storage alone', async () => {
    const scratch = await store.createScratch('img');
    await scratch.write(bytes('picture'));
    await scratch.close();
    await store.writeStored('job-1.json', bytes('{}'));
    assert.deepEqual(await store.listStored('job-'), ['job-1.json']);
    assert.equal(text(await store.readStored(scratch.name)), 'picture');
    await store.removeStored(scratch.name);
    await scratch.discard();
    assert.deepEqual(await fs.readdir(home), ['storage']);
  });
});
