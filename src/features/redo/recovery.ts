import { fileNameOf, folderFor } from '../../core/editRequest.ts';
import type { FileStore, Log } from '../../core/ports.ts';
import { plural, t } from '../../core/shared/l10n.ts';
import { countedImages } from '../../core/shared/text.ts';
import type { Journal } from '../../core/storage/journal.ts';
import type { JournalEntry, KeptResult } from '../../core/storage/journalEntry.ts';
import { joinUri, nameOf } from '../../core/uris.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { later } from './later.ts';
import type { Redoing } from './redoing.ts';
import type { RedoWindow } from './redoWindow.ts';

export interface RecoveryDeps {
  redoing: Pick<Redoing, 'redo' | 'redoAll' | 'problems'>;
  journal: Pick<Journal, 'remove'>;
  files: Pick<FileStore, 'exists' | 'removeStored'>;
  messages: Messages;
  window: Pick<RedoWindow, 'confirm'>;
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
    const interrupted = entries.filter(({ kept }) => kept === undefined);
    if (interrupted.length > 0) later(this.#deps, () => this.#tellInterrupted(interrupted));
    const kept = entries.flatMap((entry) => (entry.kept ? { entry, kept: entry.kept } : []));
    if (kept.length > 0) later(this.#deps, () => this.#offerKept(kept));
  }

  /** Told once: then it is the person's to do it again. */
  async #tellInterrupted(entries: readonly JournalEntry[]): Promise<void> {
    const { messages, journal, redoing } = this.#deps;
    const uris = entries.flatMap((entry) => presentOf(entry) ?? []);
    const [first] = uris;
    const name = uris.length === 1 && first !== undefined ? nameOf(first) : countedImages(entries.length);
    const sentence = t('Making {name} again was interrupted and may have been billed.', { name });
    const pressed = await messages.ask('warning', sentence, t('Redo…'));
    for (const { jobId } of entries) await journal.remove(jobId);
    if (pressed === undefined || first === undefined) return;
    if (uris.length === 1) await redoing.redo(first);
    else await redoing.redoAll(uris);
  }

  async #offerKept(all: readonly Kept[]): Promise<void> {
    const { messages } = this.#deps;
    const [first] = all;
    const what = all.length === 1 ? (first?.kept.suggestedName ?? '') : countedImages(all.length);
    const sentence = plural(
      all.length,
      {
        one: '{name} was made again earlier and is not saved yet. It is kept: choose a place for it.',
        other:
          '{count} images were made again earlier and are not saved yet. They are kept: choose a place for each.',
      },
      { name: what },
    );
    const save = t('Save As…');
    const discard = all.length === 1 ? t('Discard') : t('Discard All');
    const pressed = await messages.ask('warning', sentence, save, discard);
    if (pressed === save) for (const one of all) await this.#save(one);
    else if (pressed !== undefined) await this.#discard(all, what);
  }

  async #save({ entry, kept }: Kept): Promise<void> {
    const { redoing, files } = this.#deps;
    const present = presentOf(entry);
    const isThere = present !== undefined && (await files.exists(present));
    const near = folderFor(entry.request);
    await redoing.problems.saveKept(kept, entry.jobId, near, isThere ? present : undefined);
  }

  async #discard(all: readonly Kept[], what: string): Promise<void> {
    const { files, journal, window } = this.#deps;
    const detail = plural(all.length, {
      one: 'Nothing can bring it back, and it was paid for.',
      other: "They can't be brought back, and they were paid for.",
    });
    if (!(await window.confirm(t('Discard {name}, not saved yet?', { name: what }), detail, t('Discard'))))
      return;
    for (const { entry, kept } of all) {
      await journal.remove(entry.jobId);
      await files.removeStored(kept.image.stored);
    }
  }
}

/** A result that came back and waits for a place. */
interface Kept {
  entry: JournalEntry;
  kept: KeptResult;
}

/** The image that was to be made again. */
function presentOf({ request }: JournalEntry): string | undefined {
  const folder = folderFor(request);
  const name = fileNameOf(request.target);
  return folder === undefined || name === undefined ? undefined : joinUri(folder, name);
}
