import type { Codec } from '../images/codec.ts';
import { sniff } from '../images/sniff/sniff.ts';
import { maxInputBytes, readProblem } from '../inspect.ts';
import { FileError } from '../ports.ts';
import { sha256Of } from '../records/compare.ts';
import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { t } from '../shared/l10n.ts';
import { nameOf } from '../uris.ts';
import { type Backup, Backups, type BackupsDeps, isOpen } from './backups.ts';
import type { Carried, CarriedRecord } from './carryRecord.ts';
import { fitToSource, forecastFit } from './fitToSource.ts';
import {
  failure,
  newSize,
  nextToRestore,
  nothingSentence,
  replaceFailure,
  restoreFailure,
  sameType,
} from './replaceWords.ts';
import { Sidecars } from './sidecars.ts';

/** Where a result lies: in the extension's storage, or as a file. */
export type ResultPlace = { kind: 'stored'; name: string } | { kind: 'file'; uri: string };

export interface Replacement {
  /** URI of the file that gets the result's content. */
  original: string;
  result: ResultPlace;
  /** The result's shape is the right one: it was made anew from a source that may have another shape now. */
  asMade?: boolean;
}

export interface Replaced {
  uri: string;
  /** Names what was there before, for `undo`. */
  backupId: string;
  /** What to know of the new content. */
  notes: string[];
}

export type Restored =
  | {
      state: 'restored';
      uri: string;
      /** Names what was there until now, for `undo`; undefined when nothing was there. */
      backupId: string | undefined;
    }
  /** Somebody else has changed the file since; nothing was done. */
  | { state: 'changedSince'; sentence: string }
  | { state: 'nothingToRestore'; sentence: string };

export interface ReplacementsDeps extends BackupsDeps {
  codec: Pick<Codec, 'finish'>;
  /** Gives the bytes that go into the file what fitting dropped: the record. Never rejects. */
  carryOver?(carried: Carried): Promise<CarriedRecord>;
}

/** Whether neither a replacing nor a restoring left this content. */
const isForeign = (current: { sha256: string } | undefined, backups: readonly Backup[]): boolean =>
  current !== undefined &&
  !backups.some(({ sha256, replacedBy }) => [sha256, replacedBy].includes(current.sha256));

const changedSince = (uri: string): Restored => ({
  state: 'changedSince',
  sentence: t(
    '{name} was changed since it was replaced. Restoring undoes that change; a backup of it is kept.',
    { name: nameOf(uri) },
  ),
});

/**
 * Puts results in the place of originals and brings the originals back. Before a file is written its content
 * lies in the storage, read back and named, so that at every moment the one or the other is whole on the disk.
 */
export class Replacements {
  readonly #deps: ReplacementsDeps;
  readonly #backups: Backups;
  readonly #sidecars: Sidecars;
  /** The last change of each file: two never run at once. */
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(deps: ReplacementsDeps) {
    this.#deps = deps;
    this.#backups = new Backups(deps);
    this.#sidecars = new Sidecars(deps);
  }

  /** What a person should know before the file is replaced; a failure when it can't be. Changes nothing. */
  async forecast({ original, result, asMade }: Replacement): Promise<Outcome<{ warnings: string[] }>> {
    const both = await this.#readBoth(original, result);
    if (!both.ok) return both;
    const { source, made } = both.value;
    if (asMade && sameType(source, made)) return succeed({ warnings: newSize(source, made) });
    const said = forecastFit(nameOf(original), sniff(source), sniff(made));
    return said.ok ? succeed({ warnings: said.warnings }) : fail(failure('replace.notPossible', said.reason));
  }

  /** Writes the result over the original, in the original's type and exact size, and keeps what was there. */
  replaceOriginal(replacement: Replacement): Promise<Outcome<Replaced>> {
    return this.#alone(replacement.original, () => this.#replace(replacement));
  }

