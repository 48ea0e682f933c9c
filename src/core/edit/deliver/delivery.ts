import type { Answer } from '../../api/answer/response.ts';
import { answeringModel } from '../../api/models/answeringModel.ts';
import type { EditResult, Job, JobHooks } from '../../editRequest.ts';
import type { Codec } from '../../images/codec.ts';
import type { ImageInfo } from '../../images/imageTypes.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import type { ScratchFile } from '../../ports.ts';
import type { Observed } from '../../save/observe.ts';
import type { Saved } from '../../save/recording.ts';
import { type Failure, fail, type Outcome } from '../../shared/failure.ts';
import { inARow, t } from '../../shared/l10n.ts';
import { keptImage } from '../../storage/received.ts';
import { Shaping } from '../finish/shaping.ts';
import { heldInMemory, unfinished } from '../jobFailures.ts';
import type { Decided } from '../prepare/outgoing.ts';
import { costFor, otherModel } from './answeredBy.ts';
import { Keeping, type KeptFacts } from './keeping.ts';
import { KeptDelivery, type KeptDeliveryDeps } from './keptDelivery.ts';
import { bothUsages, type PartAnswers } from './partAnswers.ts';
import { Placing, suggestedName } from './placing.ts';
import { readBack } from './readBack.ts';

export interface DeliveryDeps extends KeptDeliveryDeps {
  codec: Codec;
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
  changed?: EditResult['changed'];
  /** The picture in which that was counted, without the metadata that it got since. */
  counted?: Uint8Array | undefined;
  /** Set when the bytes could not be brought into shape. */
  problem: Failure | undefined;
}

