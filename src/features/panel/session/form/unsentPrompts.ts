import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { FileStore, Log } from '../../../../core/ports.ts';
import { storedNames } from '../../../../core/storage/names.ts';

const schema = z.object({ key: z.string(), prompt: z.string() });

/** Prompts that were typed and not run when their panels were closed, one file for each image. Nothing here rejects. */
export class UnsentPrompts {
  readonly #files: Pick<FileStore, 'listStored' | 'readStored' | 'writeStored' | 'removeStored'>;
  readonly #log: Log;

  constructor({ files, log }: { files: FileStore; log: Log }) {
    this.#files = files;
    this.#log = log;
  }

  /** @param key the URI of the image, or what else names the panel */
  async find(key: string): Promise<string | undefined> {
    const name = fileOf(key);
    try {
      if (!(await this.#files.listStored(name)).includes(name)) return undefined;
      const text = new TextDecoder().decode(await this.#files.readStored(name));
      const kept = schema.parse(JSON.parse(text));
      return kept.key === key ? kept.prompt : undefined;
    } catch (error) {
      this.#log.warn(`The prompt ${name} can't be read: ${String(error)}`);
      return undefined;
    }
  }

  async keep(key: string, prompt: string): Promise<void> {
    try {
      const text = JSON.stringify({ key, prompt } satisfies z.infer<typeof schema>);
      await this.#files.writeStored(fileOf(key), new TextEncoder().encode(text));
    } catch (error) {
      this.#log.warn(`A prompt that was not sent could not be kept: ${String(error)}`);
    }
  }

  async forget(key: string): Promise<void> {
    try {
      await this.#files.removeStored(fileOf(key));
    } catch (error) {
      this.#log.warn(`A kept prompt stays in the storage: ${String(error)}`);
    }
  }
}

const fileOf = (key: string): string =>
  `${storedNames.unsentPrompt}${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`;
