import assert from 'node:assert/strict';
import sharp from 'sharp';
import { findRecord } from '../../../../src/core/records/findRecord.ts';
import { nameOf } from '../../../../src/core/uris.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { rectangle } from '../../images/regions.ts';
import { idOf, openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

/** Of the screenshot that `useShots` puts there. */
const of = { width: 320, height: 180 };
const region = rectangle([40, 30, 100, 60], of);

describe('keeping only the changes in a region of a result', () => {
  let fixture: EditingFixture;
  let shot: Uint8Array;

  const put = useShots((opened, png) => {
    fixture = opened;
    shot = png;
  });
  const pixelsOf = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();

  it('takes all else from the source, as a further result that is saved beside and costs nothing', async () => {
    const [uri = ''] = await put('a.png');
    const opened = await openSession(fixture, { uris: [uri] });
    const { session, run, state, host } = opened;
    await run('invert');
    const { spent } = state();
    await session.marks.setRegion(region, idOf(opened, 0));
    const before = host.settledTimes;
    await session.keepOnlyIn(idOf(opened, 0));
    await host.until(() => host.settledTimes > before);

    assert.equal(fixture.standIn.requests.length, 1, 'nothing more was sent');
    const [whole, kept] = state().results;
    assert.ok(whole && kept, state().status);
    assert.deepEqual(kept.outside, { pixels: 320 * 180 - 6000, changed: 0 });
    assert.deepEqual([kept.region, kept.prompt, kept.cost, kept.step], [region, 'invert', 0, 1]);
    assert.equal(kept.before?.name, 'a.png', 'it is compared with the source');
    assert.equal(state().spent?.text, spent?.text);
    assert.match(kept.notes.join(' '), /the rest comes from a\.png\. Nothing was sent\./);
    assert.equal(state().status, 'Saved a-edited-2.png');

    const saved = session.state.results.known.get(kept.id)?.uri ?? '';
    assert.equal(nameOf(saved), 'a-edited-2.png');
    const [source, result] = await Promise.all([shot, await fixture.read('a-edited-2.png')].map(pixelsOf));
    const at = (x: number, y: number) => 3 * (y * 320 + x);
    const differs = (x: number, y: number) => source?.[at(x, y)] !== result?.[at(x, y)];
    assert.deepEqual([differs(90, 60), differs(5, 5), differs(300, 170)], [true, false, false]);

    const found = await findRecord(fixture.files, saved);
    const record = found.state === 'found' ? found.record : undefined;
    assert.deepEqual([record?.region, record?.outside?.changed, record?.cost], [region, 0, 0]);
    assert.deepEqual(
      record?.inputs.map(({ path, role }) => [path, role]),
      [['a.png', 'edited']],
    );
  });

  it('asks for a region first, and says when the source is not what it was', async () => {
    const opened = await openSession(fixture, { uris: await put('a.png') });
    const { session, run, state } = opened;
    await run('invert');
    await session.keepOnlyIn(idOf(opened, 0));
    assert.equal(state().status, 'First mark where a-edited.png may differ from its source.');
    await session.marks.setRegion(region, idOf(opened, 0));
    await fixture.put('a.png', new Uint8Array(await sharp(shot).negate().png().toBuffer()));
    await session.keepOnlyIn(idOf(opened, 0));
    assert.match(state().status, /^The source of a-edited\.png is gone/);
    assert.equal(state().results.length, 1);
  });
});