/**
 * Brings what came back to its place. It is paid for, so from here on nothing may lose it: neither Stop nor
 * a storage that can't be written ends the way, and what can't be finished or placed stays as it came.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #keeping: Keeping;
  readonly #shaping: Shaping;
  readonly #placing: Placing;
  /** For what was kept in the storage. */
  readonly kept: KeptDelivery;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    this.#keeping = new Keeping(deps);
    this.#shaping = new Shaping(deps);
    this.#placing = new Placing(deps);
    this.kept = new KeptDelivery(deps, {
      keeping: this.#keeping,
      shaping: this.#shaping,
      placing: this.#placing,
    });
  }

  /**
   * Brings the picture into shape; it is named in the journal before anything is done to it.
   * @param came what came back for the request, or for each part of a region
   * @param observed what the inputs were when they were sent
   * @param shows a page shows the result next
   * @param again asks for the same picture on black, where one is needed
   */
  async finish(
    job: Job,
    outgoing: Decided,
    came: PartAnswers,
    startedAt: number,
    observed: Promise<Observed>,
    shows = false,
    again?: (first: Uint8Array) => Promise<Outcome<Answer<ScratchFile>>>,
  ): Promise<Finished> {
    const { files, recorder, log, now } = this.#deps;
    const { answer } = came;
    const answered = await Promise.all(
      came.finals.map(async (final) => final && (await files.readStored(final.sink.name))),
    );
    const raws = came.finals.map((final, index) => {
      const raw = answered[index];
      return final && raw ? keptImage(final.sink.name, raw) : null;
    });
    const at = raws.findIndex((raw) => raw !== null);
    const [image, bytes] = [raws[at], answered[at]];
    if (!image || !bytes) throw new Error('an answer has no picture');
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
      parts: raws.length > 1 ? raws : undefined,
      isInMemory: came.finals.some((final) => final?.sink.lasts === false),
      cost: came.cost,
      notes: [...outgoing.prepared.notes, ...answer.notes, ...came.notes],
      problem: undefined,
    };
    const answeredBy = answeringModel(outgoing.provider, outgoing.capabilities.id, answer.modelVersion);
    const other = answeredBy && otherModel(outgoing.capabilities, answeredBy);
    if (other !== undefined) made.notes.push(other);
    if (answer.incomplete) {
      made.notes.push(t('The answer broke off after the image; the rest of it is missing.'));
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
      const finished = await this.#shaping.shaped(request, outgoing, answered, shows, onBlack);
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
      made.changed = finished.changed;
      if (image.record && finished.changed) image.record = { ...image.record, changed: finished.changed };
      if (image.record && finished.region) {
        const { outside, changed } = finished.region;
        image.record = { ...image.record, outside: { pixels: outside, changed } };
      }
      const elsewhere = finished.somethingElse ?? [];
      if (elsewhere.length > 0) {
        const record = image.record && { ...image.record, outside: undefined };
        made.wholes = elsewhere.flatMap((index) => {
          const raw = raws[index];
          return raw ? [{ ...raw, record }] : [];
        });
        made.notes.push(shows ? chooseWords(outgoing) : keptBesideWords(outgoing));
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
    const choice = hooks.shows ? made.wholes : undefined;
    const isDraft = (job.variant !== undefined || choice !== undefined) && made.problem === undefined;
    const saved = isDraft ? undefined : await this.#save(job, made, hooks);
    const { answer } = made;
    const { record } = made.image;
    const others = await this.#keeping.describe(answer.others);
    return {
      image: saved?.ok ? { ...made.image, byteLength: saved.value.byteLength } : made.image,
      savedAs: saved?.ok ? saved.value.uri : undefined,
      unsaved: saved?.ok === false ? withPlace(saved.failure, made) : undefined,
      isDraft,
      wholes: choice,
      suggestedName: made.suggestedName,
      nameSteps: made.nameSteps,
      // What was counted is of the finished picture alone.
      others: [
        ...others.map((other) => ({
          ...other,
          record: record && { ...record, outside: undefined, changed: undefined },
        })),
        ...(choice ? [] : (made.wholes ?? [])),
      ],
      thoughts: {
        texts: answer.thoughts.texts,
        pictures: await this.#keeping.describe(answer.thoughts.images),
      },
      words: answer.words,
      links: answer.links,
      notes: [
        ...made.notes,
        ...(saved?.ok ? saved.value.notes : []),
        ...(isDraft && made.isInMemory ? [heldInMemory()] : []),
      ],
      cost: made.cost,
      tokens: answer.usage?.totalTokens,
      milliseconds: made.milliseconds,
      region: made.region,
      changed: made.changed,
      shown: made.shown,
    };
  }

  async #save(job: Job, made: Finished, hooks: JobHooks): Promise<Outcome<Saved>> {
    hooks.onProgress({ phase: 'saving', note: null });
    if (made.problem) return fail(made.problem);
    const recorded = { bytes: made.bytes, info: made.info, draft: made.image.record };
    const { values } = made.outgoing;
    const saved = await this.#placing.place(
      job.request,
      recorded,
      made,
      values.outputRecord,
      hooks.chooseTarget,
    );
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

  /** Takes a job out of the journal. */
  forget(jobId: string): Promise<void> {
    return this.#keeping.forget(jobId);
  }
}

/** What is not saved says where it lies, where that is not the disk. */
const withPlace = (failure: Failure, { isInMemory }: Finished): Failure =>
  isInMemory ? { ...failure, sentence: inARow(failure.sentence, heldInMemory()) } : failure;

const elseWords = ({ edited }: Decided): string =>
  edited === undefined
    ? t('Around the region, the answer differs from the source.')
    : t('Around the region, the answer differs from {name}.', { name: edited.name });

const chooseWords = (outgoing: Decided): string =>
  inARow(elseWords(outgoing), t('Insert it anyway, keep the whole answer, or discard it.'));

/** For who can't be asked. */
const keptBesideWords = (outgoing: Decided): string =>
  inARow(
    elseWords(outgoing),
    t(
      'It was inserted into the source anyway, and the whole answer is kept beside it. Keep one of them, or discard both.',
    ),
  );

function secondFailed({ sentence, billed }: Failure): string {
  const why = t('The second picture, on black: {sentence}', { sentence });
  return inARow(why, billed !== 'no' && t('It may have been billed.'));
}
