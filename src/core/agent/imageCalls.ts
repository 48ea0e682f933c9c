import type { Consent } from '../consent.ts';
import type { EditingService } from '../edit/editingService.ts';
import { forgetStored, saveOthers } from '../edit/saveOthers.ts';
import { type EditRequest, type EditResult, folderFor } from '../editRequest.ts';
import type { Codec } from '../images/codec.ts';
import type { Log } from '../ports.ts';
import { fail, type Outcome } from '../shared/failure.ts';
import { phaseWords } from '../shared/phaseWords.ts';
import { failureText, resultText } from './answers.ts';
import { refused } from './places.ts';
import { type PlanDeps, type PlannedRun, planRun } from './plannedRun.ts';
import { doingWords, plainText, type Question, questionFor } from './question.ts';
import { shownImage } from './shownImage.ts';
import type { ImageToolInput, ReadInput } from './toolInputs.ts';
import { UnaskedCalls } from './unaskedCalls.ts';

/** What the tools ask of the window around them. */
export interface ToolWindow {
  /** Asks before money is spent, so that nothing but a person can answer. */
  confirm(question: string, detail: string): Promise<boolean>;
  /** Shows what runs, as long as it does; the task tells what it is doing. */
  showProgress<T>(title: string, task: (tell: (status: string) => void) => Promise<T>): Promise<T>;
  /** Tells of an image that is not saved yet; the place that the person chose for it. */
  offerToSave(sentence: string, suggestedName: string, near: string | undefined): Promise<string | undefined>;
}

export interface ImageCallsDeps extends PlanDeps {
  editing: EditingService;
  codec: Codec;
  window: ToolWindow;
  consent: Consent;
  log: Log;
  newId(): string;
}

/** What is told and asked before a call is carried out. */
export interface PreparedCall {
  /** What will be done, in a few words; undefined: nothing can be. */
  doing?: string;
  /** Undefined: the call itself asks, or tells the model why it can't be carried out. */
  question?: Question;
}

/** One piece of an answer to a model. */
export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'image'; bytes: Uint8Array; mimeType: string };

/** Somebody stopped the call, so nobody waits for an answer. */
export class CallStopped extends Error {}

interface Ended {
  jobId: string;
  request: EditRequest;
  outcome: Outcome<EditResult>;
}

/**
 * Makes images for a model: what a tool that edits or generates does, whatever carries its calls, VS Code's chat or
 * another server.
 */
export class ImageCalls {
  readonly #deps: ImageCallsDeps;
  readonly #read: (input: unknown) => ReadInput<ImageToolInput>;
  readonly #unasked = new UnaskedCalls();

  constructor(deps: ImageCallsDeps, read: (input: unknown) => ReadInput<ImageToolInput>) {
    this.#deps = deps;
    this.#read = read;
  }

