import { generate } from '../api/client.ts';
import { costOf } from '../api/cost.ts';
import { deadlineFor } from '../api/deadlines.ts';
import { capabilitiesOf } from '../api/models.ts';
import { type Provider, resolveProvider } from '../api/providers.ts';
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
import type { Journal } from './journal.ts';
import { Limiter } from './limiter.ts';
import { nameFromTemplate } from './naming.ts';
import { planEdit } from './plan.ts';
import type { FileStore, Log, Secrets, Settings, SettingsValues } from './ports.ts';
import { inspectAll, prepareInputs } from './prepare.ts';
import { endingFor, saveAt, saveBeside, saveFailure } from './save.ts';
import { splitName } from './uris.ts';

export interface EditingDeps {
  files: FileStore;
  secrets: Secrets;
  settings: Settings;
  log: Log;
  codec: Codec;
  journal: Journal;
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

export const stoppedFailure = (billed: Failure['billed']): Failure => ({
  code: 'stopped',
  sentence:
    billed === 'no'
      ? 'Stopped before anything was sent. Nothing was billed.'
      : 'Stopped. The request was out already and may still be billed.',
  nextSteps: ['runAgain'],
  billed,
});

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
      return succeed(await this.#save(job, made.value, hooks));
    } catch (error) {
      if (hooks.signal.aborted) return fail(stoppedFailure('no'));
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
    const { files, codec, secrets, settings, journal, log } = this.#deps;
    const { request } = job;
    const { signal } = hooks;
    const startedAt = this.#deps.now();
    hooks.onProgress({ phase: 'preparing', note: null });

    const edited = request.inputs[request.editedIndex];
    const editedUri = edited?.source.kind === 'file' ? edited.source.uri : request.folder;
    const values = settings.read(editedUri);
    const provider = providerOf(values);
    if (!provider.ok) return provider;
    const name = nameFromTemplate(values.outputFileName, {
      sourceName: edited && splitName(edited.name).base,
      prompt: request.prompt,
      model: request.options.model,
      date: new Date(startedAt),
    });
    if (!name.ok) return name;

    const inspections = await inspectAll(files, request);
    if (!inspections.ok) return inspections;
    const editedInfo = inspections.value[request.editedIndex]?.info;
    const capabilities = capabilitiesOf(request.options.model);
    const plan = planEdit(request.options, capabilities, editedInfo);
    const prepared = await prepareInputs(
      { files, codec },
      request,
      inspections.value,
      plan,
      provider.value,
      signal,
    );
    if (!prepared.ok) return prepared;

    const key = provider.value.auth === 'none' ? undefined : await secrets.keyFor(provider.value.origin);
    if (key === undefined && provider.value.auth !== 'none') return fail(missingKey(provider.value));
    signal.throwIfAborted();
    const entry = { jobId: job.id, sessionId: job.sessionId, startedAt, request, kept: undefined };
    await journal.write(entry);
    log.info(
      `Job ${job.id}: asking ${capabilities.id} at ${provider.value.origin}, ${request.inputs.length} inputs.`,
    );

    const answer = await generate({
      provider: provider.value,
      key,
      plan: {
        capabilities,
        prompt: request.prompt,
        images: prepared.value.images,
        aspectRatio: plan.aspectRatio,
        size: plan.size,
        thinking: plan.thinking,
        imageOnly: plan.imageOnly,
        includeThoughts: plan.includeThoughts,
      },
      deadlineMs: deadlineFor(capabilities, plan.size, values.timeoutSeconds),
      signal,
      openSink: () => files.createScratch('img'),
      onProgress: phaseChanges(hooks.onProgress),
    });
    if (!answer.ok) {
      await journal.remove(job.id);
      log.warn(`Job ${job.id}: ${answer.failure.code}: ${answer.failure.detail ?? answer.failure.sentence}`);
      return answer;
    }

    // From here on the picture is paid for: it is named in the journal before anything is done to it.
    hooks.onProgress({ phase: 'finishing', note: null });
    const received = answer.value.final;
    const bytes = await files.readStored(received.sink.name);
    const raw = keptImage(received.sink.name, bytes);
    const base = name.value.at(-1) ?? 'image';
    const suggest = (type: KeptImage['type']) => `${base}.${endingFor(type, edited?.name)}`;
    await journal.write({ ...entry, kept: { image: raw, suggestedName: suggest(raw.type) } });
    const made: Made = {
      steps: name.value,
      folder: folderFor(request),
      beside: edited?.source.kind === 'file' ? edited.source.uri : undefined,
      edited,
      image: raw,
      bytes,
      unfinished: undefined,
      suggestedName: suggest(raw.type),
      startedAt,
      result: {
        others: await this.#keepAll(answer.value.others),
        thoughts: {
          texts: answer.value.thoughts.texts,
          pictures: await this.#keepAll(answer.value.thoughts.images),
        },
        words: answer.value.words,
        notes: prepared.value.notes,
        cost: costOf(answer.value.usage, {
          provider: provider.value.id,
          capabilities,
          billing: values.billing,
          size: plan.size,
        })?.usd,
      },
    };
    try {
      const finished = await finishImage(
        codec,
        bytes,
        {
          plan,
          type: wantedType(values.outputFormat, editedInfo),
          edited: editedInfo,
          alphaSource: prepared.value.alphaSource,
        },
        // What is paid for is finished, also when Stop comes now.
        new AbortController().signal,
      );
      made.result.notes = [...made.result.notes, ...finished.notes];
      if (finished.bytes !== bytes) {
        made.image = await this.#keep(finished.bytes, finished.info);
        made.bytes = finished.bytes;
        await files.removeStored(raw.stored);
      }
      made.suggestedName = suggest(made.image.type);
      await journal.write({ ...entry, kept: { image: made.image, suggestedName: made.suggestedName } });
    } catch (error) {
      log.error(`Job ${job.id}: the answer could not be finished: ${String(error)}`);
      made.unfinished = unfinishedFailure(error);
    }
    return succeed(made);
  }

