import {
  type EditRequest,
  type ExactRequest,
  folderFor,
  type JobHooks,
  type KeptImage,
  scopeOf,
} from '../../editRequest.ts';
import type { Codec } from '../../images/codec.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import type { FileStore, Log, Settings } from '../../ports.ts';
import type { ExactSaverDeps } from '../../save/exactSaver.ts';
import type { Recorder, Saved } from '../../save/recording.ts';
import { placeAt } from '../../save/save.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { type Draft, Drafts } from '../../storage/drafts.ts';
import type { Journal } from '../../storage/journal.ts';
import type { KeptResult } from '../../storage/journalEntry.ts';
import { nameOf, splitName } from '../../uris.ts';
import type { FinishedRegion } from '../finish/finishRegion.ts';
import type { KeptMetadata } from '../finish/keepMetadata.ts';
import { madeSafe } from '../finish/madeSafe.ts';
import type { Shaping } from '../finish/shaping.ts';
import { keptIsGone, savedAsItCame, unfinished } from '../jobFailures.ts';
import type { Decided } from '../prepare/outgoing.ts';
import type { Keeping } from './keeping.ts';
import type { Placing } from './placing.ts';
import { readBack } from './readBack.ts';

export interface KeptDeliveryDeps extends ExactSaverDeps {
  files: FileStore;
  codec: Codec;
  journal: Journal;
  settings: Pick<Settings, 'read'>;
  recorder: Recorder;
  /** A file was saved, with its record. */
  saved?(uri: string): void;
  log: Log;
}

/** Bytes on their way to their place. */
type Shaped = KeptMetadata & Pick<FinishedRegion, 'region' | 'counted'>;

interface Parts {
  keeping: Keeping;
  shaping: Shaping;
  placing: Placing;
}

/** Saves what was kept in the storage: drafts that are chosen, and results that had no place when they came. */
export class KeptDelivery {
  readonly #deps: KeptDeliveryDeps;
  readonly #parts: Parts;
  readonly #drafts: Drafts;

  constructor(deps: KeptDeliveryDeps, parts: Parts) {
    this.#deps = deps;
    this.#parts = parts;
    this.#drafts = new Drafts(deps);
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
    const { placing } = this.#parts;
    const made = await this.#keptBytes(kept, request, outgoing, kept.suggestedName);
    if (!made.ok) return made;
    const { bytes, notes } = made.value;
    const recorded = { bytes, info: sniff(bytes), draft: kept.image.record };
    const { suggestedName, nameSteps = [splitName(suggestedName).base] } = kept;
    const { outputRecord } = settings.read(scopeOf(request));
    const named = { suggestedName, nameSteps };
    const saved = await placing.place(request, recorded, named, outputRecord, chooseTarget);
    if (!saved.ok) return saved;
    const back = await this.#readBack(saved.value.uri, made.value, kept.image);
    await this.#drafts.remove(step.id);
    await files
      .removeStored(kept.image.stored)
      .catch((error: unknown) => log.warn(`${kept.image.stored} could not be removed: ${String(error)}`));
    this.#deps.saved?.(saved.value.uri);
    return succeed({ ...saved.value, notes: [...notes, ...saved.value.notes, ...back] });
  }

  /**
   * Saves kept bytes where the person chose, and forgets the job they came from.
   * @param raw the request of bytes that were not brought into shape, and that as it would be sent now. Where it can't
   * be sent any more, or they can't be brought into shape, they are saved as they came, with a note that says why
   */
  async saveKept(
    image: KeptImage,
    chosen: string,
    jobId: string | undefined,
    raw: { kept: KeptResult; request: EditRequest; outgoing: Outcome<Decided> } | undefined,
  ): Promise<Outcome<Saved>> {
    const { files, recorder, settings, log } = this.#deps;
    let bytes: Uint8Array;
    try {
      bytes = await files.readStored(image.stored);
    } catch (error) {
      return fail(keptIsGone(nameOf(chosen), error));
    }
    const values = settings.read(chosen);
    const shaped = raw?.outgoing.ok
      ? await this.#keptBytes(raw.kept, raw.request, raw.outgoing.value, nameOf(chosen))
      : undefined;
    const unsendable = raw?.outgoing.ok === false ? raw.outgoing.failure : undefined;
    const unshaped = unsendable ?? (shaped?.ok === false ? shaped.failure : undefined);
    if (unshaped)
      log.warn(
        `A kept answer is saved as it came: ${unshaped.code}: ${unshaped.detail ?? unshaped.sentence}`,
      );
    const why = unshaped ? [savedAsItCame(unsendable)] : [];
    let made: Shaped;
    try {
      made = shaped?.ok ? shaped.value : await madeSafe(bytes);
    } catch (error) {
      return fail(unfinished(error));
    }
    // As it came it has none of its source's metadata either.
    if (raw && !shaped?.ok) {
      const { shaping } = this.#parts;
      const kept = await shaping.withMetadata(raw.request, values, made.bytes, sniff(made.bytes));
      made = { ...kept, notes: [...made.notes, ...kept.notes] };
    }
    const info = sniff(made.bytes);
    const recorded = { bytes: made.bytes, info, draft: image.record };
    const place = placeAt(chosen, info?.type ?? image.type);
    const saved = await recorder.save(place, recorded, values.outputRecord);
    if (!saved.ok) return saved;
    const back = await this.#readBack(saved.value.uri, made, image);
    if (jobId !== undefined) await this.#parts.keeping.forget(jobId);
    this.#deps.saved?.(saved.value.uri);
    return succeed({ ...saved.value, notes: [...why, ...made.notes, ...saved.value.notes, ...back] });
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
    const saved = await this.#parts.placing.exact.save(
      target,
      recorded,
      settings.read(target.uri).outputRecord,
    );
    if (!saved.ok) return saved;
    const back = await this.#readBack(saved.value.uri, made.value, image);
    await this.#parts.keeping.forget(jobId);
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
    { image, parts }: KeptResult,
    request: EditRequest,
    outgoing: Decided | undefined,
    name: string,
  ): Promise<Outcome<Shaped>> {
    const { files } = this.#deps;
    let bytes: Uint8Array;
    let answers: (Uint8Array | undefined)[];
    try {
      bytes = await files.readStored(image.stored);
      answers = await Promise.all(
        (parts ?? [image]).map(async (part) => (part ? await files.readStored(part.stored) : undefined)),
      );
    } catch (error) {
      return fail(keptIsGone(name, error));
    }
    if (outgoing === undefined) return succeed({ bytes, notes: [] });
    try {
      return succeed(await this.#parts.shaping.shaped(request, outgoing, answers, false, undefined));
    } catch (error) {
      return fail(unfinished(error));
    }
  }
}
