import { fileNameOf, folderFor } from '../../editing/editRequest.ts';
import type { Journal } from '../../editing/journal.ts';
import type { JournalEntry, KeptResult } from '../../editing/journalEntry.ts';
import type { FileStore, Log } from '../../editing/ports.ts';
import { joinUri, nameOf } from '../../editing/uris.ts';
import type { Messages } from '../../vscode/messages.ts';
import { later } from './later.ts';
import type { Redoing } from './redoing.ts';
import { count } from './words.ts';

export interface RecoveryDeps {
  redoing: Pick<Redoing, 'redo' | 'redoStale' | 'problems'>;
  journal: Pick<Journal, 'remove'>;
  files: Pick<FileStore, 'exists'>;
  messages: Messages;
  log: Log;
}

/** Tells what an earlier window did not bring to its end: what may have been billed, and what waits to be saved. */
export class RedoRecovery {
  readonly #deps: RecoveryDeps;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  /** Waits for nobody: messages stay until they are closed. */
  recover(entries: readonly JournalEntry[]): void {
    const { log } = this.#deps;
    const interrupted = entries.filter(({ kept }) => kept === undefined);
    if (interrupted.length > 0) later(log, () => this.#tellInterrupted(interrupted));
    for (const entry of entries) {
      const { kept } = entry;
      if (kept) later(log, () => this.#offerKept(entry, kept));
    }
  }

  /** Told once: then it is the person's to do it again. */
  async #tellInterrupted(entries: readonly JournalEntry[]): Promise<void> {
    const { messages, journal, redoing } = this.#deps;
    const uris = entries.flatMap((entry) => presentOf(entry) ?? []);
    const [first] = uris;
    const what = uris.length === 1 && first !== undefined ? nameOf(first) : count(entries.length, 'image');
    const sentence = `Making ${what} again was interrupted and may have been billed.`;
    const pressed = await messages.ask('warning', sentence, 'Redo');
    for (const { jobId } of entries) await journal.remove(jobId);
    if (pressed === undefined || first === undefined) return;
    if (uris.length === 1) await redoing.redo(first);
    else await redoing.redoStale(uris, 'those');
  }

  async #offerKept(entry: JournalEntry, kept: KeptResult): Promise<void> {
    const { messages, redoing, files } = this.#deps;
    const sentence = `${kept.suggestedName} was made again earlier and is not saved yet. It is kept: choose a place for it.`;
    if ((await messages.ask('warning', sentence, 'Save As…')) === undefined) return;
    const present = presentOf(entry);
    const isThere = present !== undefined && (await files.exists(present));
    await redoing.problems.saveKept(
      kept,
      entry.jobId,
      folderFor(entry.request),
      isThere ? present : undefined,
    );
  }
}

/** The image that was to be made again. */
function presentOf({ request }: JournalEntry): string | undefined {
  const folder = folderFor(request);
  const name = fileNameOf(request.place);
  return folder === undefined || name === undefined ? undefined : joinUri(folder, name);
}
