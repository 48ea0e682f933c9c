import { generate } from '../api/client.ts';
import { costOf } from '../api/cost.ts';
import { deadlineFor } from '../api/deadlines.ts';
import type { Answer } from '../api/response.ts';
import type { Codec } from '../images/codec.ts';
import { extensionFor, type ImageInfo } from '../images/imageTypes.ts';
import { sniff } from '../images/sniff.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import {
  type EditRequest,
  type EditResult,
  folderFor,
  type JobProgress,
  type KeptImage,
  type Received,
} from './editRequest.ts';
import { finishImage, wantedType } from './finish.ts';
import { notPlaced, stoppedBeforeSending, unexpected, unfinished } from './jobFailures.ts';
import type { Journal } from './journal.ts';
import { Limiter } from './limiter.ts';
import { type Outgoing, type OutgoingDeps, prepareOutgoing } from './outgoing.ts';
import type { Log, ScratchFile } from './ports.ts';
import { endingFor, saveAt, saveBeside, saveFailure } from './save.ts';

export interface EditingDeps extends OutgoingDeps {
  log: Log;
  codec: Codec;
  journal: Journal;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Job {
  id: string;
  /** The panel that it belongs to; the journal keeps it. */
  sessionId: string;
  request: EditRequest;
}

export interface JobHooks {
  signal: AbortSignal;
  onProgress(progress: JobProgress): void;
  /** Asks the person for a place; undefined when they don't choose one now. */
  choosePlace(suggestedName: string): Promise<string | undefined>;
}

/** A result on its way to its place; from here on nothing of it may be lost. */
interface Made {
  outgoing: Outgoing;
  image: KeptImage;
  bytes: Uint8Array;
  suggestedName: string;
  startedAt: number;
  notes: string[];
  /** Set when the bytes could not be brought into shape. */
  problem: Failure | undefined;
  answer: Answer<ScratchFile>;
}

/** The main job: a request goes in, a saved result comes out, whoever asks for it. */
export class EditingService {
  readonly #deps: EditingDeps;
  readonly #limiter: Limiter;

  constructor(deps: EditingDeps) {
    this.#deps = deps;
    this.#limiter = new Limiter(() => deps.settings.read().maxConcurrentRequests);
  }

