import assert from 'node:assert/strict';
import sharp from 'sharp';
import { keepOnlyIn } from '../../../src/core/edit/keepOnlyIn.ts';
import { noise } from '../images/pictures.ts';
import { rectangle } from '../images/regions.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from './editingFixture.ts';

describe('keeping only a region of a result', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  it('takes everything else from the source, without a request', async () => {
    const of = { width: 320, height: 240 };
    const source = new Uint8Array(await noise(320, 240).png().toBuffer());
    const uri = await fixture.put('shot.png', source);
    const result = new Uint8Array(await sharp(source).negate({ alpha: false }).png().toBuffer());
    const input = { name: 'shot.png', source: { kind: 'file' as const, uri } };
    const region = rectangle([40, 30, 100, 80], of);
    const kept = unwrap(
      await keepOnlyIn({ files: fixture.files, codec: fixture.codec }, input, result, region),
    );
    assert.deepEqual(kept.region, { outside: 320 * 240 - 8000, changed: 0 });
    const [before, after] = await Promise.all(
      [source, kept.bytes].map((bytes) => sharp(bytes).raw().toBuffer()),
    );
    const at = 3 * (70 * 320 + 90);
    assert.ok(Math.abs((after?.[at] ?? 0) - (255 - (before?.[at] ?? 0))) <= 1, 'inside it is the result');
    assert.equal(fixture.standIn.requests.length, 0);
  });
});
