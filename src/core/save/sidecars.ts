import { FileError, type FileStore, type Log } from '../ports.ts';
import { sidecarUri } from '../records/embed.ts';
import { inARow, t } from '../shared/l10n.ts';
import { nameOf } from '../uris.ts';
import { whyNotSaved } from './save.ts';

/** What lies beside an image: the text of its record, null for nothing, undefined for what can't be kept. */
export type SidecarText = string | null | undefined;

/** More is no record of ours, and is not touched. */
const mostBytes = 1024 * 1024;

/** The files beside images that change when their images do. */
export class Sidecars {
  readonly #files: FileStore;
  readonly #log: Log;

  constructor({ files, log }: { files: FileStore; log: Log }) {
    this.#files = files;
    this.#log = log;
  }

  async read(image: string): Promise<SidecarText> {
    try {
      const bytes = await this.#files.read(sidecarUri(image), mostBytes);
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      return error instanceof FileError && error.code === 'notFound' ? null : undefined;
    }
  }

  /**
   * Puts what belongs to the image's present bytes beside it, in place of what was read there before. Never
   * rejects: the image counts.
   * @returns what a person should know, as sentences
   */
  async put(image: string, before: SidecarText, now: SidecarText): Promise<string[]> {
    if (before === undefined || now === undefined || before === now) return [];
    const uri = sidecarUri(image);
    try {
      if (now === null) await this.#remove(uri);
      else await this.#write(uri, new TextEncoder().encode(now));
      return [];
    } catch (error) {
      this.#log.warn(`The record ${uri} could not be changed: ${String(error)}`);
      return [
        inARow(
          t('How it was made could not be written to {name}.', { name: nameOf(uri) }),
          whyNotSaved(error),
        ),
      ];
    }
  }

  async #write(uri: string, bytes: Uint8Array): Promise<void> {
    if (!(await this.#files.createExclusively(uri, bytes))) await this.#files.replace(uri, bytes);
  }

  /** Its text is in the backup of its image. */
  async #remove(uri: string): Promise<void> {
    await this.#files.removeStored(await this.#files.trash(uri));
  }
}
