import type { EditInput } from '../editing/editRequest.ts';
import type { FileStore, Log } from '../editing/ports.ts';
import { isImageType } from '../images/imageTypes.ts';
import type { PanelState } from '../shared/panelState.ts';
import type { History, StoredStep } from './history.ts';
import type { InputList, SessionInput } from './inputList.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';

/** What the line of steps needs of its session. */
export interface StepsContext {
  readonly inputs: InputList;
  readonly results: ResultKeeper;
  /** Loads an input that took another one's place. */
  loadInput(input: SessionInput): Promise<void>;
  /** Puts a prompt into the box, over what is typed there. */
  writePrompt(prompt: string): void;
  say(status: string): void;
  touched(): void;
}

export interface StepsDeps {
  files: FileStore;
  history: History;
  log: Log;
  newId(): string;
}

/** How something can be taken back, and how that is said. */
interface Undo {
  words: string;
  take(): Promise<string>;
}

/** The line of steps: from the original over results to further results, with branches, and what can be taken back. */
export class Steps {
  readonly #context: StepsContext;
  readonly #deps: StepsDeps;
  readonly #undo: Undo[] = [];
  /** The first edited image, while a result is in its place. */
  #original: SessionInput | undefined;
  #hasHistory = false;
  /** The original's URI, under which the steps are remembered. */
  #historyKey: string | undefined;

  constructor(context: StepsContext, deps: StepsDeps) {
    this.#context = context;
    this.#deps = deps;
  }

  /** The image that the line begins with; undefined for a generated one. */
  get original(): SessionInput | undefined {
    return this.#original ?? this.#context.inputs.edited;
  }

  get hasHistory(): boolean {
    return this.#hasHistory;
  }

  /** What was done last and can be taken back. */
  get undoable(): string | null {
    return this.#undo.at(-1)?.words ?? null;
  }

