import type { Answer } from '../../api/answer/response.ts';
import type { GenerateCall } from '../../api/client.ts';
import { deadlineFor } from '../../api/connection/deadlines.ts';
import type { Clock } from '../../api/connection/retry.ts';
import type { FetchedPicture, PictureFetch } from '../../api/receive/fetchPicture.ts';
import type { Job, JobHooks, JobProgress } from '../../editRequest.ts';
import type { Codec } from '../../images/codec.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import type { Log, ScratchFile } from '../../ports.ts';
import { type Observed, observeInputs } from '../../save/observe.ts';
import { detailOf } from '../../shared/errorText.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import type { Limiter } from '../../shared/limiter.ts';
import type { Journal } from '../../storage/journal.ts';
import { receivedFor } from '../../storage/received.ts';
import type { Activity } from '../activity.ts';
import { Arrivals } from '../deliver/arrivals.ts';
import { entryOf } from '../deliver/keeping.ts';
import { gathered, type PartAnswers } from '../deliver/partAnswers.ts';
import { notWrittenDown, stoppedBeforeSending, unexpected } from '../jobFailures.ts';
import { secondPrompt } from '../plan/backdrop.ts';
import { inMemory } from '../prepare/bareInput.ts';
import {
  type Decided,
  type Outgoing,
  type OutgoingDeps,
  prepareOutgoing,
  requestPlanOf,
} from '../prepare/outgoing.ts';
import { roomProblem } from '../prepare/room.ts';
import type { SentPart } from '../prepare/sentPart.ts';
import { estimateOf } from '../price/estimate.ts';

export interface AskingDeps extends OutgoingDeps {
  log: Log;
  /** In place of `fetchPicture`, for the links of answers. */
  fetchLink?(call: PictureFetch<ScratchFile>): Promise<Outcome<FetchedPicture<ScratchFile>>>;
  /** In place of the provider: answers that nothing is sent for. */
  answer?:
    | ((job: Job, outgoing: Outgoing, hooks: JobHooks) => Promise<Outcome<Answer<ScratchFile>>>)
    | undefined;
  journal: Journal;
  /** Who shows what is going on; nobody where it is absent. */
  activity?: Activity | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** In place of the machine's own, for waiting between attempts. */
  clock?: Clock;
}

/** A request that was answered. */
export interface Asked {
  outgoing: Decided;
  /** To ask once more; undefined where nothing was asked of the provider. */
  secrets: Pick<Outgoing, 'key' | 'headers'> | undefined;
  /** What came of it, of a region of its first part. */
  first: Outcome<Answer<ScratchFile>>;
  /** What comes of the further parts, in their order; they never reject. */
  further: readonly Promise<Outcome<Answer<ScratchFile>>>[];
  startedAt: number;
  observed: Promise<Observed>;
}

/** Asks the provider: what is written down before, and what comes back. */
export class Asking {
  readonly #deps: AskingDeps;
  readonly #limiter: Limiter;
  readonly #forget: (jobId: string) => Promise<void>;

  /** @param forget takes a job out of the journal that came to nothing */
  constructor(deps: AskingDeps, limiter: Limiter, forget: (jobId: string) => Promise<void>) {
    this.#deps = deps;
    this.#limiter = limiter;
    this.#forget = forget;
  }

