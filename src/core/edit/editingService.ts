import type { GenerateCall } from '../api/client.ts';
import { deadlineFor } from '../api/deadlines.ts';
import type { FetchedPicture, PictureFetch } from '../api/fetchPicture.ts';
import { shownLink } from '../api/links.ts';
import type { Answer } from '../api/response.ts';
import type { Clock } from '../api/retry.ts';
import type {
  EditRequest,
  EditResult,
  ExactRequest,
  Job,
  JobHooks,
  JobProgress,
  KeptImage,
} from '../editRequest.ts';
import { sniff } from '../images/sniff.ts';
import type { ScratchFile } from '../ports.ts';
import { type Observed, observeInputs } from '../save/observe.ts';
import { Recorder, type RecorderDeps, type Saved } from '../save/recording.ts';
import { detailOf } from '../shared/errorText.ts';
import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { Limiter } from '../shared/limiter.ts';
import type { Draft } from '../storage/drafts.ts';
import type { Journal } from '../storage/journal.ts';
import type { KeptResult } from '../storage/journalEntry.ts';
import type { Activity } from './activity.ts';
import { secondPrompt } from './backdrop.ts';
import { inMemory } from './bareInput.ts';
import { Delivery, type Finished } from './delivery.ts';
import { estimateOf } from './estimate.ts';
import { notWrittenDown, stoppedBeforeSending, unexpected } from './jobFailures.ts';
import { entryOf } from './keeping.ts';
import { answerWith, toKeepOnlyIn, type WholeResult } from './keepOnlyIn.ts';
import {
  type Decided,
  decideOutgoing,
  type Outgoing,
  type OutgoingDeps,
  prepareOutgoing,
  requestPlanOf,
} from './outgoing.ts';
import { Preparations } from './preparations.ts';
import { previewRequest, type RequestPreview } from './requestPreview.ts';

export interface EditingDeps extends Omit<OutgoingDeps, 'preparations'>, RecorderDeps {
  /** In place of `fetchPicture`, for the links of answers. */
  fetchLink?(call: PictureFetch<ScratchFile>): Promise<Outcome<FetchedPicture<ScratchFile>>>;
  journal: Journal;
  /** Who shows what is going on; nobody where it is absent. */
  activity?: Activity | undefined;
  /** A file was saved, with its record. */
  saved?(uri: string): void;
  newId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** In place of the machine's own, for waiting between attempts. */
  clock?: Clock;
}

/** A request that was answered. */
interface Asked {
  outgoing: Decided;
  /** To ask once more; undefined where nothing was asked of the provider. */
  secrets: Pick<Outgoing, 'key' | 'headers'> | undefined;
  answer: Answer<ScratchFile>;
  startedAt: number;
  observed: Promise<Observed>;
}

/** The main job: a request goes in, a saved result comes out, whoever asks for it. */
export class EditingService {
  readonly #deps: EditingDeps & OutgoingDeps;
  readonly #limiter: Limiter;
  /** Answers that are brought into shape at once: each holds a whole picture. */
  readonly #finishing: Limiter;
  readonly #delivery: Delivery;

  constructor(deps: EditingDeps) {
    this.#deps = { ...deps, preparations: new Preparations() };
    this.#limiter = new Limiter(() => deps.settings.read().maxConcurrentRequests);
    this.#finishing = new Limiter(() => deps.settings.read().maxConcurrentRequests);
    this.#delivery = new Delivery({ ...deps, recorder: new Recorder(deps) });
  }

