import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { FileError, type FileStore, type Log } from '../ports.ts';
import { t } from '../shared/l10n.ts';
import { type StoredStep, stepSchema } from './steps.ts';

const fileSchema = z.object({ version: z.literal(1), key: z.string(), steps: z.array(stepSchema) });

const prefix = 'history-';
const mostSteps = 200;
const mostFiles = 300;

/** What is known of a line of steps, and why it is not more than that. */
interface Loaded {
  steps: StoredStep[];
  problem: string | undefined;
}

/** The steps of earlier sessions, one file for each line of steps, size-limited. It holds no pixels and no key. */
export class History {
  readonly #files: FileStore;
  readonly #log: Log;
  /** The last thing that was done to each line: two never happen at once. */
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(deps: { files: FileStore; log: Log }) {
    this.#files = deps.files;
    this.#log = deps.log;
  }

  /**
   * The steps of a line, oldest first. A file that can't be understood is set aside and said, never used.
   * Never rejects.
   * @param key the original's URI, or what else names the line
   */
  load(key: string): Promise<Loaded> {
    return this.#alone(key, () => this.#load(key));
  }

  /**
   * Writes down what a session knows of a line. What other sessions have written meanwhile stays; the oldest
   * go when there are too many.
   * @param gone ids of steps that are not to be offered any more
   */
  update(key: string, steps: readonly StoredStep[], gone: ReadonlySet<string>): Promise<void> {
    return this.#alone(key, async () => {
      const earlier = (await this.#load(key)).steps;
      const merged = new Map([...earlier, ...steps].map((step) => [step.id, step]));
      for (const id of gone) merged.delete(id);
      await this.#write(key, [...merged.values()].slice(-mostSteps));
    });
  }

  /** Forgets a line. */
  clear(key: string): Promise<void> {
    return this.#alone(key, () => this.#write(key, []));
  }

  async #load(key: string): Promise<Loaded> {
    const name = fileOf(key);
    try {
      const bytes = await this.#files.readStored(name).catch(undefinedWhereNotFound);
      if (bytes === undefined) return { steps: [], problem: undefined };
      try {
        const file = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
        return { steps: file.key === key ? file.steps : [], problem: undefined };
      } catch (error) {
        await this.#files.writeStored(`damaged-${name}`, bytes);
        await this.#files.removeStored(name);
        this.#log.warn(
          `The history ${name} is damaged and was set aside as damaged-${name}: ${String(error)}`,
        );
        return {
          steps: [],
          problem: t('The history of this image is damaged. It was set aside, and a new one was started.'),
        };
      }
    } catch (error) {
      this.#log.warn(`The history ${name} can't be read: ${String(error)}`);
      return { steps: [], problem: t("The earlier results of this image can't be read. The log says why.") };
    }
  }

  async #write(key: string, steps: readonly StoredStep[]): Promise<void> {
    const name = fileOf(key);
    if (steps.length === 0) {
      await this.#files.removeStored(name);
      return;
    }
    const isNew = (await this.#files.storedAt(name).catch(undefinedWhereNotFound)) === undefined;
    const text = JSON.stringify({ version: 1, key, steps });
    await this.#files.writeStored(name, new TextEncoder().encode(text));
    if (isNew) await this.#prune();
  }

  /** Removes the lines that were not gone on with for the longest time. */
  async #prune(): Promise<void> {
    const names = await this.#files.listStored(prefix);
    if (names.length <= mostFiles) return;
    const aged = await Promise.all(
      names.map(async (name) => ({ name, at: await this.#files.storedAt(name).catch(() => 0) })),
    );
    aged.sort((a, b) => a.at - b.at);
    for (const { name } of aged.slice(0, names.length - mostFiles)) await this.#files.removeStored(name);
  }

  async #alone<T>(key: string, work: () => Promise<T>): Promise<T> {
    const run = (this.#running.get(key) ?? Promise.resolve()).then(work, work);
    this.#running.set(key, run);
    try {
      return await run;
    } finally {
      if (this.#running.get(key) === run) this.#running.delete(key);
    }
  }
}

/** Names the line of a session whose results go on from no file. */
export const sessionKey = (sessionId: string): string => `session:${sessionId}`;

const fileOf = (key: string): string =>
  `${prefix}${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;

/** What is there is not looked for in a list of everything that is kept, which is long in a run of hundreds of edits. */
function undefinedWhereNotFound(error: unknown): undefined {
  if (!(error instanceof FileError) || error.code !== 'notFound') throw error;
}
