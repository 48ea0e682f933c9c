import { answeringModel } from '../api/answeringModel.ts';
import type { Answer, Usage } from '../api/response.ts';
import {
  type EditRequest,
  type EditResult,
  type ExactRequest,
  endingWanted,
  folderFor,
  isExact,
  type Job,
  type JobHooks,
  type KeptImage,
  scopeOf,
} from '../editRequest.ts';
import type { Codec } from '../images/codec.ts';
import type { ImageInfo } from '../images/imageTypes.ts';
import { sniff } from '../images/sniff.ts';
import type { FileStore, Log, ScratchFile, Settings, SettingsValues } from '../ports.ts';
import { ExactSaver, type ExactSaverDeps } from '../save/exactSaver.ts';
import type { Observed } from '../save/observe.ts';
import type { RecordedImage, Recorder, Saved } from '../save/recording.ts';
import { endingFor, placeAt } from '../save/save.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { type Draft, Drafts } from '../storage/drafts.ts';
import type { Journal } from '../storage/journal.ts';
import type { KeptResult } from '../storage/journalEntry.ts';
import { nameOf, splitName } from '../uris.ts';
import { costFor, otherModel } from './answeredBy.ts';
import {
  type Backdrop,
  type WorkedOut,
  wantsTransparent,
  withoutTransparency,
  workedOut,
} from './backdrop.ts';
import { type FinishOptions, finishImage, typeFor } from './finish.ts';
import { type FinishedRegion, finishRegion } from './finishRegion.ts';
import { keptIsGone, notPlaced, unfinished } from './jobFailures.ts';
import { Keeping, type KeptFacts, keptImage } from './keeping.ts';
import { type KeptMetadata, keepMetadata } from './keepMetadata.ts';
import { madeSafe } from './madeSafe.ts';
import type { Decided } from './outgoing.ts';
import { readBack } from './readBack.ts';

