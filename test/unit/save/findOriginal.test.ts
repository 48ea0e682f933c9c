import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { sidecarBytes, sidecarName } from '../../../src/core/records/embed.ts';
import { findOriginal } from '../../../src/core/save/findOriginal.ts';
import { DiskStore, uriOf } from '../edit/diskStore.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { recordWith, sha } from '../records/samples.ts';

describe('the original of an image', () => {
  let home: string;
  let files: DiskStore;
  const at = (name: string): string => path.join(home, name);
  const anywhere = () => true;

  /** An image that says that it was made from another one; without one, it says nothing. */
  async function put(name: string, from?: string): Promise<string> {
    await fs.mkdir(path.dirname(at(name)), { recursive: true });
    await fs.writeFile(at(name), await bytesOf(marked(32, 32).png()));
    if (from !== undefined) {
      const inputs = [
        { path: 'logo.png', sha256: sha('b'), role: 'reference' as const },
        { path: from, sha256: sha('a'), role: 'edited' as const },
      ];
      await fs.writeFile(at(sidecarName(name)), sidecarBytes(recordWith({ inputs })));
    }
    return uriOf(at(name));
  }

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-original-'));
    files = new DiskStore(at('storage'));
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  it('is what its record says, over all steps between', async () => {
    const original = await put('photo one.png');
    await put('edited/photo-edited.png', '../photo one.png');
    const last = await put('edited/photo-edited-2.png', 'photo-edited.png');
    assert.equal(await findOriginal(files, last, anywhere), original);
  });

  it('is the last one that is there and may be read', async () => {
    const step = await put('photo-edited.png', 'gone.png');
    const last = await put('photo-edited-2.png', 'photo-edited.png');
    assert.equal(await findOriginal(files, last, anywhere), step);
    assert.equal(await findOriginal(files, last, () => false), undefined);
    assert.equal(await findOriginal(files, step, anywhere), undefined);
  });

  it('is not known without a record, and records in a circle come to an end', async () => {
    assert.equal(await findOriginal(files, await put('a.png'), anywhere), undefined);
    assert.equal(await findOriginal(files, uriOf(at('none.png')), anywhere), undefined);
    const one = await put('one.png', 'two.png');
    const two = await put('two.png', 'one.png');
    assert.equal(await findOriginal(files, one, anywhere), two);
    assert.equal(await findOriginal(files, await put('self.png', 'self.png'), anywhere), undefined);
  });
});
