import { sniff } from '../images/sniff/sniff.ts';
import type { FileStore, Log, Settings } from '../ports.ts';
import { inPieces, pixelHashOfPieces } from '../records/compare.ts';
import { movedRecord } from '../records/draft.ts';
import { type WrittenRecord, writeRecord } from '../records/embed.ts';
import { findRecord } from '../records/findRecord.ts';
import { resolvePath } from '../records/paths.ts';
import { readEmbedded } from '../records/readRecord.ts';
import type { ImageRecord } from '../records/record.ts';
import { folderOf } from '../uris.ts';
import type { RecorderDeps } from './recording.ts';

export interface CarryDeps extends Pick<RecorderDeps, 'workspaceFolderOf'> {
  files: FileStore;
  settings: Pick<Settings, 'read'>;
  log: Log;
}

/** A result's bytes on their way into the place of another file. */
export interface Carried {
  /** The result as it is. */
  made: Uint8Array;
  /** Its file; undefined when it lies in the storage. */
  madeUri: string | undefined;
  /** What goes into the file: the result in the file's type and size. */
  fitted: Uint8Array;
  /** The file. */
  uri: string;
}

export type CarriedRecord = Pick<WrittenRecord, 'bytes' | 'sidecar' | 'reason'>;

/**
 * Gives bytes that take a file's place the record and the metadata of the result that they are. Never rejects: without a record
 * that can be carried over, the bytes are as they were.
 */
export async function carryRecord(deps: CarryDeps, given: Carried): Promise<CarriedRecord> {
  const carried = { ...given, fitted: await withMetadataOf(deps, given) };
  const { made, madeUri, fitted, uri } = carried;
  try {
    const found = madeUri === undefined ? readEmbedded(made) : await findRecord(deps.files, madeUri);
    if (found.state !== 'found') return { bytes: fitted };
    const record = await recordFor(deps, carried, found.record);
    const mode = deps.settings.read(uri).outputRecord;
    return writeRecord({ bytes: fitted, info: sniff(fitted), record, mode });
  } catch (error) {
    deps.log.warn(`The record of a result could not be carried over to ${uri}: ${String(error)}`);
    return { bytes: fitted };
  }
}

/** Fitting encodes anew, and what the result said of itself besides its record is put back. */
async function withMetadataOf({ log }: CarryDeps, { made, fitted, uri }: Carried): Promise<Uint8Array> {
  const [from, to] = [sniff(made), sniff(fitted)];
  const isTouchable = to !== undefined && !to.signed && to.multiPicture !== true;
  if (fitted === made || from === undefined || !isTouchable) return fitted;
  try {
    const { sourceMetadata, withSourceMetadata } = await import('../records/metadata/sourceMetadata.ts');
    const found = sourceMetadata(from.type, made);
    return (found && withSourceMetadata(to.type, fitted, found, to)) ?? fitted;
  } catch (error) {
    log.warn(`The metadata of a result could not be carried over to ${uri}: ${String(error)}`);
    return fitted;
  }
}

async function recordFor(
  deps: CarryDeps,
  { made, madeUri, fitted, uri }: Carried,
  record: ImageRecord,
): Promise<ImageRecord> {
  const hashOf = (bytes: Uint8Array) => pixelHashOfPieces(inPieces(bytes));
  // Where somebody has drawn in the result, its record says so, and goes on saying so.
  const isUntouched = (await hashOf(made)) === record.pixelHash;
  const pixelHash = isUntouched && fitted !== made ? await hashOf(fitted) : record.pixelHash;
  const [from, folder] = [madeUri === undefined ? undefined : folderOf(madeUri), folderOf(uri)];
  if (from === undefined || from === folder) return { ...record, pixelHash };
  const within = deps.workspaceFolderOf(uri);
  return movedRecord(record, (path) => resolvePath(from, path), { folder, within, pixelHash });
}
