import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { EditingFixture } from '../edit/editingFixture.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { makePictures } from './pictures.ts';
import { editOn } from './soak.ts';

describe('edit after edit', () => {
  it('leaves nothing open and nothing in the storage', async () => {
    const pictures = await makePictures(builtCodec);
    const fixture = await EditingFixture.open(builtCodec);
    try {
      await fixture.put('shot.png', pictures.source);
      const open = async () => {
        await Promise.all(fixture.standIn.requests.map(({ ended }) => ended));
        return process.getActiveResourcesInfo().filter((kind) => /TCP|FSReq|Worker|Pipe/i.test(kind)).length;
      };
      await editOn(fixture, pictures, 4);
      const before = await open();
      await editOn(fixture, pictures, 16);
      assert.ok((await open()) <= before + 1, 'handles stay open');
      assert.deepEqual(await fixture.files.listStored(''), []);
      assert.deepEqual(await fs.readdir(path.join(fixture.folder, 'made')), []);
      assert.deepEqual(await fixture.names(), ['shot.png']);
    } finally {
      await fixture.close();
    }
  });
});
