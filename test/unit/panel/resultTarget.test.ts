import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { nameOf } from '../../../src/core/uris.ts';
import { setOut } from '../../../src/features/panel/takeUp.ts';
import type { ResultTarget } from '../../../src/features/resultTarget.ts';
import { EditingFixture } from '../edit/editingFixture.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { openSession } from '../session/sessionFixture.ts';

describe('a panel that was opened for something', () => {
  let fixture: EditingFixture;
  let saved: string[];

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
      saved = [];
    },
  );

  const target = (fileName: string): ResultTarget => ({
    fileName,
    note: `Saved as ${fileName}, where guide.md looks for it.`,
    saved: (uri) => saved.push(uri),
  });
  const never = () => Promise.reject(new Error('nobody is to be asked'));

  it('gives the result the very name that is wanted, in the type that it promises, and tells', async () => {
    const { session, state, run } = await openSession(fixture, { kind: 'generate' });
    await setOut(session, { prompt: 'a lighthouse', target: target('Hafen (Süd).JPG') }, never);
    assert.equal(state().prompt, 'a lighthouse');
    assert.ok(state().notes.includes('Saved as Hafen (Süd).JPG, where guide.md looks for it.'));
    await run('a lighthouse');
    assert.deepEqual(saved.map(nameOf), ['Hafen (Süd).JPG']);
    assert.equal(sniff(await readFile(fileURLToPath(saved[0] ?? '')))?.type, 'jpeg');
  });

  it('never overwrites, and tells of each result', async () => {
    const { session, run } = await openSession(fixture, { kind: 'generate' });
    await setOut(session, { target: target('quay.png') }, never);
    await run('a quay');
    await run('a quay at night');
    assert.deepEqual(saved.map(nameOf), ['quay.png', 'quay-2.png']);
  });

  it('takes the type that came for an ending that can’t be written', async () => {
    const { session, run } = await openSession(fixture, { kind: 'generate' });
    await setOut(session, { target: target('flow.svg') }, never);
    await run('a flow chart');
    assert.match(nameOf(saved[0] ?? ''), /^flow\.(png|jpg)$/);
  });

  it('tells nothing of a run that began before the panel was for something', async () => {
    const { session, host } = await openSession(fixture, { kind: 'generate' });
    const running = session.run('a quay');
    await host.until(() => session.isRunning && session.state.jobs.length > 0);
    session.setTarget(target('quay.png'));
    await running;
    await host.until(() => !session.isRunning);
    assert.deepEqual(saved, []);
  });

  it('asks before another prompt goes', async () => {
    const { session } = await openSession(fixture, { kind: 'generate' });
    session.setPrompt('what I wrote');
    const asked: string[] = [];
    const refuse = async (question: string) => asked.push(question) === 0;
    assert.equal(await setOut(session, { prompt: 'another', target: target('a.png') }, refuse), false);
    assert.equal(session.state.form.prompt, 'what I wrote');
    assert.equal(session.state.target, undefined);
    assert.equal(asked.length, 1);
  });
});