  /**
   * Runs one job to its end. Never throws for what can go wrong on the way: a failure is a value. A
   * result that could not be saved is still a result, with the reason and its bytes in the storage.
   */
  async run(job: Job, hooks: JobHooks): Promise<Outcome<EditResult>> {
    hooks.onProgress({ phase: 'queued', note: null });
    try {
      const made = await this.#limiter.run(hooks.signal, () => this.#make(job, hooks));
      if (!made.ok) return made;
      // Saving may wait for the person, so it takes nobody's turn.
      return succeed(await this.#save(job, made.value, hooks));
    } catch (error) {
      if (hooks.signal.aborted) return fail(stoppedBeforeSending);
      this.#deps.log.error(
        `Job ${job.id}: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
      );
      return fail(unexpected(error));
    }
  }

  /** Saves kept bytes where the person chose, and forgets the job they came from. */
  async saveKept(image: KeptImage, chosen: string, jobId: string | undefined): Promise<Outcome<string>> {
    const { files, journal } = this.#deps;
    try {
      const saved = await saveAt(files, chosen, image.type, await files.readStored(image.stored));
      if (saved.ok && jobId !== undefined) await journal.remove(jobId);
      return saved;
    } catch (error) {
      return fail(saveFailure(chosen, error));
    }
  }

  async #make(job: Job, hooks: JobHooks): Promise<Outcome<Made>> {
    const { journal, log, now } = this.#deps;
    const startedAt = now();
    hooks.onProgress({ phase: 'preparing', note: null });
    const outgoing = await prepareOutgoing(this.#deps, job.request, new Date(startedAt), hooks.signal);
    if (!outgoing.ok) return outgoing;
    hooks.signal.throwIfAborted();
    await journal.write({ ...entryOf(job, startedAt), kept: undefined });
    const answer = await this.#send(job, outgoing.value, hooks);
    if (!answer.ok) {
      await journal.remove(job.id);
      log.warn(`Job ${job.id}: ${answer.failure.code}: ${answer.failure.detail ?? answer.failure.sentence}`);
      return answer;
    }
    hooks.onProgress({ phase: 'finishing', note: null });
    return succeed(await this.#finish(job, outgoing.value, answer.value, startedAt));
  }

  #send(job: Job, outgoing: Outgoing, hooks: JobHooks): Promise<Outcome<Answer<ScratchFile>>> {
    const { files, log } = this.#deps;
    const { provider, key, capabilities, plan, values, prepared } = outgoing;
    const { prompt, inputs } = job.request;
    log.info(`Job ${job.id}: asking ${capabilities.id} at ${provider.origin}, ${inputs.length} inputs.`);
    log.debug(`Job ${job.id}: ${prompt}`);
    return generate({
      provider,
      key,
      plan: {
        capabilities,
        prompt,
        images: prepared.images,
        aspectRatio: plan.aspectRatio,
        size: plan.size,
        thinking: plan.thinking,
        imageOnly: plan.imageOnly,
        includeThoughts: plan.includeThoughts,
      },
      deadlineMs: deadlineFor(capabilities, plan.size, values.timeoutSeconds),
      signal: hooks.signal,
      openSink: () => files.createScratch('img'),
      onProgress: phaseChanges(hooks.onProgress),
    });
  }

  /**
   * Brings the picture into shape. It is paid for: it is named in the journal before anything is done to
   * it, Stop does not end this any more, and what can't be finished stays as it came.
   */
  async #finish(job: Job, outgoing: Outgoing, answer: Answer<ScratchFile>, startedAt: number): Promise<Made> {
    const { files, codec, journal, log } = this.#deps;
    const { plan, values, edited, editedInfo, prepared, nameSteps } = outgoing;
    const stored = answer.final.sink.name;
    const bytes = await files.readStored(stored);
    const suggest = (type: KeptImage['type']) => `${nameSteps.at(-1)}.${endingFor(type, edited?.name)}`;
    const made: Made = {
      outgoing,
      image: keptImage(stored, bytes),
      bytes,
      suggestedName: '',
      startedAt,
      notes: prepared.notes,
      problem: undefined,
      answer,
    };
    const keep = async (image: KeptImage) => {
      made.image = image;
      made.suggestedName = suggest(image.type);
      const kept = { image, suggestedName: made.suggestedName };
      await journal.write({ ...entryOf(job, startedAt), kept });
    };
    await keep(made.image);
    try {
      const finished = await finishImage(codec, bytes, {
        plan,
        type: wantedType(values.outputFormat, editedInfo),
        edited: editedInfo,
        alphaSource: prepared.alphaSource,
      });
      made.notes = [...made.notes, ...finished.notes];
      if (finished.bytes !== bytes) {
        await keep(await this.#store(finished.bytes, finished.info));
        made.bytes = finished.bytes;
        await files.removeStored(stored);
      }
    } catch (error) {
      log.error(`Job ${job.id}: the answer could not be finished: ${String(error)}`);
      made.problem = unfinished(error);
    }
    return made;
  }

  async #save(job: Job, made: Made, hooks: JobHooks): Promise<EditResult> {
    const { journal, now } = this.#deps;
    hooks.onProgress({ phase: 'saving', note: null });
    const saved = made.problem ? fail(made.problem) : await this.#place(job.request, made, hooks);
    if (saved.ok) await journal.remove(job.id);
    const { answer, outgoing } = made;
    const { provider, capabilities, plan, values } = outgoing;
    return {
      image: made.image,
      savedAs: saved.ok ? saved.value : undefined,
      unsaved: saved.ok ? undefined : saved.failure,
      suggestedName: made.suggestedName,
      others: await this.#describe(answer.others),
      thoughts: { texts: answer.thoughts.texts, pictures: await this.#describe(answer.thoughts.images) },
      words: answer.words,
      notes: made.notes,
      cost: costOf(answer.usage, {
        provider: provider.id,
        capabilities,
        billing: values.billing,
        size: plan.size,
      })?.usd,
      milliseconds: now() - made.startedAt,
    };
  }

  /** Beside the edited image, in the folder that was asked for, or where the person says. */
  async #place(request: EditRequest, made: Made, hooks: JobHooks): Promise<Outcome<string>> {
    const { files } = this.#deps;
    const { edited, nameSteps } = made.outgoing;
    const { type } = made.image;
    const folder = folderFor(request);
    const beside = edited?.source.kind === 'file' ? edited.source.uri : folder;
    if (folder !== undefined && beside !== undefined && files.isWritable(beside)) {
      return saveBeside(files, folder, nameSteps, endingFor(type, edited?.name), made.bytes);
    }
    const chosen = await hooks.choosePlace(made.suggestedName);
    if (chosen === undefined) return fail(notPlaced(made.suggestedName));
    return saveAt(files, chosen, type, made.bytes);
  }

  #describe(images: readonly Received[]): Promise<KeptImage[]> {
    const { files } = this.#deps;
    return Promise.all(
      images.map(async ({ sink }) => keptImage(sink.name, await files.readStored(sink.name))),
    );
  }

  async #store(bytes: Uint8Array, info: ImageInfo): Promise<KeptImage> {
    const scratch = await this.#deps.files.createScratch(extensionFor(info.type));
    await scratch.write(bytes);
    await scratch.close();
    return keptImage(scratch.name, bytes);
  }
}

const entryOf = ({ id, sessionId, request }: Job, startedAt: number) => ({
  jobId: id,
  sessionId,
  startedAt,
  request,
});

/** Passes on only what changes the phase or the sentence beside it, not every piece of bytes. */
function phaseChanges(tell: (progress: JobProgress) => void): (progress: JobProgress) => void {
  let last: JobProgress | undefined;
  return ({ phase, note }) => {
    if (phase === last?.phase && note === last.note) return;
    last = { phase, note };
    tell(last);
  };
}

/** What the bytes say of themselves; bytes that are no image have no extent. */
function keptImage(stored: string, bytes: Uint8Array): KeptImage {
  const info = sniff(bytes);
  return {
    stored,
    type: info?.type ?? 'png',
    width: info?.width ?? 0,
    height: info?.height ?? 0,
    byteLength: bytes.byteLength,
    hasAlpha: info?.hasAlpha ?? false,
  };
}
