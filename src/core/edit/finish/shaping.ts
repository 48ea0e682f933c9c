import type { ChangedPart, EditRequest } from '../../editRequest.ts';
import { isExact, isMade } from '../../editRequest.ts';
import { type Codec, CodecError } from '../../images/codec.ts';
import type { ImageInfo } from '../../images/imageTypes.ts';
import { readInput } from '../../inspect.ts';
import type { FileStore, Log, SettingsValues } from '../../ports.ts';
import {
  type Backdrop,
  type WorkedOut,
  wantsTransparent,
  withoutTransparency,
  workedOut,
} from '../plan/backdrop.ts';
import { typeFor } from '../plan/resultType.ts';
import type { Decided } from '../prepare/outgoing.ts';
import { type FinishOptions, finishImage } from './finish.ts';
import { type FinishedRegion, finishRegion } from './finishRegion.ts';
import { type KeptMetadata, keepMetadata } from './keepMetadata.ts';

export interface ShapingDeps {
  files: FileStore;
  codec: Codec;
  log: Log;
}

/** As in the view of the difference: by less nobody sees a pixel change. */
const tolerance = 8;
/** Of larger pictures the count takes seconds. */
const mostCounted = 25_000_000;

/** Makes of an answer the picture that was asked for. */
export class Shaping {
  readonly #deps: ShapingDeps;

  constructor(deps: ShapingDeps) {
    this.#deps = deps;
  }

  /**
   * An answer in the shape and type that were asked for, with its source's metadata, or set into its source. It is
   * paid for: where the codec's worker ended over it, another one tries again.
   * @param answers one; with a region one for each of its parts, undefined where none came
   */
  async shaped(
    request: EditRequest,
    outgoing: Decided,
    answers: readonly (Uint8Array | undefined)[],
    shows: boolean,
    onBlack: Uint8Array | undefined,
  ): Promise<FinishedRegion & Partial<Pick<WorkedOut, 'way'>>> {
    const shape = () => this.#shapedOnce(request, outgoing, answers, shows, onBlack);
    try {
      return await shape();
    } catch (error) {
      if (!(error instanceof CodecError && error.code === 'codec.failed')) throw error;
      this.#deps.log.warn(`An answer is brought into shape once more: ${error.detail ?? error.message}`);
      return shape();
    }
  }

  async #shapedOnce(
    request: EditRequest,
    outgoing: Decided,
    answers: readonly (Uint8Array | undefined)[],
    shows: boolean,
    onBlack: Uint8Array | undefined,
  ): Promise<FinishedRegion & Partial<Pick<WorkedOut, 'way'>>> {
    const { files } = this.#deps;
    const codec = this.#codecFor(request);
    const { region, edited, backdrop } = outgoing;
    const answered = answers.find((bytes) => bytes !== undefined);
    if (answered === undefined) throw new Error('there is no answer');
    const cut = await this.#cutOut(codec, request, backdrop, answered, onBlack);
    const bytes = cut?.bytes ?? answered;
    const options = finishOptionsOf(request, outgoing);
    const isSetIn = region !== undefined && edited !== undefined;
    const finished: FinishedRegion = isSetIn
      ? await finishRegion({ files, codec }, edited, region, cut ? [bytes] : answers, {
          ...options,
          strip: outgoing.values.outputMetadata === 'strip',
          keepAlpha: request.options.keepTransparency && !wantsTransparent(request.options),
        })
      : await finishImage(codec, bytes, { ...options, shown: shows });
    const notes = [...(cut?.notes ?? []), ...finished.notes];
    if (finished.hasMetadata) return { ...finished, notes, way: cut?.way };
    const kept = await this.withMetadata(request, outgoing.values, finished.bytes, finished.info);
    const changed = isSetIn ? undefined : await this.#changed(outgoing, finished);
    return { ...finished, bytes: kept.bytes, notes: [...notes, ...kept.notes], way: cut?.way, changed };
  }

  /** How much of a whole picture is not its source's. That it can't be counted is no reason to lose the picture. */
  async #changed(
    { edited, editedInfo }: Decided,
    { bytes, info }: FinishedRegion,
  ): Promise<ChangedPart | undefined> {
    const { files, codec, log } = this.#deps;
    if (edited === undefined || editedInfo === undefined || info.type === 'svg') return undefined;
    const isSameSize = info.width === editedInfo.width && info.height === editedInfo.height;
    if (!isSameSize || info.width * info.height > mostCounted) return undefined;
    try {
      const source = await readInput(files, edited);
      const { share } = await codec.changedShare({ bytes, parts: [{ bytes: source }], tolerance });
      return { share, tolerance };
    } catch (error) {
      log.warn(`What changed of ${edited.name} could not be counted: ${String(error)}`);
      return undefined;
    }
  }

  /** What a docs manifest makes comes after all that somebody waits for in front of the screen. */
  #codecFor(request: EditRequest): Codec {
    const { codec } = this.#deps;
    return isExact(request) ? { ...codec, ...codec.background } : codec;
  }

  /** The transparency that was asked for; undefined where none was. What can't be looked at stays as it is. */
  async #cutOut(
    codec: Codec,
    { options }: EditRequest,
    backdrop: Backdrop | undefined,
    bytes: Uint8Array,
    onBlack: Uint8Array | undefined,
  ): Promise<WorkedOut | undefined> {
    const { log } = this.#deps;
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
  async withMetadata(
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
}

/** The type that a model was asked to make; a file that is there has its own, whatever was asked for once. */
function madeType(request: EditRequest): Pick<FinishOptions, 'made' | 'mustBeMade'> {
  if (!isExact(request)) return { made: request.options.format };
  const { type } = request.target;
  return isMade(type) ? { made: type, mustBeMade: true } : { made: 'auto' };
}

const finishOptionsOf = (
  request: EditRequest,
  { plan, values, editedInfo, prepared }: Decided,
): FinishOptions => ({
  plan,
  type: typeFor(request, values, editedInfo),
  ...madeType(request),
  edited: editedInfo,
  alphaSource: prepared.alphaSource,
  profile: prepared.profile,
  keepTransparency: request.options.keepTransparency,
});
