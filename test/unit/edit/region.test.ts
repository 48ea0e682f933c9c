import assert from 'node:assert/strict';
import sharp from 'sharp';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import { noise } from '../images/pictures.ts';
import { rectangle } from '../images/regions.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from './editingFixture.ts';

describe('an edit of a region', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  it('sends a part alone, and changes no pixel outside the region', async () => {
    const source = new Uint8Array(await noise(900, 600).png().toBuffer());
    const uri = await fixture.put('shot.png', source);
    const region = rectangle([300, 200, 120, 90], { width: 900, height: 600 });
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));

    const [sent] = fixture.standIn.requests;
    const image = JSON.stringify(sent?.body).match(/"data":"([^"]+)"/)?.[1] ?? '';
    const { width = 0, height = 0 } = await sharp(Buffer.from(image, 'base64')).metadata();
    assert.ok(width < 330 && height < 240 && width >= 248 && height >= 218, `${width} × ${height}`);

    assert.deepEqual(result.region, { outside: 900 * 600 - 120 * 90, changed: 0 });
    const made = await fixture.read('shot-edited.png');
    const [before, after] = await Promise.all([source, made].map((bytes) => sharp(bytes).raw().toBuffer()));
    let [inside, outside] = [0, 0];
    for (let pixel = 0; pixel < 900 * 600; pixel += 1) {
      const [x, y] = [pixel % 900, Math.floor(pixel / 900)];
      const isInside = x >= 300 && x < 420 && y >= 200 && y < 290;
      const differs = [0, 1, 2].some(
        (channel) => before?.[3 * pixel + channel] !== after?.[3 * pixel + channel],
      );
      if (differs && isInside) inside += 1;
      if (differs && !isInside) outside += 1;
    }
    assert.equal(outside, 0);
    assert.ok(inside > 9000, `${inside} changed`);
    const found = await findRecord(fixture.files, result.savedAs ?? '');
    assert.ok(found.state === 'found');
    assert.deepEqual(found.record.region, region);
    assert.deepEqual(found.record.outside, { pixels: 529_200, changed: 0 });
  });
});
