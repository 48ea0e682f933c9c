import type { FileStore, Log } from '../ports.ts';
import { decodeEntry, encodeEntry, type JournalEntry, type KeptResult } from './journalEntry.ts';
import { storedNames } from './names.ts';
import { findReceived } from './received.ts';

const fileOf = (jobId: string): string => `${storedNames.job}${jobId}.json`;

/**
 * Written before a request goes out and removed when its result is saved or it surely failed: whatever is
 * left after a reload or crash was interrupted, or holds a result that was not saved yet.
 */
export class Journal {
  readonly #files: FileStore;
  readonly #log: Log;
  readonly #owner: number;
  readonly #isAlive: (owner: number) => boolean;
  /** Jobs of this very host: after a restart another one can have the same owner's number. */
  readonly #own = new Set<string>();

  /** @param deps `owner` names this extension host, `isAlive` tells whether another one still runs. */
  constructor(deps: { files: FileStore; log: Log; owner: number; isAlive(owner: number): boolean }) {
    this.#files = deps.files;
    this.#log = deps.log;
    this.#owner = deps.owner;
    this.#isAlive = deps.isAlive;
  }

  async write(entry: Omit<JournalEntry, 'owner'>): Promise<void> {
    this.#own.add(entry.jobId);
    const text = encodeEntry({ ...entry, owner: this.#owner });
    await this.#files.writeStored(fileOf(entry.jobId), new TextEncoder().encode(text));
  }

  async remove(jobId: string): Promise<void> {
    await this.#files.removeStored(fileOf(jobId));
  }

  /** Undefined when there is none, or it can't be read. */
  async read(jobId: string): Promise<JournalEntry | undefined> {
    return this.#read(fileOf(jobId)).catch(() => undefined);
  }

  /** As `read`, with the picture that arrived where the entry could not be written again to name it. */
  async readWithReceived(jobId: string): Promise<JournalEntry | undefined> {
    const entry = await this.read(jobId);
    return entry && this.#withReceived(entry);
  }

  /**
   * Takes an entry out so that it can be written again.
   * @returns undefined when there is none, or it can't be read
   */
  async take(jobId: string): Promise<JournalEntry | undefined> {
    const entry = await this.read(jobId);
    await this.remove(jobId);
    return entry;
  }

  /**
   * Entries of jobs that no living extension host runs, oldest first, with the picture that arrived and was not named
   * any more where there is one. Unreadable ones are logged and left.
   * @param ownSession the session of this very host whose jobs are looked at too, because none of them runs now
   */
  async leftovers(ownSession?: string): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const name of await this.#files.listStored(storedNames.job)) {
      try {
        const entry = await this.#read(name);
        const { owner, jobId, sessionId } = entry;
        if (this.#own.has(jobId) && sessionId !== ownSession) continue;
        if (owner !== this.#owner && this.#isAlive(owner)) continue;
        entries.push(await this.#withReceived(entry));
      } catch (error) {
        this.#log.warn(`The journal entry ${name} can't be read and is left as it is: ${String(error)}`);
      }
    }
    return entries.sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Entries whose result is here and not saved, of this host and of those that run no more. Never rejects. */
  async withResults(): Promise<(JournalEntry & { kept: KeptResult })[]> {
    const found: (JournalEntry & { kept: KeptResult })[] = [];
    try {
      for (const name of await this.#files.listStored(storedNames.job)) {
        // One that can't be read is told by `leftovers`.
        const entry = await this.#read(name).catch(() => undefined);
        if (entry?.kept === undefined) continue;
        const isOthers = entry.owner !== this.#owner && this.#isAlive(entry.owner);
        if (!isOthers) found.push({ ...entry, kept: entry.kept });
      }
    } catch (error) {
      this.#log.warn(`Results that are not saved could not be looked for: ${String(error)}`);
    }
    return found;
  }

  /** Where the host ended, or the disk was full, between the last byte of a picture and the line that names it, that line is written now. */
  async #withReceived(entry: JournalEntry): Promise<JournalEntry> {
    if (entry.kept) return entry;
    const kept = await findReceived(this.#files, entry);
    if (kept === undefined) return entry;
    const found = { ...entry, kept };
    await this.#files
      .writeStored(fileOf(entry.jobId), new TextEncoder().encode(encodeEntry(found)))
      .catch((error: unknown) => this.#log.warn(`${kept.image.stored} stays unnamed: ${String(error)}`));
    return found;
  }

  async #read(name: string): Promise<JournalEntry> {
    return decodeEntry(new TextDecoder().decode(await this.#files.readStored(name)));
  }
}
