import type { EditInput } from '../../../core/editRequest.ts';
import { extensionFor } from '../../../core/images/imageTypes.ts';
import type { PanelState } from '../../../core/shared/panelState.ts';
import { nameOf } from '../../../core/uris.ts';
import { DiscardHistory } from './discardHistory.ts';
import { Discards, type DiscardsDeps } from './discards.ts';
import type { Draft } from './draft.ts';
import { type History, sessionKey } from './history.ts';
import { type InputList, lineUriOf, newInput, type SessionInput } from './inputList.ts';
import { joinInstructions } from './instructions.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';
import type { SessionHost } from './sessionHost.ts';
import { Sources, type SourcesDeps } from './sources.ts';
import { resultOf, type StoredStep, stepOf } from './storedStep.ts';

/** What the line of steps needs of its session. */
export interface StepsContext {
  readonly id: string;
  readonly inputs: InputList;
  readonly results: ResultKeeper;
  readonly draft: Pick<Draft, 'folder'>;
  /** Loads an input that took another one's place. */
  loadInput(input: SessionInput): Promise<void>;
  /** Puts a prompt into the box, over what is typed there. */
  writePrompt(prompt: string): void;
  /** What a job gave was discarded: nothing is to be done about it any more. */
  forgetJob(id: string): void;
  say(status: string): void;
  touched(): void;
}

export interface StepsDeps extends DiscardsDeps, SourcesDeps {
  history: History;
  host: SessionHost;
  newId(): string;
}

/** The line of steps: from the original over results to further results, with branches, and what can be taken back. */
export class Steps {
  readonly discards: Discards;
  /** What was discarded and can still be restored, also of earlier sessions. */
  readonly discarded: DiscardHistory;
  readonly sources: Sources;
  readonly #context: StepsContext;
  readonly #deps: StepsDeps;
  /** The lines that this session has written down, by their keys in the history. */
  readonly #lines = new Set<string>();
  /** What was written down of each line last. */
  readonly #written = new Map<string, string>();
  /** Ids of results that the history must not offer again. */
  readonly #gone = new Set<string>();
  /** Copies in the storage of unsaved results that were edited. */
  readonly #copies = new Set<string>();
  #hasHistory = false;
  #remembered: Promise<void> = Promise.resolve();
  #nextRemembering: Promise<void> | undefined;

