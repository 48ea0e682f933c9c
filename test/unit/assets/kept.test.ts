import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { unwrap } from '../edit/room.ts';
import { useCodecRoom } from '../images/useCodecRoom.ts';
import { DocsRoom, endOf, spelledEnds } from './docsRoom.ts';

const tinted = (colour: string): string => `  - { output: a.png, prompt: tint ${colour} }\n`;

describe('what earlier builds were paid for and could not save', () => {
  let room: DocsRoom;

  useCodecRoom(
    (codec) => DocsRoom.open(codec),
    (opened) => {
      room = opened;
    },
  );

  /** Builds while somebody puts a file in the way, so that the result is kept. */
  const keep = async (colour: string): Promise<void> => {
    await room.write(tinted(colour));
    const told = room.room.standIn.tell({ hold: 'beforeHeaders' });
    const running = room.plan({ all: true }).then((plan) => room.run(plan));
    await told.arrived;
    await room.picture('a.png', '#123456');
    told.release();
    const end = endOf(unwrap(await running), 'a.png');
    assert.ok(end?.kind === 'failed' && end.kept);
    await fs.rm(room.file('a.png'));
  };

  it('saves the one that fits, however many others lie there', async () => {
    await keep('blue');
    await keep('red');
    const plan = await room.plan();
    assert.equal(plan.cost, 0);
    assert.deepEqual(spelledEnds(unwrap(await room.run(plan))), ['a.png: recovered']);
    assert.equal(room.requests, 2);
    // The other one fits again when its wish comes back.
    await fs.rm(room.file('a.png'));
    await room.write(tinted('blue'));
    assert.equal((await room.plan()).cost, 0);
  });

  it('prices what none of them fits', async () => {
    await keep('blue');
    await room.write(tinted('green'));
    const plan = await room.plan();
    assert.equal(plan.items[0]?.kept, undefined);
    assert.ok(plan.cost > 0, `${plan.cost}`);
    assert.deepEqual(spelledEnds(unwrap(await room.run(plan))), ['a.png: made']);
  });
});
