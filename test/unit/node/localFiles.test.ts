import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FileError } from '../../../src/core/ports.ts';
import { LocalFiles } from '../../../src/node/localFiles.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
const hasCode =
  (code: FileError['code']) =>
  (error: unknown): boolean =>
    error instanceof FileError && error.code === code;

describe('files of the disk', () => {
  let home: string;
  let files: LocalFiles;
  const at = (...steps: string[]): string => path.join(home, ...steps);

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-files-'));
    files = new LocalFiles();
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  it('are created with the folders above them, under any name', async () => {
    const name = 'Blumen 🌷 фото (1) %20#.png';
    assert.equal(await files.createExclusively(at('docs', 'neu', name), bytes('x')), true);
    assert.deepEqual(await fs.readdir(at('docs', 'neu')), [name]);
  });

  it('are whole from the first moment in which they have their name', async () => {
    const large = new Uint8Array(24_000_000).fill(7);
    const writing = files.createExclusively(at('large.png'), large);
    let hasEnded = false;
    void writing.finally(() => (hasEnded = true));
    const sizes = new Set<number>();
    while (!hasEnded) {
      const found = await fs.stat(at('large.png')).catch(() => undefined);
      if (found) sizes.add(found.size);
    }
    assert.equal(await writing, true);
    assert.deepEqual(
      [...sizes].filter((size) => size !== large.length),
      [],
    );
    assert.deepEqual(await fs.readdir(home), ['large.png']);
  });

  it('let one of many writers win and keep its bytes whole', async () => {
    const rivals = Array.from({ length: 8 }, (_, number) => String(number).repeat(300_000));
    const won = await Promise.all(
      rivals.map((content) => files.createExclusively(at('new', 'a.png'), bytes(content))),
    );
    assert.equal(won.filter(Boolean).length, 1);
    assert.equal(text(await fs.readFile(at('new', 'a.png'))), rivals[won.indexOf(true)]);
  });

  it('are never overwritten, whatever has the name', async () => {
    await fs.writeFile(at('file.png'), 'mine');
    await fs.mkdir(at('folder.png'));
    await fs.symlink(at('nowhere'), at('link.png'));
    for (const name of ['file.png', 'folder.png', 'link.png']) {
      assert.equal(await files.createExclusively(at(name), bytes('other')), false, name);
      assert.equal(await files.exists(at(name)), true, name);
    }
    assert.equal(await fs.readFile(at('file.png'), 'utf8'), 'mine');
    await assert.rejects(fs.stat(at('nowhere')));
  });

  it('leave nothing behind when they can not be created', async () => {
    await fs.writeFile(at('file'), 'mine');
    await assert.rejects(files.createExclusively(at('file', 'a.png'), bytes('x')), hasCode('other'));
    await assert.rejects(files.createExclusively(at('file', 'b', 'a.png'), bytes('x')), hasCode('other'));
    await assert.rejects(
      files.createExclusively(at(`${'long'.repeat(80)}.png`), bytes('x')),
      hasCode('nameTooLong'),
    );
    assert.deepEqual(await fs.readdir(home), ['file']);
  });

  it('are read whole up to a limit, and in ranges', async () => {
    await fs.writeFile(at('a.bin'), '0123456789');
    assert.equal(text(await files.read(at('a.bin'), 10)), '0123456789');
    await assert.rejects(files.read(at('a.bin'), 9), hasCode('tooLarge'));
    assert.equal(text(await files.readRange(at('a.bin'), 2, 3)), '234');
    assert.equal(text(await files.readRange(at('a.bin'), 8, 100)), '89');
    assert.equal((await files.readRange(at('a.bin'), 50, 10)).byteLength, 0);
    assert.equal((await files.stat(at('a.bin'))).size, 10);
  });

  it('come in pieces that make up the whole', async () => {
    const content = 'banana'.repeat(100_000);
    await fs.writeFile(at('large'), content);
    const pieces: Uint8Array[] = [];
    for await (const piece of files.open(at('large'))) pieces.push(piece);
    assert.ok(pieces.length > 1);
    assert.equal(Buffer.concat(pieces).toString(), content);
    await assert.rejects(async () => {
      for await (const _ of files.open(at('none'))) assert.fail('nothing can come');
    }, hasCode('notFound'));
  });

  it('that are missing or folders are told as such', async () => {
    await fs.writeFile(at('file'), 'x');
    for (const missing of [at('none.png'), at('file', 'below.png')]) {
      await assert.rejects(files.read(missing, 10), hasCode('notFound'));
      await assert.rejects(files.stat(missing), hasCode('notFound'));
      await assert.rejects(files.readRange(missing, 0, 1), hasCode('notFound'));
      assert.equal(await files.exists(missing), false);
    }
    await assert.rejects(files.read(home, 10), hasCode('isFolder'));
  });
});
