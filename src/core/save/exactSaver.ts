import type { ExactTarget } from '../editRequest.ts';
import { FileError } from '../ports.ts';
import { sha256Of } from '../records/compare.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { t } from '../shared/l10n.ts';
import { folderOf, nameOf } from '../uris.ts';
import { Backups, type BackupsDeps } from './backups.ts';
import type { JoinedRecord, RecordedImage, Recorder, Saved } from './recording.ts';
import { saveFailure } from './save.ts';
import { Sidecars } from './sidecars.ts';

export interface ExactSaverDeps extends BackupsDeps {
  recorder: Recorder;
}

/** What lies there, and when it was last changed before it was read. */
interface Current {
  bytes: Uint8Array;
  size: number;
  mtime: number;
}

type Mode = Parameters<Recorder['join']>[2];

/**
 * Saves results in the very files that they were made for. Only what the target allows is replaced, and its
 * content lies in the storage first. What comes in between keeps the file as it is, and the result in the storage.
 */
export class ExactSaver {
  readonly #deps: ExactSaverDeps;
  readonly #backups: Backups;
  readonly #sidecars: Sidecars;

  constructor(deps: ExactSaverDeps) {
    this.#deps = deps;
    this.#backups = new Backups(deps);
    this.#sidecars = new Sidecars(deps);
  }

  /** Never rejects. Without its record nobody could tell later how the file was made, so it always gets one. */
  async save(target: ExactTarget, image: RecordedImage, mode: Mode): Promise<Outcome<Saved>> {
    const { uri, replaces } = target;
    const name = nameOf(uri);
    const recordMode = mode === 'none' ? 'embedded' : mode;
    try {
      if (!this.#deps.files.isWritable(uri))
        return fail(occupied('readOnly', t("{name} can't be written to.", { name })));
      const joined = await this.#deps.recorder.join(folderOf(uri), image, recordMode);
      const current = replaces === undefined ? undefined : await this.#currentOf(uri);
      if (current === undefined) return await this.#create(uri, joined);
      if (sha256Of(current.bytes) !== replaces) return fail(occupied('changed', changed(name)));
      return await this.#replace(uri, current, joined);
    } catch (error) {
      this.#deps.log.error(`${uri} could not be saved: ${String(error)}`);
      return fail(saveFailure(name, error));
    }
  }

  async #create(uri: string, joined: JoinedRecord): Promise<Outcome<Saved>> {
    const besides = await this.#sidecars.read(uri);
    if (!(await this.#deps.files.createExclusively(uri, joined.bytes))) {
      return fail(occupied('occupied', there(nameOf(uri))));
    }
    const notes = [...joined.notes, ...(await this.#putRecord(uri, besides, joined))];
    return succeed({ uri, byteLength: joined.bytes.byteLength, notes });
  }

  async #replace(
    uri: string,
    { bytes: current, size, mtime }: Current,
    joined: JoinedRecord,
  ): Promise<Outcome<Saved>> {
    const { files, log } = this.#deps;
    const besides = await this.#sidecars.read(uri);
    await this.#backups.keep(current, {
      uri,
      kind: 'replaced',
      sha256: sha256Of(current),
      replacedBy: sha256Of(joined.bytes),
      sidecar: besides,
    });
    const now = await files.stat(uri);
    if (now.size !== size || now.mtime !== mtime) {
      return fail(occupied('changed', changed(nameOf(uri))));
    }
    try {
      await files.replace(uri, joined.bytes);
    } catch (error) {
      // Some file systems break off half-way.
      const left = await files.read(uri, Number.POSITIVE_INFINITY).catch(() => undefined);
      if (left === undefined || sha256Of(left) !== sha256Of(current)) {
        await files.replace(uri, current).catch((problem: unknown) => {
          log.error(`${uri} is damaged, and its backup is kept: ${String(problem)}`);
        });
      }
      throw error;
    }
    const notes = [...joined.notes, ...(await this.#putRecord(uri, besides, joined))];
    await this.#backups.prune();
    return succeed({ uri, byteLength: joined.bytes.byteLength, notes });
  }

  #putRecord(
    uri: string,
    besides: Awaited<ReturnType<Sidecars['read']>>,
    { sidecar }: JoinedRecord,
  ): Promise<string[]> {
    return this.#sidecars.put(uri, besides, sidecar ? new TextDecoder().decode(sidecar) : null);
  }

  async #currentOf(uri: string): Promise<Current | undefined> {
    const { files } = this.#deps;
    try {
      const { size, mtime } = await files.stat(uri);
      return { bytes: await files.read(uri, Number.POSITIVE_INFINITY), size, mtime };
    } catch (error) {
      if (error instanceof FileError && error.code === 'notFound') return undefined;
      throw error;
    }
  }
}

const there = (name: string): string =>
  t(
    '{name} appeared while the image was being made, and was left as it is. The new image is kept: save it elsewhere.',
    { name },
  );
const changed = (name: string): string =>
  t(
    '{name} was changed while the image was being made, and was left as it is. The new image is kept: save it elsewhere.',
    { name },
  );

const occupied = (code: 'occupied' | 'changed' | 'readOnly', sentence: string): Failure => ({
  code: `save.${code}`,
  sentence,
  nextSteps: ['saveElsewhere', 'showLog'],
  billed: 'yes',
});
