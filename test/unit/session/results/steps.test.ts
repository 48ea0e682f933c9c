import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import { FileError } from '../../../../src/core/ports.ts';
import { bareBytes } from '../../../../src/core/records/bareImage.ts';
import { uriOf } from '../../edit/diskStore.ts';
import { type EditingFixture, owner } from '../../edit/editingFixture.ts';
import { idOf, openSession, type TestSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

/** The texts and images of the n-th request that the API got. */
function asked(fixture: EditingFixture, at: number): { text: string; images: string[] } {
  const text = JSON.stringify(fixture.standIn.requests[at]?.body);
  const { contents } = JSON.parse(text);
  const parts: { text?: string; inlineData?: { data: string } }[] = contents.at(-1).parts;
  return {
    text: parts[0]?.text ?? '',
    images: parts.flatMap(({ inlineData }) => inlineData?.data ?? []),
  };
}

const namesOf = ({ state }: TestSession): string[] => state().results.map(({ name }) => name);

describe('the steps of a session', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
    // That they wait to be kept is told in drafts.test.ts.
    fixture.settings = { ...fixture.settings, outputVariants: 'saveAll' };
  });

  const open = async (...names: string[]) => openSession(fixture, { uris: await put(...names) });
  const remove = (name: string) => rm(path.join(fixture.folder, 'docs', name));
  /** An image as it is sent: without its metadata. */
  const base64 = async (name: string) =>
    Buffer.from(bareBytes('png', await fixture.read(name)) ?? []).toString('base64');

  describe('variants', () => {
    it('are requests of their own, and as many at once as the setting allows', async () => {
      fixture.settings = { ...fixture.settings, maxConcurrentRequests: 2 };
      const opened = await open('shot.png');
      const { session, state, host } = opened;
      session.setVariants(4);
      assert.match(state().estimate ?? '', /^4 requests, about \$/);
      const held = [1, 2].map(() => fixture.standIn.tell({ hold: 'beforeHeaders' }));
      await session.run('invert');
      await Promise.all(held.map(({ arrived }) => arrived));
      assert.equal(fixture.standIn.requests.length, 2);
      assert.equal(state().jobs.filter(({ phase }) => phase === 'queued').length, 2);
      held[0]?.release();
      await host.until(() => state().results.length >= 1);
      assert.equal(state().running, true);
      held[1]?.release();
      await host.until(() => host.settledTimes === 1);
      assert.equal(fixture.standIn.requests.length, 4);
      assert.equal(new Set(namesOf(opened)).size, 4);
      assert.equal(new Set(state().results.map(({ runId }) => runId)).size, 1);
    });

    it('multiply with the images, and the question tells the cost of all', async () => {
      fixture.settings = { ...fixture.settings, confirmAboveCost: 0.2 };
      const { session, state, host, run } = await open('a.png', 'b.png');
      session.setSeveral('each');
      session.setVariants(3);
      const estimate = /\$[\d.]+/.exec(state().estimate ?? '')?.[0] ?? '?';
      assert.match(state().estimate ?? '', /^6 requests/);
      await run();
      assert.equal(
        host.asked[0],
        `This run of 6 requests costs about ${estimate}, more than the limit you set ($0.20).`,
      );
      host.answers.confirm = true;
      await run();
      assert.equal(fixture.standIn.requests.length, 6);
      const runs = new Map<string, number>();
      for (const { runId } of state().results) runs.set(runId, (runs.get(runId) ?? 0) + 1);
      assert.deepEqual([...runs.values()], [3, 3]);
    });

    it('that failed run again alone, and belong together with the others', async () => {
      const { session, state, run } = await open('shot.png');
      session.setVariants(3);
      fixture.standIn.tell({ block: 'SAFETY' });
      await run();
      assert.equal(state().status, 'Saved 2 of 3; 1 failed.');
      await session.runner.runAgain([state().jobs.find(({ phase }) => phase === 'failed')?.id ?? '']);
      await session.runner.whenSettled(() => {});
      assert.equal(fixture.standIn.requests.length, 4);
      assert.equal(new Set(state().results.map(({ runId }) => runId)).size, 1);
    });

    it('leave the one in sight that came first, or that the person looks at', async () => {
      const opened = await open('shot.png');
      opened.session.setVariants(3);
      await opened.run();
      // Which of them comes first is the network's to say; the list has the order asked.
      const ids = opened.state().results.map(({ id }) => id);
      const first = opened.state().selectedResultId ?? '';
      assert.ok(ids.includes(first));
      const other = ids.find((id) => id !== first) ?? '';
      const told = fixture.standIn.tell({ hold: 'beforeHeaders', times: 3 });
      await opened.session.run('invert');
      await told.arrived;
      await opened.session.selectResult(other);
      told.release();
      fixture.standIn.reset();
      await opened.host.until(() => opened.host.settledTimes === 2);
      assert.equal(opened.state().selectedResultId, other);
    });

    it('leave one, whose others are discarded in one step and come back in one', async () => {
      const opened = await open('shot.png', 'other.png');
      const { session, state, run } = opened;
      session.setSeveral('each');
      session.setVariants(3);
      await run();
      const before = namesOf(opened);
      const kept = state().results.find(({ name }) => name === 'shot-edited-2.png');
      await session.choosing.keepOnly(kept?.id ?? '');
      assert.equal(state().status, 'Kept shot-edited-2.png and discarded 2 more.');
      assert.deepEqual(
        namesOf(opened).filter((name) => name.startsWith('shot')),
        ['shot-edited-2.png'],
      );
      assert.equal(namesOf(opened).filter((name) => name.startsWith('other')).length, 3);
      assert.ok(!(await fixture.names()).includes('shot-edited.png'));
      await session.choosing.undo();
      assert.equal(state().status, '2 results are back.');
      assert.equal(state().undo, null);
      assert.deepEqual(namesOf(opened), before);
      for (const name of before) assert.ok((await fixture.names()).includes(name), name);
    });
  });

  describe('now also', () => {
    it('takes the next instruction on a result: nothing is written, one variant is asked for, the options stay', async () => {
      const opened = await open('shot.png');
      const { session, state } = opened;
      session.setOptions({ aspectRatio: '16:9' });
      await opened.run('invert');
      session.setVariants(4);
      session.setPrompt('half an idea');
      await session.steps.goOn(idOf(opened, 0));
      assert.deepEqual(
        [state().prompt, state().variants, state().options.aspectRatio, state().inputs[0]?.name],
        ['', 1, '16:9', 'shot-edited.png'],
      );
      assert.equal(state().status, 'shot-edited.png is edited next. What should change now?');
      // What was typed can be found again.
      await opened.host.until(() => state().recentPrompts.includes('half an idea'));
      await opened.run('sharpen');
      assert.equal(state().results.at(-1)?.parentId, idOf(opened, 0));
    });

    it('leaves all as it is where the result is gone', async () => {
      const opened = await open('shot.png');
      await opened.run('invert');
      await remove('shot-edited.png');
      opened.session.setPrompt('sharpen');
      await opened.session.actions.open(idOf(opened, 0));
      await opened.session.steps.goOn(idOf(opened, 0));
      assert.match(opened.state().status, /is gone/);
      assert.equal(opened.state().prompt, 'sharpen');
    });
  });

  describe('discarding', () => {
    it('brings the exact bytes back, and tells what it costs all the same', async () => {
      const opened = await open('shot.png');
      await opened.run();
      const { session, state } = opened;
      const bytes = await fixture.read('shot-edited.png');
      const { spent } = state();
      await session.choosing.discard([idOf(opened, 0)]);
      assert.equal(state().status, 'Discarded shot-edited.png.');
      assert.equal(state().undo, 'Discarded shot-edited.png');
      assert.deepEqual([await fixture.names(), state().results], [['shot.png'], []]);
      assert.deepEqual(state().spent, spent);
      await session.choosing.undo();
      assert.equal(state().selectedResultId, idOf(opened, 0));
      assert.deepEqual(await fixture.read('shot-edited.png'), bytes);
      assert.deepEqual(await fixture.files.listStored('trash-'), []);
    });

    it('gives the next free name when the own one was taken, and says it', async () => {
      const opened = await open('shot.png');
      await opened.run();
      await opened.session.choosing.discard([idOf(opened, 0)]);
      await put('shot-edited.png');
      await opened.session.choosing.undo();
      assert.equal(opened.state().status, 'shot-edited-2.png is back.');
      assert.deepEqual(namesOf(opened), ['shot-edited-2.png']);
    });

    it('stays possible to take back after a reload', async () => {
      const first = await open('shot.png');
      await first.run();
      await first.session.choosing.discard([idOf(first, 0)]);
      const second = await first.reload();
      assert.deepEqual(namesOf(second), []);
      await second.session.choosing.undo();
      assert.deepEqual(namesOf(second), ['shot-edited.png']);
      assert.equal(second.state().discarded, 0);
    });

    it('can be restored from the history in a later session, the very bytes with their prompt', async () => {
      const first = await open('shot.png');
      first.session.setVariants(3);
      await first.run('invert');
      const [kept = '', ...others] = namesOf(first);
      const bytes = await fixture.read(others[0] ?? '');
      await first.session.choosing.keepOnly(idOf(first, 0));
      assert.equal(first.state().discarded, 2);
      await first.session.end();

      const uri = uriOf(path.join(fixture.folder, 'docs', 'shot.png'));
      const later = await openSession(fixture, { uris: [uri] });
      await later.session.recall();
      assert.deepEqual([namesOf(later), later.state().discarded], [[kept], 2]);
      later.host.answers.discarded = others.slice(0, 1);
      await later.session.discarded.restore();
      assert.equal(later.state().status, `${others[0]} is back.`);
      assert.deepEqual(await fixture.read(others[0] ?? ''), bytes);
      assert.deepEqual([namesOf(later), later.state().discarded], [[kept, others[0]], 1]);
      assert.equal(later.state().results[1]?.prompt, 'invert');

      const last = await openSession(fixture, { uris: [uri] });
      await last.session.recall();
      assert.deepEqual(namesOf(last), [kept, others[0]]);
    });

    it('is restored once: what the history gave back, Undo does not give again', async () => {
      const opened = await open('shot.png');
      await opened.run();
      await opened.session.choosing.discard([idOf(opened, 0)]);
      opened.host.answers.discarded = ['shot-edited.png'];
      await opened.session.discarded.restore();
      assert.deepEqual([namesOf(opened), opened.state().undo], [['shot-edited.png'], null]);
      await opened.session.choosing.undo();
      assert.deepEqual((await fixture.names()).sort(), ['shot-edited.png', 'shot.png']);
    });

    it('of a generated image is restored in the next panel that generates into its folder', async () => {
      const first = await openSession(fixture, { kind: 'generate' });
      await first.run('a lighthouse');
      const [name = ''] = namesOf(first);
      await first.session.choosing.discard([idOf(first, 0)]);
      await first.session.end();
      const later = await openSession(fixture, { kind: 'generate' });
      await later.session.recall();
      assert.equal(later.state().discarded, 1);
      later.host.answers.discarded = [name];
      await later.session.discarded.restore();
      assert.deepEqual(namesOf(later), [name]);
      assert.ok((await fixture.names()).includes(name));
    });

    it('of a result that was never saved keeps its bytes, and no restart offers it', async () => {
      const opened = await open('shot.png');
      fixture.files.faults.onCreate = new FileError('noSpace', 'full');
      await opened.run();
      delete fixture.files.faults.onCreate;
      const { session, state, host } = opened;
      assert.equal(state().alert !== null, true);
      await session.choosing.discard([idOf(opened, 0)]);
      assert.deepEqual([state().alert, state().jobs, state().results], [null, [], []]);
      assert.deepEqual(await fixture.service(owner + 1).journal.leftovers(), []);
      await session.choosing.undo();
      assert.equal((await fixture.service(owner + 1).journal.leftovers()).length, 1);
      host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'late.png'));
      await session.saveResult(idOf(opened, 0));
      assert.equal(state().status, 'Saved late.png');
      assert.ok((await fixture.names()).includes('late.png'));
    });

    it('of one that was never saved can be restored in a later session too', async () => {
      const first = await open('shot.png');
      fixture.files.faults.onCreate = new FileError('noSpace', 'full');
      await first.run();
      delete fixture.files.faults.onCreate;
      await first.session.choosing.discard([idOf(first, 0)]);
      await first.session.end();
      const later = await openSession(fixture, {
        uris: [uriOf(path.join(fixture.folder, 'docs', 'shot.png'))],
      });
      await later.session.recall();
      later.host.answers.discarded = ['shot-edited.png'];
      await later.session.discarded.restore();
      assert.deepEqual(namesOf(later), ['shot-edited.png']);
      assert.ok((await fixture.names()).includes('shot-edited.png'));
    });

    it('of a file that somebody else removed before is no failure', async () => {
      const opened = await open('shot.png');
      await opened.run();
      await remove('shot-edited.png');
      await opened.session.choosing.discard([idOf(opened, 0)]);
      assert.deepEqual(namesOf(opened), []);
      await opened.session.choosing.undo();
      assert.equal(opened.state().results[0]?.missing, true);
    });

    it('says which could not be discarded, and keeps it', async () => {
      const opened = await open('shot.png');
      opened.session.setVariants(3);
      await opened.run();
      const names = namesOf(opened);
      const trash = fixture.files.trash.bind(fixture.files);
      fixture.files.trash = (uri) =>
        uri.endsWith(names[1] ?? '?')
          ? Promise.reject(new FileError('noPermission', 'it is not allowed'))
          : trash(uri);
      await opened.session.choosing.keepOnly(idOf(opened, 0));
      assert.deepEqual(namesOf(opened), names.slice(0, 2));
      assert.match(
        opened.state().status,
        /discarded 1 more\. .* could not be discarded \(it is not allowed\)/,
      );
    });

    it('of the edited result goes back to the step before it, and then to the original', async () => {
      const opened = await open('shot.png');
      const { session, state, run } = opened;
      await run('invert');
      await session.steps.useResult(idOf(opened, 0));
      await run('blur');
      await session.steps.useResult(idOf(opened, 1));
      assert.equal(state().inputs[0]?.name, 'shot-edited-2.png');
      await session.choosing.discard([idOf(opened, 1)]);
      assert.equal(state().inputs[0]?.name, 'shot-edited.png');
      await session.choosing.discard([idOf(opened, 0)]);
      assert.equal(state().inputs[0]?.name, 'shot.png');
      assert.equal(state().blocked, null);
    });
  });

  describe('going on', () => {
    it('sends the result as the image, and names what comes after the original', async () => {
      const opened = await open('shot.png');
      const { session, state, run } = opened;
      await run('invert');
      await session.steps.useResult(idOf(opened, 0));
      assert.equal(state().status, 'shot-edited.png is edited next.');
      assert.equal(state().source?.name, 'shot.png');
      await run('blur');
      await session.steps.useResult(idOf(opened, 1));
      await run('grayscale');
      assert.deepEqual(namesOf(opened), ['shot-edited.png', 'shot-edited-2.png', 'shot-edited-3.png']);
      assert.deepEqual(
        state().results.map(({ step }) => step),
        [1, 2, 3],
      );
      assert.equal(state().results[2]?.parentId, idOf(opened, 1));
      assert.deepEqual(asked(fixture, 1), { text: 'blur', images: [await base64('shot-edited.png')] });
      assert.deepEqual(
        state().results.map(({ before, replaces }) => [before?.name, replaces]),
        ['shot.png', 'shot-edited.png', 'shot-edited-2.png'].map((name) => [name, 'shot.png']),
      );
    });

    it('branches from any step', async () => {
      const opened = await open('shot.png');
      const { session, state, run } = opened;
      await run('invert');
      await session.steps.useResult(idOf(opened, 0));
      await run('blur');
      await session.steps.useResult(idOf(opened, 0));
      await run('grayscale');
      assert.deepEqual(
        state().results.map(({ parentId }) => parentId),
        [null, idOf(opened, 0), idOf(opened, 0)],
      );
    });

    it('from the original sends it with all instructions, also of steps that were discarded', async () => {
      const opened = await open('shot.png');
      const { session, state, run } = opened;
      await run('invert');
      await session.steps.useResult(idOf(opened, 0));
      await run('blur');
      await session.choosing.discard([idOf(opened, 0)]);
      await session.steps.fromSource(idOf(opened, 0));
      assert.equal(state().prompt, 'Do all of this:\n1. invert\n2. blur');
      assert.equal(state().inputs[0]?.name, 'shot.png');
      await run(state().prompt);
      assert.deepEqual(asked(fixture, 2), {
        text: 'Do all of this:\n1. invert\n2. blur',
        images: [await base64('shot.png')],
      });
      const last = state().results.length - 1;
      assert.equal(state().results[last]?.step, 1);
      await session.steps.useResult(idOf(opened, last));
      await run('grayscale');
      await session.steps.fromSource(idOf(opened, last + 1));
      assert.equal(state().prompt, 'Do all of this:\n1. invert\n2. blur\n3. grayscale');
    });

    it('from a result that is not saved works, beside the original and after a reload', async () => {
      const opened = await open('shot.png');
      fixture.files.faults.onCreate = new FileError('noSpace', 'full');
      await opened.run('invert');
      delete fixture.files.faults.onCreate;
      await opened.session.steps.useResult(idOf(opened, 0));
      const again = await opened.reload(owner + 1);
      assert.equal(again.state().inputs[0]?.name, 'shot-edited.png');
      assert.equal(again.state().source?.name, 'shot.png');
      await opened.run('blur');
      assert.equal(opened.state().status, 'Saved shot-edited.png');
      assert.ok((await fixture.names()).includes('shot-edited.png'));
    });

    it('keeps apart what belongs to different images', async () => {
      const opened = await open('a.png', 'b.png');
      const { session, state, run } = opened;
      session.setSeveral('each');
      await run('invert');
      const ofB = state().results.find(({ name }) => name === 'b-edited.png');
      await session.steps.useResult(ofB?.id ?? '');
      assert.deepEqual(
        state().inputs.map(({ name, edited }) => [name, edited]),
        [
          ['a.png', false],
          ['b-edited.png', true],
        ],
      );
      assert.equal(state().source?.name, 'b.png');
      assert.equal(ofB?.replaces, 'b.png');
      await run('blur');
      assert.ok(namesOf(opened).includes('b-edited-2.png'));
      assert.ok(namesOf(opened).includes('a-edited-2.png'));
    });

    it('goes on from a generated image, which has no original', async () => {
      const opened = await openSession(fixture, { kind: 'generate' });
      const { session, state, run } = opened;
      await run('A boat');
      await session.steps.useResult(idOf(opened, 0));
      assert.deepEqual([state().source, state().results[0]?.replaces], [null, null]);
      await run('invert');
      await session.steps.useResult(idOf(opened, 1));
      await run('blur');
      assert.deepEqual(namesOf(opened), ['a-boat.jpg', 'a-boat-edited.jpg', 'a-boat-edited-2.jpg']);
      await session.steps.fromSource(idOf(opened, 2));
      assert.equal(state().inputs.length, 0);
      assert.match(state().prompt, /1\. A boat\n2\. invert\n3\. blur/);
    });

    it('knows after a reload which result is edited, and what it came from', async () => {
      const first = await open('shot.png');
      await first.run('invert');
      await first.session.steps.useResult(idOf(first, 0));
      const { session, state, run } = await first.reload();
      assert.deepEqual(
        [state().inputs[0]?.name, state().source?.name, state().source?.width],
        ['shot-edited.png', 'shot.png', 320],
      );
      assert.equal(state().selectedResultId, idOf(first, 0));
      await run('blur');
      assert.equal(state().status, 'Saved shot-edited-2.png');
      assert.deepEqual(
        state().results.map(({ step }) => step),
        [1, 2],
      );
      await session.editAgain([uriOf(path.join(fixture.folder, 'docs', 'shot.png'))]);
      assert.deepEqual(
        state().inputs.map(({ name, edited }) => [name, edited]),
        [['shot.png', true]],
      );
    });
  });
});
