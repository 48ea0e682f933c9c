import * as z from 'zod/mini';
import { type EditRequest, editRequestSchema } from '../editRequest.ts';
import type { FileStore, Log } from '../ports.ts';
import { type KeptResult, keptResultSchema } from './journalEntry.ts';
import { storedNames } from './names.ts';
import { type StoredStep, stepSchema } from './steps.ts';

/** A variant that came back and lies in the storage until the person keeps it, with all that keeping it takes. */
export interface Draft {
  /** The line of steps that it belongs to, by its key in the history. */
  key: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  /** What is known of it; it has no file, so its URI is empty. */
  step: StoredStep;
  request: EditRequest;
  kept: KeptResult;
}

/** A draft as it is written down. */
export const draftSchema = z.object({
  key: z.string(),
  madeAt: z.number(),
  step: stepSchema,
  request: editRequestSchema,
  kept: keptResultSchema,
});

const fileSchema = z.extend(draftSchema, { version: z.literal(1) });

type DraftFiles = Pick<FileStore, 'readStored' | 'writeStored' | 'listStored' | 'removeStored'>;

/**
 * The drafts of a workspace, one file for each, beside its bytes. They are paid for: the sweep leaves them for
 * 30 days (`sweep.ts`).
 */
export class Drafts {
  readonly #files: DraftFiles;
  readonly #log: Pick<Log, 'warn'>;

  constructor({ files, log }: { files: DraftFiles; log: Pick<Log, 'warn'> }) {
    this.#files = files;
    this.#log = log;
  }

  /** Rejects where the storage can't be written: the journal goes on naming the result then. */
  async write(draft: Draft): Promise<void> {
    await this.#files.writeStored(fileOf(draft.step.id), encodeDraft(draft));
  }

  /** It was kept or discarded. Never rejects. */
  async remove(id: string): Promise<void> {
    await this.#files.removeStored(fileOf(id)).catch((error: unknown) => {
      this.#log.warn(`A draft stays named in the storage: ${String(error)}`);
    });
  }

  /**
   * All whose bytes are there, in the order in which they were asked for. Never rejects; what can't be read is logged
   * and left out.
   */
  async all(): Promise<Draft[]> {
    const found: Draft[] = [];
    try {
      const stored = new Set(await this.#files.listStored(''));
      for (const name of stored) {
        if (!name.startsWith(storedNames.draft)) continue;
        const draft = await this.#read(name);
        if (draft !== undefined && stored.has(draft.kept.image.stored)) found.push(draft);
      }
    } catch (error) {
      this.#log.warn(`Drafts could not be looked for: ${String(error)}`);
    }
    return found.sort(inOrder);
  }

  /** Those of these lines of steps. Never rejects. */
  async of(keys: ReadonlySet<string>): Promise<Draft[]> {
    return (await this.all()).filter(({ key }) => keys.has(key));
  }

  async #read(name: string): Promise<Draft | undefined> {
    try {
      return decodeDraft(await this.#files.readStored(name));
    } catch (error) {
      this.#log.warn(`The draft ${name} can't be read: ${String(error)}`);
      return undefined;
    }
  }
}

const encodeDraft = (draft: Draft): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ version: 1, ...draft }));

/** Throws for what is no draft. */
function decodeDraft(bytes: Uint8Array): Draft {
  const { version: _, ...draft } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return draft;
}

/**
 * The runs one after the other, and their variants as they are numbered, whatever came back first; what was set in
 * before the answers that it was made of.
 */
function inOrder({ step: one, madeAt }: Draft, { step: other, madeAt: otherMadeAt }: Draft): number {
  if (one.runId !== other.runId) return madeAt - otherMadeAt;
  const rank = ({ role }: StoredStep) => (role === 'final' ? 0 : 1);
  return (one.variant ?? 0) - (other.variant ?? 0) || rank(one) - rank(other);
}

const fileOf = (id: string): string => `${storedNames.draft}${id}.json`;
