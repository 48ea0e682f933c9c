import { FileError, type FileStore, type Log } from '../../core/ports.ts';
import { pixelsUnchanged } from '../../core/records/compare.ts';
import { findRecord } from '../../core/records/findRecord.ts';
import { Review, type ReviewCounts, type ReviewedPair } from '../../core/save/review.ts';
import { bringBack } from '../../core/save/trash.ts';
import { messageOf } from '../../core/shared/errorText.ts';
import { inARow, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { AskedReplacement } from '../originals.ts';
import { later } from './later.ts';

/** What shows the pairs; it ends with the last choice. */
export interface ReviewPage {
  reveal(): void;
  whenClosed(ended: { dispose(): void }): void;
}

export interface ReviewsDeps {
  files: FileStore;
  originals: {
    /** Asks once for all; gives the URIs of those that were replaced. */
    replaceAll(asked: readonly AskedReplacement[]): Promise<string[]>;
  };
  comparisons: { review(review: Review): ReviewPage };
  messages: Messages;
  log: Log;
}

/** The comparisons in which a person says what becomes of images that were made again. */
export class Reviews {
  readonly #deps: ReviewsDeps;
  readonly #open = new Set<{ review: Review; page: ReviewPage }>();

  constructor(deps: ReviewsDeps) {
    this.#deps = deps;
  }

  /** Opens the comparison. What is not chosen about stays as it is: both files are there. */
  open(made: readonly ReviewedPair[], ended: (counts: ReviewCounts) => void): void {
    // An image that was deleted meanwhile left its name to the new one: there is nothing to choose.
    const pairs = made.filter(({ present, redone }) => present !== redone);
    for (const { redone, sentence } of made.filter((pair) => !pairs.includes(pair))) {
      this.#deps.messages.tell('information', inARow(t('Saved {name}.', { name: nameOf(redone) }), sentence));
    }
    if (pairs.length === 0) return;
    const review = new Review(pairs, {
      replace: (chosen) => this.#replace(chosen),
      discard: (pair) => this.#discard(pair),
      ended,
    });
    const open = { review, page: this.#deps.comparisons.review(review) };
    this.#open.add(open);
    open.page.whenClosed({
      dispose: () => {
        this.#open.delete(open);
        later(this.#deps, () => review.end());
      },
    });
  }

  /** Whether a comparison waits for the person to choose about an image. */
  has(uri: string): boolean {
    return [...this.#open].some(({ review }) => review.has(uri));
  }

  /** Shows the comparison where the person still has to choose about an image. */
  reveal(uri: string): boolean {
    for (const { review, page } of this.#open) {
      if (!review.show(uri)) continue;
      page.reveal();
      return true;
    }
    return false;
  }

  async #replace(pairs: readonly ReviewedPair[]): Promise<readonly ReviewedPair[]> {
    const { files, originals, log } = this.#deps;
    const away = new Map<string, string>();
    const asked = await Promise.all(
      pairs.map(async ({ present, redone }) => ({
        replacement: { original: present, result: { kind: 'file', uri: redone }, asMade: true } as const,
        warnings: (await this.#isEditedByHand(present))
          ? [t('{name} was edited by hand since it was made. That edit is lost.', { name: nameOf(present) })]
          : [],
        undone: () => this.#bringBack(redone, away.get(redone)),
      })),
    );
    const done = await originals.replaceAll(asked);
    const replaced = pairs.filter(({ present }) => done.includes(present));
    for (const { redone } of replaced) {
      // It is in its place now, so beside it it would only be in the way; its bytes stay in the storage for a while.
      await files.trash(redone).then(
        (stored) => away.set(redone, stored),
        (error: unknown) => log.warn(`${redone} stays: ${String(error)}`),
      );
    }
    return replaced;
  }

  /** @param stored where its bytes are, if it was taken away */
  async #bringBack(redone: string, stored: string | undefined): Promise<void> {
    if (stored === undefined) return;
    const { files, messages } = this.#deps;
    const back = await bringBack(files, redone, stored);
    if (back.ok) await files.removeStored(stored);
    else messages.tell('error', back.failure.sentence);
  }

  /** Looked at anew: it may have been just now. Some programs drop the record, which is a change too. */
  async #isEditedByHand(uri: string): Promise<boolean> {
    const { files } = this.#deps;
    try {
      const found = await findRecord(files, uri);
      return found.state !== 'found' || !(await pixelsUnchanged(found.record, files.open(uri)));
    } catch (error) {
      // Replacing tells of a file that can't be read.
      if (error instanceof FileError) return false;
      throw error;
    }
  }

  async #discard({ redone }: ReviewedPair): Promise<boolean> {
    const { files, messages, log } = this.#deps;
    const name = nameOf(redone);
    try {
      const stored = await files.trash(redone);
      later(this.#deps, async () => {
        const undo = t('Undo');
        if ((await messages.ask('information', t('Discarded {name}.', { name }), undo)) !== undo) return;
        await this.#bringBack(redone, stored);
      });
      return true;
    } catch (error) {
      log.warn(`${redone} could not be discarded: ${String(error)}`);
      const reason = messageOf(error);
      messages.tell(
        'error',
        t('{name} could not be discarded ({reason}). It is still there.', {
          name,
          reason: reason.replace(/\.$/, ''),
        }),
      );
      return false;
    }
  }
}
