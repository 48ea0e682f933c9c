import type { FileStore, Log } from '../../core/ports.ts';
import { findRecord } from '../../core/records/findRecord.ts';
import type { FoundRecord } from '../../core/records/readRecord.ts';
import type { ImageRecord } from '../../core/records/record.ts';
import type { Draft, Drafts } from '../../core/storage/drafts.ts';
import type { Journal } from '../../core/storage/journal.ts';
import type { JournalEntry, KeptResult } from '../../core/storage/journalEntry.ts';

/** An image that was made in this workspace. */
export type Made =
  | { kind: 'saved'; uri: string; record: ImageRecord }
  | { kind: 'draft'; draft: Draft }
  | { kind: 'unsaved'; entry: JournalEntry & { kept: KeptResult } };

export interface MadeDeps {
  files: FileStore;
  drafts: Pick<Drafts, 'all'>;
  journal: Pick<Journal, 'withResults'>;
  /** Whether a job still runs: its result is not here yet. */
  isRunning(jobId: string): boolean;
  /** Is told what was found in each image, so that others need not read it again. */
  looked(uri: string, found: FoundRecord): void;
  log: Log;
}

/** Images whose records are read at once. */
const atOnce = 8;

/**
 * Everything that was made in a workspace, newest first: the images that say how they were made, the drafts, and what
 * could not be saved. Only heads of files are read. What can't be read is left out and logged.
 * @param uris of the workspace's images
 */
export async function madeImages(
  deps: MadeDeps,
  uris: readonly string[],
  signal: AbortSignal,
): Promise<Made[]> {
  const { files, drafts, journal, isRunning, looked, log } = deps;
  const found: Made[] = [];
  for (const draft of await drafts.all()) found.push({ kind: 'draft', draft });
  const known = new Set(found.flatMap((made) => (made.kind === 'draft' ? made.draft.step.jobId : [])));
  for (const entry of await journal.withResults()) {
    if (!isRunning(entry.jobId) && !known.has(entry.jobId)) found.push({ kind: 'unsaved', entry });
  }
  const left = uris.values();
  const look = async (): Promise<void> => {
    for (const uri of left) {
      if (signal.aborted) return;
      try {
        const record = await findRecord(files, uri);
        looked(uri, record);
        if (record.state === 'found') found.push({ kind: 'saved', uri, record: record.record });
      } catch (error) {
        log.debug(`${uri} is not in the gallery: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, look));
  return found.sort((one, other) => madeAt(other) - madeAt(one) || idOf(one).localeCompare(idOf(other)));
}

/** Milliseconds since 1970. The variants of one run stand in their order. */
export function madeAt(made: Made): number {
  if (made.kind === 'saved') return Date.parse(made.record.madeAt);
  if (made.kind === 'draft') return made.draft.madeAt;
  return made.entry.startedAt;
}

/** Names one in what the page asks. */
export function idOf(made: Made): string {
  if (made.kind === 'saved') return `file:${made.uri}`;
  return made.kind === 'draft' ? `draft:${made.draft.step.id}` : `job:${made.entry.jobId}`;
}
