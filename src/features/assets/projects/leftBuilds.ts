import { modelOf } from '../../../core/assets/build/plan.ts';
import { isLeftover, type Leftover } from '../../../core/assets/build/ports.ts';
import { answers, requestOf } from '../../../core/assets/build/request.ts';
import { alreadyBuilding } from '../../../core/assets/build/words.ts';
import { InputHashes } from '../../../core/assets/states/inputHashes.ts';
import type { EditingService } from '../../../core/edit/editingService.ts';
import type { FileStore, Log, Settings } from '../../../core/ports.ts';
import { inARow, plural, t } from '../../../core/shared/l10n.ts';
import type { Journal } from '../../../core/storage/journal.ts';
import { assetsSession } from '../../../core/storage/sessions.ts';
import { folderOf, nameOf } from '../../../core/uris.ts';
import type { chooseTarget } from '../../../vscode/dialogs/chooseTarget.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import type { NextSteps } from '../../../vscode/dialogs/nextSteps.ts';
import type { Projects } from './projects.ts';

export interface LeftBuildsDeps {
  projects: Pick<Projects, 'all'>;
  files: FileStore;
  journal: Journal;
  editing: Pick<EditingService, 'saveKept'>;
  settings: Settings;
  messages: Messages;
  nextSteps: Pick<NextSteps, 'offer'>;
  chooseTarget: typeof chooseTarget;
  /** Whether this window builds now, so that entries of the journal may be of jobs on their way. */
  isBuilding(): boolean;
  /** Lets the person build what is missing. */
  build(): Promise<void>;
  log: Log;
}

/** Ids of the interrupted jobs that were told of, so that each is told of once. */
const toldFile = 'assets-told.json';

/** What earlier builds left: requests that were interrupted, and paid results that are not saved yet. */
export class LeftBuilds {
  readonly #deps: LeftBuildsDeps;

  constructor(deps: LeftBuildsDeps) {
    this.#deps = deps;
  }

  /** All that no build works on now; while this window builds none is known to be left. */
  async all(): Promise<Leftover[]> {
    const { isBuilding } = this.#deps;
    if (isBuilding()) return [];
    const entries = await this.#deps.journal.leftovers(assetsSession);
    // One may have begun meanwhile.
    if (isBuilding()) return [];
    return entries.filter(({ sessionId }) => sessionId === assetsSession).filter(isLeftover);
  }

  /** Tells what a window that was closed in the middle of a build left. */
  async tell(): Promise<void> {
    const { messages } = this.#deps;
    const entries = await this.all();
    const told = await this.#told();
    const interrupted = entries.filter(({ kept, jobId }) => kept === undefined && !told.has(jobId));
    const { fitting, others } = await this.#part(entries.filter(({ kept }) => kept !== undefined));
    if (interrupted.length > 0) await this.#remember(entries);
    const sentences: string[] = [];
    if (interrupted.length > 0) {
      sentences.push(
        plural(interrupted.length, {
          one: 'A build of docs assets was interrupted; {count} image may have been billed.',
          other: 'A build of docs assets was interrupted; {count} images may have been billed.',
        }),
      );
    }
    if (fitting.length > 0) {
      sentences.push(
        plural(fitting.length, {
          one: '{count} image of an earlier build of docs assets came back and could not be saved yet; the next build saves it.',
          other:
            '{count} images of an earlier build of docs assets came back and could not be saved yet; the next build saves them.',
        }),
      );
    }
    const build = t('Build Docs Assets…');
    if (sentences.length > 0 && (await messages.ask('warning', inARow(...sentences), build)) === build) {
      await this.#deps.build();
    }
    await this.#offer(others);
  }

  /** Offers paid results for these assets that are not what their entries say any more. */
  async offerOthers(uris: ReadonlySet<string>): Promise<void> {
    const kept = (await this.all()).filter((entry) => entry.kept && uris.has(entry.request.target.uri));
    await this.#offer((await this.#part(kept)).others);
  }

