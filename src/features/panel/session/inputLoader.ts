import { type EditInput, isDrawn } from '../../../core/editRequest.ts';
import type { Codec } from '../../../core/images/codec.ts';
import { CodecError } from '../../../core/images/codecError.ts';
import type { ImageInfo } from '../../../core/images/imageTypes.ts';
import { besides } from '../../../core/images/leftOut.ts';
import { svgDrawingSize } from '../../../core/images/svg.ts';
import { inspectInput, readInput, readProblem } from '../../../core/inspect.ts';
import type { FileStore } from '../../../core/ports.ts';
import { inPieces, sha256OfPieces } from '../../../core/records/compare.ts';
import { storedNames } from '../../../core/storage/names.ts';
import type { Previews } from '../../../vscode/page/previews.ts';
import { type ShownBytes, showBytes } from '../../../vscode/page/shownBytes.ts';
import type { SessionInput } from './inputList.ts';

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

export interface InputLoaderDeps {
  files: FileStore;
  codec: Codec;
  previews: Previews;
  /** Has the page draw an SVG; rejects with the reason. */
  drawSvg(request: DrawingRequest): Promise<Uint8Array>;
  newId(): string;
}

/** Finds out what an input is and makes what the page shows of it. */
export class InputLoader {
  readonly #deps: InputLoaderDeps;

  constructor(deps: InputLoaderDeps) {
    this.#deps = deps;
  }

  /** Fills in an input step by step; `changed` is called after each. Never throws: what is wrong becomes its problem. */
  async load(loaded: SessionInput, changed: () => void): Promise<void> {
    await this.inspect(loaded, changed);
    await this.look(loaded, changed, true);
  }

  /** Reads the first bytes: type and size, which is all that Run waits for. Never throws. */
  async inspect(loaded: SessionInput, changed: () => void): Promise<void> {
    const { files } = this.#deps;
    const { input } = loaded;
    const outcome = await inspectInput(files, input);
    if (!outcome.ok) {
      loaded.problem = outcome.problem;
      changed();
      return;
    }
    const { info } = outcome.value;
    // It may be another file than the last time.
    Object.assign(loaded, {
      inspection: outcome.value,
      problem: undefined,
      transparent: false,
      matte: undefined,
    });
    loaded.notes = notesOf(info);
    loaded.awaitsDrawing = info.type === 'svg' && !isDrawn(input);
    changed();
  }

  /**
   * Reads the whole of an inspected input: its hash, its colours, what is not sent of it. Never throws.
   * @param withPictures makes what the page shows of it too
   */
  async look(loaded: SessionInput, changed: () => void, withPictures: boolean): Promise<void> {
    const { files } = this.#deps;
    const { input, inspection } = loaded;
    if (inspection === undefined || loaded.problem !== undefined) return;
    const { info } = inspection;
    try {
      const bytes = await readInput(files, input);
      const { fileTellsPlace } = await import('../../../core/records/sourceMetadata.ts');
      if (fileTellsPlace(info.type, bytes)) loaded.notes.push(placeNote);
      if (withPictures) Object.assign(loaded, await this.#shown(bytes, info));
      loaded.sha256 = await sha256OfPieces(inPieces(bytes));
      if (info.type === 'svg') await this.#draw(loaded, bytes, changed);
      else if (mayHaveOtherColours(info)) await this.#lookAtColours(loaded, bytes);
    } catch (error) {
      loaded.problem =
        error instanceof CodecError ? `${input.name}: ${error.message}` : readProblem(input.name, error);
    }
    changed();
  }

  /** Makes what the page shows of an input, unless it has it. Never throws: what can't be shown has no picture. */
  async show(loaded: SessionInput): Promise<void> {
    const { inspection } = loaded;
    if (inspection === undefined || loaded.preview !== undefined) return;
    try {
      // What was drawn of an SVG is sent; shown is the SVG itself.
      const { drawnAs: _, ...input } = loaded.input;
      Object.assign(loaded, await this.#shown(await readInput(this.#deps.files, input), inspection.info));
    } catch {
      loaded.preview = undefined;
    }
  }

  #shown(bytes: Uint8Array, info: ImageInfo): Promise<ShownBytes> {
    return showBytes(this.#deps, bytes, info, { smallAbove: 2048 });
  }

  /** What only the codec can tell: what has to be done to its colours. */
  async #lookAtColours(loaded: SessionInput, bytes: Uint8Array): Promise<void> {
    const { transparent, matte, colours } = await this.#deps.codec.metadata({ bytes });
    Object.assign(loaded, { transparent, matte: matte?.name });
    if (matte) loaded.notes.push(`Its transparency is flattened on ${matte.name}.`);
    if (colours?.hdr) loaded.notes.push(`It is HDR (${colours.name}): its colours are brought down to sRGB.`);
    else if (colours) {
      loaded.notes.push(`Its colours (${colours.name || 'another profile'}) are converted to sRGB.`);
    }
  }

  async #draw(loaded: SessionInput, bytes: Uint8Array, changed: () => void): Promise<void> {
    const { files, drawSvg, newId } = this.#deps;
    const info = loaded.inspection?.info;
    if (info === undefined) return;
    const size = svgDrawingSize(info);
    changed();
    try {
      const png = await drawSvg({ source: svgAddress(bytes), ...size });
      const drawnAs = `${storedNames.drawn}${newId()}.png`;
      await files.writeStored(drawnAs, png);
      loaded.input = { ...loaded.input, drawnAs } satisfies EditInput;
      const again = await inspectInput(files, loaded.input);
      if (again.ok) loaded.inspection = again.value;
      await this.#lookAtColours(loaded, png);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      loaded.problem = `${loaded.input.name} can't be drawn (${reason}). Convert it to PNG first.`;
    }
    loaded.awaitsDrawing = false;
  }
}

const placeNote = 'It says where it was taken (GPS). That is not sent.';

const svgAddress = (bytes: Uint8Array): string =>
  `data:image/svg+xml;base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;

function notesOf(info: ImageInfo): string[] {
  const notes: string[] = [];
  if (info.animated) notes.push('It is animated: only its first frame is sent.');
  for (const what of besides(info)) notes.push(`It holds ${what}: only the first picture is sent.`);
  return notes;
}

/** Whether its colours or its transparency may need something before it is sent, as far as the header says. */
const mayHaveOtherColours = ({ type, hasAlpha, tellsColours }: ImageInfo): boolean =>
  hasAlpha || tellsColours === true || ['avif', 'heic', 'tiff'].includes(type);