  constructor(context: StepsContext, deps: StepsDeps) {
    this.#context = context;
    this.#deps = deps;
    this.discards = new Discards(context.results, deps, context.id);
    this.discarded = new DiscardHistory(
      {
        results: context.results,
        shownLines: () => ({
          keys: [...this.#lines, sessionKey(context.id), ...(this.originalUri ? [this.originalUri] : [])],
          folder: this.original === undefined ? context.draft.folder : undefined,
        }),
        returned: (ids) => this.#returned(ids),
        say: (status) => context.say(status),
      },
      this.discards,
      deps.host,
    );
    this.sources = new Sources(context, deps);
  }

  /** The image that the line begins with; undefined for a generated one. */
  get original(): SessionInput | undefined {
    const { edited } = this.#context.inputs;
    return edited?.resultId === undefined ? edited : edited.original;
  }

  /** URI of the original's file, also where that holds a result now; undefined where it has none. */
  get originalUri(): string | undefined {
    return this.original && lineUriOf(this.original);
  }

  get hasHistory(): boolean {
    return this.#hasHistory;
  }

  /** What was done last and can be taken back. */
  get undoable(): string | null {
    return this.discards.last ?? null;
  }

  /** The lines of steps that are shown, by their keys in the history. */
  get lines(): string[] {
    return [...this.#lines];
  }

  /**
   * Brings back the steps of earlier sessions of the same original.
   * @param lines further ones, which this session had before a reload
   */
  async recall(lines: readonly string[] = []): Promise<void> {
    const { results } = this.#context;
    const original = this.originalUri;
    const problems: string[] = [];
    for (const line of new Set([...(original === undefined ? [] : [original]), ...lines])) {
      this.#lines.add(line);
      const { steps, problem } = await this.#deps.history.load(line);
      for (const step of steps) results.list.addEarlier(await this.#resultOf(step));
      this.#hasHistory ||= steps.length > 0;
      if (problem !== undefined) problems.push(problem);
    }
    await this.discarded.look();
    await this.sources.showEarlier(results.list.all);
    if (problems[0] !== undefined) this.#context.say(problems[0]);
    else this.#context.touched();
    results.showSelected();
  }

  /**
   * Writes the saved results down, so that the next session of their originals has them. What comes while they
   * are written goes into one further writing. Never rejects.
   */
  remember(): Promise<void> {
    this.#nextRemembering ??= this.#remembered.then(() => {
      this.#nextRemembering = undefined;
      return this.#remember();
    });
    this.#remembered = this.#nextRemembering;
    return this.#remembered;
  }

  /** Resolves when all that is to be remembered until now is written down. */
  whenRemembered(): Promise<void> {
    return this.#remembered;
  }

  async #remember(): Promise<void> {
    const { results, id } = this.#context;
    const lines = new Map<string, StoredStep[]>([...this.#lines].map((line) => [line, []]));
    for (const result of results.list.all) {
      const step = stepOf(result);
      if (step === undefined) continue;
      // What has no file to begin with is found again by its panel alone.
      const line = step.originalUri ?? sessionKey(id);
      const steps = lines.get(line);
      if (steps) steps.push(step);
      else lines.set(line, [step]);
    }
    for (const [line, steps] of lines) {
      this.#lines.add(line);
      // Of a batch's lines most are as they were; what is gone from one changes it.
      const text = JSON.stringify(steps);
      if (this.#written.get(line) === text) continue;
      try {
        await this.#deps.history.update(line, steps, this.#gone);
        this.#written.set(line, text);
      } catch (error) {
        this.#deps.log.warn(`The steps could not be remembered: ${String(error)}`);
      }
    }
  }

  /** Forgets the steps; their files stay where they are. */
  async forget(): Promise<void> {
    const { results } = this.#context;
    for (const { id, uri } of [...results.list.all]) {
      if (uri === undefined) continue;
      results.list.remove(id);
      this.#gone.add(id);
    }
    this.#hasHistory = false;
    await this.remember();
    this.#context.say('The earlier results are forgotten here. Their files stay.');
  }

  /** Goes on from a result: it takes the place of its original, or of the result that stands there. */
  async useResult(id: string): Promise<void> {
    const { results } = this.#context;
    const result = results.list.find(id);
    if (result === undefined) return;
    if (result.missing) {
      this.#context.say(`${result.name} is not there any more: it was moved or deleted.`);
      return;
    }
    await this.#edit(result);
    this.#context.say(`${result.name} is edited next.`);
  }

  /** Edits the original's file as it is now, in the place of a result or of what it held before. */
  async useFile(uri: string): Promise<void> {
    const { inputs } = this.#context;
    const { edited } = inputs;
    const { original } = this;
    if (edited === undefined || original?.was === undefined) return this.useSource();
    const put = inputs.putResult(edited, this.#deps.newId(), fileInput(uri), noOrigin);
    await this.sources.follow(uri, original);
    this.#context.touched();
    await this.#context.loadInput(inputs.find(put.id) ?? put);
    this.#context.say(`${put.input.name} is edited next.`);
  }

  /** Takes the original as the edited image again. */
  async useSource(): Promise<void> {
    const { inputs } = this.#context;
    const { edited } = inputs;
    if (edited?.original === undefined) return;
    await this.#putBack(edited, edited.original);
    this.#context.say(`${edited.original.input.name} is edited next.`);
  }

  /** All instructions that led to a result, for the original, in one prompt: less drift than step by step. */
  async fromSource(id: string): Promise<void> {
    const { inputs, results } = this.#context;
    const result = results.list.find(id);
    if (result === undefined) return;
    const place = this.#placeOf(result);
    const now = place && this.#originalIn(place, result);
    const isOther = now === undefined || now.sha256 !== result.sourceSha256;
    const earlier = isOther ? await this.sources.earlier(result) : undefined;
    const original = earlier ?? now;
    if (place && original && place !== original) await this.#putBack(place, original);
    else if (place && original) inputs.markEdited(place.id);
    // A generated image begins with words alone.
    else if (place?.resultId !== undefined) inputs.remove(place.id);
    this.#context.touched();
    const { newId } = this.#deps;
    if (place === undefined && result.originalUri !== undefined) {
      const input =
        earlier === undefined
          ? inputs.putResult(undefined, newId(), fileInput(result.originalUri), noOrigin)
          : inputs.putFirst(earlier);
      this.sources.settle(input);
      await this.#context.loadInput(input);
    }
    this.#context.writePrompt(joinInstructions(results.list.promptsTo(id)));
    this.#context.say('All instructions so far are in the prompt. Run applies them to the source in one go.');
  }

  /** Moves a result's file to the session's trash. */
  async discard(id: string): Promise<void> {
    const result = this.#context.results.list.find(id);
    if (result) await this.#discard([result], () => `Discarded ${result.name}`);
  }

  /** Keeps one of the variants and discards the others. */
  async keepOnly(id: string): Promise<void> {
    const { list } = this.#context.results;
    const kept = list.find(id);
    const others = list.all.filter((other) => other.runId === kept?.runId && other !== kept);
    if (kept === undefined || others.length === 0) return;
    await this.#discard(others, ({ length }) => `Kept ${kept.name} and discarded ${length} more`);
    list.select(id);
    this.#context.touched();
  }

  /** Takes the last discarding back. */
  async undo(): Promise<void> {
    const { list } = this.#context.results;
    const { back, problem } = await this.discards.undo();
    const [first, ...others] = back;
    if (first && others.length === 0) list.select(first.id);
    await this.#returned(back.map(({ id }) => id));
    const words = others.length > 0 ? `${back.length} results are back.` : `${first?.name} is back.`;
    if (problem ?? first) this.#context.say(problem ?? words);
    this.#context.results.showSelected();
  }

  /** What was discarded is a result again, here and in the history. */
  async #returned(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#gone.delete(id);
    await this.discarded.look();
    await this.remember();
    this.#context.touched();
  }

  /** The session ends, and with it what only this panel could find again. What was discarded stays for a while. */
  async end(): Promise<void> {
    const { files, history } = this.#deps;
    await this.#remembered;
    await this.sources.end();
    for (const stored of this.#copies) await files.removeStored(stored);
    for (const { original } of this.#context.inputs.all) {
      if (original?.input.drawnAs !== undefined) await files.removeStored(original.input.drawnAs);
      if (original?.input.source.kind === 'stored') await files.removeStored(original.input.source.name);
    }
    const own = sessionKey(this.#context.id);
    if (this.#lines.has(own)) await history.clear(own);
  }

  async #discard(
    results: readonly SessionResult[],
    wordsFor: (gone: readonly SessionResult[]) => string,
  ): Promise<void> {
    const { gone, problem } = await this.discards.discard(results, wordsFor);
    for (const result of gone) {
      this.#gone.add(result.id);
      if (result.uri === undefined && result.role === 'final') this.#context.forgetJob(result.jobId);
    }
    await this.#stepBackFrom(gone);
    await this.discarded.look();
    this.#context.touched();
    const words = gone.length > 0 ? `${wordsFor(gone)}.` : '';
    this.#context.say([words, problem].filter(Boolean).join(' '));
    await this.remember();
    this.#context.results.showSelected();
  }

  /** What is gone is not edited next: the step before it is, or the original. */
  async #stepBackFrom(gone: readonly SessionResult[]): Promise<void> {
    const { inputs, results } = this.#context;
    for (const result of gone) {
      const place = inputs.all.find(({ resultId }) => resultId === result.id);
      if (place === undefined) continue;
      const before = result.parentId === undefined ? undefined : results.list.find(result.parentId);
      if (before && !before.missing) await this.#edit(before);
      else if (place.original) await this.#putBack(place, place.original);
      else inputs.remove(place.id);
    }
  }

  async #edit(result: SessionResult): Promise<void> {
    const { inputs, results } = this.#context;
    const { newId } = this.#deps;
    const place = this.#placeOf(result);
    const original = this.#originalIn(place, result);
    const input: EditInput = {
      name: result.name,
      source: result.uri === undefined ? await this.#copyOf(result) : { kind: 'file', uri: result.uri },
      nameAs: original?.input.name ?? results.list.firstOf(result).name,
    };
    const put = inputs.putResult(place, newId(), input, { resultId: result.id, original });
    this.#context.touched();
    await this.#context.loadInput(put);
    // One that was not there before the result was chosen, as after a restart.
    if (original && original.inspection === undefined) await this.#context.loadInput(original);
  }

  /** A copy, because the bytes of a result that is not saved go once it is saved or discarded. */
  async #copyOf({ image, near }: SessionResult): Promise<EditInput['source']> {
    const { files, newId } = this.#deps;
    const name = `input-${newId()}.${image.type === null ? 'img' : extensionFor(image.type)}`;
    await files.writeStored(name, await files.readStored(image.stored));
    this.#copies.add(name);
    this.#context.draft.folder ??= near;
    return { kind: 'stored', name };
  }

  /** The input that a result goes on from: its original, or another result of it. */
  #placeOf(result: SessionResult): SessionInput | undefined {
    const { inputs } = this.#context;
    const { originalUri } = result;
    if (originalUri === undefined) return inputs.edited;
    const isOfLine = (input: SessionInput) => lineUriOf(input.original ?? input) === originalUri;
    const edited = inputs.edited && isOfLine(inputs.edited) ? inputs.edited : undefined;
    return edited ?? inputs.all.find(isOfLine);
  }

  #originalIn(place: SessionInput | undefined, { originalUri }: SessionResult): SessionInput | undefined {
    if (place) return place.resultId === undefined ? place : place.original;
    return originalUri === undefined ? undefined : newInput(this.#deps.newId(), fileInput(originalUri));
  }

  async #putBack(place: SessionInput, original: SessionInput): Promise<void> {
    const { inputs } = this.#context;
    inputs.putBack(place, original);
    this.sources.settle(original);
    this.#context.touched();
    await this.#context.loadInput(original);
  }

  async #resultOf(step: StoredStep): Promise<SessionResult> {
    const { results } = this.#context;
    const missing = !(await this.#deps.files.exists(step.uri).catch(() => false));
    return resultOf(step, { place: results.placeOf(step.uri), missing });
  }
}

const noOrigin = { resultId: undefined, original: undefined };

const fileInput = (uri: string): EditInput => ({ name: nameOf(uri), source: { kind: 'file', uri } });

/** What the line began with, as the page shows it. */
export function sourceView(steps: Steps, inputs: InputList, restorable: boolean): PanelState['source'] {
  const { original } = steps;
  return original === undefined ? null : { ...inputs.pictureOf(original), restorable };
}
