import assert from 'node:assert/strict';
import sharp from 'sharp';
import { EditingFixture } from '../../edit/editingFixture.ts';
import { builtCodec } from '../../images/builtCodec.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { openSession } from '../sessionFixture.ts';

describe('what a page shows of a picture', () => {
  it('is there as soon as a huge result is saved, without decoding it again', async () => {
    const fixture = await EditingFixture.open(builtCodec);
    try {
      const create = { width: 6500, height: 6200, channels: 3, background: 'teal' } as const;
      const uri = await fixture.put('poster.png', await bytesOf(sharp({ create }).png()));
      const asked: number[] = [];
      const thumbnail: typeof builtCodec.thumbnail = (request, signal) => {
        asked.push(request.bytes.length);
        return builtCodec.thumbnail(request, signal);
      };
      const counting = fixture.withCodec({ ...builtCodec, thumbnail });
      const { session, host, state } = await openSession(counting, { uris: [uri] });
      asked.length = 0;
      fixture.standIn.tell({ image: await bytesOf(marked(520, 496).png()) });
      await session.run('invert');
      await host.until(() => state().results.length > 0);
      const [result] = state().results;
      assert.ok(result?.preview && result.thumbnail);
      await session.pictures.whenIdle();
      assert.deepEqual(asked, []);
    } finally {
      await fixture.close();
    }
  });
});
