import { InputHashes } from '../../assets/inputHashes.ts';
import type { EditingService } from '../../editing/editingService.ts';
import type { EditResult } from '../../editing/editRequest.ts';
import { folderFor } from '../../editing/editRequest.ts';
import { phaseWords } from '../../editing/phaseWords.ts';
import { type RedoDeps, redoOf } from '../../editing/redo.ts';
import { type PricedRedo, priceRedo, sumOf } from '../../editing/redoPrice.ts';
import { type RedoEnd, RedoRuns } from '../../editing/redoRuns.ts';
import { staleEdits } from '../../editing/staleEdits.ts';
import { nameOf } from '../../editing/uris.ts';
import type { ReviewCounts, ReviewedPair } from '../../panel/review.ts';
import type { Failure } from '../../shared/failure.ts';
import type { NextSteps } from '../../vscode/nextSteps.ts';
import { later } from './later.ts';
import { Questions, type QuestionsDeps } from './questions.ts';
import type { Line, RedoWindow } from './redoWindow.ts';
import { Reviews, type ReviewsDeps } from './reviews.ts';
import { closingSentence, costWords, count, detailOf, listTitle, madeSentence } from './words.ts';

export interface RedoingDeps extends QuestionsDeps, ReviewsDeps {
  editing: Pick<EditingService, 'run' | 'saveKept'>;
  nextSteps: Pick<NextSteps, 'take' | 'offer'>;
  window: RedoWindow;
  newId(): string;
}

/**
 * Doing recorded edits again as a person goes through it: what it costs before, a comparison behind. Every result
 * is a new file; only the person's choice puts it in the place of the present one.
 */
export class Redoing {
  readonly #deps: RedoingDeps;
  readonly #runs: RedoRuns;
  readonly #questions: Questions;
  readonly #reviews: Reviews;

  constructor(deps: RedoingDeps) {
    this.#deps = deps;
    this.#runs = new RedoRuns(deps);
    this.#questions = new Questions(deps);
    this.#reviews = new Reviews(deps);
  }

