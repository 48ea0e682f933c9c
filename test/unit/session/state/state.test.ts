import assert from 'node:assert/strict';
import { markEdited, putInput } from '../../../../src/features/panel/session/state/inputChanges.ts';
import { editedInput } from '../../../../src/features/panel/session/state/inputs.ts';
import type { SessionState } from '../../../../src/features/panel/session/state/sessionState.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { idOf, openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

/** All of a state that can change, as text. */
const textOf = (state: SessionState): string =>
  JSON.stringify(state, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );

describe('the state of a session', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });

  it('is never changed once it was given out, whatever happens to the session', async () => {
    const opened = await openSession(fixture, { uris: await put('a.png', 'b.png') });
    const { session, run } = opened;
    const given: { state: SessionState; text: string }[] = [];
    session.store.subscribe((state) => given.push({ state, text: textOf(state) }));
    await run();
    await session.steps.useResult(idOf(opened, 0));
    await session.actions.replaceOriginal(idOf(opened, 0));
    await run('blur');
    await session.actions.restoreOriginal();
    await session.choosing.discard([idOf(opened, 1)]);
    await session.choosing.undo();
    await session.end();
    assert.ok(given.length > 50, `${given.length} states`);
    for (const { state, text } of given) assert.equal(textOf(state), text);
  });

  it('is told of once for several changes that belong together', async () => {
    const { session } = await openSession(fixture, { uris: await put('a.png', 'b.png') });
    const told: (string | undefined)[] = [];
    session.store.subscribe(({ inputs, status }) =>
      told.push(`${editedInput(inputs)?.input.name}: ${status}`),
    );
    session.store.update(markEdited(session.state.inputs.ids[1] ?? ''), { status: 'other' });
    assert.deepEqual(told, ['b.png: other']);
  });

  it('keeps what was found out of an image while something else was about to put it back', async () => {
    const { session } = await openSession(fixture, { uris: await put('a.png') });
    const found = editedInput(session.state.inputs);
    assert.ok(found?.sha256);
    session.store.update(putInput(found.id, { ...found, sha256: undefined }));
    assert.equal(editedInput(session.state.inputs)?.sha256, found.sha256);
  });
});
