import assert from 'node:assert/strict';
import { ShownPictures } from '../../../src/core/storage/shownPictures.ts';

describe('the address that a picture is shown by', () => {
  it('is the file’s own first, and another one once the file has other content', async () => {
    let content = Buffer.from('old');
    let mtime = 1;
    const stored = new Map<string, Uint8Array>();
    const pictures = new ShownPictures({
      stat: async () => ({ size: content.length, mtime }),
      read: async () => content,
      writeStored: async (name, bytes) => void stored.set(name, bytes),
      removeStored: async (name) => void stored.delete(name),
      storedUri: (name) => `file:///storage/${name}`,
    });
    const uri = 'file:///w/pic.png';
    assert.equal(await pictures.addressOf(uri), uri);
    assert.equal(await pictures.addressOf(uri), uri);
    content = Buffer.from('new');
    mtime = 2;
    const second = await pictures.addressOf(uri);
    assert.notEqual(second, uri);
    assert.match(second, /\.png$/);
    assert.equal(await pictures.addressOf(uri), second);
    assert.deepEqual([...stored.values()], [content]);
    for (mtime = 3; mtime < 40; mtime++) await pictures.addressOf(uri);
    assert.equal(stored.size, 20);
    assert.equal(stored.has((await pictures.addressOf(uri)).replace('file:///storage/', '')), true);
  });
});
