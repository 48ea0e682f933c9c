import type { FileStore, Log } from '../ports.ts';
import { sidecarEnding } from '../records/embed.ts';
import { storedNames } from './names.ts';

const oneDay = 24 * 60 * 60 * 1000;
/** What belongs to one panel or job; older than this and named nowhere, it is nobody's. */
const orphanMs = 7 * oneDay;
/**
 * A panel can come back with its window after a long time, and a picture be edited again from its record, so
 * what these need stays longer.
 */
const longMs = 60 * oneDay;
/** What a person discarded, or has not kept yet, was paid for and can be restored as long. */
const keptMs = 30 * oneDay;

/** How long what begins with a prefix stays when nothing names it. */
const ages: readonly [prefix: string, maxAge: number][] = [
  [storedNames.scratch, orphanMs],
  [storedNames.input, longMs],
  [storedNames.drawn, orphanMs],
  [storedNames.request, orphanMs],
  [storedNames.shown, orphanMs],
  [storedNames.trash, orphanMs],
  [storedNames.unsentPrompt, longMs],
];

/**
 * Removes what a crash left in the storage: pictures that no journal entry, no panel's record, no draft and no discarded
 * result names, and records of panels that did not come back. Whatever can't be read, judged or removed stays and is logged.
 * @param now milliseconds since 1970
 */
export async function sweepStorage(files: FileStore, log: Log, now: number): Promise<void> {
  try {
    const isOlder = async (name: string, than: number) => now - (await files.storedAt(name)) > than;
    let records = '';
    for (const [prefix, maxAge] of [
      [storedNames.session, longMs],
      [storedNames.draft, keptMs],
      [storedNames.discarded, keptMs],
    ] as const) {
      for (const name of await files.listStored(prefix)) {
        if (await isOlder(name, maxAge)) await files.removeStored(name);
        else records += await textOf(files, name);
      }
    }
    // The text is searched, not understood, so that an entry of another version protects its files too.
    for (const name of await files.listStored(storedNames.job)) records += await textOf(files, name);
    let removed = 0;
    for (const [prefix, maxAge] of ages) {
      for (const name of await files.listStored(prefix)) {
        // The record beside a picture goes with it.
        const picture = name.endsWith(sidecarEnding) ? name.slice(0, -sidecarEnding.length) : name;
        if (records.includes(picture) || !(await isOlder(name, maxAge))) continue;
        await files.removeStored(name);
        removed++;
      }
    }
    if (removed > 0) log.info(`Removed ${removed} files of earlier panels that nobody names any more.`);
  } catch (error) {
    log.warn(`The storage could not be swept: ${String(error)}`);
  }
}

const textOf = async (files: FileStore, name: string): Promise<string> =>
  new TextDecoder().decode(await files.readStored(name));
