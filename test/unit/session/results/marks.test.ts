import assert from 'node:assert/strict';
import { anyProvider, capabilitiesAt } from '../../../../src/core/api/models/models.ts';
import type { Markup, Region } from '../../../../src/core/shared/region/region.ts';
import { requestsOf } from '../../../../src/features/panel/session/state/requests.ts';
import {
  decodeSession,
  encodeSession,
  recordOf,
} from '../../../../src/features/panel/session/stored/sessionFile.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { idOf, openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

/** Of the screenshot that `useShots` puts there. */
const of = { width: 320, height: 180 };
const rectangle = { kind: 'rectangle', mode: 'add', x: 20, y: 30, width: 100, height: 60 } as const;
const region: Region = {
  shapes: [rectangle],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of,
};
const markup: Markup = { marks: [{ kind: 'arrow', colour: 'red', from: [10, 10], to: [50, 60] }], of };

describe('the region and markup of a session', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });
  const picture = async (name: string, width: number, height: number) =>
    fixture.put(name, await bytesOf(marked(width, height).png()));

  it('are said before Run to lie on no image of another shape, with Edit each', async () => {
    const uris = [...(await put('a.png')), await picture('square.png', 200, 200)];
    const { session, state } = await openSession(fixture, { uris });
    await session.marks.setRegion(region, null);
    const told = () => state().notes.filter((note) => note.includes('different shape'));
    assert.deepEqual(told(), [], 'combined, only the edited one is marked');
    session.setSeveral('each');
    assert.deepEqual(told(), [
      'square.png has a different shape from the picture that the selection was drawn on, and is edited as a whole.',
    ]);
  });

  it('belong to the request that edits the image they are drawn on, and are written down with the session', async () => {
    const { session } = await openSession(fixture, { uris: await put('a.png') });
    await session.marks.setRegion(region, null);
    await session.marks.setMarkup(markup, null);
    const [request] = requestsOf(
      session.state,
      capabilitiesAt(anyProvider, session.state.form.options.model),
    );
    assert.deepEqual(request?.region, region);
    assert.deepEqual(request?.markup, markup);
    assert.deepEqual(session.view(1).region, region);
    const record = decodeSession(encodeSession(recordOf(session.state)));
    assert.deepEqual([record?.region, record?.markup], [region, markup]);
    await session.marks.setRegion(undefined, null);
    assert.equal(
      requestsOf(session.state, capabilitiesAt(anyProvider, session.state.form.options.model))[0]?.region,
      undefined,
    );
  });

  it('stay on an image of the same size, are scaled to the same shape, and are dropped from another, which is said', async () => {
    const [first = ''] = await put('a.png');
    const uris = [
      first,
      await picture('same.png', 320, 180),
      await picture('twice.png', 640, 360),
      await picture('tall.png', 180, 320),
    ];
    const { session, host } = await openSession(fixture, { uris });
    const [, same = '', twice = '', tall = ''] = session.state.inputs.ids;
    await session.marks.setRegion(region, null);
    session.markEdited(same);
    assert.equal(session.state.form.region, region);
    session.markEdited(twice);
    await host.until(() => session.state.form.region?.of?.width === 640);
    assert.deepEqual(session.state.form.region?.shapes, [
      { kind: 'rectangle', mode: 'add', x: 40, y: 60, width: 200, height: 120 },
    ]);
    assert.equal(session.state.status, 'The selection was scaled to twice.png.');
    const epoch = session.view(1).marksEpoch;
    session.markEdited(tall);
    await host.until(() => session.state.form.region === undefined);
    assert.equal(session.state.status, 'The selection was dropped: tall.png has a different shape.');
    assert.equal(session.view(1).marksEpoch, epoch + 1);
  });

  it('go to each of several images of one shape, and to none of another', async () => {
    const uris = [...(await put('a.png')), await picture('b.png', 320, 180), await picture('c.png', 90, 90)];
    const { session } = await openSession(fixture, { uris });
    await session.marks.setRegion(region, null);
    session.setSeveral('each');
    assert.deepEqual(
      requestsOf(session.state, capabilitiesAt(anyProvider, session.state.form.options.model)).map(
        (request) => request.region?.of,
      ),
      [of, of, undefined],
    );
  });

  it('drawn on a result make it the edited image, without what was drawn on the image before', async () => {
    const opened = await openSession(fixture, { uris: await put('a.png') });
    const { session, run } = opened;
    await run();
    await session.marks.setMarkup(markup, null);
    await session.marks.setRegion(region, idOf(opened, 0));
    const [input] = session.view(1).inputs;
    assert.deepEqual([input?.resultId, input?.edited], [idOf(opened, 0), true]);
    assert.deepEqual([session.state.form.region, session.state.form.markup], [region, undefined]);
  });

  it('are sent again with a request that is run again, whatever is drawn by then', async () => {
    const opened = await openSession(fixture, { uris: await put('a.png') });
    const { session, run, host } = opened;
    await session.marks.setRegion(region, null);
    await session.marks.setMarkup(markup, null);
    fixture.standIn.tell({ error: '401' });
    await run();
    await session.marks.setRegion(undefined, null);
    await session.marks.setMarkup(undefined, null);
    const before = host.settledTimes;
    await session.runner.runAgain(null);
    await host.until(() => host.settledTimes > before);
    const [job] = session.state.jobs;
    assert.deepEqual([job?.request.region, job?.request.markup], [region, markup]);
    assert.deepEqual(session.view(1).results[0]?.outside, { pixels: 320 * 180 - 6000, changed: 0 });
  });

  it('tell before Run which part is sent and what that saves, and after it what changed outside', async () => {
    const uri = await picture('large.png', 3840, 2160);
    const opened = await openSession(fixture, { uris: [uri] });
    const { session, run, state } = opened;
    const whole = state().estimate;
    const spot: Region = {
      ...region,
      shapes: [{ kind: 'rectangle', mode: 'add', x: 1000, y: 900, width: 400, height: 300 }],
      of: { width: 3840, height: 2160 },
    };
    await session.marks.setRegion(spot, null);
    const { crop, estimate, notes } = state();
    assert.match(
      crop?.words ?? '',
      /^Sends \d+ × \d+ of 3840 × 2160 pixels: \$0\.\d+ less than the whole picture, about \d % of the bytes\.$/,
    );
    const [part] = crop?.parts ?? [];
    assert.ok(part && part.x < 1000 && part.x + part.width > 1400, JSON.stringify(part));
    assert.notEqual(estimate, whole);
    assert.ok(!notes.some((note) => note.includes('The result will be')), notes.join(' '));
    await run('invert');
    const [result] = state().results;
    assert.deepEqual(result?.outside, { pixels: 3840 * 2160 - 400 * 300, changed: 0 });
    assert.deepEqual(result?.region, spot);
    const large: Region = { ...spot, shapes: [{ ...rectangle, width: 3000, height: 2000 }] };
    await session.marks.setRegion(large, null);
    assert.match(state().crop?.words ?? '', /^Sends the whole picture/);
    const beside: Region = { ...spot, shapes: [{ ...rectangle, x: 9000 }] };
    await session.marks.setRegion(beside, null);
    assert.equal(state().blocked, 'large.png: the region is outside the picture. Mark it again.');
  });
});