  /**
   * Prepares a job, writes it down and sends it. Further parts of a region take their turns beside the first, whose
   * answer alone is waited for here. Rejects with the signal's reason before it is sent.
   * @param together all jobs that are asked for at once, as they are wanted when it is sent; this one is among them
   */
  async ask(
    job: Job,
    hooks: JobHooks,
    together: () => readonly Job[] = () => [job],
  ): Promise<Outcome<Asked>> {
    const { journal, log, now } = this.#deps;
    const startedAt = now();
    hooks.onProgress({ phase: 'preparing', note: null });
    const answerTo = this.#deps.answer ?? (await this.#overTheWire());
    const outgoing = await prepareOutgoing(this.#deps, job.request, new Date(startedAt), hooks.signal);
    if (!outgoing.ok) return outgoing;
    hooks.signal.throwIfAborted();
    const estimate = estimateOf(outgoing.value, job.request);
    const jobs = together();
    const noRoom = await roomProblem(this.#deps.files, outgoing.value, jobs.length);
    if (noRoom) return fail(noRoom);
    try {
      const { nameSteps } = outgoing.value;
      for (const one of jobs)
        await journal.write({ ...entryOf(one, startedAt), estimate, nameSteps, kept: undefined });
    } catch (error) {
      return fail(notWrittenDown(error));
    }
    const observed = observeInputs(this.#deps, job.request);
    const arrivals = new Arrivals(this.#deps, job, outgoing.value, { startedAt, estimate });
    const further = outgoing.value.further.map((part, index) =>
      this.#further(job, outgoing.value, part, hooks).then((came) => arrivals.take(index + 1, came)),
    );
    const heard = warming(hooks, this.#deps.codec);
    const first = await arrivals.take(0, await answerTo(job, outgoing.value, heard, jobs));
    if (!first.ok && further.length === 0) {
      for (const one of jobs) {
        await this.#forget(one.id);
        this.#deps.activity?.failed(first.failure, estimate);
      }
      log.warn(`Job ${job.id}: ${first.failure.code}: ${first.failure.detail ?? first.failure.sentence}`);
      return first;
    }
    if (further.length > 0) hooks.onProgress({ phase: 'waiting', note: t('Waiting for the other parts.') });
    const { key, headers } = outgoing.value;
    const secrets = { key, headers };
    return succeed({ outgoing: outgoing.value, secrets, first, further, startedAt, observed });
  }

  /** Waits for what was sent; fails where nothing came back. */
  async answers(job: Job, { outgoing, first, further }: Asked): Promise<Outcome<PartAnswers>> {
    const { activity, log } = this.#deps;
    const outcomes = [first, ...(await Promise.all(further))];
    const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
    for (const { code, detail, sentence } of failures)
      log.warn(`Job ${job.id}: ${code}: ${detail ?? sentence}`);
    const came = gathered(outgoing, outcomes);
    if (came) return succeed(came);
    const [failure = stoppedBeforeSending] = failures;
    await this.#forget(job.id);
    const billed = failures.some((one) => one.billed !== 'no') ? 'maybe' : 'no';
    const told = failures.length > 1 && failure.billed === 'no' ? ({ ...failure, billed } as const) : failure;
    activity?.failed(told, estimateOf(outgoing, job.request));
    return fail(told);
  }

  /** Asks for a further part in a turn of its own. Never rejects: the other parts are paid for. */
  async #further(
    job: Job,
    outgoing: Outgoing,
    part: SentPart,
    hooks: JobHooks,
  ): Promise<Outcome<Answer<ScratchFile>>> {
    const { onPartial: _, ...quiet } = { ...hooks, onProgress: () => {} };
    try {
      const answerTo = this.#deps.answer ?? (await this.#overTheWire(part));
      const ask = () => answerTo(job, outgoing, quiet, [job]);
      return await this.#limiter.run(hooks.signal, ask, job.sessionId);
    } catch (error) {
      if (hooks.signal.aborted && error === hooks.signal.reason) return fail(stoppedBeforeSending);
      return fail(unexpected(error));
    }
  }

  /** @param part of a region; without it the first, or all */
  async #overTheWire(part?: SentPart) {
    const { generate } = await loadWire();
    return (job: Job, outgoing: Outgoing, hooks: JobHooks, jobs: readonly Job[]) => {
      const call = this.#call(job, outgoing, hooks, part, jobs);
      const { length: pictures } = jobs;
      return generate({ ...call, plan: pictures > 1 ? { ...call.plan, pictures } : call.plan });
    };
  }

  /** Asks for a picture once more, on black. What goes wrong with that leaves the first one as it is. */
  async again(
    job: Job,
    { outgoing, secrets }: Asked,
    first: Uint8Array,
    hooks: JobHooks,
  ): Promise<Outcome<Answer<ScratchFile>>> {
    const type = sniff(first)?.mimeType;
    if (secrets === undefined || type === undefined) return fail(stoppedBeforeSending);
    const { generate } = await loadWire();
    const call = this.#call(job, { ...outgoing, ...secrets }, hooks);
    // It is not seen by itself, so nobody wants to see it grow.
    const plan = {
      ...call.plan,
      prompt: secondPrompt,
      images: [inMemory(first, type)],
      partialImages: 0 as const,
    };
    // Alone it is no result.
    const openSink = () => this.#deps.files.createScratch('img');
    try {
      const ask = () => generate({ ...call, plan, openSink });
      const answer = await this.#limiter.run(hooks.signal, ask, job.sessionId);
      hooks.onProgress({ phase: 'finishing', note: null });
      if (!answer.ok) {
        this.#deps.log.warn(`Job ${job.id}: on black: ${answer.failure.detail ?? answer.failure.sentence}`);
      }
      return answer;
    } catch (error) {
      if (hooks.signal.aborted && error === hooks.signal.reason) return fail(stoppedBeforeSending);
      this.#deps.log.error(`Job ${job.id}: on black: ${detailOf(error)}`);
      return fail(unexpected(error));
    }
  }

  #call(
    job: Job,
    outgoing: Outgoing,
    hooks: JobHooks,
    part: SentPart = outgoing,
    jobs: readonly Job[] = [job],
  ): GenerateCall<ScratchFile> {
    const { files, log, clock, fetchLink } = this.#deps;
    const { provider, key, headers, capabilities, values } = outgoing;
    const { prompt, inputs } = job.request;
    log.info(`Job ${job.id}: asking ${capabilities.id} at ${provider.origin}, ${inputs.length} inputs.`);
    log.debug(`Job ${job.id}: ${prompt}`);
    let opened = 0;
    // One on the way to another is no result, and of several parts each is named when it is here.
    const isResult = !part.plan.partialImages && outgoing.further.length === 0;
    return {
      provider,
      key,
      custom: headers,
      plan: requestPlanOf(outgoing, prompt, part),
      deadlineMs: deadlineFor(capabilities, part.plan.size, values.timeoutSeconds, {
        inputs: inputs.length,
        pictures: jobs.length,
      }),
      signal: hooks.signal,
      // Of several jobs each gets one of the pictures, in their order.
      openSink: () => files.createScratch(isResult ? receivedFor((jobs[opened++] ?? job).id) : 'img'),
      onProgress: phaseChanges(hooks.onProgress),
      ...(hooks.onPartial && { onPartial: ({ name }, count) => hooks.onPartial?.(name, count) }),
      ...(fetchLink && { fetchLink }),
      ...(clock && { clock }),
    };
  }
}

/** Loaded with the first job: a panel can be opened without it. */
export const loadWire = () => import('../../api/wire.ts');

/** Passes on only what changes the phase or the sentence beside it, not every piece of bytes. */
function phaseChanges(tell: (progress: JobProgress) => void): (progress: JobProgress) => void {
  let last: JobProgress | undefined;
  return ({ phase, note }) => {
    if (phase === last?.phase && note === last.note) return;
    last = { phase, note };
    tell(last);
  };
}

/** The codec's worker starts while the answer comes in, so that the picture need not wait for it. */
function warming(hooks: JobHooks, codec: Pick<Codec, 'warm'>): JobHooks {
  const onProgress = (progress: JobProgress) => {
    if (progress.phase === 'receiving') void codec.warm();
    hooks.onProgress(progress);
  };
  return { ...hooks, onProgress };
}