  /** Brings back the steps of earlier sessions of the same original. */
  async recall(): Promise<void> {
    const source = this.original?.input.source;
    if (source?.kind !== 'file' || this.#historyKey !== undefined) return;
    this.#historyKey = source.uri;
    const { steps, problem } = await this.#deps.history.load(source.uri);
    const { results, say } = this.#context;
    for (const step of steps) results.list.addEarlier(await this.#resultOf(step));
    this.#hasHistory = steps.length > 0;
    if (problem !== undefined) say(problem);
    else this.#context.touched();
    await results.showSelected();
  }

  /** Writes the saved steps down, so that the next session of this original has them. */
  async remember(): Promise<void> {
    if (this.#historyKey === undefined) return;
    const steps = this.#context.results.list.all.flatMap((result) => stepOf(result) ?? []);
    try {
      await this.#deps.history.save(this.#historyKey, steps);
    } catch (error) {
      this.#deps.log.warn(`The steps could not be remembered: ${String(error)}`);
    }
  }

  /** Forgets the steps; their files stay where they are. */
  async forget(): Promise<void> {
    const { results, say } = this.#context;
    for (const { id, uri } of [...results.list.all]) if (uri !== undefined) results.list.remove(id);
    this.#hasHistory = false;
    await this.remember();
    say('The earlier results are forgotten here. Their files stay.');
  }

  /** Goes on from a result: it takes the edited image's place. */
  async useResult(id: string): Promise<void> {
    const { inputs, results, say } = this.#context;
    const result = results.list.find(id);
    if (result === undefined) return;
    const name = this.original?.input.name ?? result.name;
    const input: EditInput = {
      name: result.name,
      source:
        result.uri === undefined
          ? { kind: 'stored', name: result.image.stored }
          : { kind: 'file', uri: result.uri },
      nameAs: name,
    };
    if (inputs.edited !== undefined && inputs.edited.resultId === undefined) this.#original ??= inputs.edited;
    await this.#edit(input, id);
    say(`${result.name} is edited next.`);
  }

  /** Takes the original as the edited image again. */
  async useOriginal(): Promise<void> {
    const original = this.#original;
    if (original === undefined) return;
    await this.#edit(original.input, undefined);
    this.#original = undefined;
    this.#context.say(`${original.input.name} is edited next.`);
  }

  /** All instructions that led to a result, for the original, in one prompt: less drift than step by step. */
  async fromOriginal(id: string): Promise<void> {
    const prompts = this.#context.results.list.chainOf(id).map(({ prompt }) => prompt.trim());
    await this.useOriginal();
    this.#context.writePrompt(joinPrompts(prompts));
    this.#context.say(
      'All instructions so far are in the prompt. Run applies them to the original in one go.',
    );
  }

  /** Moves a result's file to the session's trash. */
  async discard(id: string): Promise<void> {
    const result = this.#context.results.list.find(id);
    if (result === undefined) return;
    await this.#discardAll([result], `Discarded ${result.name}`);
  }

  /** Keeps one result of a run and discards the others. */
  async keepOnly(id: string): Promise<void> {
    const { list } = this.#context.results;
    const kept = list.find(id);
    const others = list.all.filter((other) => other.runId === kept?.runId && other !== kept);
    if (kept === undefined || others.length === 0) return;
    await this.#discardAll(others, `Kept ${kept.name} and discarded ${others.length} more`);
    list.select(id);
    this.#context.touched();
  }

  /** Takes the last discarding back. */
  async undo(): Promise<void> {
    const last = this.#undo.pop();
    if (last !== undefined) this.#context.say(await last.take());
    await this.remember();
  }

  /** The session ends: what is in its trash goes for good. */
  async end(): Promise<void> {
    this.#undo.length = 0;
    for (const stored of this.#trashed) await this.#deps.files.removeStored(stored);
  }

  readonly #trashed = new Set<string>();

  async #discardAll(results: readonly SessionResult[], words: string): Promise<void> {
    const { list } = this.#context.results;
    const { files } = this.#deps;
    const gone: { result: SessionResult; at: number; trashed: string | undefined }[] = [];
    for (const result of results) {
      const uri = result.missing ? undefined : result.uri;
      const trashed = uri === undefined ? undefined : await files.trash(uri);
      if (trashed !== undefined) this.#trashed.add(trashed);
      gone.push({ result, at: list.all.indexOf(result), trashed });
      list.remove(result.id);
    }
    this.#undo.push({ words, take: () => this.#bringBack(gone) });
    this.#context.say(`${words}.`);
    await this.remember();
  }

  async #bringBack(
    gone: readonly { result: SessionResult; at: number; trashed: string | undefined }[],
  ): Promise<string> {
    const { list } = this.#context.results;
    for (const { result, at, trashed } of [...gone].reverse()) {
      if (trashed !== undefined && result.uri !== undefined) {
        await this.#context.results.putBack(result, trashed);
        this.#trashed.delete(trashed);
      }
      list.insert(at, result);
      list.select(result.id);
    }
    return gone.length === 1 ? `${gone[0]?.result.name} is back.` : `${gone.length} results are back.`;
  }

  async #edit(input: EditInput, resultId: string | undefined): Promise<void> {
    const { inputs, loadInput, touched } = this.#context;
    const replaced = inputs.replaceEdited(this.#deps.newId(), input, resultId);
    touched();
    await loadInput(replaced);
  }

  async #resultOf(step: StoredStep): Promise<SessionResult> {
    const { image } = step;
    const type = image.type !== null && isImageType(image.type) ? image.type : null;
    return {
      id: step.id,
      jobId: step.jobId,
      runId: step.runId,
      parentId: step.parentId ?? undefined,
      prompt: step.prompt,
      role: 'final',
      image: { ...image, type, stored: '' },
      name: step.name,
      uri: step.uri,
      place: this.#context.results.placeOf(step.uri),
      near: undefined,
      preview: undefined,
      thumbnail: undefined,
      missing: !(await this.#deps.files.exists(step.uri)),
      original: null,
      made: {
        words: step.words,
        notes: step.notes,
        cost: step.cost ?? undefined,
        tokens: step.tokens ?? undefined,
        milliseconds: step.milliseconds,
      },
      thoughts: { texts: [], pictures: [] },
    };
  }
}

/** Undefined for what is not saved: it has no file to come back to. */
function stepOf(result: SessionResult): StoredStep | undefined {
  const { id, jobId, runId, parentId, prompt, uri, name, image, made } = result;
  if (uri === undefined || result.role !== 'final') return undefined;
  const { type, width, height, byteLength, hasAlpha } = image;
  return {
    id,
    jobId,
    runId,
    parentId: parentId ?? null,
    prompt,
    uri,
    name,
    image: { type, width, height, byteLength, hasAlpha },
    words: made?.words ?? '',
    notes: made?.notes ?? [],
    cost: made?.cost ?? null,
    tokens: made?.tokens ?? null,
    milliseconds: made?.milliseconds ?? 0,
  };
}

/** One instruction as it is, several as a numbered list. */
function joinPrompts(prompts: readonly string[]): string {
  if (prompts.length < 2) return prompts[0] ?? '';
  return ['Do all of this:', ...prompts.map((prompt, index) => `${index + 1}. ${prompt}`)].join('\n');
}

/** The original as the page shows it. */
export function originalView(steps: Steps, inputs: InputList, restorable: boolean): PanelState['original'] {
  const { original } = steps;
  if (original === undefined) return null;
  const { name, preview, thumbnail, width, height, bytes, type, hasAlpha } = inputs.viewOf(original);
  return { name, preview, thumbnail, width, height, bytes, type, hasAlpha, restorable };
}