  /**
   * Brings back what was there before the latest replacement that was not taken back yet, also days later.
   * Without one, what the last restoring took away. What is there now is kept, so that this can be undone.
   * @param force restore although somebody else has changed the file since
   */
  restoreOriginal(uri: string, { force = false } = {}): Promise<Outcome<Restored>> {
    return this.#alone(uri, async () => {
      const current = await this.#currentOf(uri);
      if (!current.ok) return current;
      const backups = await this.#backups.of(uri);
      const wanted = nextToRestore(backups, current.value?.sha256);
      if (wanted === undefined) {
        return succeed({ state: 'nothingToRestore', sentence: nothingSentence(uri, backups) });
      }
      if (!force && isForeign(current.value, backups)) return succeed(changedSince(uri));
      return this.#bringBack(uri, wanted, current.value);
    });
  }

  /**
   * Takes back one replacement or restoring; what the file holds now is kept as well.
   * @param force also where somebody else has changed the file since
   */
  undo(uri: string, backupId: string, { force = false } = {}): Promise<Outcome<Restored>> {
    return this.#alone(uri, async () => {
      const backups = await this.#backups.of(uri);
      const wanted = backups.find(({ id }) => id === backupId);
      if (wanted === undefined) {
        return succeed({ state: 'nothingToRestore', sentence: nothingSentence(uri, []) });
      }
      const current = await this.#currentOf(uri);
      if (!current.ok) return current;
      if (!force && isForeign(current.value, backups)) return succeed(changedSince(uri));
      return this.#bringBack(uri, wanted, current.value);
    });
  }

  /** Whether the file was replaced and not restored since; its content is not looked at. */
  async hasBackup(uri: string): Promise<boolean> {
    return (await this.#backups.of(uri)).some(isOpen);
  }

  /** What a file held before, by the SHA-256 of it; undefined where no backup has it. Never rejects. */
  async contentOf(uri: string, sha256: string): Promise<Uint8Array | undefined> {
    try {
      const backup = (await this.#backups.of(uri)).find((one) => one.sha256 === sha256);
      return backup && (await this.#backups.read(backup));
    } catch (error) {
      this.#deps.log.warn(`A backup of ${uri} can't be read: ${String(error)}`);
      return undefined;
    }
  }

  /** The files that were replaced and not restored since, the latest first. */
  async restorable(): Promise<{ uri: string; replacedAt: number }[]> {
    const latest = new Map<string, number>();
    for (const { uri, keptAt } of (await this.#backups.all()).filter(isOpen)) {
      if (!latest.has(uri)) latest.set(uri, keptAt);
    }
    return [...latest].map(([uri, replacedAt]) => ({ uri, replacedAt }));
  }

  async #replace({ original, result, asMade }: Replacement): Promise<Outcome<Replaced>> {
    const { files, codec, carryOver } = this.#deps;
    const name = nameOf(original);
    if (!files.isWritable(original))
      return fail(failure('replace.readOnly', t("{name} can't be written to.", { name })));
    try {
      const before = await files.stat(original);
      const both = await this.#readBoth(original, result);
      if (!both.ok) return both;
      const { source, made } = both.value;
      const info = sniff(source);
      const forecast = forecastFit(name, info, sniff(made));
      if (!forecast.ok || info === undefined) {
        return fail(failure('replace.notPossible', forecast.ok ? '' : forecast.reason));
      }
      const fitted = asMade && sameType(source, made) ? made : await fitToSource(codec, made, info);
      const madeUri = result.kind === 'file' ? result.uri : undefined;
      const carried = { made, madeUri, fitted, uri: original };
      const written: CarriedRecord = (await carryOver?.(carried)) ?? { bytes: fitted };
      const besides = await this.#sidecars.read(original);
      const backup = await this.#backups.keep(source, {
        uri: original,
        kind: 'replaced',
        sha256: sha256Of(source),
        replacedBy: sha256Of(written.bytes),
        sidecar: besides,
      });
      const now = await files.stat(original);
      if (now.size !== before.size || now.mtime !== before.mtime) {
        const sentence = t('{name} was changed at the same time and was not replaced. Try again.', {
          name,
        });
        return fail(failure('replace.changedMeanwhile', sentence));
      }
      await this.#write(original, written.bytes, source);
      const text = written.sidecar ? new TextDecoder().decode(written.sidecar) : null;
      const notes = await this.#sidecars.put(original, besides, text);
      if (written.reason !== undefined) notes.unshift(written.reason);
      await this.#backups.prune();
      return succeed({ uri: original, backupId: backup.id, notes });
    } catch (error) {
      return fail(replaceFailure(name, error));
    }
  }

  async #bringBack(
    uri: string,
    wanted: Backup,
    current: { bytes: Uint8Array; sha256: string } | undefined,
  ): Promise<Outcome<Restored>> {
    const { files, log } = this.#deps;
    try {
      const bytes = await this.#backups.read(wanted);
      const besides = await this.#sidecars.read(uri);
      let kept: Backup | undefined;
      if (current === undefined) {
        if (!(await files.createExclusively(uri, bytes)))
          throw new FileError('other', t('it has reappeared'));
      } else if (current.sha256 !== wanted.sha256) {
        const kind = wanted.kind === 'replaced' ? 'restored' : 'replaced';
        kept = await this.#backups.keep(current.bytes, {
          uri,
          kind,
          sha256: current.sha256,
          replacedBy: wanted.sha256,
          sidecar: besides,
        });
        await this.#write(uri, bytes, current.bytes);
      }
      await this.#sidecars.put(uri, besides, wanted.sidecar);
      await this.#backups
        .markTakenBack(wanted)
        .catch((error: unknown) => log.warn(`A backup could not be marked as taken back: ${String(error)}`));
      await this.#backups.prune();
      return succeed({ state: 'restored', uri, backupId: kept?.id });
    } catch (error) {
      log.error(`${uri} could not be restored: ${String(error)}`);
      return fail(restoreFailure(nameOf(uri), error));
    }
  }

  /** Where a file system broke off half-way, what was there is written again; the backup stays in any case. */
  async #write(uri: string, bytes: Uint8Array, before: Uint8Array): Promise<void> {
    const { files, log } = this.#deps;
    try {
      await files.replace(uri, bytes);
    } catch (error) {
      const now = await files.read(uri, maxInputBytes).catch(() => undefined);
      if (now === undefined || sha256Of(now) !== sha256Of(before)) {
        await files.replace(uri, before).catch((problem: unknown) => {
          log.error(`${uri} is damaged, and its backup is kept: ${String(problem)}`);
        });
      }
      throw error;
    }
  }

  async #readBoth(
    original: string,
    result: ResultPlace,
  ): Promise<Outcome<{ source: Uint8Array; made: Uint8Array }>> {
    const { files } = this.#deps;
    let source: Uint8Array;
    try {
      source = await files.read(original, maxInputBytes);
    } catch (error) {
      return fail(failure('replace.noOriginal', readProblem(nameOf(original), error), error));
    }
    try {
      const made =
        result.kind === 'stored'
          ? await files.readStored(result.name)
          : await files.read(result.uri, maxInputBytes);
      return succeed({ source, made });
    } catch (error) {
      const name = result.kind === 'stored' ? t('The result') : nameOf(result.uri);
      return fail(failure('replace.noResult', readProblem(name, error), error));
    }
  }

  /** What the file holds; undefined when there is no file. */
  async #currentOf(uri: string): Promise<Outcome<{ bytes: Uint8Array; sha256: string } | undefined>> {
    try {
      const bytes = await this.#deps.files.read(uri, Number.POSITIVE_INFINITY);
      return succeed({ bytes, sha256: sha256Of(bytes) });
    } catch (error) {
      if (error instanceof FileError && error.code === 'notFound') return succeed(undefined);
      return fail(restoreFailure(nameOf(uri), error));
    }
  }

  async #alone<T>(uri: string, work: () => Promise<T>): Promise<T> {
    const before = this.#running.get(uri) ?? Promise.resolve();
    const run = before.then(work, work);
    this.#running.set(uri, run);
    try {
      return await run;
    } finally {
      if (this.#running.get(uri) === run) this.#running.delete(uri);
    }
  }
}
