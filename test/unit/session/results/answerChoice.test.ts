import assert from 'node:assert/strict';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { owner } from '../../edit/editingFixture.ts';
import { rectangle } from '../../images/regions.ts';
import { idOf, openSession, type TestSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

/** Of the screenshot that `useShots` puts there. */
const of = { width: 320, height: 180 };

describe('an answer that shows something else around its region', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });

  async function answered(): Promise<TestSession> {
    const opened = await openSession(fixture, { uris: await put('a.png') });
    await opened.session.marks.setRegion(rectangle([140, 70, 20, 20], of), null);
    fixture.standIn.tell({ displace: { anew: true } });
    await opened.run('invert');
    return opened;
  }
  const choices = ({ state }: TestSession) => state().results.map(({ choice }) => choice);
  const names = async () => (await fixture.names()).sort();

  it('is saved in no way before the person chose, and is chosen from after a reload', async () => {
    const first = await answered();
    assert.deepEqual(choices(first), ['setIn', 'whole']);
    assert.match(first.state().status, /Around the region it differs from the source: choose what to keep/);
    assert.match(first.state().results[0]?.notes.join(' ') ?? '', /differs from a\.png\. Insert it/);
    assert.deepEqual(await names(), ['a.png']);
    assert.deepEqual(await fixture.service(owner + 1).journal.leftovers(), []);
    const second = await first.reload();
    assert.deepEqual(choices(second), ['setIn', 'whole']);
    await second.session.choosing.chooseAnswer(idOf(second, 1), 'setIn');
    assert.deepEqual(await names(), ['a-edited.png', 'a.png']);
    assert.deepEqual(choices(second), [null]);
    assert.equal(second.state().results[0]?.outside?.changed, 0);
    assert.equal(second.state().discarded, 1, 'the whole answer can be restored');
  });

  it('is kept whole as it came, beside which nothing is set in', async () => {
    const opened = await answered();
    const { session, state } = opened;
    const whole = state().results[1];
    await session.choosing.chooseAnswer(idOf(opened, 0), 'whole');
    const [kept, ...others] = state().results;
    assert.deepEqual([kept?.width, kept?.height, others.length], [whole?.width, whole?.height, 0]);
    assert.deepEqual(await names(), ['a-edited-whole.jpg', 'a.png']);
    assert.match(state().status, /^Kept a-edited-whole\.jpg and discarded the other/);
    await session.choosing.undo();
    assert.deepEqual(choices(opened), ['setIn', null]);
  });

  it('is discarded as one, and comes back as one', async () => {
    const opened = await answered();
    const { session, state } = opened;
    await session.choosing.chooseAnswer(idOf(opened, 0), 'none');
    assert.deepEqual([state().results.length, await names()], [0, ['a.png']]);
    assert.match(state().status, /^Discarded a-edited\.png/);
    await session.choosing.undo();
    assert.deepEqual(choices(opened), ['setIn', 'whole']);
  });

  it('is there to choose from also where a crash came before it was written down as drafts', async () => {
    const write = fixture.files.writeStored.bind(fixture.files);
    fixture.files.writeStored = (name, bytes) =>
      name.startsWith('draft-') ? Promise.reject(new Error('full')) : write(name, bytes);
    const first = await answered();
    fixture.files.writeStored = write;
    const second = await first.reload(owner + 1);
    assert.deepEqual(choices(second), ['setIn', 'whole']);
    await second.session.choosing.chooseAnswer(idOf(second, 0), 'whole');
    assert.deepEqual(await names(), ['a-edited-whole.jpg', 'a.png']);
  });
});
