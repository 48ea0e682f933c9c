import { shownLink } from '../api/answer/links.ts';
import type { Answer } from '../api/answer/response.ts';
import type { FetchedPicture } from '../api/receive/fetchPicture.ts';
import {
  type EditRequest,
  type EditResult,
  type ExactRequest,
  type Job,
  type JobHooks,
  type KeptImage,
  scopeOf,
} from '../editRequest.ts';
import type { ScratchFile } from '../ports.ts';
import { observeInputs } from '../save/observe.ts';
import { Recorder, type RecorderDeps, type Saved } from '../save/recording.ts';
import { detailOf } from '../shared/errorText.ts';
import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { t } from '../shared/l10n.ts';
import { Limiter } from '../shared/limiter.ts';
import type { Draft } from '../storage/drafts.ts';
import type { KeptResult } from '../storage/journalEntry.ts';
import { AskedTogether } from './ask/askedTogether.ts';
import { type Asked, Asking, type AskingDeps, loadWire } from './ask/asking.ts';
import { Delivery, type Finished } from './deliver/delivery.ts';
import { oneAnswer, type PartAnswers } from './deliver/partAnswers.ts';
import { stoppedBeforeSending, unexpected } from './jobFailures.ts';
import { answerWith, toKeepOnlyIn, type WholeResult } from './keepOnlyIn.ts';
import { capabilitiesFor } from './plan/providerOf.ts';
import { decideOutgoing } from './prepare/outgoing.ts';
import { Preparations } from './prepare/preparations.ts';
import { previewRequest, type RequestPreview } from './prepare/requestPreview.ts';
import { picturesAtOnce, togetherIn } from './price/together.ts';

export interface EditingDeps extends Omit<AskingDeps, 'preparations'>, RecorderDeps {
  /** A file was saved, with its record. */
  saved?(uri: string): void;
  newId(): string;
}

/** The main job: a request goes in, a saved result comes out, whoever asks for it. */
export class EditingService {
  readonly #deps: EditingDeps & AskingDeps;
  readonly #limiter: Limiter;
  /** Answers that are brought into shape at once: each holds a whole picture. */
  readonly #finishing: Limiter;
  readonly #delivery: Delivery;
  readonly #asking: Asking;

  constructor(deps: EditingDeps) {
    this.#deps = { ...deps, preparations: new Preparations() };
    this.#limiter = new Limiter(() => deps.settings.read().maxConcurrentRequests);
    this.#finishing = new Limiter(() => deps.settings.read().maxConcurrentRequests);
    this.#delivery = new Delivery({ ...deps, recorder: new Recorder(deps) });
    this.#asking = new Asking(this.#deps, this.#limiter, (jobId) => this.#delivery.forget(jobId));
  }

  /**
   * What the jobs of a run are to be run with, in the order of their requests: those of the very same request are
   * asked as one, where the model draws several at once. Undefined for one that is asked by itself.
   */
  together(requests: readonly EditRequest[]): (AskedTogether | undefined)[] {
    const most = (request: EditRequest) => {
      const values = this.#deps.settings.read(scopeOf(request));
      return picturesAtOnce(capabilitiesFor(values, request.options.model), request.options, request);
    };
    const each = requests.map((): AskedTogether | undefined => undefined);
    for (const places of togetherIn(requests, most)) {
      const group = places.length > 1 ? new AskedTogether(places.length) : undefined;
      for (const place of places) each[place] = group;
    }
    return each;
  }

