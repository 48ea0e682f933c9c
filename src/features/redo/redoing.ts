import type { EditingService } from '../../core/edit/editingService.ts';
import type { SvgDeps } from '../../core/edit/prepare/svgForPage.ts';
import { type RedoDeps, redoOf } from '../../core/edit/redo/redo.ts';
import { type PricedRedo, priceRedo } from '../../core/edit/redo/redoPrice.ts';
import { isOut, type RedoEnd, RedoRuns } from '../../core/edit/redo/redoRuns.ts';
import { outdatedInputs } from '../../core/edit/redo/staleEdits.ts';
import { waitingSentence } from '../../core/edit/stopping.ts';
import type { ReviewCounts, ReviewedPair } from '../../core/save/review.ts';
import type { Failure } from '../../core/shared/failure.ts';
import { inARow, inCommas, plural, t } from '../../core/shared/l10n.ts';
import { phaseWords } from '../../core/shared/phaseWords.ts';
import { countedImages } from '../../core/shared/text.ts';
import { nameOf } from '../../core/uris.ts';
import type { NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import { findStale } from './findStale.ts';
import { later } from './later.ts';
import { Problems } from './problems.ts';
import { Questions, type QuestionsDeps } from './questions.ts';
import type { Line, RedoWindow } from './redoWindow.ts';
import { Reviews, type ReviewsDeps } from './reviews.ts';
import {
  asideWords,
  closingSentence,
  detailOf,
  listTitle,
  madeSentence,
  namesOf,
  nothingStale,
  progressWords,
  sumWords,
  totalCost,
  unableSentence,
} from './words.ts';

export interface RedoingDeps extends QuestionsDeps, ReviewsDeps, SvgDeps {
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
  readonly problems: Problems;
  readonly #deps: RedoingDeps;
  readonly #runs: RedoRuns;
  readonly #questions: Questions;
  readonly #reviews: Reviews;

  constructor(deps: RedoingDeps) {
    this.#deps = deps;
    this.#runs = new RedoRuns(deps);
    this.#questions = new Questions(deps);
    this.#reviews = new Reviews(deps);
    this.problems = new Problems(deps, (pair) => this.compare(pair));
  }

  /** Does the edit that made one image again. */
  async redo(uri: string): Promise<void> {
    const { messages } = this.#deps;
    if (this.#reviews.reveal(uri)) return;
    if (!this.#runs.take(uri)) {
      messages.tell('information', t('{name} is already being made again.', { name: nameOf(uri) }));
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
    if (made) this.compare(made);
    else this.problems.tellOne(end.end, again);
  }

  /** Shows one pair to choose about, and tells what became of it. */
  compare(pair: ReviewedPair): void {
    this.#reviews.open([pair], ({ kept, replaced, discarded }) => {
      if (kept.length === 0 && (replaced.length > 0 || discarded.length > 0)) return;
      const sentence = t('Kept {name} beside {present}.', {
        name: nameOf(pair.redone),
        present: nameOf(pair.present),
      });
      this.#deps.messages.tell('information', sentence);
    });
  }

  /** Looks through images, lists those whose source changed, and does the ticked ones again. */
  async redoStale(uris: readonly string[], where: string): Promise<void> {
    const { messages, window } = this.#deps;
    const found = await window.progress(t('Looking for stale edits in {where}', { where }), (tell, signal) =>
      findStale({ ...this.#redoDeps, settings: this.#deps.settings }, uris, tell, signal),
    );
    if (found === undefined) return;
    const { priced, unable, waiting, aside } = found;
    this.#tellUnable(unable);
    if (priced.length === 0) {
      if (unable.length === 0) messages.tell('information', nothingStale(uris.length, where));
      return;
    }
    const ticked = await this.#pick(priced, waiting.length, aside.length);
    if (ticked && ticked.length > 0) await this.#several(ticked, waiting);
  }

  /** Lists images, whether their source changed or not, and does the ticked ones again. */
  async redoAll(uris: readonly string[]): Promise<void> {
    const priced: PricedRedo[] = [];
    const unable: Failure[] = [];
    for (const uri of uris) {
      const found = await redoOf(this.#redoDeps, uri);
      const price = found.ok ? await priceRedo(this.#deps, found.value) : found;
      if (price.ok) priced.push(price.value);
      else unable.push(price.failure);
    }
    this.#tellUnable(unable);
    if (priced.length === 0) return;
    const ticked = await this.#pick(priced, 0, 0);
    if (ticked && ticked.length > 0) await this.#several(ticked, []);
  }

  #tellUnable(unable: readonly Failure[]): void {
    if (unable.length > 0) this.#deps.messages.tell('warning', unableSentence(unable));
  }

  async #several(
    ticked: readonly PricedRedo[],
    waiting: readonly { uri: string; after: string }[],
  ): Promise<void> {
    const free = ticked.filter(({ redo: { uri } }) => !this.#reviews.has(uri) && this.#runs.take(uri));
    const busy = ticked.filter((one) => !free.includes(one)).map(({ redo }) => nameOf(redo.uri));
    if (busy.length > 0) {
      const sentence = t(
        'Left out, because they are being made again already or wait for your choice: {names}.',
        {
          names: inCommas(busy),
        },
      );
      this.#deps.messages.tell('information', sentence);
    }
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
    this.problems.tellSeveral(failed, ends.length, (uris) => this.redoAll(uris));
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
    const sentence = plural(next.length, {
      one: '{count} more image was made from what you replaced just now.',
      other: '{count} more images were made from what you replaced just now.',
    });
    later(this.#deps, async () => {
      const pressed = await this.#deps.messages.ask('information', sentence, t('Redo These Too…'));
      if (pressed !== undefined) await this.redoStale(next, t('the images made from those'));
    });
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
      later(this.#deps, () => nextSteps.offer(priced.failure));
      return undefined;
    }
    const isUnchanged = found.value.changed.length === 0;
    if (isUnchanged) {
      const outdated = await outdatedInputs(this.#redoDeps, found.value);
      if (!(await this.#questions.wantsAnyway(priced.value, outdated))) return undefined;
    }
    if (!(await this.#questions.isReady([priced.value], isUnchanged))) return undefined;
    const [end] = await this.#run([priced.value]);
    return end && { end, priced: priced.value };
  }

  #run(priced: readonly PricedRedo[]): Promise<RedoEnd[]> {
    const [first] = priced;
    const isOne = priced.length === 1 && first !== undefined;
    const name = isOne ? nameOf(first.redo.uri) : countedImages(priced.length);
    const title = t('{name} again ({cost})', { name, cost: sumWords(priced) });
    return this.#deps.window.paidProgress(title, (tell, { stop, abort }) => {
      let done = 0;
      const out = new Set<string>();
      const tellWaiting = (): void => tell(out.size === 0 ? '…' : waitingSentence(namesOf(out)));
      stop.addEventListener('abort', tellWaiting);
      return this.#runs.run(
        priced.map(({ redo }) => redo),
        {
          stop,
          abort,
          onProgress: (redo, progress) => {
            if (isOut(progress)) out.add(redo.uri);
            const words = progress.note ?? phaseWords(progress.phase);
            if (stop.aborted) tellWaiting();
            else tell(isOne ? words : progressWords(done, priced.length, nameOf(redo.uri), words));
          },
          onEnd: (redo, ended) => {
            out.delete(redo.uri);
            done = ended;
            if (stop.aborted) tellWaiting();
          },
        },
      );
    });
  }

  /** Undefined when there is no new file. */
  #pairOf({ redo, outcome, others }: RedoEnd, priced: PricedRedo): ReviewedPair | undefined {
    if (!outcome.ok || outcome.value.savedAs === undefined) return undefined;
    const { savedAs } = outcome.value;
    const sentence = madeSentence(priced, outcome.value, others);
    return { present: redo.uri, redone: savedAs, sentence };
  }

  get #redoDeps(): RedoDeps {
    const { files, window, svgRenderer } = this.#deps;
    return { files, reach: window.reach, ...(svgRenderer && { svgRenderer }) };
  }

  async #pick(
    priced: readonly PricedRedo[],
    waiting: number,
    aside: number,
  ): Promise<PricedRedo[] | undefined> {
    const lines = priced.map((one): Line & { priced: PricedRedo } => {
      const place = this.#deps.window.placeOf(one.redo.uri);
      const description = place.slice(0, place.lastIndexOf('/') + 1);
      return { label: nameOf(one.redo.uri), description, detail: detailOf(one), priced: one };
    });
    const later =
      waiting > 0 &&
      plural(waiting, {
        one: '{count} more image made from these can be done after them.',
        other: '{count} more images made from these can be done after them.',
      });
    const ticked = await this.#deps.window.pick(lines, {
      title: (now) =>
        listTitle(
          now.map((line) => line.priced),
          priced.length,
        ),
      placeholder: inARow(
        t('Each result is saved beside the current image, so you can compare them.'),
        later,
        asideWords(aside),
      ),
    });
    return ticked?.map((line) => line.priced);
  }
}
