import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { unwrap } from '../../edit/editingFixture.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { DocsFixture, endOf, spelledEnds } from '../docsFixture.ts';

const tinted = (colour: string): string => `  - { output: a.png, prompt: tint ${colour} }\n`;

describe('what earlier builds were paid for and could not save', () => {
  let fixture: DocsFixture;

  useCodecFixture(
    (codec) => DocsFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  /** Builds while somebody puts a file in the way, so that the result is kept. */
  const keep = async (colour: string): Promise<void> => {
    await fixture.write(tinted(colour));
    const told = fixture.fixture.standIn.tell({ hold: 'beforeHeaders' });
    const running = fixture.plan({ all: true }).then((plan) => fixture.run(plan));
    await told.arrived;
    await fixture.picture('a.png', '#123456');
    told.release();
    const end = endOf(unwrap(await running), 'a.png');
    assert.ok(end?.kind === 'failed' && end.kept);
    await fs.rm(fixture.file('a.png'));
  };

  it('saves the one that fits, however many others lie there', async () => {
    await keep('blue');
    await keep('red');
    const plan = await fixture.plan();
    assert.equal(plan.cost, 0);
    assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), ['a.png: recovered']);
    assert.equal(fixture.requests, 2);
    // The other one fits again when its wish comes back.
    await fs.rm(fixture.file('a.png'));
    await fixture.write(tinted('blue'));
    assert.equal((await fixture.plan()).cost, 0);
  });

  it('prices what none of them fits', async () => {
    await keep('blue');
    await fixture.write(tinted('green'));
    const plan = await fixture.plan();
    assert.equal(plan.items[0]?.kept, undefined);
    assert.ok(plan.cost > 0, `${plan.cost}`);
    assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), ['a.png: made']);
  });
});
