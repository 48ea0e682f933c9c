import assert from 'node:assert/strict';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import {
  type StateChanges,
  stateChangesSchema,
  withChanges,
} from '../../../src/core/shared/protocol/stateChanges.ts';
import { StateSender } from '../../../src/features/panel/stateSender.ts';
import { addressing } from '../../../src/vscode/page/addresses.ts';
import { eachRunning } from '../../ui/page/states/batch.ts';
import { filled } from '../../ui/page/states/form.ts';
import { job } from '../../ui/page/states/parts.ts';
import { done } from '../../ui/page/states/results.ts';

/** A session's state and a page that shows what it is told when the test says so. */
function open(first: PanelState = filled) {
  let state = first;
  let page: PanelState | undefined;
  let next: (() => void) | undefined;
  let hears = true;
  const messages: (PanelState | StateChanges)[] = [];
  const hear = async (message: PanelState | StateChanges): Promise<boolean> => {
    if (!hears) return false;
    messages.push(message);
    next?.();
    return true;
  };
  const sender = new StateSender({
    view: (revision) => ({ ...state, revision }),
    sendState: hear,
    sendChanges: hear,
  });
  return {
    sender,
    messages,
    change(change: Partial<PanelState>): void {
      state = { ...state, ...change };
      sender.update();
    },
    begin: () => {
      page = sender.begin();
    },
    /** Resolves when the page was told something, `count` in all. */
    async told(count: number): Promise<void> {
      while (messages.length < count)
        await new Promise<void>((resolve) => {
          next = resolve;
        });
    },
    /** The page shows what it was told last. */
    show(): PanelState {
      const message = messages.at(-1);
      if (message && 'since' in message) page = page && withChanges(page, stateChangesSchema.parse(message));
      else if (message) page = message;
      assert.ok(page, 'the changes are made to what the page has');
      sender.shown(page.revision);
      return page;
    },
    lose: () => {
      hears = false;
    },
    listen: () => {
      hears = true;
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('what a panel tells its page', () => {
  it('is one message for whatever happens before the page shows the last one, and then the newest state', async () => {
    const panel = open();
    panel.begin();
    panel.change({ status: 'first' });
    await panel.told(1);
    for (let at = 0; at < 1000; at++) panel.change({ status: `number ${at}` });
    await settle();
    assert.equal(panel.messages.length, 1);
    assert.equal(panel.show().status, 'first');
    await panel.told(2);
    assert.equal(panel.show().status, 'number 999');
  });

  it('leaves out what the page has already', async () => {
    const jobs = Array.from({ length: 200 }, (_, at) => job(`j${at}`, 'queued'));
    const panel = open({ ...eachRunning, jobs });
    panel.begin();
    panel.change({ jobs: jobs.map((one, at) => (at === 7 ? { ...one, phase: 'done' } : one)) });
    await panel.told(1);
    const [message] = panel.messages;
    assert.ok(message && 'since' in message);
    assert.deepEqual(message.values, {});
    assert.deepEqual(message.lists.jobs, { ids: null, items: [{ ...jobs[7], phase: 'done' }] });
    assert.equal(message.lists.inputs, undefined);
    assert.equal(panel.show().jobs[7]?.phase, 'done');
  });

  it('leads from any state to any other, whatever was added, removed, moved or emptied', async () => {
    const panel = open();
    panel.begin();
    const moved = { ...eachRunning, inputs: eachRunning.inputs.toReversed(), several: null };
    const states = [eachRunning, done, moved, { ...filled, jobs: [], results: [] }, done, filled];
    for (const [at, state] of states.entries()) {
      panel.change(state);
      await panel.told(at + 1);
      const shown = panel.show();
      assert.deepEqual({ ...shown, revision: 0 }, { ...state, revision: 0 });
    }
  });

  it('is nothing where nothing changed, and nothing before the page asks', async () => {
    const panel = open();
    panel.change({ status: 'too early' });
    await settle();
    panel.begin();
    panel.sender.update();
    await settle();
    assert.equal(panel.messages.length, 0);
  });

  it('is the whole state again where the page lost something', async () => {
    const panel = open();
    panel.begin();
    panel.change({ status: 'lost' });
    await panel.told(1);
    panel.sender.shown(1);
    await panel.told(2);
    assert.ok(!('since' in (panel.messages[1] ?? {})));
    assert.equal(panel.show().status, 'lost');
  });

  it('goes on after the page was hidden and began anew', async () => {
    const panel = open();
    panel.begin();
    panel.lose();
    panel.change({ status: 'while hidden' });
    await settle();
    panel.listen();
    panel.begin();
    panel.change({ status: 'shown again' });
    await panel.told(1);
    assert.equal(panel.show().status, 'shown again');
  });

  it('names each picture by the address that the window has now, though it was made while there was none', () => {
    const bare = { preview: 'a.png', thumbnail: 'b.png' };
    const [result] = done.results;
    assert.ok(result);
    const picture = { ...result, ...bare };
    const state = {
      ...done,
      inputs: done.inputs.map((input) => ({ ...input, ...bare })),
      source: { ...result, ...bare, restorable: false },
      results: [{ ...picture, before: picture, thoughts: { texts: [], pictures: [picture] } }],
    };
    for (const window of ['first', 'second']) {
      const shown = addressing((name) => `https://${window}/${name}`)(state);
      const [one] = shown.results;
      const all = [...shown.inputs, shown.source, one, one?.before, one?.thoughts.pictures[0]];
      for (const shownPicture of all) {
        assert.equal(shownPicture?.preview, `https://${window}/a.png`);
        assert.equal(shownPicture?.thumbnail, `https://${window}/b.png`);
      }
    }
  });
});