export interface DeliveryDeps extends ExactSaverDeps {
  files: FileStore;
  codec: Codec;
  journal: Journal;
  settings: Pick<Settings, 'read'>;
  recorder: Recorder;
  /** A file was saved, with its record. */
  saved?(uri: string): void;
  log: Log;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A result on its way to its place. */
export interface Finished extends KeptFacts {
  outgoing: Decided;
  answer: Answer<ScratchFile>;
  info: ImageInfo | undefined;
  /** From then to the finished picture. */
  milliseconds: number;
  shown?: EditResult['shown'];
  /** USD; undefined when unknown. */
  cost: number | undefined;
  notes: string[];
  region?: EditResult['region'];
  /** The picture in which that was counted, without the metadata that it got since. */
  counted?: Uint8Array | undefined;
  /** The answer stays as it came, to be chosen in place of what was made of it. */
  keepsRaw?: boolean;
  /** Set when the bytes could not be brought into shape. */
  problem: Failure | undefined;
}

/**
 * Brings what came back to its place. It is paid for, so from here on nothing may lose it: neither Stop nor
 * a storage that can't be written ends the way, and what can't be finished or placed stays as it came.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #exact: ExactSaver;
  readonly #keeping: Keeping;
  readonly #drafts: Drafts;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    this.#exact = new ExactSaver(deps);
    this.#keeping = new Keeping(deps);
    this.#drafts = new Drafts(deps);
  }

  /**
   * Brings the picture into shape; it is named in the journal before anything is done to it.
   * @param observed what the inputs were when they were sent
   * @param shows a page shows the result next
   * @param again asks for the same picture on black, where one is needed
   */
  async finish(
    job: Job,
    outgoing: Decided,
    answer: Answer<ScratchFile>,
    startedAt: number,
    observed: Promise<Observed>,
    shows = false,
    again?: (first: Uint8Array) => Promise<Outcome<Answer<ScratchFile>>>,
  ): Promise<Finished> {
    const { files, recorder, log, now } = this.#deps;
    const raw = answer.final.sink.name;
    const bytes = await files.readStored(raw);
    const image = keptImage(raw, bytes);
    const made: Finished = {
      outgoing,
      answer,
      image,
      bytes,
      info: sniff(bytes),
      suggestedName: suggestedName(job.request, outgoing, image.type),
      nameSteps: outgoing.nameSteps,
      startedAt,
      milliseconds: 0,
      cost: costFor(outgoing, answer),
      notes: [...outgoing.prepared.notes, ...answer.notes],
      problem: undefined,
    };
    const answeredBy = answeringModel(outgoing.capabilities.id, answer.modelVersion);
    if (answeredBy) made.notes.push(otherModel(outgoing.capabilities, answeredBy));
    if (answer.incomplete) {
      made.notes.push('The answer broke off after the image; what else it would have said is missing.');
    }
    await this.#keeping.keep(job, made, true);
    const { request } = job;
    const onceMore = outgoing.backdrop?.kind === 'two' ? await again?.(bytes) : undefined;
    const second = onceMore?.ok ? onceMore.value : undefined;
    if (onceMore?.ok === false) made.notes.push(secondFailed(onceMore.failure));
    const onBlack = second && (await files.readStored(second.final.sink.name));
    if (second) {
      const more = costFor(outgoing, second);
      made.cost = made.cost !== undefined && more !== undefined ? made.cost + more : undefined;
    }
    const { cost } = made;
    const madeAt = now();
    const facts = {
      request,
      outgoing,
      usage: second ? bothUsages(answer.usage, second.usage) : answer.usage,
      cost,
      milliseconds: madeAt - startedAt,
      madeAt,
      answeredBy: answeredBy?.id,
    };
    image.record = recorder.draft({ ...facts, observed: await observed });
    await this.#keeping.keep(job, made, true);
    try {
      const finished = await this.#shaped(request, outgoing, bytes, shows, onBlack);
      const { way } = finished;
      if (image.record && way !== undefined) image.record = { ...image.record, transparency: way };
      // A picture that was paid for and not used is shown beside the result.
      if (second && way === undefined) answer.others.push(second.final);
      else if (second) await files.removeStored(second.final.sink.name);
      made.notes.push(...finished.notes);
      made.shown = finished.shown;
      made.bytes = finished.bytes;
      made.info = finished.info;
      made.region = finished.region;
      made.counted = finished.counted;
      made.keepsRaw = finished.isSomethingElse === true;
      if (image.record && finished.region) {
        const { outside, changed } = finished.region;
        image.record = { ...image.record, outside: { pixels: outside, changed } };
      }
      made.suggestedName = suggestedName(job.request, outgoing, finished.info.type);
    } catch (error) {
      log.error(`Job ${job.id}: the answer could not be finished: ${String(error)}`);
      made.problem = unfinished(error);
    }
    // The record says what the panel says.
    const takeTime = () => {
      made.milliseconds = now() - startedAt;
      if (made.image.record) made.image.record = { ...made.image.record, milliseconds: made.milliseconds };
    };
    takeTime();
    if (made.bytes !== bytes) await this.#keeping.keepFinished(job, made);
    else await this.#keeping.keep(job, made, made.problem !== undefined);
    // To write down a huge picture takes its time too.
    takeTime();
    return made;
  }

  /** Saves the result beside the edited image, in the folder that was asked for, or where the person says. */
  async save(job: Job, made: Finished, hooks: JobHooks): Promise<EditResult> {
    // The journal goes on naming a draft until whoever asked for it has it.
    const isDraft = job.variant !== undefined && made.problem === undefined;
    const saved = isDraft ? undefined : await this.#save(job, made, hooks);
    const { answer } = made;
    const { record } = made.image;
    const further = made.keepsRaw ? [...answer.others, answer.final] : answer.others;
    const others = await this.#keeping.describe(further);
    return {
      image: saved?.ok ? { ...made.image, byteLength: saved.value.byteLength } : made.image,
      savedAs: saved?.ok ? saved.value.uri : undefined,
      unsaved: saved?.ok === false ? saved.failure : undefined,
      isDraft,
      suggestedName: made.suggestedName,
      nameSteps: made.nameSteps,
      // What was counted is of the finished picture alone.
      others: others.map((other) => ({ ...other, record: record && { ...record, outside: undefined } })),
      thoughts: {
        texts: answer.thoughts.texts,
        pictures: await this.#keeping.describe(answer.thoughts.images),
      },
      words: answer.words,
      links: answer.links,
      notes: saved?.ok ? [...made.notes, ...saved.value.notes] : made.notes,
      cost: made.cost,
      tokens: answer.usage?.totalTokens,
      milliseconds: made.milliseconds,
      region: made.region,
      shown: made.shown,
    };
  }

