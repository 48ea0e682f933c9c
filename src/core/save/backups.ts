import * as z from 'zod/mini';
import { FileError, type FileStore, type Log } from '../ports.ts';
import { sha256Of } from '../records/compare.ts';
import { t } from '../shared/l10n.ts';
import { storedNames } from '../storage/names.ts';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const entrySchema = z.object({
  version: z.literal(1),
  id: z.string(),
  /** The file whose earlier content this is. */
  uri: z.string(),
  /** `replaced` holds what a result was put over, `restored` what was there when the earlier content came back. */
  kind: z.enum(['replaced', 'restored']),
  /** Name of the bytes in the storage. */
  stored: z.string(),
  bytes: z.int(),
  /** Milliseconds since 1970. */
  keptAt: z.number(),
  /** Grows with every backup, because a clock can stand still or go back. */
  order: z.int(),
  /** Of the bytes that are kept, and of those that took their place. */
  sha256,
  replacedBy: sha256,
  /** The record that lay beside these bytes, which goes and comes with them: null for none, absent when not known. */
  sidecar: z.optional(z.nullable(z.string())),
  /** Set once these bytes are back in their place. */
  takenBack: z.boolean(),
});

/** The earlier content of one file. */
export type Backup = z.infer<typeof entrySchema>;

const entryName = (id: string): string => `${storedNames.backup}${id}.json`;
const bytesName = (id: string): string => `${storedNames.backup}${id}.bin`;

/** At most so much is kept, apart from the newest backup of each file. */
export interface BackupLimits {
  files: number;
  bytes: number;
}
const usualLimits: BackupLimits = { files: 500, bytes: 500_000_000 };

/** A backup without an entry that is older than this was left by a crash, before anything was replaced. */
const orphanMs = 24 * 60 * 60 * 1000;

export interface BackupsDeps {
  files: FileStore;
  log: Log;
  newId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  limits?: BackupLimits;
}

/** The earlier contents of replaced files, in the extension's storage: they outlive the window and the day. */
export class Backups {
  readonly #deps: BackupsDeps;
  readonly #limits: BackupLimits;

  constructor(deps: BackupsDeps) {
    this.#deps = deps;
    this.#limits = deps.limits ?? usualLimits;
  }

  /**
   * Keeps bytes and reads them back before it names them in an entry: once this returns, they are surely
   * there. Rejects with a `FileError`.
   */
  async keep(
    content: Uint8Array,
    about: Pick<Backup, 'uri' | 'kind' | 'sha256' | 'replacedBy' | 'sidecar'>,
  ): Promise<Backup> {
    const { files, newId, now } = this.#deps;
    const id = newId();
    const stored = bytesName(id);
    await files.writeStored(stored, content);
    if (sha256Of(await files.readStored(stored)) !== about.sha256) {
      throw new FileError('other', t('the backup could not be read back as it was written'));
    }
    const order = Math.max(0, ...(await this.all()).map((earlier) => earlier.order)) + 1;
    const rest = { bytes: content.byteLength, keptAt: now(), order, takenBack: false };
    const backup: Backup = { version: 1, id, stored, ...about, ...rest };
    await this.#write(backup);
    return backup;
  }

  /** All backups of a file, the newest first. */
  async of(uri: string): Promise<Backup[]> {
    return (await this.all()).filter((backup) => backup.uri === uri);
  }

  /** Rejects when the bytes are gone or damaged. */
  async read(backup: Backup): Promise<Uint8Array> {
    const bytes = await this.#deps.files.readStored(backup.stored);
    if (sha256Of(bytes) !== backup.sha256) throw new FileError('other', t('the backup is damaged'));
    return bytes;
  }

  async markTakenBack(backup: Backup): Promise<void> {
    await this.#write({ ...backup, takenBack: true });
  }

  /**
   * Removes the oldest above the limits, but of no file the newest, nor the one that would be restored. What can't be removed is logged and stays.
   */
  async prune(): Promise<void> {
    const { files, log, now } = this.#deps;
    try {
      const all = await this.all();
      let bytes = 0;
      for (const [place, backup] of all.entries()) {
        bytes += backup.bytes;
        if (staysAnyway(backup, all) || (place < this.#limits.files && bytes <= this.#limits.bytes)) continue;
        bytes -= backup.bytes;
        await files.removeStored(entryName(backup.id));
        await files.removeStored(backup.stored);
      }
      const names = await files.listStored(storedNames.backup);
      const entries = new Set(names.filter((name) => name.endsWith('.json')));
      for (const name of names.filter((one) => one.endsWith('.bin'))) {
        if (entries.has(name.replace(/bin$/, 'json'))) continue;
        if (now() - (await files.storedAt(name)) > orphanMs) await files.removeStored(name);
      }
    } catch (error) {
      log.warn(`Old backups could not be removed: ${String(error)}`);
    }
  }

  /** The newest first. An entry that can't be read is logged and left, with its bytes. */
  async all(): Promise<Backup[]> {
    const { files, log } = this.#deps;
    const names = (await files.listStored(storedNames.backup)).filter((name) => name.endsWith('.json'));
    const read = await Promise.all(
      names.map(async (name) => {
        try {
          return entrySchema.parse(JSON.parse(new TextDecoder().decode(await files.readStored(name))));
        } catch (error) {
          log.warn(`The entry ${name} of a backup can't be read and is left as it is: ${String(error)}`);
          return undefined;
        }
      }),
    );
    return read.filter((entry) => entry !== undefined).sort((one, other) => other.order - one.order);
  }

  async #write(backup: Backup): Promise<void> {
    const text = JSON.stringify(backup);
    await this.#deps.files.writeStored(entryName(backup.id), new TextEncoder().encode(text));
  }
}

/** Whether it holds what a result was put over, and that is not back yet. */
export const isOpen = ({ kind, takenBack }: Backup): boolean => kind === 'replaced' && !takenBack;

/** @param all the newest first */
function staysAnyway(backup: Backup, all: readonly Backup[]): boolean {
  const ofOne = all.filter(({ uri }) => uri === backup.uri);
  return backup === ofOne[0] || backup === ofOne.find(isOpen);
}