  async #save(job: Job, made: Made, hooks: JobHooks): Promise<EditResult> {
    hooks.onProgress({ phase: 'saving', note: null });
    const saved = made.unfinished ? fail(made.unfinished) : await this.#place(made, hooks);
    if (saved.ok) await this.#deps.journal.remove(job.id);
    return {
      ...made.result,
      image: made.image,
      savedAs: saved.ok ? saved.value : undefined,
      unsaved: saved.ok ? undefined : saved.failure,
      suggestedName: made.suggestedName,
      milliseconds: this.#deps.now() - made.startedAt,
    };
  }

  async #place(made: Made, hooks: JobHooks): Promise<Outcome<string>> {
    const { files } = this.#deps;
    const type = made.image.type;
    const writable = made.folder !== undefined && files.isWritable(made.beside ?? made.folder);
    if (made.folder !== undefined && writable) {
      return saveBeside(files, made.folder, made.steps, endingFor(type, made.edited?.name), made.bytes);
    }
    const chosen = await hooks.choosePlace(made.suggestedName);
    if (chosen === undefined) return fail(notPlaced(made.suggestedName));
    return saveAt(files, chosen, type, made.bytes);
  }

  async #keepAll(images: readonly Received[]): Promise<KeptImage[]> {
    return Promise.all(
      images.map(async ({ sink }) => keptImage(sink.name, await this.#deps.files.readStored(sink.name))),
    );
  }

  async #keep(bytes: Uint8Array, info: ImageInfo): Promise<KeptImage> {
    const scratch = await this.#deps.files.createScratch(extensionFor(info.type));
    await scratch.write(bytes);
    await scratch.close();
    return keptImage(scratch.name, bytes);
  }
}

/** A finished result on its way to its place. */
interface Made {
  steps: string[];
  folder: string | undefined;
  /** The edited file, when the result belongs beside one. */
  beside: string | undefined;
  edited: EditRequest['inputs'][number] | undefined;
  image: KeptImage;
  bytes: Uint8Array;
  /** Set when the answer's bytes could not be brought into shape; they are kept as they came. */
  unfinished: Failure | undefined;
  suggestedName: string;
  startedAt: number;
  result: Pick<EditResult, 'others' | 'thoughts' | 'words' | 'notes' | 'cost'>;
}

/** The provider that the settings name, with the sentence that says what is wrong with them. */
export const providerOf = (values: SettingsValues): Outcome<Provider> =>
  resolveProvider({
    provider: values.provider,
    customBaseUrl: values.customBaseUrl,
    customAuth: values.customAuth,
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

const missingKey = (provider: Provider): Failure => ({
  code: 'auth.noKey',
  sentence: `There is no API key for ${provider.name} yet. Set one, then run again.`,
  nextSteps: ['setApiKey', 'openKeyPage'],
  billed: 'no',
});

const notPlaced = (name: string): Failure => ({
  code: 'save.noPlace',
  sentence: `${name} is not saved yet, because it can't lie beside its source. Choose a place for it.`,
  nextSteps: ['saveElsewhere'],
  billed: 'yes',
});

const unfinishedFailure = (error: unknown): Failure => ({
  code: 'answer.undecodable',
  sentence: `An image came back that can't be read (${error instanceof Error ? error.message : String(error)}). It is kept as it came: save it elsewhere to look at it, or run again.`,
  nextSteps: ['saveElsewhere', 'runAgain', 'showLog'],
  billed: 'yes',
});

const unexpected = (error: unknown): Failure => ({
  code: 'unexpected',
  sentence: `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}. The log has the details.`,
  nextSteps: ['runAgain', 'showLog'],
  billed: 'maybe',
});
