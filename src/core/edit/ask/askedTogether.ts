import { stoppedFailure } from '../../api/connection/networkFailures.ts';
import type { Job, JobHooks, JobProgress } from '../../editRequest.ts';
import { type Failure, fail, type Outcome } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { stoppedBeforeSending } from '../jobFailures.ts';
import type { Asked } from './asking.ts';
import { sharesOf } from './sharedAnswer.ts';

interface Member {
  job: Job;
  hooks: JobHooks;
  give(outcome: Outcome<Asked>): void;
  refuse(error: unknown): void;
}

/** Asks for all jobs that are still wanted when it is sent. */
export type AskAll = (jobs: () => readonly Job[], hooks: JobHooks) => Promise<Outcome<Asked>>;

const isBeforeSending = (phase: JobProgress['phase']): boolean => phase === 'queued' || phase === 'preparing';

/**
 * Several jobs of the same request that are asked as one, and get a picture each. One of them can be stopped: the
 * others go on, and only when none is wanted any more the request itself is.
 */
export class AskedTogether {
  readonly #count: number;
  readonly #stop = new AbortController();
  /** Those that still wait, in the order of the run. */
  readonly #members: Member[] = [];
  #joined = 0;
  #phase: JobProgress['phase'] = 'queued';

  /** @param count how many jobs there are; nothing is asked before all are there */
  constructor(count: number) {
    this.#count = count;
  }

  /** The share of one job. Rejects as asking itself does. */
  ask(job: Job, hooks: JobHooks, askAll: AskAll): Promise<Outcome<Asked>> {
    return new Promise((give, refuse) => {
      const member = { job, hooks, give, refuse };
      this.#members.push(member);
      const leave = () => this.#leave(member);
      hooks.signal.addEventListener('abort', leave, { once: true });
      if (hooks.signal.aborted) leave();
      if (++this.#joined === this.#count) void this.#askAll(askAll);
    });
  }

  async #askAll(askAll: AskAll): Promise<void> {
    const [first] = this.#members;
    if (first === undefined) return;
    const hooks: JobHooks = {
      signal: this.#stop.signal,
      onProgress: (progress) => this.#tell(progress),
      chooseTarget: async () => undefined,
    };
    try {
      let sent = 0;
      const asked = await askAll(() => {
        sent = this.#members.length;
        return this.#members.map(({ job }) => job);
      }, hooks);
      const members = this.#members.splice(0);
      const first = asked.ok ? asked.value.first : asked;
      const shares = first.ok ? sharesOf(first.value, members.length, sent) : [];
      for (const [index, { give }] of members.entries()) {
        const share = shares[index];
        if (!asked.ok) give(asked);
        else if (share) give(share.ok ? { ok: true, value: { ...asked.value, first: share } } : share);
      }
    } catch (error) {
      for (const { refuse } of this.#members.splice(0)) refuse(error);
    }
  }

  #tell(progress: JobProgress): void {
    this.#phase = progress.phase;
    for (const { hooks } of this.#members) hooks.onProgress(progress);
  }

  #leave(member: Member): void {
    const at = this.#members.indexOf(member);
    if (at < 0) return;
    const isLast = this.#members.length === 1 && this.#joined === this.#count;
    // The last one hears of the request itself what became of it.
    if (isLast && !isBeforeSending(this.#phase)) {
      this.#stop.abort(member.hooks.signal.reason);
      return;
    }
    this.#members.splice(at, 1);
    member.give(fail(isBeforeSending(this.#phase) ? stoppedBeforeSending : leftBehind()));
    if (this.#members.length === 0) this.#stop.abort(member.hooks.signal.reason);
  }
}

/** The request goes on for the others, with the picture of this one. */
const leftBehind = (): Failure => ({
  ...stoppedFailure(true),
  sentence: t(
    'Stopped. It was requested together with the other variants, which continue, and will probably be billed with them.',
  ),
  billed: 'yes',
});
