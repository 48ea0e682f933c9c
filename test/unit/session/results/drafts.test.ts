import assert from 'node:assert/strict';
import { unlink } from 'node:fs/promises';
import * as path from 'node:path';
import { FileError } from '../../../../src/core/ports.ts';
import { bareBytes } from '../../../../src/core/records/bareImage.ts';
import { readRecord } from '../../../../src/core/records/readRecord.ts';
import { formatCost } from '../../../../src/core/shared/format.ts';
import { sweepStorage } from '../../../../src/core/storage/sweep.ts';
import { uriOf } from '../../edit/diskStore.ts';
import { type EditingFixture, owner } from '../../edit/editingFixture.ts';
import { idOf, openSession, type TestSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const oneDay = 24 * 60 * 60 * 1000;

describe('variants that wait to be kept', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });

  const open = async (...names: string[]) => openSession(fixture, { uris: await put(...names) });
  const docs = (name: string) => uriOf(path.join(fixture.folder, 'docs', name));
  const pixels = async (name: string) => bareBytes('png', await fixture.read(name));

  /** A run of so many variants. */
  async function run(opened: TestSession, variants: number): Promise<void> {
    opened.session.setVariants(variants);
    await opened.run('invert');
  }

  const numbers = ({ state }: TestSession) => state().results.map(({ variant }) => variant);
  const drafts = ({ state }: TestSession) =>
    state()
      .results.filter(({ isDraft }) => isDraft)
      .map(({ variant }) => variant);

  it('leave the workspace as it is, are shown and count as paid', async () => {
    const opened = await open('shot.png');
    await run(opened, 4);
    const { state } = opened;
    assert.deepEqual(await fixture.names(), ['shot.png']);
    assert.deepEqual(drafts(opened), [1, 2, 3, 4]);
    assert.equal(state().status, '4 variants are here. Keep the ones you want.');
    opened.session.showPictures(
      state().results.map(({ id }) => id),
      [],
    );
    await opened.session.pictures.whenIdle();
    assert.ok(state().results.every(({ preview, savedAs }) => preview !== null && savedAs === null));
    const each = state().results[0]?.cost ?? 0;
    assert.equal(state().spent?.text, formatCost(4 * each));
    assert.equal(state().alert, null);
    assert.equal(
      await fixture
        .service(owner + 1)
        .journal.leftovers()
        .then(({ length }) => length),
      0,
    );
  });

  it('stand in the order asked, whichever comes first', async () => {
    const opened = await open('shot.png');
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    opened.session.setVariants(3);
    await opened.session.run('invert');
    await told.arrived;
    await opened.host.until(() => opened.state().results.length === 2);
    const held = opened.state().jobs.find(({ resultId }) => resultId === null)?.variant;
    told.release();
    await opened.host.until(() => opened.host.settledTimes === 1);
    assert.ok(held === 1 || held === 2 || held === 3);
    assert.deepEqual(numbers(opened), [1, 2, 3]);
  });

  it('are saved one by one when they are kept, as a single result is: name, type, size and record', async () => {
    const single = await open('one.png');
    await single.run('invert');
    const opened = await open('shot.png');
    await run(opened, 2);
    const { session, state } = opened;
    await session.keepResult(idOf(opened, 1));
    assert.deepEqual(await fixture.names().then((names) => names.sort()), [
      'one-edited.png',
      'one.png',
      'shot-edited.png',
      'shot.png',
    ]);
    assert.equal(state().status, 'Saved shot-edited.png');
    assert.equal(state().selectedResultId, idOf(opened, 1));
    assert.deepEqual(drafts(opened), [1]);
    assert.deepEqual(await pixels('shot-edited.png'), await pixels('one-edited.png'));
    const recorded = async (name: string) => {
      const found = await readRecord(fixture.files, docs(name));
      assert.equal(found.state, 'found');
      return found.state === 'found' ? found.record : undefined;
    };
    const [kept, usual] = [await recorded('shot-edited.png'), await recorded('one-edited.png')];
    assert.equal(kept?.prompt, 'invert');
    assert.equal(kept?.inputs[0]?.path, 'shot.png');
    assert.equal(kept?.pixelHash, usual?.pixelHash);
    await session.keepResult(idOf(opened, 0));
    assert.ok((await fixture.names()).includes('shot-edited-2.png'));
    assert.deepEqual(await fixture.files.listStored('draft-'), []);
    assert.deepEqual(await fixture.files.listStored('scratch-'), []);
  });

  it('are all saved at once where the setting says so', async () => {
    fixture.settings = { ...fixture.settings, outputVariants: 'saveAll' };
    const opened = await open('shot.png');
    await run(opened, 2);
    assert.equal(opened.state().status, 'Saved all 2 images.');
    assert.deepEqual([drafts(opened), numbers(opened)], [[], [1, 2]]);
    assert.equal((await fixture.names()).length, 3);
  });

  it('are there again after a reload, and in a later session, and can be kept then', async () => {
    const first = await open('shot.png');
    await run(first, 3);
    const { spent } = first.state();
    const second = await first.reload();
    assert.deepEqual(drafts(second), [1, 2, 3]);
    assert.deepEqual(second.state().spent, spent);
    await second.session.keepResult(idOf(second, 0));
    await second.session.memory.whenRemembered();
    await second.session.end();
    const later = await openSession(fixture, { uris: [docs('shot.png')] });
    await later.session.recall();
    await later.session.pictures.whenIdle();
    assert.deepEqual(drafts(later), [2, 3]);
    await later.session.keepResult(later.state().results.find(({ variant }) => variant === 3)?.id ?? '');
    assert.deepEqual(await fixture.names().then((names) => names.sort()), [
      'shot-edited-2.png',
      'shot-edited.png',
      'shot.png',
    ]);
  });

  it('are drafts also where a crash came before they were written down as such', async () => {
    const first = await open('shot.png');
    const write = fixture.files.writeStored.bind(fixture.files);
    fixture.files.writeStored = (name, bytes) =>
      name.startsWith('draft-') ? Promise.reject(new FileError('noSpace', 'full')) : write(name, bytes);
    await run(first, 2);
    assert.deepEqual(drafts(first), [1, 2]);
    fixture.files.writeStored = write;
    const second = await first.reload(owner + 1);
    assert.deepEqual(drafts(second), [1, 2]);
    assert.equal(new Set(second.state().results.map(({ runId }) => runId)).size, 1);
    assert.equal(second.state().alert, null);
    assert.deepEqual(second.state().spent, first.state().spent);
    assert.equal((await fixture.files.listStored('draft-')).length, 2);
    await second.session.keepResult(idOf(second, 1));
    assert.ok((await fixture.names()).includes('shot-edited.png'));
  });

  it('can be discarded, brought back by Undo, and restored in a later session as drafts', async () => {
    const first = await open('shot.png');
    await run(first, 3);
    await first.session.choosing.discard([idOf(first, 1)]);
    assert.deepEqual(drafts(first), [1, 3]);
    await first.session.choosing.undo();
    assert.deepEqual(drafts(first), [1, 2, 3]);
    await first.session.choosing.discard([idOf(first, 1)]);
    assert.equal(first.state().discarded, 1);
    await first.session.end();
    const later = await openSession(fixture, { uris: [docs('shot.png')] });
    await later.session.recall();
    assert.deepEqual([drafts(later), later.state().discarded], [[1, 3], 1]);
    later.host.answers.discarded = ['shot-edited.png'];
    await later.session.discarded.restore();
    assert.deepEqual([drafts(later).toSorted(), later.state().discarded], [[1, 2, 3], 0]);
    assert.deepEqual(await fixture.names(), ['shot.png']);
  });

  it('stand beside those of their run that were kept, in the order asked, also in a later session', async () => {
    const first = await open('shot.png');
    await run(first, 3);
    await first.session.keepResult(idOf(first, 1));
    first.session.setVariants(1);
    await first.run('sharpen');
    await first.session.end();
    const later = await openSession(fixture, { uris: [docs('shot.png')] });
    await later.session.recall();
    assert.deepEqual(numbers(later), [1, 2, 3, null]);
  });

  it('are put away with the history, and can be restored', async () => {
    const opened = await open('shot.png');
    await run(opened, 2);
    await opened.session.memory.forget();
    assert.deepEqual([drafts(opened), opened.state().discarded], [[], 2]);
    assert.match(opened.state().status, /2 drafts can be restored for 30 days\.$/);
    await opened.session.choosing.undo();
    assert.deepEqual(drafts(opened), [1, 2]);
  });

  it('leave one, saved, when only that is kept, and come back in one Undo', async () => {
    const opened = await open('shot.png');
    await run(opened, 3);
    await opened.session.choosing.keepOnly(idOf(opened, 1));
    assert.equal(opened.state().status, 'Kept shot-edited.png and discarded 2 more.');
    assert.deepEqual([numbers(opened), drafts(opened)], [[2], []]);
    await opened.session.choosing.undo();
    assert.deepEqual(
      [numbers(opened), drafts(opened)],
      [
        [1, 2, 3],
        [1, 3],
      ],
    );
  });

  it('leave the one that was kept in sight when the only other comes back', async () => {
    const opened = await open('shot.png');
    await run(opened, 2);
    const kept = idOf(opened, 0);
    await opened.session.choosing.keepOnly(kept);
    await opened.session.choosing.undo();
    assert.equal(opened.state().selectedResultId, kept);
  });

  it('stay drafts where they can’t be saved, and say why', async () => {
    const opened = await open('shot.png');
    await run(opened, 2);
    const create = fixture.files.createExclusively.bind(fixture.files);
    fixture.files.createExclusively = () => Promise.reject(new FileError('noSpace', 'ENOSPC'));
    await opened.session.keepResult(idOf(opened, 0));
    assert.match(
      opened.state().alert?.sentence ?? '',
      /^shot-edited\.png could not be saved\. The disk is full\./,
    );
    assert.deepEqual(drafts(opened), [1, 2]);
    fixture.files.createExclusively = create;
    await opened.session.keepResult(idOf(opened, 0));
    assert.equal(opened.state().alert, null);
    assert.deepEqual(drafts(opened), [2]);
  });

  it('without a place of their own ask for one when they are kept, and stay drafts without it', async () => {
    const opened = await openSession(fixture, { kind: 'generate', folder: null });
    opened.session.setVariants(2);
    await opened.run('a red lighthouse');
    assert.deepEqual(opened.host.asked, []);
    await opened.session.keepResult(idOf(opened, 0));
    assert.equal(opened.host.asked.length, 1);
    assert.deepEqual([drafts(opened), opened.state().alert], [[1, 2], null]);
    opened.host.answers.target = docs('lighthouse.jpg');
    await opened.session.keepResult(idOf(opened, 0));
    assert.equal(opened.state().status, 'Saved lighthouse.jpg');
    assert.deepEqual(drafts(opened), [2]);
  });

  it('that failed come back as drafts in their own place when they are run again', async () => {
    const opened = await open('shot.png');
    fixture.standIn.tell({ block: 'SAFETY' });
    await run(opened, 3);
    assert.equal(opened.state().status, '2 of 3 variants are here; 1 failed. Keep the ones you want.');
    await opened.session.runner.runAgain(null);
    await opened.session.runner.whenSettled(() => {});
    assert.deepEqual(drafts(opened), [1, 2, 3]);
    assert.deepEqual(await fixture.names(), ['shot.png']);
  });

  it('are saved one after the other when several are kept at once', async () => {
    const opened = await open('shot.png');
    await run(opened, 3);
    await opened.session.choosing.keep([idOf(opened, 0), idOf(opened, 2)]);
    assert.deepEqual(await fixture.names().then((names) => names.sort()), [
      'shot-edited-2.png',
      'shot-edited.png',
      'shot.png',
    ]);
    assert.deepEqual([opened.state().status, drafts(opened)], ['Saved 2 images.', [2]]);
  });

  it('are saved once, however fast Keep is pressed', async () => {
    const opened = await open('shot.png');
    await run(opened, 2);
    await Promise.all([1, 2, 3].map(() => opened.session.keepResult(idOf(opened, 0))));
    assert.deepEqual(await fixture.names().then((names) => names.sort()), ['shot-edited.png', 'shot.png']);
  });

  it('go after 30 days, with their bytes', async () => {
    const opened = await open('shot.png');
    await run(opened, 2);
    await opened.session.end();
    await sweepStorage(fixture.files, silent, Date.now() + 29 * oneDay);
    assert.equal((await fixture.files.listStored('draft-')).length, 2);
    assert.equal((await fixture.files.listStored('scratch-')).length, 2);
    await sweepStorage(fixture.files, silent, Date.now() + 31 * oneDay);
    assert.deepEqual(await fixture.files.listStored('draft-'), []);
    assert.deepEqual(await fixture.files.listStored('scratch-'), []);
  });

  it('can be gone on from without being kept', async () => {
    const opened = await open('shot.png');
    await run(opened, 2);
    await opened.session.steps.useResult(idOf(opened, 1));
    opened.session.setVariants(1);
    await opened.run('sharpen');
    const last = opened.state().results.at(-1);
    assert.equal(last?.parentId, idOf(opened, 1));
    assert.deepEqual(await fixture.names().then((names) => names.sort()), ['shot-edited.png', 'shot.png']);
    const found = await readRecord(fixture.files, docs('shot-edited.png'));
    assert.deepEqual(found.state === 'found' && found.record.instructions, ['invert']);
  });

  it('whose bytes are gone are not listed', async () => {
    const first = await open('shot.png');
    await run(first, 2);
    const [stored = ''] = await fixture.files.listStored('scratch-');
    await unlink(path.join(fixture.folder, 'storage', stored));
    const second = await first.reload();
    assert.equal(drafts(second).length, 1);
  });
});
