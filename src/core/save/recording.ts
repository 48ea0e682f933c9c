import type { Usage } from '../api/answer/response.ts';
import type { RequestPlan } from '../api/body/request.ts';
import type { Provider } from '../api/providers.ts';
import { type EditRequest, pixelsWanted } from '../editRequest.ts';
import type { ImageInfo } from '../images/imageTypes.ts';
import { FileError, type FileStore, type Log, type SettingsValues } from '../ports.ts';
import { inPieces, pixelHashOfPieces } from '../records/compare.ts';
import { completeRecord, type RecordDraft } from '../records/draft.ts';
import { sidecarUri, type WrittenRecord, writeRecord } from '../records/embed.ts';
import { maxInstructions } from '../records/record.ts';
import { type Outcome, succeed } from '../shared/failure.ts';
import { inARow, t } from '../shared/l10n.ts';
import { joinUri, nameOf } from '../uris.ts';
import type { Observed } from './observe.ts';
import { type Place, saveBeside, whyNotSaved } from './save.ts';

export interface RecorderDeps {
  files: FileStore;
  log: Log;
  /** Who makes the images. */
  tool: RecordDraft['tool'];
  /** The folder of the workspace that a file lies in: further a record's paths never lead. */
  workspaceFolderOf(uri: string): string | undefined;
}

/** A saved image, and what a person should know of its record. */
export interface Saved {
  uri: string;
  /** Length of the file, with what was written into it besides the picture. */
  byteLength: number;
  notes: string[];
}

/** What is known of an edit when its answer is here. */
export interface MadeFacts {
  request: EditRequest;
  /** Who was asked, and what for. */
  outgoing: { provider: Pick<Provider, 'id'>; plan: Pick<RequestPlan, 'aspectRatio' | 'size'> };
  observed: Observed;
  /** The model that answered in place of the one that was asked; undefined: the same. */
  answeredBy: string | undefined;
  usage: Usage | undefined;
  /** USD. */
  cost: number | undefined;
  milliseconds: number;
  /** Milliseconds since 1970. */
  madeAt: number;
}

/** An image and what is known of how it was made. */
export interface RecordedImage {
  bytes: Uint8Array;
  info: ImageInfo | undefined;
  /** Undefined: nothing is known that could be written. */
  draft: RecordDraft | undefined;
}

/** What is to be saved, and what a person should know of it. */
export interface JoinedRecord {
  bytes: Uint8Array;
  sidecar: Uint8Array | undefined;
  notes: string[];
}

type Mode = SettingsValues['outputRecord'];

/** Gives each result the record of what made it, in the image or beside it. */
export class Recorder {
  readonly #deps: RecorderDeps;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
  }

  draft({
    request,
    outgoing,
    observed,
    answeredBy,
    usage,
    cost,
    milliseconds,
    madeAt,
  }: MadeFacts): RecordDraft {
    // What was only looked at on the way makes no difference to the result.
    const { model, partialImages: _, ...options } = request.options;
    const { aspectRatio, size } = outgoing.plan;
    const { inputs, earlier } = observed;
    const before = earlier ? [...earlier.record.instructions, earlier.record.prompt] : [];
    return {
      kind: request.inputs.length > 0 ? 'edited' : 'generated',
      tool: this.#deps.tool,
      prompt: request.prompt,
      // The latest ones say more of the picture than the first.
      instructions: before.slice(-maxInstructions),
      inputs,
      provider: outgoing.provider.id,
      model,
      answeredBy,
      options,
      usual: request.usual,
      sent: { aspectRatio, size },
      pixels: pixelsWanted(request),
      region: request.region,
      markup: request.markup,
      usage,
      cost,
      milliseconds,
      madeAt: new Date(madeAt).toISOString(),
      parent: earlier?.untouched ? earlier.record.pixelHash : undefined,
    };
  }

  /**
   * Saves an image with its record. The image is what counts: a record that can't be made or written is only
   * told.
   */
  async save({ folder, steps, ending }: Place, image: RecordedImage, mode: Mode): Promise<Outcome<Saved>> {
    const { bytes, sidecar, notes } = await this.join(joinUri(folder, ...steps.slice(0, -1)), image, mode);
    const saved = await saveBeside(this.#deps.files, folder, steps, ending, bytes);
    if (!saved.ok) return saved;
    if (sidecar) notes.push(...(await this.#writeBeside(saved.value, sidecar)));
    return succeed({ uri: saved.value, byteLength: bytes.byteLength, notes });
  }

  /** An image with its record as both are to be saved in a folder. Never rejects: the image is what counts. */
  async join(folder: string, image: RecordedImage, mode: Mode): Promise<JoinedRecord> {
    const written = await this.#write(folder, image, mode);
    if (written === 'failed') {
      const note = t('Its record could not be written. The log says why.');
      return { bytes: image.bytes, sidecar: undefined, notes: [note] };
    }
    const { bytes, sidecar, reason } = written;
    return { bytes, sidecar, notes: reason === undefined ? [] : [reason] };
  }

  async #write(
    folder: string,
    { bytes, info, draft }: RecordedImage,
    mode: Mode,
  ): Promise<WrittenRecord | 'failed'> {
    if (draft === undefined) return { bytes, place: 'none' };
    try {
      const within = this.#deps.workspaceFolderOf(folder);
      const pixelHash = await pixelHashOfPieces(inPieces(bytes));
      const record = completeRecord(draft, { folder, within, pixelHash });
      return writeRecord({ bytes, info, record, mode });
    } catch (error) {
      this.#deps.log.error(`A record could not be made: ${String(error)}`);
      return 'failed';
    }
  }

  async #writeBeside(image: string, sidecar: Uint8Array): Promise<string[]> {
    const uri = sidecarUri(image);
    try {
      if (await this.#deps.files.createExclusively(uri, sidecar)) return [];
      throw new FileError('other', t('{name} already exists', { name: nameOf(uri) }));
    } catch (error) {
      this.#deps.log.warn(`The record ${uri} could not be written: ${String(error)}`);
      return [inARow(t('Its record could not be written beside it.'), whyNotSaved(error))];
    }
  }
}
