import assert from 'node:assert/strict';
import {
  type Clock,
  mayRepeat,
  type RetryNews,
  withRetries,
} from '../../../../src/core/api/connection/retry.ts';
import { failure } from '../../../../src/core/api/failures.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../../src/core/shared/failure.ts';
import { failureOf, unwrap } from '../support.ts';

class TestClock implements Clock {
  time = 0;
  chance = 0;
  readonly slept: number[] = [];
  onSleep: (() => void) | undefined;

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.time += milliseconds;
    this.onSleep?.();
  }

  random(): number {
    return this.chance;
  }
}

const overloaded = failure('server.overloaded', 'It is overloaded. Later.', 'no');
const limited = (retryAfterMs?: number) => failure('rate.limited', 'Too many.', 'no', [], { retryAfterMs });

async function run(
  failures: readonly Failure[],
  { clock = new TestClock(), deadline = 360_000, signal = new AbortController().signal } = {},
) {
  const news: RetryNews[] = [];
  let attempts = 0;
  const outcome: Outcome<string> = await withRetries(
    async (number) => {
      assert.equal(number, ++attempts);
      const failed = failures[number - 1];
      return failed ? fail(failed) : succeed('an image');
    },
    { clock, deadline, signal, onRetry: (told) => news.push(told) },
  );
  return { outcome, news, attempts, slept: clock.slept };
}

describe('repeating', () => {
  it('goes on after an overload, with a delay that doubles, and tells it', async () => {
    const { outcome, news, slept } = await run([overloaded, overloaded]);
    assert.equal(unwrap(outcome), 'an image');
    assert.deepEqual(slept, [1000, 2000]);
    assert.deepEqual(
      news.map(({ attempt, of, delayMs, reason }) => [attempt, of, delayMs, reason.code]),
      [
        [2, 4, 1000, 'server.overloaded'],
        [3, 4, 2000, 'server.overloaded'],
      ],
    );
  });

  it('adds up to half of the delay by chance', async () => {
    const clock = new TestClock();
    clock.chance = 1;
    assert.deepEqual((await run([overloaded, overloaded], { clock })).slept, [1500, 3000]);
  });

  it('waits as long as the provider asks, and no longer than a minute', async () => {
    assert.deepEqual((await run([limited(40_100)])).slept, [40_100]);
    const { outcome, slept } = await run([limited(60_001)]);
    assert.equal(failureOf(outcome).code, 'rate.limited');
    assert.deepEqual(slept, []);
  });

  it('waits its own time where the one that is asked for is over', async () => {
    assert.deepEqual((await run([limited(0), limited(-5000)])).slept, [2000, 4000]);
  });

  it('gives up after four attempts with the last failure', async () => {
    const { outcome, attempts } = await run([overloaded, overloaded, limited(), overloaded, overloaded]);
    assert.equal(failureOf(outcome).code, 'server.overloaded');
    assert.equal(attempts, 4);
  });

  it('does not wait beyond the deadline', async () => {
    const { outcome, attempts, slept } = await run([limited(30_000), limited(30_000)], { deadline: 45_000 });
    assert.equal(failureOf(outcome).code, 'rate.limited');
    assert.equal(attempts, 2);
    assert.deepEqual(slept, [30_000]);
  });

  it('goes no further when it is stopped while waiting', async () => {
    const controller = new AbortController();
    const clock = new TestClock();
    clock.onSleep = () => controller.abort();
    const { attempts } = await run([overloaded, overloaded, overloaded], {
      clock,
      signal: controller.signal,
    });
    assert.equal(attempts, 2, 'the attempt after the stop is the one that says so');
  });

  for (const code of [
    'timeout',
    'network.reset',
    'answer.cut',
    'answer.notJson',
    'server.error',
    'server.timeout',
    'stopped',
    'rate.daily',
    'billing.noFreeQuota',
    'auth.invalidKey',
  ]) {
    it(`never repeats ${code}`, async () => {
      for (const billed of ['no', 'maybe', 'yes'] as const) {
        assert.equal((await run([failure(code, 'x', billed)])).attempts, 1);
      }
    });
  }

  it('never repeats what may have been billed', () => {
    for (const code of ['rate.limited', 'rate.concurrency', 'server.overloaded', 'network.refused']) {
      assert.equal(mayRepeat(failure(code, 'x', 'no')), true);
      assert.equal(mayRepeat(failure(code, 'x', 'maybe')), false);
      assert.equal(mayRepeat(failure(code, 'x', 'yes')), false);
    }
  });
});