  async #save(job: Job, made: Finished, hooks: JobHooks): Promise<Outcome<Saved>> {
    hooks.onProgress({ phase: 'saving', note: null });
    if (made.problem) return fail(made.problem);
    const recorded = { bytes: made.bytes, info: made.info, draft: made.image.record };
    const { values } = made.outgoing;
    const saved = await this.#place(job.request, recorded, made, values.outputRecord, hooks.chooseTarget);
    if (!saved.ok) return saved;
    await this.#keeping.forget(job.id);
    if (made.region) {
      const counted = made.counted ?? made.bytes;
      const { region, notes } = await readBack(this.#deps, saved.value.uri, counted, made.region);
      made.region = region;
      saved.value.notes.push(...notes);
    }
    this.#deps.saved?.(saved.value.uri);
    return saved;
  }

  /**
   * Saves a draft as its result would have been saved: beside the edited image, in the folder that was asked for, or
   * where the person says. What was kept of it goes then.
   * @param outgoing the request as it would be sent now; needed to bring a raw answer into shape
   */
  async keep(
    { step, request, kept }: Draft,
    outgoing: Decided | undefined,
    chooseTarget: JobHooks['chooseTarget'],
  ): Promise<Outcome<Saved>> {
    const { settings, files, log } = this.#deps;
    const made = await this.#keptBytes(kept, request, outgoing, kept.suggestedName);
    if (!made.ok) return made;
    const { bytes, notes } = made.value;
    const recorded = { bytes, info: sniff(bytes), draft: kept.image.record };
    const { suggestedName, nameSteps = [splitName(suggestedName).base] } = kept;
    const { outputRecord } = settings.read(scopeOf(request));
    const named = { suggestedName, nameSteps };
    const saved = await this.#place(request, recorded, named, outputRecord, chooseTarget);
    if (!saved.ok) return saved;
    const back = await this.#readBack(saved.value.uri, made.value, kept.image);
    await this.#drafts.remove(step.id);
    await files
      .removeStored(kept.image.stored)
      .catch((error: unknown) => log.warn(`${kept.image.stored} could not be removed: ${String(error)}`));
    this.#deps.saved?.(saved.value.uri);
    return succeed({ ...saved.value, notes: [...notes, ...saved.value.notes, ...back] });
  }

