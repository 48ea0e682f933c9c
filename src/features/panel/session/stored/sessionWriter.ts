import type { FileStore, Log } from '../../../../core/ports.ts';
import { encodeSession, type SessionRecord, sessionFileName } from './sessionFile.ts';

type WriterFiles = Pick<FileStore, 'writeStored' | 'removeStored'>;

/**
 * Writes a session down, one write after the other. What changes while one is under way goes into one
 * further write, so that typing does not queue a file for each letter.
 */
export class SessionWriter {
  readonly #files: WriterFiles;
  readonly #log: Log;
  readonly #name: string;
  readonly #record: () => SessionRecord;
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #isOn = true;
  /** What is on the disk; undefined: nothing, or nobody knows. */
  #written: Buffer | undefined;

  /** @param record gives the session as it is when it is written */
  constructor(deps: { files: WriterFiles; log: Log }, sessionId: string, record: () => SessionRecord) {
    this.#files = deps.files;
    this.#log = deps.log;
    this.#name = sessionFileName(sessionId);
    this.#record = record;
  }

  /** Resolves when all that was changed until now is on the disk, or could not be written, which is logged. */
  save(): Promise<void> {
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      this.#last = this.#write();
      return this.#last;
    });
    return this.#next;
  }

  /** Writes it down from now on, as a panel shows it that will come back. */
  resume(): Promise<void> {
    this.#isOn = true;
    return this.save();
  }

  /** Nothing is written any more, and the file is removed: no panel will come back for it. */
  end(): Promise<void> {
    this.#isOn = false;
    return this.save();
  }

  async #write(): Promise<void> {
    try {
      const bytes = this.#isOn ? encodeSession(this.#record()) : undefined;
      // Most of what changes while a job runs is not written down.
      if (bytes !== undefined && this.#written?.equals(bytes)) return;
      this.#written = undefined;
      if (bytes === undefined) await this.#files.removeStored(this.#name);
      else await this.#files.writeStored(this.#name, bytes);
      this.#written = bytes && Buffer.from(bytes);
    } catch (error) {
      this.#log.warn(`The panel's state could not be written down: ${String(error)}`);
    }
  }
}
