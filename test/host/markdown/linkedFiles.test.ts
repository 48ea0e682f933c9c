import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { LinkedFiles } from '../../../src/markdown/linkedFiles.ts';

describe('whether linked files are there', () => {
  it('is asked once for many, and anew after a while though nobody told of a change', async () => {
    let time = 0;
    let isThere = false;
    let asked = 0;
    const files = {
      exists: async () => {
        asked++;
        return isThere;
      },
    };
    const linked = new LinkedFiles(files, () => time);
    try {
      const file = Uri.file('/elsewhere/photo.png');
      assert.deepEqual(await Promise.all([linked.exists(file), linked.exists(file)]), [false, false]);
      assert.equal(asked, 1);
      isThere = true;
      time = 1000;
      assert.equal(await linked.exists(file), false);
      time = 5000;
      assert.equal(await linked.exists(file), true);
      assert.equal(asked, 2);
    } finally {
      linked.dispose();
    }
  });
});