  /** Saves the paid results of these assets where the person says. */
  async saveElsewhere(uris: ReadonlySet<string>): Promise<void> {
    if (this.#isBusy()) return;
    for (const left of await this.all()) {
      if (left.kept && uris.has(left.request.target.uri)) await this.#saveElsewhere(left);
    }
  }

  async #offer(left: readonly Leftover[]): Promise<void> {
    const save = t('Save As…');
    const discard = t('Discard');
    for (const one of left) {
      const name = nameOf(one.request.target.uri);
      const sentence = t(
        'An image paid for as {name} is not saved yet, and that asset has changed since. Save it elsewhere?',
        { name },
      );
      const pressed = await this.#deps.messages.ask('warning', sentence, save, discard);
      if (pressed === undefined) continue;
      // A build that began meanwhile may be saving just this.
      if (this.#isBusy()) return;
      if (pressed === save) await this.#saveElsewhere(one);
      if (pressed === discard) await this.#discard(one);
    }
  }

  async #saveElsewhere({ jobId, request, kept }: Leftover): Promise<void> {
    const { editing, files, messages, nextSteps, chooseTarget: choose, log } = this.#deps;
    const place = kept && (await choose(kept.suggestedName, folderOf(request.target.uri)));
    if (kept === undefined || place === undefined) return;
    const saved = await editing.saveKept(kept.image, place, jobId);
    if (!saved.ok) {
      await nextSteps.offer(saved.failure);
      return;
    }
    const { uri, notes } = saved.value;
    messages.tell('information', inARow(t('Saved {name}.', { name: nameOf(uri) }), ...notes));
    await files
      .removeStored(kept.image.stored)
      .catch((error: unknown) => log.warn(`${kept.image.stored} could not be removed: ${String(error)}`));
  }

  /** Tells so when it is. */
  #isBusy(): boolean {
    const { isBuilding, messages } = this.#deps;
    if (isBuilding()) messages.tell('information', alreadyBuilding());
    return isBuilding();
  }

  async #discard({ jobId, kept }: Leftover): Promise<void> {
    const { files, journal } = this.#deps;
    await journal.remove(jobId);
    if (kept) await files.removeStored(kept.image.stored);
  }

  /** Parts results by whether an entry of a manifest still wants just that. */
  async #part(kept: readonly Leftover[]): Promise<{ fitting: Leftover[]; others: Leftover[] }> {
    const parted: { fitting: Leftover[]; others: Leftover[] } = { fitting: [], others: [] };
    if (kept.length === 0) return parted;
    const { projects, settings, files, log } = this.#deps;
    const hashes = new InputHashes(files);
    const assets = (await projects.all()).flatMap((project) => project.assets);
    for (const left of kept) {
      const asset = assets.find(({ uri }) => uri === left.request.target.uri);
      const wanted = asset && requestOf(asset, modelOf({ settings }, asset), undefined);
      try {
        const fits = wanted !== undefined && (await answers(left, wanted, (uri) => hashes.of(uri)));
        parted[fits ? 'fitting' : 'others'].push(left);
      } catch (error) {
        log.warn(`A kept result could not be compared with its asset: ${String(error)}`);
      }
    }
    return parted;
  }

  async #told(): Promise<Set<string>> {
    try {
      const known: unknown = JSON.parse(
        new TextDecoder().decode(await this.#deps.files.readStored(toldFile)),
      );
      return new Set(Array.isArray(known) ? known.map(String) : []);
    } catch {
      return new Set();
    }
  }

  async #remember(entries: readonly Leftover[]): Promise<void> {
    const { files, log } = this.#deps;
    const text = JSON.stringify(entries.map(({ jobId }) => jobId));
    await files
      .writeStored(toldFile, new TextEncoder().encode(text))
      .catch((error: unknown) => log.warn(`It is told again the next time: ${String(error)}`));
  }
}