  /** Saves kept bytes where the person chose, and forgets the job they came from. */
  async saveKept(image: KeptImage, chosen: string, jobId: string | undefined): Promise<Outcome<Saved>> {
    const { files, recorder, settings } = this.#deps;
    let bytes: Uint8Array;
    try {
      bytes = await files.readStored(image.stored);
    } catch (error) {
      return fail(keptIsGone(nameOf(chosen), error));
    }
    let notes: string[];
    try {
      ({ bytes, notes } = await madeSafe(bytes));
    } catch (error) {
      return fail(unfinished(error));
    }
    const values = settings.read(chosen);
    const left = jobId === undefined ? undefined : await this.#keeping.rawRequest(jobId, image);
    const kept = left && (await this.#withMetadata(left, values, bytes, sniff(bytes)));
    if (kept) bytes = kept.bytes;
    const recorded = { bytes, info: sniff(bytes), draft: image.record };
    const place = placeAt(chosen, image.type);
    const saved = await recorder.save(place, recorded, values.outputRecord);
    if (!saved.ok) return saved;
    const back = await this.#readBack(saved.value.uri, { bytes }, image);
    if (jobId !== undefined) await this.#keeping.forget(jobId);
    this.#deps.saved?.(saved.value.uri);
    return succeed({
      ...saved.value,
      notes: [...notes, ...(kept?.notes ?? []), ...saved.value.notes, ...back],
    });
  }

  /**
   * Saves kept bytes in the very file that they were made for, and forgets the job they came from.
   * @param request with the target as it is now: what may be replaced was looked at anew
   * @param outgoing the request as it would be sent now; needed to bring a raw answer into shape
   */
  async saveKeptAt(
    kept: KeptResult,
    request: ExactRequest,
    jobId: string,
    outgoing: Decided | undefined,
  ): Promise<Outcome<Saved>> {
    const { files, settings, log } = this.#deps;
    const { image } = kept;
    const target = request.target;
    const made = await this.#keptBytes(kept, request, outgoing, nameOf(target.uri));
    if (!made.ok) return made;
    const { bytes, notes } = made.value;
    const recorded = { bytes, info: sniff(bytes), draft: image.record };
    const saved = await this.#exact.save(target, recorded, settings.read(target.uri).outputRecord);
    if (!saved.ok) return saved;
    const back = await this.#readBack(saved.value.uri, made.value, image);
    await this.#keeping.forget(jobId);
    this.#deps.saved?.(saved.value.uri);
    await files
      .removeStored(image.stored)
      .catch((error: unknown) => log.warn(`${image.stored} could not be removed: ${String(error)}`));
    return succeed({ ...saved.value, notes: [...notes, ...saved.value.notes, ...back] });
  }

  /** What a person should know of a saved file that was kept, where something was counted outside its region. */
  async #readBack(
    uri: string,
    { bytes, region, counted = bytes }: Pick<FinishedRegion, 'bytes' | 'region' | 'counted'>,
    { record }: KeptImage,
  ): Promise<string[]> {
    const { pixels: outside, changed } = record?.outside ?? {};
    const told = outside !== undefined && changed !== undefined ? { outside, changed } : undefined;
    const known = region ?? told;
    return known ? (await readBack(this.#deps, uri, counted, known)).notes : [];
  }

  /**
   * A draft as an image that says how it was made, to be edited without being kept: what goes on from it tells of its
   * instructions then, too.
   */
  async recorded({ request, kept: { image } }: Draft): Promise<Uint8Array> {
    const { files, recorder } = this.#deps;
    const bytes = await files.readStored(image.stored);
    const recorded = { bytes, info: sniff(bytes), draft: image.record };
    return (await recorder.join(folderFor(request) ?? '', recorded, 'embedded')).bytes;
  }

  /** The bytes of a kept result as they are to be saved; with `outgoing` they are brought into shape. */
  async #keptBytes(
    { image }: KeptResult,
    request: EditRequest,
    outgoing: Decided | undefined,
    name: string,
  ): Promise<Outcome<KeptMetadata & Pick<FinishedRegion, 'region' | 'counted'>>> {
    const { files } = this.#deps;
    let bytes: Uint8Array;
    try {
      bytes = await files.readStored(image.stored);
    } catch (error) {
      return fail(keptIsGone(name, error));
    }
    if (outgoing === undefined) return succeed({ bytes, notes: [] });
    try {
      return succeed(await this.#shaped(request, outgoing, bytes, false, undefined));
    } catch (error) {
      return fail(unfinished(error));
    }
  }

  /** Takes a job out of the journal. */
  forget(jobId: string): Promise<void> {
    return this.#keeping.forget(jobId);
  }

  /** An answer in the shape and type that were asked for, with its source's metadata, or set into its source. */
  async #shaped(
    request: EditRequest,
    outgoing: Decided,
    answered: Uint8Array,
    shows: boolean,
    onBlack: Uint8Array | undefined,
  ): Promise<FinishedRegion & Partial<Pick<WorkedOut, 'way'>>> {
    const { files, codec } = this.#deps;
    const { region, edited, backdrop } = outgoing;
    const cut = await this.#cutOut(request, backdrop, answered, onBlack);
    const bytes = cut?.bytes ?? answered;
    const options = finishOptionsOf(request, outgoing);
    const isSetIn = region !== undefined && edited !== undefined;
    const finished: FinishedRegion = isSetIn
      ? await finishRegion({ files, codec }, edited, region, [bytes], {
          ...options,
          strip: outgoing.values.outputMetadata === 'strip',
          keepAlpha: request.options.keepTransparency && !wantsTransparent(request.options),
        })
      : await finishImage(codec, bytes, { ...options, shown: shows });
    const notes = [...(cut?.notes ?? []), ...finished.notes];
    if (finished.hasMetadata) return { ...finished, notes, way: cut?.way };
    const kept = await this.#withMetadata(request, outgoing.values, finished.bytes, finished.info);
    return { ...finished, bytes: kept.bytes, notes: [...notes, ...kept.notes], way: cut?.way };
  }

  /** The transparency that was asked for; undefined where none was. What can't be looked at stays as it is. */
  async #cutOut(
    { options }: EditRequest,
    backdrop: Backdrop | undefined,
    bytes: Uint8Array,
    onBlack: Uint8Array | undefined,
  ): Promise<WorkedOut | undefined> {
    const { codec, log } = this.#deps;
    if (!wantsTransparent(options)) return undefined;
    if (backdrop) return workedOut(codec, bytes, backdrop, onBlack);
    try {
      return { bytes, ...(await withoutTransparency(codec, bytes)) };
    } catch (error) {
      log.warn(`The transparency of an answer could not be looked at: ${String(error)}`);
      return undefined;
    }
  }

