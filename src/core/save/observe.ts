import type { EditInput, EditRequest } from '../editRequest.ts';
import type { FileStore, Log } from '../ports.ts';
import { inPieces, PixelHasher } from '../records/compare.ts';
import { type Content, ContentHasher } from '../records/content.ts';
import type { Origin } from '../records/draft.ts';
import { findRecord } from '../records/findRecord.ts';
import { type FoundRecord, readEmbedded } from '../records/readRecord.ts';
import type { ImageRecord } from '../records/record.ts';

/** What a record says of the inputs of a request. */
export interface Observed {
  inputs: Origin[];
  /** The result of an earlier edit that the edited image is. */
  earlier: { record: ImageRecord; untouched: boolean } | undefined;
}

/**
 * Looks at the inputs as they lie on the disk, in pieces. Never rejects: an input that can't be read any more
 * is left out of the record, and logged.
 */
export async function observeInputs(
  { files, log }: { files: FileStore; log: Log },
  { inputs, editedIndex }: EditRequest,
): Promise<Observed> {
  const observed: Observed = { inputs: [], earlier: undefined };
  for (const [index, input] of inputs.entries()) {
    const role = index === editedIndex ? 'edited' : 'reference';
    const { name, source } = input;
    const uri = source.kind === 'file' ? source.uri : undefined;
    try {
      const record = role === 'edited' ? await recordOf(files, input) : undefined;
      const { content, pixels } = await hashesOf(piecesOf(files, input), record !== undefined);
      observed.inputs.push({ name, uri, sha256: content.sha256, role });
      if (record) observed.earlier = earlierStep(record, pixels);
    } catch (error) {
      log.warn(`${name} is missing in the record: ${String(error)}`);
    }
  }
  return observed;
}

/** A file beside an image tells only of the very image it was written for; it does not follow it everywhere. */
function earlierStep(
  { record, place }: Extract<FoundRecord, { state: 'found' }>,
  pixels: string | undefined,
): Observed['earlier'] {
  const untouched = record.pixelHash === pixels;
  return untouched || place === 'embedded' ? { record, untouched } : undefined;
}

async function recordOf(files: FileStore, { source }: EditInput) {
  const found =
    source.kind === 'file'
      ? await findRecord(files, source.uri)
      : readEmbedded(await files.readStored(source.name));
  return found.state === 'found' ? found : undefined;
}

function piecesOf(files: FileStore, { source }: EditInput): AsyncIterable<Uint8Array> {
  if (source.kind === 'file') return files.open(source.uri);
  return (async function* () {
    yield* inPieces(await files.readStored(source.name));
  })();
}

/** Of the whole file, and of its pixels where they are wanted: both in one reading. */
export async function hashesOf(
  pieces: AsyncIterable<Uint8Array>,
  withPixels: boolean,
): Promise<{ content: Content; pixels: string | undefined }> {
  const whole = new ContentHasher();
  const pixels = withPixels ? new PixelHasher() : undefined;
  for await (const piece of pieces) {
    whole.update(piece);
    pixels?.update(piece);
  }
  return { content: whole.content(), pixels: pixels?.digest() };
}
