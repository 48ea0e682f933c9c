import { shownLink } from '../../../core/api/links.ts';
import type { EditResult, KeptImage } from '../../../core/editRequest.ts';
import { nameOf as typeName } from '../../../core/images/imageTypes.ts';
import type { Picture, ResultView } from '../../../core/shared/panelState.ts';
import { nameOf } from '../../../core/uris.ts';
import type { SessionInput } from './inputList.ts';

/** One picture that came back, saved or still kept in the extension's storage. */
export interface SessionResult {
  readonly id: string;
  readonly jobId: string;
  /** The variants of one image in one press of Run have the same. */
  readonly runId: string;
  /** The result that it goes on from. */
  readonly parentId: string | undefined;
  readonly prompt: string;
  /** The instructions that led to its parent, oldest first; they count also when the parent is gone. */
  readonly earlierPrompts: readonly string[];
  /** URI of the file that its line of steps began with; undefined for a generated or pasted image. */
  readonly originalUri: string | undefined;
  readonly role: 'final' | 'other';
  /** As it lies in the storage; only for what is not saved. */
  image: KeptImage;
  name: string;
  /** URI of the saved file. */
  uri: string | undefined;
  /** How the place is said to people. */
  place: string | undefined;
  /** URI of the folder to begin with in a save dialog. */
  readonly near: string | undefined;
  preview: string | undefined;
  thumbnail: string | undefined;
  /** The saved file is gone. */
  missing: boolean;
  /** What it was made from, as it looked then; null where that was not kept, or it was made from words alone. */
  before: Picture | null;
  /** The input that it was made from, and what that was like then; undefined where it is not known any more. */
  readonly madeOf: { input: SessionInput; inspection: SessionInput['inspection'] } | undefined;
  /** Size and time of the file that is shown; undefined until something of it is. */
  shownVersion: string | undefined;
  /** Of the bytes that its line of steps began with. */
  readonly sourceSha256: string | undefined;
  made: Pick<EditResult, 'words' | 'links' | 'notes' | 'cost' | 'tokens' | 'milliseconds'> | undefined;
  thoughts: { texts: string[]; pictures: Picture[] };
}

/** The pictures of a session, oldest first; one of them is shown. */
export class ResultList {
  readonly #results: SessionResult[] = [];
  /** Also those that were discarded or forgotten since: others go on from them, and they were paid for. */
  readonly #known = new Map<string, SessionResult>();
  readonly #earlierIds = new Set<string>();
  #selectedId: string | undefined;
  /** Somebody looks at the selected one: what arrives does not push it away. */
  #isHeld = false;

  get all(): readonly SessionResult[] {
    return this.#results;
  }

  get selectedId(): string | null {
    return this.#selectedId ?? null;
  }

  find(id: string): SessionResult | undefined {
    return this.#results.find((result) => result.id === id);
  }

  /** All that the session ever had. */
  get ever(): SessionResult[] {
    return [...this.#known.values()];
  }

  /** Also one that is not listed any more. */
  findEver(id: string | undefined): SessionResult | undefined {
    return id === undefined ? undefined : this.#known.get(id);
  }

  /** The instructions that led to a result, its own last. */
  promptsTo(id: string | undefined): string[] {
    const result = this.findEver(id);
    return result === undefined ? [] : [...result.earlierPrompts, result.prompt];
  }

  /** The result that a line of steps began with, when it had no original. */
  firstOf(result: SessionResult): SessionResult {
    const seen = new Set<SessionResult>();
    let first = result;
    for (let at = this.findEver(first.parentId); at && !seen.has(at); at = this.findEver(at.parentId)) {
      seen.add(at);
      first = at;
    }
    return first;
  }

  remove(id: string): void {
    const index = this.#results.findIndex((result) => result.id === id);
    if (index < 0) return;
    this.#results.splice(index, 1);
    if (this.#selectedId === id) this.#selectedId = (this.#results[index] ?? this.#results.at(-1))?.id;
  }

  /** Puts a result back where it was. */
  insert(index: number, result: SessionResult): void {
    this.#results.splice(index, 0, result);
  }

  /** Puts one back that was discarded, at the end; of an earlier session it is known from now on. */
  takeBack(result: SessionResult): void {
    this.#known.set(result.id, result);
    if (this.find(result.id) === undefined) this.#results.push(result);
  }

  /** Adds one of an earlier session, which is older than all that is here. */
  addEarlier(result: SessionResult): void {
    if (this.#known.has(result.id)) return;
    this.#known.set(result.id, result);
    const earlier = this.#results.findIndex(({ id }) => !this.#earlierIds.has(id));
    this.#earlierIds.add(result.id);
    this.insert(earlier < 0 ? this.#results.length : earlier, result);
  }

  add(result: SessionResult): void {
    this.#known.set(result.id, result);
    this.#results.push(result);
  }

  /** A run begins: the first result that it gives is shown. */
  expectMore(): void {
    this.#isHeld = false;
  }

  /** Adds what a run gave, and shows it unless the person looks at another one, or at an earlier variant. */
  arrive(result: SessionResult): void {
    this.add(result);
    if (!this.#isHeld) this.select(result.id);
  }

  /** From now on it stays selected until the person says something else. */
  select(id: string): void {
    if (!this.find(id)) return;
    this.#selectedId = id;
    this.#isHeld = true;
  }

  view(): ResultView[] {
    return this.#results.map((result) => ({
      ...pictureOf(result.name, result.image, result.preview),
      thumbnail: result.thumbnail ?? null,
      id: result.id,
      jobId: result.jobId,
      runId: result.runId,
      step: result.earlierPrompts.length + 1,
      parentId: result.parentId ?? null,
      prompt: result.prompt,
      role: result.role,
      savedAs: result.place ?? null,
      before: result.before,
      replaces:
        result.uri === undefined || result.missing || !result.originalUri ? null : nameOf(result.originalUri),
      seconds: result.made ? result.made.milliseconds / 1000 : null,
      cost: result.made?.cost ?? null,
      usage: result.made?.tokens === undefined ? '' : `${result.made.tokens.toLocaleString('en')} tokens`,
      missing: result.missing,
      words: result.made?.words ?? '',
      links: (result.made?.links ?? []).map(shownLink),
      thoughts: result.thoughts,
      notes: result.made?.notes ?? [],
    }));
  }
}

/** A kept image as the page shows it. */
export function pictureOf(name: string, image: KeptImage, preview: string | undefined): Picture {
  return {
    name,
    preview: preview ?? null,
    thumbnail: null,
    width: image.width || null,
    height: image.height || null,
    bytes: image.byteLength,
    type: image.type === null ? '' : typeName(image.type),
    hasAlpha: image.hasAlpha,
  };
}