  /** Gives a picture its source's metadata, as the setting says. That it can't is no reason to lose the picture. */
  async #withMetadata(
    request: EditRequest,
    { outputMetadata }: Pick<SettingsValues, 'outputMetadata'>,
    bytes: Uint8Array,
    info: ImageInfo | undefined,
  ): Promise<KeptMetadata> {
    const { files, log } = this.#deps;
    const edited = request.inputs[request.editedIndex];
    if (outputMetadata === 'strip' || edited === undefined || info === undefined) return { bytes, notes: [] };
    try {
      return await keepMetadata(files, edited, bytes, info);
    } catch (error) {
      log.warn(`The metadata of ${edited.name} could not be put back: ${String(error)}`);
      return { bytes, notes: [] };
    }
  }

  async #place(
    request: EditRequest,
    recorded: RecordedImage,
    { suggestedName: name, nameSteps }: { suggestedName: string; nameSteps: string[] },
    mode: SettingsValues['outputRecord'],
    chooseTarget: JobHooks['chooseTarget'],
  ): Promise<Outcome<Saved>> {
    const { files, recorder, log } = this.#deps;
    if (isExact(request)) return this.#exact.save(request.target, recorded, mode);
    const type = recorded.info?.type ?? null;
    const folder = folderFor(request);
    if (folder !== undefined && files.isWritable(folder)) {
      const place = { folder, steps: nameSteps, ending: endingFor(type, endingOf(request)) };
      return recorder.save(place, recorded, mode);
    }
    const chosen = await chooseTarget(name).catch((error: unknown) => {
      log.warn(`Nobody could be asked for a place: ${String(error)}`);
      return undefined;
    });
    if (chosen === undefined) return fail(notPlaced(name));
    return recorder.save(placeAt(chosen, type), recorded, mode);
  }
}

function secondFailed({ sentence, billed }: Failure): string {
  const maybe = billed === 'no' ? '' : ' It may have been billed.';
  return `The second picture, on black: ${sentence}${maybe}`;
}

/** The tokens of two answers together, where both told them. */
function bothUsages(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (one === undefined || other === undefined) return undefined;
  const sum = (key: 'promptTokens' | 'candidatesTokens' | 'thoughtsTokens' | 'totalTokens') => {
    const both = (one[key] ?? 0) + (other[key] ?? 0);
    return both > 0 ? { [key]: both } : {};
  };
  return {
    ...sum('promptTokens'),
    ...sum('candidatesTokens'),
    ...sum('thoughtsTokens'),
    ...sum('totalTokens'),
  };
}

const finishOptionsOf = (
  request: EditRequest,
  { plan, values, editedInfo, prepared }: Decided,
): FinishOptions => ({
  plan,
  type: typeFor(request, values, editedInfo),
  made: isExact(request) ? 'auto' : request.options.format,
  edited: editedInfo,
  alphaSource: prepared.alphaSource,
  profile: prepared.profile,
  keepTransparency: request.options.keepTransparency,
});

/** The ending that was asked for, else that of the edited image. */
function endingOf(request: EditRequest): string | undefined {
  const edited = request.inputs[request.editedIndex];
  return endingWanted(request) ?? (edited && splitName(edited.name).extension);
}

const suggestedName = (request: EditRequest, { nameSteps }: Decided, type: KeptImage['type']): string =>
  `${nameSteps.at(-1)}.${endingFor(type, endingOf(request))}`;
