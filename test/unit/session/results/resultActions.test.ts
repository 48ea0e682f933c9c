import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { bareBytes } from '../../../../src/core/records/bareImage.ts';
import { Replacements } from '../../../../src/core/save/replacements.ts';
import { originalOfEdited, originalUriOf } from '../../../../src/features/panel/session/state/inputs.ts';
import { listedResults } from '../../../../src/features/panel/session/state/results.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { idOf, openSession, type TestSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

describe('what is done with a result', () => {
  let fixture: EditingFixture;
  let png: Uint8Array;

  const put = useShots((opened, shot) => {
    fixture = opened;
    png = shot;
  });

  const at = (name: string) => path.join(fixture.folder, 'docs', name);
  async function edited(...names: string[]) {
    const uris = await put(...names);
    const opened = await openSession(fixture, { uris });
    await opened.session.recall();
    if (names.length > 1) opened.session.setSeveral('each');
    await opened.run();
    return { ...opened, uris };
  }

  it('replaces the original and restores its exact bytes, also in a later session', async () => {
    const opened = await edited('shot.png');
    const { session, state, uris } = opened;
    assert.equal(state().source?.restorable, false);
    await session.actions.replaceOriginal(idOf(opened, 0));
    assert.equal(state().status, 'Replaced shot.png. A backup is kept.');
    assert.deepEqual(await fixture.read('shot.png'), await fixture.read('shot-edited.png'));
    assert.equal(state().source?.restorable, true);
    await session.end();

    const later = await openSession(fixture, { uris });
    await later.session.recall();
    assert.equal(later.state().source?.restorable, true);
    await later.session.actions.restoreOriginal();
    assert.equal(later.state().status, 'Restored shot.png.');
    assert.deepEqual(await fixture.read('shot.png'), new Uint8Array(png));
    assert.equal(later.state().source?.restorable, false);
  });

  describe('Undo', () => {
    it('takes back replacing and discarding, the latest first, and says what is back', async () => {
      const opened = await edited('shot.png');
      const { session, state, run } = opened;
      await run('blur');
      await session.actions.replaceOriginal(idOf(opened, 0));
      assert.equal(state().undo, 'Replaced shot.png');
      await session.choosing.discard([idOf(opened, 1)]);
      assert.match(state().undo ?? '', /^Discarded /);
      await session.undo();
      assert.match(state().status, /is back\.$/);
      assert.equal(state().undo, 'Replaced shot.png');
      await session.undo();
      assert.equal(state().status, 'Restored shot.png.');
      assert.deepEqual(await fixture.read('shot.png'), new Uint8Array(png));
      assert.deepEqual([state().undo, state().source?.restorable], [null, false]);
      await session.undo();
      assert.equal(state().status, 'Restored shot.png.');
    });

    it('takes one replacing after the other back, also after a reload', async () => {
      const first = await edited('shot.png');
      await first.run('blur');
      await first.session.actions.replaceOriginal(idOf(first, 0));
      const once = await fixture.read('shot.png');
      await first.session.actions.replaceOriginal(idOf(first, 1));
      const { session, state } = await first.reload();
      assert.equal(state().undo, 'Replaced shot.png');
      await session.undo();
      assert.deepEqual(await fixture.read('shot.png'), once);
      await session.undo();
      assert.deepEqual(await fixture.read('shot.png'), new Uint8Array(png));
      assert.equal(state().undo, null);
    });

    it('no longer offers what was restored by another way', async () => {
      const opened = await edited('shot.png');
      const { session, state } = opened;
      await session.actions.replaceOriginal(idOf(opened, 0));
      await session.actions.restoreOriginal();
      assert.equal(state().undo, null);

      await session.actions.replaceOriginal(idOf(opened, 0));
      const replacements = new Replacements({ ...fixture, log: quiet, newId: randomUUID, now: Date.now });
      await replacements.restoreOriginal(opened.uris[0] ?? '');
      opened.host.fileChanged(opened.uris[0] ?? '');
      await opened.host.until(() => state().undo === null);
    });

    it('can be tried again where the file could not be written', async () => {
      const opened = await edited('shot.png');
      const { session, state } = opened;
      await session.actions.replaceOriginal(idOf(opened, 0));
      const { replace } = fixture.files;
      fixture.files.replace = () => Promise.reject(new Error('read-only'));
      await session.undo();
      fixture.files.replace = replace;
      assert.equal(state().undo, 'Replaced shot.png');
      await session.undo();
      assert.deepEqual(await fixture.read('shot.png'), new Uint8Array(png));
    });
  });

  it('replaces the image that the result was made from, not the edited one', async () => {
    const opened = await edited('a.png', 'b.png');
    const { session, state } = opened;
    const ofB = state().results.find(({ name }) => name === 'b-edited.png');
    await session.actions.replaceOriginal(ofB?.id ?? '');
    assert.equal(state().status, 'Replaced b.png. A backup is kept.');
    assert.deepEqual(await fixture.read('a.png'), new Uint8Array(png));
    assert.deepEqual(await fixture.read('b.png'), await fixture.read('b-edited.png'));
  });

  it('replaces the first original with a later step, and goes on', async () => {
    const opened = await edited('shot.png');
    const { session, state, run } = opened;
    await session.steps.useResult(idOf(opened, 0));
    await run('blur');
    await session.actions.replaceOriginal(idOf(opened, 1));
    assert.deepEqual(await fixture.read('shot.png'), await fixture.read('shot-edited-2.png'));
    assert.equal(state().inputs[0]?.name, 'shot-edited.png');
    await session.actions.restoreOriginal();
    assert.deepEqual(await fixture.read('shot.png'), new Uint8Array(png));
  });

  describe('after the original was replaced', () => {
    /** The pixels of the n-th request's image, as they are sent. */
    const sent = (n: number): string => {
      const body = JSON.parse(JSON.stringify(fixture.standIn.requests[n]?.body));
      return body.contents
        .at(-1)
        .parts.flatMap(({ inlineData }: { inlineData?: { data: string } }) => inlineData?.data ?? [])
        .join();
    };
    const bare = (bytes: Uint8Array) => Buffer.from(bareBytes('png', bytes) ?? []).toString('base64');

    it('keeps the source: its card, and all instructions for it, mean what the session found', async () => {
      const opened = await edited('shot.png');
      const { session, state, run, uris } = opened;
      const found = state().source?.preview;
      await session.actions.replaceOriginal(idOf(opened, 0));
      assert.equal(state().source?.preview, found);
      assert.notEqual(state().inputs[0]?.preview, found, 'the input is the file as it is now');
      await run('blur');
      assert.equal(sent(1), bare(await fixture.read('shot-edited.png')));
      assert.deepEqual(
        state().results.map(({ step, name, before }) => [step, name, before?.preview === found]),
        [
          [1, 'shot-edited.png', true],
          [2, 'shot-edited-2.png', false],
        ],
      );
      assert.equal(state().results[1]?.replaces, 'shot.png');
      await session.steps.fromSource(idOf(opened, 1));
      assert.match(state().prompt, /1\. invert\n2\. blur/);
      await run(state().prompt);
      assert.equal(sent(2), bare(png), 'no instruction is applied twice');
      assert.equal(state().status, 'Saved shot-edited-3.png');
      assert.deepEqual([state().results[2]?.step, state().results[2]?.replaces], [1, 'shot.png']);
      assert.equal(originalUriOf(session.state.inputs), uris[0]);
      await session.editAgain(uris);
      assert.deepEqual(
        state().inputs.map(({ name, preview }) => [name, preview === found]),
        [['shot.png', false]],
      );
      assert.equal(state().source?.preview, found);
    });

    it('keeps the source over a second replacing and a reload', async () => {
      const opened = await edited('shot.png');
      const found = opened.state().source?.preview;
      await opened.session.actions.replaceOriginal(idOf(opened, 0));
      await opened.run('blur');
      await opened.session.actions.replaceOriginal(idOf(opened, 1));
      const again = await opened.reload();
      assert.equal(again.state().source?.preview, found);
      await again.run('grayscale');
      assert.equal(again.state().results[2]?.step, 3);
      await again.session.steps.fromSource(idOf(again, 2));
      await again.run(again.state().prompt);
      assert.equal(sent(3), bare(png));
    });

    it('takes the file for its source again once that is restored', async () => {
      const opened = await edited('shot.png');
      const { session, state, run } = opened;
      await session.actions.replaceOriginal(idOf(opened, 0));
      await session.actions.restoreOriginal();
      await run('blur');
      assert.equal(sent(1), bare(png));
      assert.equal(state().results[1]?.step, 1);
      assert.deepEqual(originalOfEdited(session.state.inputs)?.input.source.kind, 'file');
    });

    it('applies nothing twice in a later session, which shows what a result was made from', async () => {
      const opened = await edited('shot.png');
      const { session, run, uris } = opened;
      const found = opened.state().source?.preview;
      await session.steps.useResult(idOf(opened, 0));
      await run('blur');
      await session.actions.replaceOriginal(idOf(opened, 1));
      await session.end();

      const later = await openSession(fixture, { uris });
      await later.session.recall();
      assert.notEqual(
        later.state().source?.preview,
        found,
        'its source is the file as this session found it',
      );
      assert.equal(later.state().results[0]?.before?.preview, found);
      await later.session.steps.fromSource(idOf(later, 1));
      await later.run(later.state().prompt);
      assert.equal(sent(2), bare(png));
      assert.equal(later.state().results[2]?.replaces, 'shot.png');
    });
  });

  it('says that a result is gone, and does nothing', async () => {
    const opened = await edited('shot.png');
    const { session, host, state } = opened;
    await fs.rm(at('shot-edited.png'));
    for (const act of ['open', 'copyPath', 'copyMarkdownLink', 'showRecord', 'replaceOriginal'] as const) {
      session.say('');
      await session.actions[act](idOf(opened, 0));
      assert.equal(state().status, 'shot-edited.png is gone: it was moved or deleted.', act);
    }
    assert.deepEqual([host.opened, host.copied], [[], []]);
    assert.equal(state().results[0]?.missing, true);
    assert.deepEqual(await fixture.read('shot.png'), new Uint8Array(png));
  });

  describe('when files change on the disk', () => {
    const told = async ({ host }: TestSession, uri: string, isSo: () => boolean) => {
      host.fileChanged(uri);
      await host.until(isSo);
    };

    it('says that the source is gone, and takes it when it is back', async () => {
      const opened = await edited('shot.png');
      const { state, uris } = opened;
      const [uri = ''] = uris;
      await fs.rename(at('shot.png'), at('away.png'));
      await told(opened, uri, () => /shot\.png is gone/.test(state().status));
      assert.notEqual(state().blocked, null);
      await fs.rename(at('away.png'), at('shot.png'));
      await told(opened, uri, () =>
        /shot\.png changed on disk; it is shown as it is now/.test(state().status),
      );
      assert.equal(state().blocked, null);
      await opened.run();
      assert.equal(state().status, 'Saved shot-edited-2.png');
    });

    it('follows the original behind a result that is edited', async () => {
      const opened = await edited('shot.png');
      const { session, state, uris } = opened;
      await session.steps.useResult(idOf(opened, 0));
      await fixture.put('shot.png', await bytesOf(marked(200, 100).png()));
      await told(opened, uris[0] ?? '', () => /shot\.png changed on disk/.test(state().status));
      assert.equal(state().source?.width, 200);
    });

    it('says nothing of what it did itself', async () => {
      const opened = await edited('shot.png');
      const { session, state, uris } = opened;
      await session.actions.replaceOriginal(idOf(opened, 0));
      await told(opened, uris[0] ?? '', () => state().source?.restorable === true);
      assert.equal(state().status, 'Replaced shot.png. A backup is kept.');
    });

    it('offers to restore what another panel of the same file replaced', async () => {
      const one = await edited('shot.png');
      const other = await openSession(fixture, { uris: one.uris });
      await other.session.recall();
      await one.session.actions.replaceOriginal(idOf(one, 0));
      await told(other, one.uris[0] ?? '', () => /shot\.png changed on disk/.test(other.state().status));
      assert.equal(other.state().source?.restorable, true);
    });

    it('marks a result that was deleted by hand, and shows one that was changed', async () => {
      const opened = await edited('shot.png');
      const { state } = opened;
      const uri = listedResults(opened.session.state.results)[0]?.uri ?? '';
      await fs.writeFile(at('shot-edited.png'), await bytesOf(marked(64, 32).png()));
      await told(opened, uri, () => state().results[0]?.width === 64);
      await fs.rm(at('shot-edited.png'));
      await told(opened, uri, () => state().results[0]?.missing === true);
      assert.equal(state().results[0]?.replaces, null);
    });
  });
});
