import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { readDocument } from '../../../src/core/markdown/reading/readDocument.ts';
import { LinkedFiles } from '../../../src/features/markdown/documents/linkedFiles.ts';

describe('whether linked files are there', () => {
  it('is asked once for many, and anew after a while though nobody told of a change', async () => {
    let time = 0;
    let names: [string, 'file'][] = [];
    let asked = 0;
    const files = {
      list: async () => {
        asked++;
        return new Map(names);
      },
      read: async () => new Uint8Array(),
    };
    const linked = new LinkedFiles(files, undefined, () => time);
    try {
      const document = Uri.file('/elsewhere/page.md');
      const parts = readDocument('![a](photo.png)');
      const [link] = parts.images;
      assert.ok(link);
      const state = async () => (await linked.targetOf(document, parts, link)).state;
      assert.deepEqual(await Promise.all([state(), state()]), ['missing', 'missing']);
      const first = asked;
      names = [['photo.png', 'file']];
      time = 1000;
      assert.equal(await state(), 'missing');
      assert.equal(asked, first);
      time = 5000;
      assert.equal(await state(), 'found');
    } finally {
      linked.dispose();
    }
  });
});