  /**
   * Runs one job to its end. Never throws for what can go wrong on the way: a failure is a value. A
   * result that could not be saved is still a result, with the reason and its bytes in the storage.
   * @param together as `together` gave it for this job's request
   */
  async run(job: Job, hooks: JobHooks, together?: AskedTogether): Promise<Outcome<EditResult>> {
    hooks.onProgress({ phase: 'queued', note: null });
    this.#deps.activity?.begin(job.id);
    try {
      const asked = await this.#ask(job, hooks, together);
      if (!asked.ok) {
        if (together) await this.#delivery.forget(job.id);
        return asked;
      }
      // The next request goes out meanwhile. What is paid for is finished also after Stop.
      const came = await this.#asking.answers(job, asked.value);
      if (!came.ok) return came;
      const finish = () => this.#finish(job, asked.value, came.value, hooks);
      const made = await this.#finishing.run(never, finish, job.sessionId);
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
      const first = succeed(answer);
      const asked = {
        outgoing: outgoing.value,
        secrets: undefined,
        first,
        further: [],
        startedAt,
        observed,
      };
      const came = oneAnswer(outgoing.value, answer);
      const made = await this.#finishing.run(never, () => this.#finish(job, asked, came, hooks));
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
        this.#delivery.finish(
          asIs,
          outgoing.value,
          oneAnswer(outgoing.value, answer),
          startedAt,
          observed,
          hooks.shows,
        ),
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

  /**
   * Saves kept bytes where the person chose, and forgets the job they came from. What was not brought into shape when
   * it came is now, where that works; else a note says that it was not, and why.
   */
  async saveKept(image: KeptImage, chosen: string, jobId: string | undefined): Promise<Outcome<Saved>> {
    const { journal, now } = this.#deps;
    const left = jobId === undefined ? undefined : await journal.readWithReceived(jobId);
    if (!left?.kept?.raw || left.kept.image.stored !== image.stored)
      return this.#delivery.kept.saveKept(image, chosen, jobId, undefined);
    const { kept, request } = left;
    const outgoing = await decideOutgoing(this.#deps, request, new Date(now()), never).catch((error) =>
      fail(unexpected(error)),
    );
    return this.#delivery.kept.saveKept(image, chosen, jobId, { kept, request, outgoing });
  }

  /** Saves kept bytes in the file that their job was for, brought into shape where a crash came before that. */
  async saveKeptAt(kept: KeptResult, request: ExactRequest, jobId: string): Promise<Outcome<Saved>> {
    if (!kept.raw) return this.#delivery.kept.saveKeptAt(kept, request, jobId, undefined);
    const outgoing = await decideOutgoing(this.#deps, request, new Date(this.#deps.now()), never);
    return outgoing.ok ? this.#delivery.kept.saveKeptAt(kept, request, jobId, outgoing.value) : outgoing;
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
    return this.#delivery.kept.keep(draft, outgoing?.value, chooseTarget);
  }

  /** A draft's bytes with its record in them, for editing it without keeping it. Rejects where they can't be read. */
  recorded(draft: Draft): Promise<Uint8Array> {
    return this.#delivery.kept.recorded(draft);
  }

  #ask(job: Job, hooks: JobHooks, together: AskedTogether | undefined): Promise<Outcome<Asked>> {
    const ask = (all: JobHooks, jobs?: () => readonly Job[]) =>
      this.#limiter.run(all.signal, () => this.#asking.ask(job, all, jobs), job.sessionId);
    return together ? together.ask(job, hooks, (jobs, all) => ask(all, jobs)) : ask(hooks);
  }

  #finish(job: Job, asked: Asked, came: PartAnswers, hooks: JobHooks): Promise<Finished> {
    const { outgoing, startedAt, observed } = asked;
    hooks.onProgress({ phase: 'finishing', note: null });
    const again = (first: Uint8Array) => this.#asking.again(job, asked, first, hooks);
    return this.#delivery.finish(job, outgoing, came, startedAt, observed, hooks.shows, again);
  }
}

/** A fetched picture as an answer that has nothing else. */
const answerOf = ({ image, link }: FetchedPicture<ScratchFile>): Answer<ScratchFile> => ({
  final: image,
  others: [],
  thoughts: { images: [], texts: [] },
  words: '',
  links: [],
  notes: [t('Fetched from {link}', { link: shownLink(link) })],
});

const never = new AbortController().signal;
