import * as z from 'zod/mini';
import type { FileStore, Log } from '../ports.ts';
import { fail, type Outcome } from '../shared/failure.ts';
import { t } from '../shared/l10n.ts';
import { draftSchema } from '../storage/drafts.ts';
import { storedNames } from '../storage/names.ts';
import { stepSchema } from '../storage/steps.ts';
import { folderOf } from '../uris.ts';
import { bringBack } from './trash.ts';

const entrySchema = z.object({
  version: z.literal(1),
  /** The line of steps that it belongs to, by its key in the history. */
  key: z.string(),
  /** Milliseconds since 1970. */
  discardedAt: z.number(),
  /** The result; its URI is where it goes again, empty where nobody knows one. */
  step: stepSchema,
  /** Name of its bytes in the storage. */
  stored: z.string().check(z.regex(/^(trash|scratch)-[\w.-]+$/)),
  /** What it was, where nobody had kept it yet; it becomes that again. */
  draft: z.optional(draftSchema),
});

/** A discarded result, as it can be restored. */
export type KeptDiscard = Omit<z.infer<typeof entrySchema>, 'version'>;

/**
 * What was discarded was paid for: each one stays in the storage for 30 days (`core/storage/sweep.ts`), named by a file
 * of its own, so that the next session of its image can restore it, also where the file system has no trash.
 */
export class KeptDiscards {
  readonly #files: FileStore;
  readonly #log: Log;

  constructor({ files, log }: { files: FileStore; log: Log }) {
    this.#files = files;
    this.#log = log;
  }

  /** Never rejects: that it can't be named is no reason not to discard it. */
  async keep(discard: KeptDiscard): Promise<void> {
    try {
      const text = JSON.stringify({ version: 1, ...discard });
      await this.#files.writeStored(nameOf(discard.step.id), new TextEncoder().encode(text));
    } catch (error) {
      this.#log.warn(`${discard.step.name} is discarded and can't be restored later: ${String(error)}`);
    }
  }

  /** It is back by another way. Never rejects. */
  async forget(resultId: string): Promise<void> {
    await this.#files.removeStored(nameOf(resultId)).catch((error: unknown) => {
      this.#log.warn(`A discarded result stays named in the storage: ${String(error)}`);
    });
  }

  /**
   * What can be restored of a line of steps, the latest first; with a folder, also what was generated into it and
   * belongs to no image. Never rejects.
   */
  async of(keys: readonly string[], folder: string | undefined): Promise<KeptDiscard[]> {
    const found: KeptDiscard[] = [];
    try {
      const stored = new Set(await this.#files.listStored(''));
      for (const name of stored) {
        if (!name.startsWith(storedNames.discarded)) continue;
        const kept = await this.#read(name);
        if (kept === undefined || !stored.has(kept.stored)) continue;
        const { uri, originalUri } = kept.step;
        const isOfFolder =
          folder !== undefined && originalUri === null && (uri === '' || folderOf(uri) === folder);
        if (keys.includes(kept.key) || isOfFolder) found.push(kept);
      }
    } catch (error) {
      this.#log.warn(`Discarded results could not be looked for: ${String(error)}`);
    }
    return found.sort((a, b) => b.discardedAt - a.discardedAt);
  }

  /**
   * Brings one back to where it was, or under the next free name there.
   * @param target URI of the file that it becomes, for one that has none
   * @returns the URI of its file
   */
  async restore({ step, stored }: KeptDiscard, target = step.uri): Promise<Outcome<string>> {
    if (target === '') return fail(noTarget(step.name));
    const back = await bringBack(this.#files, target, stored);
    if (!back.ok) return back;
    await this.forget(step.id);
    await this.#files.removeStored(stored).catch((error: unknown) => {
      this.#log.warn(`${stored} stays in the storage: ${String(error)}`);
    });
    return back;
  }

  async #read(name: string): Promise<KeptDiscard | undefined> {
    try {
      const text = new TextDecoder().decode(await this.#files.readStored(name));
      const { version: _, ...kept } = entrySchema.parse(JSON.parse(text));
      return kept;
    } catch (error) {
      this.#log.warn(`The discarded result ${name} can't be read: ${String(error)}`);
      return undefined;
    }
  }
}

const nameOf = (resultId: string): string => `${storedNames.discarded}${resultId}.json`;

const noTarget = (name: string) => ({
  code: 'discard.noPlace',
  sentence: t('{name} was not restored: no place was chosen.', { name }),
  nextSteps: [],
  billed: 'no' as const,
});
