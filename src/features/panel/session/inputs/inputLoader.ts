import { type EditInput, isDrawn } from '../../../../core/editRequest.ts';
import type { Codec } from '../../../../core/images/codec.ts';
import { CodecError } from '../../../../core/images/codecError.ts';
import type { ImageInfo } from '../../../../core/images/imageTypes.ts';
import { besides } from '../../../../core/images/leftOut.ts';
import { svgDrawingSize } from '../../../../core/images/svg/svg.ts';
import { type Inspection, inspectInput, readInput, readProblem } from '../../../../core/inspect.ts';
import type { FileStore } from '../../../../core/ports.ts';
import { inPieces, sha256OfPieces } from '../../../../core/records/compare.ts';
import { t } from '../../../../core/shared/l10n.ts';
import { Limiter } from '../../../../core/shared/limiter.ts';
import { storedNames } from '../../../../core/storage/names.ts';
import type { Previews } from '../../../../vscode/page/previews.ts';
import { type ShownBytes, showBytes } from '../../../../vscode/page/shownBytes.ts';
import { noteOnInput, patchInput } from '../state/inputChanges.ts';
import { editedInput, fileUriOf, inputsWithOriginals, type SessionInput } from '../state/inputs.ts';
import type { Change, SessionStore } from '../state/sessionStore.ts';
import type { FileVersions } from './fileVersions.ts';

/** What the page is asked to draw. */
export interface DrawingRequest {
  /**
   * The SVG as a `data:` URL: from any other address Chromium keeps the pixels of one that holds HTML
   * (`foreignObject`) from the page.
   */
  source: string;
  width: number;
  height: number;
}

interface InputLoaderDeps {
  store: SessionStore;
  versions: FileVersions;
  files: FileStore;
  codec: Codec;
  previews: Previews;
  /** Has the page draw an SVG; rejects with the reason. */
  drawSvg(request: DrawingRequest): Promise<Uint8Array>;
  newId(): string;
}

/** Finds out what inputs are and makes what the page shows of them. */
export class InputLoader {
  readonly #deps: InputLoaderDeps;
  /** What is being made to be shown, by the look at the file that it is made for: many ask for it at once. */
  readonly #making = new Map<Inspection, Promise<ShownBytes>>();

  constructor(deps: InputLoaderDeps) {
    this.#deps = deps;
  }

  /** First what Run waits for, of all; then the rest, of the edited image before the others. Never throws. */
  async loadAll(ids: readonly string[]): Promise<void> {
    const inspecting = new Limiter(() => 8);
    // Told together, as far as they are known in one turn: each change is looked at by all that follow the session.
    const found: Change[] = [];
    const tell = () => {
      if (found.length > 0) this.#deps.store.update(...found.splice(0));
    };
    const inspect = async (id: string): Promise<void> => {
      const changes = await this.#inspected(id);
      if (changes === undefined) return;
      if (found.push(patchInput(id, changes)) === 1) setImmediate(tell);
    };
    await Promise.all(ids.map((id) => inspecting.run(never, () => inspect(id))));
    tell();
    // A few at once: while the codec works on one, the next is read and another written.
    const left = new Set(ids);
    const lookOn = async () => {
      for (let next = this.#nextToLook(left); next; next = this.#nextToLook(left)) {
        left.delete(next.id);
        await this.#look(next.id, this.#isShownLarge(next.id));
      }
    };
    await Promise.all(Array.from({ length: lookedAtOnce }, lookOn));
  }

  /** Finds out all of one input, anew where it is known already. Never throws: what is wrong becomes its problem. */
  async load(id: string): Promise<void> {
    await this.#inspect(id);
    await this.#look(id, true);
  }

  /** Makes what the page shows of an input, unless it has it. Never throws: what can't be shown has no picture. */
  async show(id: string): Promise<void> {
    const { inspection, preview, input: given } = this.#input(id) ?? {};
    if (given === undefined || inspection === undefined || preview !== undefined) return;
    try {
      // What was drawn of an SVG is sent; shown is the SVG itself.
      const { drawnAs: _, ...input } = given;
      const shown = this.#shown(inspection, () => readInput(this.#deps.files, input));
      this.#patch(id, await shown);
    } catch {
      this.#patch(id, { preview: undefined });
    }
  }

