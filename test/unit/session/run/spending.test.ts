import assert from 'node:assert/strict';
import * as path from 'node:path';
import { FileError } from '../../../../src/core/ports.ts';
import {
  type Spending as AllPaid,
  spentWords,
  withFailed,
  withPaid,
} from '../../../../src/features/panel/session/state/spending.ts';
import { uriOf } from '../../edit/diskStore.ts';
import { type EditingFixture, owner } from '../../edit/editingFixture.ts';
import { openSession, type TestSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

/** What was paid for the jobs of a session, one after the other. */
class Spending {
  #paid: AllPaid = [];

  paid(...[jobId, usd]: [string, number | undefined]): void {
    this.#paid = withPaid(this.#paid, jobId, usd);
  }

  failed(
    ...[jobId, failure, estimate]: [string, { billed: 'no' | 'maybe' | 'yes' }, number | undefined]
  ): void {
    this.#paid = withFailed(this.#paid, jobId, failure, estimate);
  }

  get words() {
    return spentWords(this.#paid);
  }
}

const maybe = { billed: 'maybe' } as const;

const textOf = ({ words }: Spending): string | undefined => words?.text;
const detailOf = ({ words }: Spending): string | undefined => words?.detail;

describe('what a session has cost', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });

  const text = ({ state }: TestSession): string | undefined => state().spent?.text;

  /** Runs, and stops once the request is out. */
  async function runAndStop({ session, host }: TestSession): Promise<void> {
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const before = host.settledTimes;
    await session.run('invert');
    await told.arrived;
    session.runner.stop(null);
    await host.until(() => host.settledTimes > before);
    told.release();
    fixture.standIn.reset();
  }

  it('counts what was stopped on its way as what may have been billed, also after a reload', async () => {
    const opened = await openSession(fixture, { uris: await put('shot.png') });
    await runAndStop(opened);
    assert.match(text(opened) ?? '', /^up to \$0\.\d+$/);
    await opened.run();
    assert.match(text(opened) ?? '', /^\$0\.\d+ to \$0\.\d+$/);
    assert.match(
      opened.state().spent?.detail ?? '',
      /^This session has cost \$0\.\d+ so far\. 1 more request, about \$0\.\d+, returned no result and may have been billed\.$/,
    );
    const before = opened.state().spent;
    const again = await opened.reload(owner + 1);
    assert.deepEqual(again.state().spent, before);
    await again.session.choosing.discard([again.state().results[0]?.id ?? '']);
    assert.deepEqual(again.state().spent, before, 'what is discarded was paid for');
  });

  it('counts what a reload interrupted, once, also when it is run again', async () => {
    const opened = await openSession(fixture, { uris: await put('shot.png') });
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    await opened.session.run('invert');
    await told.arrived;
    const again = await opened.reload(owner + 1);
    const once = text(again);
    assert.match(once ?? '', /^up to \$0\.\d+$/);
    assert.equal(text(await again.reload(owner + 2)), once);
    told.release();
    fixture.standIn.reset();
    await again.session.runner.runAgain(null);
    await again.session.runner.whenSettled(() => {});
    assert.match(text(again) ?? '', /^\$0\.\d+ to \$0\.\d+$/);
    opened.session.runner.stop(null);
    await opened.host.until(() => opened.host.settledTimes === 1);
  });

  it('counts a result that could not be saved once, before and after a reload and when it is saved', async () => {
    const opened = await openSession(fixture, { uris: await put('shot.png') });
    fixture.files.faults.onCreate = new FileError('noSpace', 'no');
    await opened.run();
    delete fixture.files.faults.onCreate;
    const cost = text(opened);
    assert.match(cost ?? '', /^\$0\.\d+$/);
    const again = await opened.reload(owner + 1);
    assert.equal(text(again), cost);
    again.host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'other.png'));
    await again.session.saveResult(again.state().results[0]?.id ?? '');
    assert.equal(text(again), cost);
  });

  it('is not touched by what surely cost nothing', async () => {
    const opened = await openSession(fixture, { uris: await put('shot.png') });
    fixture.standIn.tell({ error: '401' });
    await opened.run();
    assert.equal(opened.state().jobs[0]?.phase, 'failed');
    assert.equal(opened.state().spent, null);
  });

  it('is said as far as it is known', () => {
    const spending = new Spending();
    assert.equal(textOf(spending), undefined);
    spending.failed('a', maybe, undefined);
    assert.equal(textOf(spending), undefined);
    spending.paid('b', 0.05);
    assert.equal(textOf(spending), '$0.05');
    assert.match(detailOf(spending) ?? '', /so far\. 1 more request returned no result and may/);
    spending.failed('c', maybe, 0.06);
    assert.equal(textOf(spending), '$0.05 to $0.11');
    assert.match(detailOf(spending) ?? '', / 2 more requests, about \$0\.06, returned no result/);
    spending.failed('c', maybe, 0.06);
    spending.failed('d', { billed: 'no' }, 0.06);
    assert.equal(textOf(spending), '$0.05 to $0.11');
    spending.failed('e', { billed: 'yes' }, 0.04);
    assert.equal(textOf(spending), 'about $0.09 to $0.15');
    spending.paid('f', undefined);
    assert.equal(textOf(spending), 'at least $0.09 to $0.15');
    spending.paid('c', undefined);
    assert.equal(textOf(spending), 'at least $0.15');
  });
});
