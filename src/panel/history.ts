import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { FileStore, Log } from '../editing/ports.ts';

const stepSchema = z.object({
  id: z.string(),
  jobId: z.string(),
  runId: z.string(),
  parentId: z.nullable(z.string()),
  prompt: z.string(),
  uri: z.string(),
  name: z.string(),
  image: z.object({
    type: z.nullable(z.string()),
    width: z.number(),
    height: z.number(),
    byteLength: z.number(),
    hasAlpha: z.boolean(),
  }),
  words: z.string(),
  notes: z.array(z.string()),
  cost: z.nullable(z.number()),
  tokens: z.nullable(z.number()),
  milliseconds: z.number(),
});

/** A saved result as it is remembered: what was asked and where it lies, no pixels and no key. */
export type StoredStep = z.infer<typeof stepSchema>;

const fileSchema = z.object({ version: z.literal(1), key: z.string(), steps: z.array(stepSchema) });

const prefix = 'history-';
const mostSteps = 200;
const mostFiles = 300;

/** The steps of earlier sessions, one file for each original, size-limited. */
export class History {
  readonly #files: FileStore;
  readonly #log: Log;

  constructor(deps: { files: FileStore; log: Log }) {
    this.#files = deps.files;
    this.#log = deps.log;
  }

  /**
   * The steps that began at `key` (the original's URI), oldest first. A file that can't be understood is
   * set aside and said, never used.
   */
  async load(key: string): Promise<{ steps: StoredStep[]; problem: string | undefined }> {
    const name = fileOf(key);
    let bytes: Uint8Array;
    try {
      if (!(await this.#files.listStored(name)).includes(name)) return { steps: [], problem: undefined };
      bytes = await this.#files.readStored(name);
    } catch (error) {
      this.#log.warn(`The history ${name} can't be read: ${String(error)}`);
      return { steps: [], problem: "The earlier results of this image can't be read. The log says why." };
    }
    try {
      const file = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
      return { steps: file.key === key ? file.steps : [], problem: undefined };
    } catch (error) {
      await this.#files.writeStored(`damaged-${name}`, bytes);
      await this.#files.removeStored(name);
      this.#log.warn(`The history ${name} is damaged and was set aside as damaged-${name}: ${String(error)}`);
      return {
        steps: [],
        problem: 'The history of this image is damaged. It was set aside, and a new one begins.',
      };
    }
  }

  /** Writes the steps down; the oldest go when there are too many. */
  async save(key: string, steps: readonly StoredStep[]): Promise<void> {
    if (steps.length === 0) return this.clear(key);
    const isNew = !(await this.#files.listStored(fileOf(key))).includes(fileOf(key));
    const text = JSON.stringify({ version: 1, key, steps: steps.slice(-mostSteps) });
    await this.#files.writeStored(fileOf(key), new TextEncoder().encode(text));
    if (isNew) await this.#prune();
  }

  async clear(key: string): Promise<void> {
    await this.#files.removeStored(fileOf(key));
  }

  async #prune(): Promise<void> {
    const names = await this.#files.listStored(prefix);
    if (names.length <= mostFiles) return;
    const aged = await Promise.all(
      names.map(async (name) => ({ name, at: await this.#files.storedAt(name).catch(() => 0) })),
    );
    aged.sort((a, b) => a.at - b.at);
    for (const { name } of aged.slice(0, names.length - mostFiles)) await this.#files.removeStored(name);
  }
}

const fileOf = (key: string): string =>
  `${prefix}${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;