  async #inspect(id: string): Promise<void> {
    const changes = await this.#inspected(id);
    if (changes !== undefined) this.#patch(id, changes);
  }

  /** Reads the first bytes: type and size, which is all that Run waits for. Undefined: it is not there any more. */
  async #inspected(id: string): Promise<Partial<SessionInput> | undefined> {
    const { files, versions } = this.#deps;
    const loaded = this.#input(id);
    if (loaded === undefined) return undefined;
    const uri = fileUriOf(loaded);
    if (uri !== undefined) await versions.note(uri);
    const { input } = loaded;
    const outcome = await inspectInput(files, input);
    if (!outcome.ok) return { problem: outcome.problem };
    const { info } = outcome.value;
    return {
      inspection: outcome.value,
      // It may be another file than the last time.
      problem: undefined,
      transparent: false,
      matte: undefined,
      colours: undefined,
      notes: notesOf(info),
      awaitsDrawing: info.type === 'svg' && !isDrawn(input),
    };
  }

  /**
   * Reads the whole of an inspected input: its hash, its colours, what is not sent of it.
   * @param withPictures makes what the page shows of it too
   */
  async #look(id: string, withPictures: boolean): Promise<void> {
    const { inspection, problem, input } = this.#input(id) ?? {};
    if (input === undefined || inspection === undefined || problem !== undefined) return;
    const { info } = inspection;
    try {
      const reading = readInput(this.#deps.files, input);
      const showing = withPictures ? this.#shown(inspection, () => reading) : undefined;
      // It is waited for below, behind what may fail before it.
      showing?.catch(() => {});
      const bytes = await reading;
      const { fileTellsPlace } = await import('../../../../core/records/metadata/sourceMetadata.ts');
      if (fileTellsPlace(info.type, bytes))
        this.#note(id, t('It contains the place where it was taken (GPS). That is not sent.'));
      if (showing !== undefined) this.#patch(id, await showing);
      this.#patch(id, { sha256: await sha256OfPieces(inPieces(bytes)) });
      if (info.type === 'svg') await this.#draw(id, bytes);
      else if (mayHaveOtherColours(info)) await this.#lookAtColours(id, bytes);
    } catch (error) {
      const reason = error instanceof CodecError ? `${input.name}: ${error.message}` : undefined;
      this.#patch(id, { problem: reason ?? readProblem(input.name, error) });
    }
  }

  #shown(inspection: Inspection, read: () => Promise<Uint8Array>): Promise<ShownBytes> {
    const known = this.#making.get(inspection);
    if (known !== undefined) return known;
    const making = read()
      .then((bytes) => showBytes(this.#deps, bytes, inspection.info, { smallAbove: 2048 }))
      .finally(() => this.#making.delete(inspection));
    this.#making.set(inspection, making);
    return making;
  }

  /** What only the codec can tell: what has to be done to its colours. */
  async #lookAtColours(id: string, bytes: Uint8Array): Promise<void> {
    const { transparent, matte, colours } = await this.#deps.codec.metadata({ bytes });
    this.#patch(id, { transparent, matte: matte?.name, colours });
    if (matte) this.#note(id, t('Its transparency is flattened on {name}.', { name: matte.name }));
    if (colours?.hdr)
      this.#note(id, t('It is HDR ({name}): its colours are converted to sRGB.', { name: colours.name }));
    else if (colours) {
      const name = colours.name || t('another profile');
      this.#note(id, t('Its colours ({name}) are converted to sRGB.', { name }));
    }
  }

  async #draw(id: string, bytes: Uint8Array): Promise<void> {
    const { files, drawSvg, newId } = this.#deps;
    const { inspection, input } = this.#input(id) ?? {};
    if (input === undefined || inspection === undefined) return;
    try {
      const png = await drawSvg({ source: svgAddress(bytes), ...svgDrawingSize(inspection.info) });
      const drawnAs = `${storedNames.drawn}${newId()}.png`;
      await files.writeStored(drawnAs, png);
      const drawn = { ...input, drawnAs } satisfies EditInput;
      this.#patch(id, { input: drawn });
      const again = await inspectInput(files, drawn);
      if (again.ok) this.#patch(id, { inspection: again.value });
      await this.#lookAtColours(id, png);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#patch(id, {
        problem: t("{name} can't be drawn ({reason}). Convert it to PNG first.", {
          name: input.name,
          reason,
        }),
      });
    }
    this.#patch(id, { awaitsDrawing: false });
  }

  /** What is shown large comes first; what was taken away meanwhile is left out. */
  #nextToLook(left: ReadonlySet<string>): SessionInput | undefined {
    const all = inputsWithOriginals(this.#deps.store.state.inputs).filter(({ id }) => left.has(id));
    return all.find(({ id }) => this.#isShownLarge(id)) ?? all[0];
  }

  #isShownLarge(id: string): boolean {
    const edited = editedInput(this.#deps.store.state.inputs);
    return edited !== undefined && (id === edited.id || id === edited.originalId);
  }

  #input(id: string): SessionInput | undefined {
    return this.#deps.store.state.inputs.known.get(id);
  }

  #patch(id: string, changes: Partial<Omit<SessionInput, 'id'>>): void {
    this.#deps.store.update(patchInput(id, changes));
  }

  #note(id: string, note: string): void {
    this.#deps.store.update(noteOnInput(id, note));
  }
}

const never = new AbortController().signal;
/** Whole pictures that are held for that at the same time. */
const lookedAtOnce = 3;

const svgAddress = (bytes: Uint8Array): string =>
  `data:image/svg+xml;base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;

function notesOf(info: ImageInfo): string[] {
  const notes: string[] = [];
  if (info.animated) notes.push(t('It is animated: only its first frame is sent.'));
  for (const what of besides(info))
    notes.push(t('It contains {what}: only the first picture is sent.', { what }));
  return notes;
}

/** Whether its colours or its transparency may need something before it is sent, as far as the header says. */
const mayHaveOtherColours = ({ type, hasAlpha, tellsColours }: ImageInfo): boolean =>
  hasAlpha || tellsColours === true || ['avif', 'heic', 'tiff'].includes(type);
