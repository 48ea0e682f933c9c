import assert from 'node:assert/strict';
import { Activity } from '../../../src/core/edit/activity.ts';
import { DaySpendings } from '../../../src/core/storage/daySpending.ts';
import { statusWords } from '../../../src/features/statusBar/words.ts';

/** A storage that several windows share. */
class Shared {
  readonly files = new Map<string, Uint8Array>();
  list = async (prefix: string) => [...this.files.keys()].filter((name) => name.startsWith(prefix));
  read = async (name: string) => {
    const bytes = this.files.get(name);
    if (bytes === undefined) throw new Error('gone');
    return bytes;
  };
  write = async (name: string, bytes: Uint8Array) => void this.files.set(name, bytes);
  remove = async (name: string) => void this.files.delete(name);
}

describe('the day’s spending', () => {
  const warnings: string[] = [];
  const log = { warn: (line: string) => void warnings.push(line) };
  let shared: Shared;
  let now: Date;
  const window = (owner: string) => new DaySpendings({ files: shared, log, owner, now: () => now });

  beforeEach(() => {
    shared = new Shared();
    now = new Date(2026, 10, 29, 23, 50);
    warnings.length = 0;
  });

  it('is that of all windows, also of those that are closed', async () => {
    const [one, other] = [window('one'), window('other')];
    one.add({ usd: 0.05, isCertain: true });
    one.add({ usd: undefined, isCertain: true });
    other.add({ usd: 0.1, isCertain: true });
    other.add({ usd: 0.2, isCertain: false });
    await other.today();
    const spent = await one.today();
    assert.deepEqual({ ...spent, usd: spent.usd.toFixed(2) }, { usd: '0.15', open: 0.2, requests: 4 });
    const later = await window('third').today();
    assert.equal(later.requests, 4);
  });

  it('begins anew with the next day, and clears the last one away', async () => {
    const one = window('one');
    one.add({ usd: 0.05, isCertain: true });
    await one.today();
    now = new Date(2026, 10, 30, 0, 5);
    assert.deepEqual(await one.today(), { usd: 0, open: 0, requests: 0 });
    assert.deepEqual([...shared.files.keys()], []);
    one.add({ usd: 0.01, isCertain: true });
    assert.equal((await one.today()).usd, 0.01);
    assert.deepEqual([...shared.files.keys()], ['spent-2026-11-30-one.json']);
  });

  it('goes on where a file can’t be read or written', async () => {
    shared.files.set('spent-2026-11-29-broken.json', new TextEncoder().encode('{'));
    shared.write = () => Promise.reject(new Error('full'));
    const one = window('one');
    one.add({ usd: 0.05, isCertain: true });
    assert.equal((await one.today()).usd, 0.05);
    assert.equal(warnings.length, 2);
  });

  it('counts what may have been billed apart, and what was not billed not at all', () => {
    const paid: unknown[] = [];
    const activity = new Activity({ paid: (request) => void paid.push(request) });
    activity.failed({ billed: 'no' }, 0.1);
    activity.failed({ billed: 'maybe' }, 0.1);
    activity.failed({ billed: 'yes' }, 0.2);
    activity.paid(undefined);
    assert.deepEqual(paid, [
      { usd: 0.1, isCertain: false },
      { usd: 0.2, isCertain: true },
      { usd: undefined, isCertain: true },
    ]);
  });
});

describe('the status bar', () => {
  it('says what runs and what was spent, and nothing where there is neither', () => {
    const none = { usd: 0, open: 0, requests: 0 };
    assert.equal(statusWords(0, none), undefined);
    for (const [running, spent, text] of [
      [1, none, '$(loading~spin) 1 edit'],
      [3, { usd: 0.12, open: 0, requests: 2 }, '$(loading~spin) 3 edits · $0.12 today'],
      [0, { usd: 0.12, open: 0.05, requests: 3 }, '$(sparkle) $0.12 today'],
      [0, { usd: 0, open: 0.05, requests: 1 }, '$(sparkle) up to $0.05 today'],
      [0, { usd: 0, open: 0, requests: 2 }, '$(sparkle) 2 requests today'],
    ] as const)
      assert.equal(statusWords(running, spent)?.text, text);
    const { tooltip, spoken } = statusWords(2, { usd: 0.12, open: 0.05, requests: 3 }) ?? {};
    assert.match(
      tooltip ?? '',
      /2 edits running\n\$0\.12 today for 3 requests, in all windows\. Up to \$0\.05 more may/,
    );
    assert.equal(spoken, 'Nano Banana: 2 edits running. $0.12 spent today.');
  });
});