  /** Asks nothing where nothing can be made: the call itself then tells the model why. */
  async prepare(input: unknown): Promise<PreparedCall> {
    const planned = await this.#plan(input);
    const run = planned.ok ? planned.value : undefined;
    if (run === undefined || this.#isDear(run)) {
      this.#unasked.add(input);
      return run ? { doing: doingWords(run) } : {};
    }
    return { doing: doingWords(run), question: questionFor(run, this.#deps.workspace) };
  }

  /** Rejects with what went wrong, addressed to the model, or with `CallStopped`. */
  async call(input: unknown, signal: AbortSignal): Promise<AnswerPart[]> {
    const wasNotAsked = this.#unasked.take(input);
    const planned = await this.#plan(input);
    if (!planned.ok) throw new Error(failureText(planned.failure));
    const run = planned.value;
    if ((wasNotAsked || this.#isDear(run)) && !(await this.#asks(run))) {
      throw new Error('The user declined. Nothing was sent or billed. Ask the user what they want instead.');
    }
    this.#deps.consent.agreed(run.dearer);
    const ended = await this.#run(run, signal);
    const made = ended.filter(({ outcome }) => outcome.ok);
    if (made.length === 0) {
      if (signal.aborted) throw new CallStopped();
      throw new Error(this.#told(ended).join('\n\n'));
    }
    return this.#answer(ended);
  }

  async #plan(input: unknown): Promise<Outcome<PlannedRun>> {
    const read = this.#read(input);
    return read.ok ? planRun(this.#deps, read.value) : fail(refused(read.sentence));
  }

  #isDear({ quote: { usd }, values, dearer }: PlannedRun): boolean {
    return this.#deps.consent.isDear({ usd, limit: values.confirmAboveCost, dearer });
  }

  #asks(run: PlannedRun): Promise<boolean> {
    const question = questionFor(run, this.#deps.workspace);
    return this.#deps.window.confirm(question.title, plainText(question));
  }

  async #run(run: PlannedRun, signal: AbortSignal): Promise<Ended[]> {
    const { editing, window, newId } = this.#deps;
    const sessionId = newId();
    const together = editing.together(run.requests);
    return window.showProgress(doingWords(run), (tell) =>
      Promise.all(
        run.requests.map(async (request, index) => {
          const jobId = newId();
          const outcome = await editing.run(
            { id: jobId, sessionId, request },
            {
              signal,
              onProgress: ({ phase, note }) => tell(note ?? phaseWords(phase)),
              // A model waits: the person is asked afterwards.
              chooseTarget: async () => undefined,
            },
            together[index],
          );
          return { jobId, request, outcome };
        }),
      ),
    );
  }

  /** The failures of a run, each once. */
  #told(ended: readonly Ended[]): string[] {
    return [...new Set(ended.flatMap(({ outcome }) => (outcome.ok ? [] : failureText(outcome.failure))))];
  }

  async #answer(ended: readonly Ended[]): Promise<AnswerPart[]> {
    const { workspace } = this.#deps;
    const parts: AnswerPart[] = [];
    for (const { jobId, request, outcome } of ended) {
      if (!outcome.ok) continue;
      const result = outcome.value;
      const shown = await shownImage(this.#deps, result.image);
      const others = await this.#settle(jobId, request, result);
      const note =
        shown === undefined ? '\nThe image can’t be shown here; open the file.' : `\n${shown.note}`;
      parts.push({ kind: 'text', text: `${resultText(result, others, workspace)}${note}`.trimEnd() });
      if (shown) parts.push({ kind: 'image', bytes: shown.bytes, mimeType: shown.mimeType });
    }
    const failures = this.#told(ended);
    if (failures.length > 0) {
      const count = ended.filter(({ outcome }) => !outcome.ok).length;
      const head = `${count} of ${ended.length} images could not be made.`;
      parts.push({ kind: 'text', text: [head, ...failures].join('\n') });
    }
    return parts;
  }

  /** Saves further pictures, and clears the storage of what is saved. What is not stays, and is offered. */
  async #settle(jobId: string, request: EditRequest, result: EditResult): Promise<string[]> {
    const { savedAs } = result;
    if (savedAs === undefined) {
      void this.#offerToSave(jobId, request, result);
      return [];
    }
    const { uris } = await saveOthers(this.#deps, result.others, savedAs);
    await forgetStored(this.#deps, [
      result.image.stored,
      ...result.thoughts.pictures.map(({ stored }) => stored),
    ]);
    return uris;
  }

  async #offerToSave(jobId: string, request: EditRequest, result: EditResult): Promise<void> {
    const { editing, window, log } = this.#deps;
    const { image, suggestedName, unsaved } = result;
    try {
      let sentence = unsaved?.sentence ?? `${suggestedName} is not saved yet.`;
      for (;;) {
        const chosen = await window.offerToSave(sentence, suggestedName, folderFor(request));
        if (chosen === undefined) return;
        const saved = await editing.saveKept(image, chosen, jobId);
        if (saved.ok) {
          await saveOthers(this.#deps, result.others, saved.value.uri);
          await forgetStored(this.#deps, [image.stored]);
          return;
        }
        sentence = saved.failure.sentence;
      }
    } catch (error) {
      log.error(`Job ${jobId}: its image could not be offered: ${String(error)}`);
    }
  }
}
