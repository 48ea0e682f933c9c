import * as z from 'zod/mini';
import { imageTypes, outputTypes } from '../images/imageTypes.ts';
import { recordDraftSchema } from '../records/draft.ts';
import { editOptionsSchema } from '../shared/options.ts';
import type { EditRequest, KeptImage } from './editRequest.ts';
import type { FileStore, Log } from './ports.ts';

const keptImageSchema = z.object({
  stored: z.string(),
  type: z.nullable(z.enum(imageTypes)),
  width: z.number(),
  height: z.number(),
  byteLength: z.number(),
  hasAlpha: z.boolean(),
  // An image without its record is worth more than none.
  record: z.catch(z.optional(recordDraftSchema), undefined),
});

const entrySchema = z.object({
  version: z.literal(1),
  jobId: z.string(),
  /** The panel it belongs to. */
  sessionId: z.string(),
  /** The extension host that runs it, so that another window's running job is not taken for an interrupted one. */
  owner: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  request: z.object({
    prompt: z.string(),
    inputs: z.array(
      z.object({
        name: z.string(),
        source: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('file'), uri: z.string() }),
          z.object({ kind: z.literal('stored'), name: z.string() }),
        ]),
        drawnAs: z.optional(z.string()),
        nameAs: z.optional(z.string()),
      }),
    ),
    editedIndex: z.int(),
    options: editOptionsSchema,
    folder: z.optional(z.string()),
    output: z.optional(z.object({ folder: z.optional(z.string()), name: z.optional(z.string()) })),
    fileName: z.optional(z.string()),
    target: z.optional(
      z.object({
        uri: z.string(),
        type: z.enum(outputTypes),
        pixels: z.optional(z.object({ width: z.number(), height: z.number() })),
        replaces: z.optional(z.string()),
      }),
    ),
  }),
  /** Set once the bytes are here and only saving is left. */
  kept: z.optional(
    z.object({ image: keptImageSchema, suggestedName: z.string(), raw: z.optional(z.boolean()) }),
  ),
});

/** A result that is here and not saved yet. */
export interface KeptResult {
  image: KeptImage;
  suggestedName: string;
  /** As it came, not brought into shape yet. */
  raw?: boolean | undefined;
}

/** What is known on disk of a job that was sent and has not ended. */
export interface JournalEntry {
  jobId: string;
  sessionId: string;
  owner: number;
  startedAt: number;
  request: EditRequest;
  kept: KeptResult | undefined;
}

const prefix = 'job-';
const fileOf = (jobId: string): string => `${prefix}${jobId}.json`;

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
    const text = JSON.stringify({ version: 1, ...entry, owner: this.#owner });
    await this.#files.writeStored(fileOf(entry.jobId), new TextEncoder().encode(text));
  }

  async remove(jobId: string): Promise<void> {
    await this.#files.removeStored(fileOf(jobId));
  }

  /**
   * Takes an entry out so that it can be written again.
   * @returns undefined when there is none, or it can't be read
   */
  async take(jobId: string): Promise<JournalEntry | undefined> {
    const entry = await this.#read(fileOf(jobId)).catch(() => undefined);
    await this.remove(jobId);
    return entry;
  }

  /**
   * Entries of jobs that no living extension host runs, oldest first. Unreadable ones are logged and left.
   * @param ownSession the session of this very host whose jobs are looked at too, because none of them runs now
   */
  async leftovers(ownSession?: string): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const name of await this.#files.listStored(prefix)) {
      try {
        const entry = await this.#read(name);
        const { owner, jobId, sessionId } = entry;
        if (this.#own.has(jobId) && sessionId !== ownSession) continue;
        if (owner !== this.#owner && this.#isAlive(owner)) continue;
        entries.push(entry);
      } catch (error) {
        this.#log.warn(`The journal entry ${name} can't be read and is left as it is: ${String(error)}`);
      }
    }
    return entries.sort((a, b) => a.startedAt - b.startedAt);
  }

  async #read(name: string): Promise<JournalEntry> {
    const text = new TextDecoder().decode(await this.#files.readStored(name));
    const { version: _, kept, ...entry } = entrySchema.parse(JSON.parse(text));
    return { ...entry, kept, request: { ...entry.request, folder: entry.request.folder } };
  }
}