  /** Does the edit that made one image again. */
  async redo(uri: string): Promise<void> {
    const { messages } = this.#deps;
    if (this.#reviews.reveal(uri)) return;
    if (!this.#runs.take(uri)) {
      messages.tell('information', `${nameOf(uri)} is being made again already.`);
      return;
    }
    let end: { end: RedoEnd; priced: PricedRedo } | undefined;
    try {
      end = await this.#one(uri);
    } finally {
      this.#runs.release(uri);
    }
    if (end === undefined) return;
    const again = () => this.redo(uri);
    const made = this.#pairOf(end.end, end.priced);
    if (made) this.#reviews.open([made], (counts) => this.#tellOne(made, counts));
    else this.#tellProblem(end.end, again);
  }

  /** Looks through images, lists those whose source changed, and does the ticked ones again. */
  async redoStale(uris: readonly string[], where: string): Promise<void> {
    const { files, messages, window } = this.#deps;
    const found = await window.progress(`Looking for stale edits in ${where}`, async (tell, signal) => {
      let looked = 0;
      try {
        const stale = await staleEdits(this.#manyDeps, uris, signal, () => {
          looked++;
          if (looked % 50 === 0) tell(`${looked} of ${uris.length} images`);
        });
        const priced: PricedRedo[] = [];
        const unable: Failure[] = [];
        for (const redo of stale.stale) {
          const price = await priceRedo({ ...this.#deps, files }, redo);
          if (price.ok) priced.push(price.value);
          else unable.push(price.failure);
        }
        return { ...stale, priced, unable };
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
    if (found === undefined) return;
    const { priced, unable, waiting } = found;
    const [reason] = unable;
    if (reason) messages.tell('warning', reason.sentence);
    if (priced.length === 0) {
      if (!reason) messages.tell('information', nothingStale(uris.length, where));
      return;
    }
    const ticked = await this.#pick(priced, waiting.length);
    if (ticked && ticked.length > 0) await this.#several(ticked, waiting);
  }

  async #several(
    ticked: readonly PricedRedo[],
    waiting: readonly { uri: string; after: string }[],
  ): Promise<void> {
    const free = ticked.filter(({ redo: { uri } }) => !this.#reviews.reveal(uri) && this.#runs.take(uri));
    if (free.length === 0) return;
    let ends: RedoEnd[] | undefined;
    try {
      if (await this.#questions.isReady(free, false)) ends = await this.#run(free);
    } finally {
      for (const { redo } of free) this.#runs.release(redo.uri);
    }
    if (ends === undefined) return;
    const of = (end: RedoEnd) => free.find(({ redo }) => redo === end.redo);
    const made: ReviewedPair[] = [];
    const failed: RedoEnd[] = [];
    for (const end of ends) {
      const priced = of(end);
      const one = priced && this.#pairOf(end, priced);
      if (one) made.push(one);
      else failed.push(end);
    }
    this.#tellFailures(failed, ends.length);
    if (made.length === 0) return;
    const cost = totalCost(ends);
    this.#reviews.open(made, (counts) => {
      this.#deps.messages.tell('information', closingSentence(counts, made.length, failed.length, cost));
      this.#goOn(counts, waiting);
    });
  }

  /** What was made from what is replaced now is stale now. */
  #goOn({ replaced }: ReviewCounts, waiting: readonly { uri: string; after: string }[]): void {
    const done = new Set(replaced.map(({ present }) => present));
    const next = waiting.filter(({ after }) => done.has(after)).map(({ uri }) => uri);
    if (next.length === 0) return;
    const was = next.length === 1 ? 'was' : 'were';
    const sentence = `${count(next.length, 'more image')} ${was} made from what you replaced just now.`;
    later(this.#deps.log, async () => {
      const pressed = await this.#deps.messages.ask('information', sentence, 'Redo These Too…');
      if (pressed !== undefined) await this.redoStale(next, 'those');
    });
  }

  /**
   * Saves what came back but could not be saved, where the person says, and shows it beside the present image.
   * @param near URI of the folder to begin in
   * @param present URI of the image that it was made to replace, where that is there
   */
  async saveKept(
    kept: Pick<EditResult, 'image' | 'suggestedName'>,
    jobId: string,
    near: string | undefined,
    present: string | undefined,
  ): Promise<void> {
    const { editing, files, messages, nextSteps, window, log } = this.#deps;
    const { image, suggestedName } = kept;
    const chosen = await window.choosePlace(suggestedName, near);
    if (chosen === undefined) return;
    const saved = await editing.saveKept(image, chosen, jobId);
    if (!saved.ok) {
      await nextSteps.offer(saved.failure, {
        saveElsewhere: () => this.saveKept(kept, jobId, near, present),
      });
      return;
    }
    await files
      .removeStored(image.stored)
      .catch((error: unknown) => log.warn(`${image.stored} could not be removed: ${String(error)}`));
    const redone = saved.value.uri;
    if (present === undefined) messages.tell('information', `Saved ${nameOf(redone)}.`);
    else {
      const pair = { present, redone, sentence: `${nameOf(present)} made again, saved where you said.` };
      this.#reviews.open([pair], (counts) => this.#tellOne(pair, counts));
    }
  }

  async #one(uri: string): Promise<{ end: RedoEnd; priced: PricedRedo } | undefined> {
    const { messages, nextSteps } = this.#deps;
    const found = await redoOf(this.#redoDeps, uri);
    if (!found.ok) {
      messages.tell('warning', found.failure.sentence);
      return undefined;
    }
    const priced = await priceRedo(this.#deps, found.value);
    if (!priced.ok) {
      later(this.#deps.log, () => nextSteps.offer(priced.failure));
      return undefined;
    }
    const isUnchanged = found.value.changed.length === 0;
    if (isUnchanged && !(await this.#questions.wantsAnyway(priced.value))) return undefined;
    if (!(await this.#questions.isReady([priced.value], isUnchanged))) return undefined;
    const [end] = await this.#run([priced.value]);
    return end && { end, priced: priced.value };
  }

  #run(priced: readonly PricedRedo[]): Promise<RedoEnd[]> {
    const [first] = priced;
    const isOne = priced.length === 1 && first !== undefined;
    const what = isOne ? nameOf(first.redo.uri) : count(priced.length, 'image');
    const title = `Making ${what} again (${costWords(sumOf(priced))})`;
    return this.#deps.window.progress(title, (tell, signal) => {
      let done = 0;
      return this.#runs.run(
        priced.map(({ redo }) => redo),
        {
          signal,
          onProgress: (redo, { phase, note }) => {
            const words = note ?? phaseWords[phase] ?? '';
            tell(isOne ? words : `${done} of ${priced.length} done. ${nameOf(redo.uri)}: ${words}`);
          },
          onEnd: (ended) => {
            done = ended;
          },
        },
      );
    });
  }

  /** Undefined when there is no new file. */
  #pairOf({ redo, outcome }: RedoEnd, priced: PricedRedo): ReviewedPair | undefined {
    if (!outcome.ok || outcome.value.savedAs === undefined) return undefined;
    const { savedAs, cost } = outcome.value;
    return { present: redo.uri, redone: savedAs, sentence: madeSentence(priced, cost) };
  }

  #tellOne(pair: ReviewedPair, { kept, replaced, discarded }: ReviewCounts): void {
    if (kept.length === 0 && (replaced.length > 0 || discarded.length > 0)) return;
    const sentence = `Kept ${nameOf(pair.redone)} beside ${nameOf(pair.present)}.`;
    this.#deps.messages.tell('information', sentence);
  }

  /** One that gave no file: why, and what helps. */
  #tellProblem({ redo, jobId, outcome }: RedoEnd, again: () => Promise<void>): void {
    const failure = outcome.ok ? outcome.value.unsaved : outcome.failure;
    if (failure === undefined) return;
    const save = outcome.ok && {
      saveElsewhere: () => this.saveKept(outcome.value, jobId, folderFor(redo.request), redo.uri),
    };
    later(this.#deps.log, () => this.#deps.nextSteps.offer(failure, save || { runAgain: again }));
  }

  /** Those of several that failed, alike ones together; what is kept is offered one by one. */
  #tellFailures(failed: readonly RedoEnd[], all: number): void {
    for (const { redo, jobId, outcome } of failed) {
      if (!outcome.ok || outcome.value.unsaved === undefined) continue;
      const { value } = outcome;
      const { unsaved } = outcome.value;
      const saveElsewhere = () => this.saveKept(value, jobId, folderFor(redo.request), redo.uri);
      later(this.#deps.log, () => this.#deps.nextSteps.offer(unsaved, { saveElsewhere }));
    }
    const failures = failed.flatMap(({ outcome }) => (outcome.ok ? [] : outcome.failure));
    const [first] = failures;
    if (first === undefined) return;
    const isAlike = failures.every(({ code }) => code === first.code);
    const head = `${failures.length} of ${count(all, 'edit')} failed.`;
    const named = failed.flatMap(({ redo, outcome }) =>
      outcome.ok ? [] : `${nameOf(redo.uri)}: ${outcome.failure.sentence}`,
    );
    const sentence = isAlike ? `${head} ${first.sentence}` : [head, ...named.slice(0, 2)].join(' ');
    later(this.#deps.log, () => this.#deps.nextSteps.offer({ ...first, sentence }));
  }

  get #redoDeps(): RedoDeps {
    return { files: this.#deps.files, reach: this.#deps.window.reach };
  }

  /** Inputs that many images share are read once. */
  get #manyDeps(): RedoDeps {
    const hashes = new InputHashes(this.#deps.files);
    return { ...this.#redoDeps, shaOf: (uri) => hashes.of(uri).catch(() => undefined) };
  }

  async #pick(priced: readonly PricedRedo[], waiting: number): Promise<PricedRedo[] | undefined> {
    const lines = priced.map((one): Line & { priced: PricedRedo } => {
      const place = this.#deps.window.placeOf(one.redo.uri);
      const description = place.slice(0, place.lastIndexOf('/') + 1);
      return { label: nameOf(one.redo.uri), description, detail: detailOf(one), priced: one };
    });
    const later =
      waiting === 0 ? '' : `. ${count(waiting, 'more image')} made from these can be done after them`;
    const ticked = await this.#deps.window.pick(lines, {
      title: (now) =>
        listTitle(
          now.map((line) => line.priced),
          priced.length,
        ),
      placeholder: `Each result is saved beside the present image, to be compared${later}`,
    });
    return ticked?.map((line) => line.priced);
  }
}

function totalCost(ends: readonly RedoEnd[]): number | undefined {
  const costs = ends.flatMap(({ outcome }) => (outcome.ok ? (outcome.value.cost ?? []) : []));
  return costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0);
}

const nothingStale = (looked: number, where: string): string =>
  looked === 0
    ? `There are no images in ${where}.`
    : `No edit in ${where} is stale: of ${count(looked, 'image')}, none was made from one that changed since.`;