  /**
   * Runs one job to its end. Never throws for what can go wrong on the way: a failure is a value. A
   * result that could not be saved is still a result, with the reason and its bytes in the storage.
   */
  async run(job: Job, hooks: JobHooks): Promise<Outcome<EditResult>> {
    hooks.onProgress({ phase: 'queued', note: null });
    this.#deps.activity?.begin(job.id);
    try {
      const asked = await this.#limiter.run(hooks.signal, () => this.#ask(job, hooks));
      if (!asked.ok) return asked;
      // The next request goes out meanwhile. What is paid for is finished also after Stop.
      const made = await this.#finishing.run(never, () => this.#finish(job, asked.value, hooks));
      this.#deps.activity?.paid(made.cost);
      // Saving may wait for the person, so it takes nobody's turn.
      return succeed(await this.#delivery.save(job, made, hooks));
    } catch (error) {
      if (hooks.signal.aborted && error === hooks.signal.reason) return fail(stoppedBeforeSending);
      this.#deps.log.error(`Job ${job.id}: ${detailOf(error)}`);
      return fail(unexpected(error));
    } finally {
      this.#deps.activity?.end(job.id);
    }
  }

  /**
   * Fetches the picture that the answer to a job only linked to, without the key, and brings it to its place
   * like any other result. As `run` it never throws.
   * @param paid whether the result counts as what the job was paid for; else there was another one
   */
  async fetchLinked(
    job: Job,
    links: readonly string[],
    paid: boolean,
    hooks: JobHooks,
  ): Promise<Outcome<EditResult>> {
    const { files, log, now } = this.#deps;
    hooks.onProgress({ phase: 'receiving', note: null });
    try {
      const startedAt = now();
      const observed = observeInputs(this.#deps, job.request);
      const outgoing = await decideOutgoing(this.#deps, job.request, new Date(startedAt), hooks.signal);
      if (!outgoing.ok) return fail({ ...outgoing.failure, links: [...links] });
      log.info(`Job ${job.id}: fetching the picture that the answer links to.`);
      const fetchLink = this.#deps.fetchLink ?? (await loadWire()).fetchPicture;
      const fetched = await fetchLink({
        links,
        signal: hooks.signal,
        openSink: () => files.createScratch('img'),
      });
      if (!fetched.ok) {
        log.warn(
          `Job ${job.id}: ${fetched.failure.code}: ${fetched.failure.detail ?? fetched.failure.sentence}`,
        );
        return fetched;
      }
      const answer = answerOf(fetched.value);
      const asked = { outgoing: outgoing.value, secrets: undefined, answer, startedAt, observed };
      const made = await this.#finishing.run(never, () => this.#finish(job, asked, hooks));
      if (!paid) made.cost = undefined;
      return succeed(await this.#delivery.save(job, made, hooks));
    } catch (error) {
      if (hooks.signal.aborted && error === hooks.signal.reason)
        return fail({ ...stoppedBeforeSending, links: [...links] });
      log.error(`Job ${job.id}: ${detailOf(error)}`);
      return fail({ ...unexpected(error), links: [...links] });
    }
  }

  /**
   * Keeps what a result changed in the region of a job's request, and takes the rest from the edited image. Nobody is
   * asked for anything, so it costs nothing; the picture goes to its place like any other result. As `run` it never
   * throws.
   */
  async keepOnlyIn(
    job: Job,
    { bytes, made: how }: WholeResult,
    hooks: JobHooks,
  ): Promise<Outcome<EditResult>> {
    const { files, log, now } = this.#deps;
    hooks.onProgress({ phase: 'finishing', note: null });
    try {
      const startedAt = now();
      const { request } = job;
      const observed = observeInputs(this.#deps, request);
      const decided = await decideOutgoing(this.#deps, request, new Date(startedAt), hooks.signal);
      if (!decided.ok) return decided;
      const outgoing = toKeepOnlyIn(decided.value, request.region, bytes);
      if (!outgoing.ok) return outgoing;
      const answer = await answerWith(files, bytes, outgoing.value.edited?.name ?? '');
      // The result's alpha is its own already.
      const asIs = {
        ...job,
        request: { ...request, options: { ...request.options, keepTransparency: false } },
      };
      const made = await this.#finishing.run(never, () =>
        this.#delivery.finish(asIs, outgoing.value, answer, startedAt, observed, hooks.shows),
      );
      made.cost = 0;
      const { model: _, ...options } = request.options;
      if (made.image.record) made.image.record = { ...made.image.record, options, ...how, cost: 0 };
      return succeed(await this.#delivery.save(job, made, hooks));
    } catch (error) {
      if (hooks.signal.aborted && error === hooks.signal.reason) return fail(stoppedBeforeSending);
      log.error(`Job ${job.id}: ${detailOf(error)}`);
      return fail({ ...unexpected(error), billed: 'no' });
    }
  }

  /** A request as it would go out now, prepared but not sent; it costs nothing and reads no key. */
  preview(request: EditRequest): Promise<Outcome<RequestPreview>> {
    return previewRequest(this.#deps, request, new Date(this.#deps.now()));
  }

  /**
   * What the provider's limits make of a request's inputs, before it is sent: "photo.png: sent at 3256 × 3256 as
   * JPEG to fit the provider’s limit of 7.0 MB." They are prepared for it, and sent as they were prepared here.
   * Empty for what can't be sent at all, which is told elsewhere.
   */
  async limitedInputs(request: EditRequest, signal: AbortSignal): Promise<string[]> {
    const decided = await decideOutgoing(this.#deps, request, new Date(this.#deps.now()), signal);
    return decided.ok ? decided.value.prepared.limited : [];
  }

  /** Saves kept bytes where the person chose, and forgets the job they came from. */
  saveKept(image: KeptImage, chosen: string, jobId: string | undefined): Promise<Outcome<Saved>> {
    return this.#delivery.saveKept(image, chosen, jobId);
  }

  /** Saves kept bytes in the file that their job was for, brought into shape where a crash came before that. */
  async saveKeptAt(kept: KeptResult, request: ExactRequest, jobId: string): Promise<Outcome<Saved>> {
    if (!kept.raw) return this.#delivery.saveKeptAt(kept, request, jobId, undefined);
    const outgoing = await decideOutgoing(this.#deps, request, new Date(this.#deps.now()), never);
    return outgoing.ok ? this.#delivery.saveKeptAt(kept, request, jobId, outgoing.value) : outgoing;
  }

  /**
   * Saves a draft as its result would have been saved; what was kept of it goes then.
   * @param chooseTarget asks the person where it has no place of its own
   */
  async keep(draft: Draft, chooseTarget: JobHooks['chooseTarget']): Promise<Outcome<Saved>> {
    const outgoing = draft.kept.raw
      ? await decideOutgoing(this.#deps, draft.request, new Date(draft.madeAt), never)
      : undefined;
    if (outgoing?.ok === false) return outgoing;
    return this.#delivery.keep(draft, outgoing?.value, chooseTarget);
  }

  /** A draft's bytes with its record in them, for editing it without keeping it. Rejects where they can't be read. */
  recorded(draft: Draft): Promise<Uint8Array> {
    return this.#delivery.recorded(draft);
  }

  async #ask(job: Job, hooks: JobHooks): Promise<Outcome<Asked>> {
    const { journal, log, now } = this.#deps;
    const startedAt = now();
    hooks.onProgress({ phase: 'preparing', note: null });
    const { generate } = await loadWire();
    const outgoing = await prepareOutgoing(this.#deps, job.request, new Date(startedAt), hooks.signal);
    if (!outgoing.ok) return outgoing;
    hooks.signal.throwIfAborted();
    const estimate = estimateOf(outgoing.value, job.request);
    try {
      await journal.write({ ...entryOf(job, startedAt), estimate, kept: undefined });
    } catch (error) {
      return fail(notWrittenDown(error));
    }
    const observed = observeInputs(this.#deps, job.request);
    const answer = await generate(this.#call(job, outgoing.value, hooks));
    if (!answer.ok) {
      await this.#delivery.forget(job.id);
      this.#deps.activity?.failed(answer.failure, estimate);
      log.warn(`Job ${job.id}: ${answer.failure.code}: ${answer.failure.detail ?? answer.failure.sentence}`);
      return answer;
    }
    const { key, headers } = outgoing.value;
    const secrets = { key, headers };
    return succeed({ outgoing: outgoing.value, secrets, answer: answer.value, startedAt, observed });
  }

  #finish(job: Job, asked: Asked, hooks: JobHooks): Promise<Finished> {
    const { outgoing, answer, startedAt, observed } = asked;
    hooks.onProgress({ phase: 'finishing', note: null });
    const again = (first: Uint8Array) => this.#askAgain(job, asked, first, hooks);
    return this.#delivery.finish(job, outgoing, answer, startedAt, observed, hooks.shows, again);
  }

  /** Asks for a picture once more, on black. What goes wrong with that leaves the first one as it is. */
  async #askAgain(
    job: Job,
    { outgoing, secrets }: Asked,
    first: Uint8Array,
    hooks: JobHooks,
  ): Promise<Outcome<Answer<ScratchFile>>> {
    const type = sniff(first)?.mimeType;
    if (secrets === undefined || type === undefined) return fail(stoppedBeforeSending);
    const { generate } = await loadWire();
    const call = this.#call(job, { ...outgoing, ...secrets }, hooks);
    const plan = { ...call.plan, prompt: secondPrompt, images: [inMemory(first, type)] };
    try {
      const answer = await this.#limiter.run(hooks.signal, () => generate({ ...call, plan }));
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

  #call(job: Job, outgoing: Outgoing, hooks: JobHooks): GenerateCall<ScratchFile> {
    const { files, log, clock, fetchLink } = this.#deps;
    const { provider, key, headers, capabilities, plan, values } = outgoing;
    const { prompt, inputs } = job.request;
    log.info(`Job ${job.id}: asking ${capabilities.id} at ${provider.origin}, ${inputs.length} inputs.`);
    log.debug(`Job ${job.id}: ${prompt}`);
    return {
      provider,
      key,
      custom: headers,
      plan: requestPlanOf(outgoing, prompt),
      deadlineMs: deadlineFor(capabilities, plan.size, values.timeoutSeconds),
      signal: hooks.signal,
      openSink: () => files.createScratch('img'),
      onProgress: phaseChanges(hooks.onProgress),
      ...(fetchLink && { fetchLink }),
      ...(clock && { clock }),
    };
  }
}

/** A fetched picture as an answer that has nothing else. */
const answerOf = ({ image, link }: FetchedPicture<ScratchFile>): Answer<ScratchFile> => ({
  final: image,
  others: [],
  thoughts: { images: [], texts: [] },
  words: '',
  links: [],
  notes: [`Fetched from ${shownLink(link)}`],
});

/** Loaded with the first job: a panel can be opened without it. */
const loadWire = () => import('../api/wire.ts');

const never = new AbortController().signal;

/** Passes on only what changes the phase or the sentence beside it, not every piece of bytes. */
function phaseChanges(tell: (progress: JobProgress) => void): (progress: JobProgress) => void {
  let last: JobProgress | undefined;
  return ({ phase, note }) => {
    if (phase === last?.phase && note === last.note) return;
    last = { phase, note };
    tell(last);
  };
}
