import assert from 'node:assert/strict';
import { behaviours } from '../../standin/behaviours.ts';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import { useFixture } from './useFixture.ts';

/** One of each kind that looks different; the unit tests walk through every one. */
const shown = ['error=401', 'finish=NO_IMAGE', 'answer=brokenImage', 'wire=cut'];

describe('What goes wrong, at the screen', () => {
  const fixture = useFixture();
  let panel: Panel;

  before(async () => {
    panel = await fixture().edit('docs/images/dashboard.png');
  });

  const failures = behaviours.filter(({ name }) => shown.includes(name));

  it('has its own sentence for each failure, and the panel works on after it', async () => {
    assert.equal(failures.length, shown.length, failures.map(({ name }) => name).join());
    const sentences = new Map<string, string>();
    for (const { name, behaviour } of failures) {
      // What is read below must be a new sentence, not the last one once more.
      if ((await panel.alert.count()) > 0) await panel.dismissAlert();
      fixture().standIn.tell({ ...behaviour, times: 9 });
      await panel.ask('invert');
      await panel.alert.waitFor();
      await until(`Run to be ready after ${name}`, () => panel.run.isEnabled());
      const sentence = (await panel.alertText()).replace(/\d{6,}/g, '');
      const same = [...sentences].find(([, other]) => other === sentence);
      assert.equal(same, undefined, `${name} says the same as ${same?.[0]}: ${sentence}`);
      sentences.set(name, sentence);
      fixture().standIn.reset();
    }
    assert.deepEqual(
      (await fixture().files('docs/images')).filter((name) => name.includes('edited')),
      [],
    );
    await panel.ask('invert');
    await panel.waitForStatus('Saved dashboard-edited.png');
    assert.equal(await panel.alert.count(), 0);
  });

  it('stops by the button, and by Escape twice, and writes nothing', async () => {
    const before = await fixture().files('docs/images');
    const stops = {
      midBody: () => panel.stop.click(),
      beforeHeaders: async () => {
        await panel.prompt.press('Escape');
        await panel.waitForStatus(/Escape again/);
        await panel.prompt.press('Escape');
      },
    };
    for (const hold of ['midBody', 'beforeHeaders'] as const) {
      const told = fixture().standIn.tell({ hold });
      await panel.ask('invert');
      await told.arrived;
      await stops[hold]();
      await panel.waitForStatus(/Stopped.*billed/);
      await until('Run to be ready', () => panel.run.isEnabled());
    }
    assert.deepEqual(await fixture().files('docs/images'), before);
  });
});
