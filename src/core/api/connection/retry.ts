import type { Failure, Outcome } from '../../shared/failure.ts';

/** Time and chance, so that tests need no waiting. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Resolves after the time, or at once when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

export interface RetryNews {
  /** The attempt that comes next, from 2. */
  attempt: number;
  of: number;
  delayMs: number;
  reason: Failure;
}

export interface RetryOptions {
  clock: Clock;
  /** On the clock; no attempt begins after it. */
  deadline: number;
  signal: AbortSignal;
  onRetry(news: RetryNews): void;
  /** Attempts in all. */
  tries?: number;
}

/** The longest delay that is waited out without asking. */
const longestWaitMs = 60_000;

const firstDelays: Record<string, number> = {
  'rate.limited': 2000,
  'rate.concurrency': 2000,
  'server.overloaded': 1000,
  'network.refused': 400,
};

/** Whether an attempt surely cost nothing and another one may help. */
export function mayRepeat(failure: Failure): boolean {
  if (failure.billed !== 'no' || !Object.hasOwn(firstDelays, failure.code)) return false;
  return (failure.retryAfterMs ?? 0) <= longestWaitMs;
}

/**
 * Repeats an attempt that surely was not billed, after the delay that the provider asked for or one
 * that doubles, with up to half of it added by chance. Gives the last failure when the attempts or
 * the time are used up; stops waiting when the signal is aborted.
 */
export async function withRetries<T>(
  attempt: (number: number) => Promise<Outcome<T>>,
  { clock, deadline, signal, onRetry, tries = 4 }: RetryOptions,
): Promise<Outcome<T>> {
  for (let number = 1; ; number++) {
    const outcome = await attempt(number);
    if (outcome.ok || number >= tries || signal.aborted || !mayRepeat(outcome.failure)) return outcome;
    const { failure } = outcome;
    const own = (firstDelays[failure.code] ?? 1000) * 2 ** (number - 1);
    // A moment that is over already says only that it may be tried again.
    const asked = failure.retryAfterMs ?? 0;
    const least = asked > 0 ? asked : own;
    const delayMs = Math.round(least + Math.min(own, longestWaitMs) * 0.5 * clock.random());
    if (clock.now() + delayMs >= deadline) return outcome;
    onRetry({ attempt: number + 1, of: tries, delayMs, reason: failure });
    await clock.sleep(delayMs, signal);
  }
}
