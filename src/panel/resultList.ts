import type { EditResult, KeptImage } from '../editing/editRequest.ts';
import { nameOf as typeName } from '../images/imageTypes.ts';
import type { Picture, ResultView } from '../shared/panelState.ts';

/** One picture that came back, saved or still kept in the extension's storage. */
export interface SessionResult {
  readonly id: string;
  readonly jobId: string;
  /** The results of one press of Run have the same. */
  readonly runId: string;
  /** The result that it goes on from. */
  readonly parentId: string | undefined;
  readonly prompt: string;
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
  original: Picture | null;
  made: Pick<EditResult, 'words' | 'notes' | 'cost' | 'tokens' | 'milliseconds'> | undefined;
  thoughts: { texts: string[]; pictures: Picture[] };
}

/** The pictures of a session, oldest first; one of them is shown. */
export class ResultList {
  readonly #results: SessionResult[] = [];
  readonly #earlierIds = new Set<string>();
  #selectedId: string | undefined;

  get all(): readonly SessionResult[] {
    return this.#results;
  }

  get selectedId(): string | null {
    return this.#selectedId ?? null;
  }

  find(id: string): SessionResult | undefined {
    return this.#results.find((result) => result.id === id);
  }

  /** The results that lead to one, from the first step to itself. */
  chainOf(id: string): SessionResult[] {
    const chain: SessionResult[] = [];
    let at = this.find(id);
    while (at !== undefined && !chain.includes(at)) {
      chain.unshift(at);
      at = at.parentId === undefined ? undefined : this.find(at.parentId);
    }
    return chain;
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

  /** Adds one of an earlier session, which is older than all that is here. */
  addEarlier(result: SessionResult): void {
    const earlier = this.#results.findIndex(({ id }) => !this.#earlierIds.has(id));
    this.#earlierIds.add(result.id);
    this.insert(earlier < 0 ? this.#results.length : earlier, result);
  }

  add(result: SessionResult): void {
    this.#results.push(result);
  }

  select(id: string): void {
    if (this.find(id)) this.#selectedId = id;
  }

  view(): ResultView[] {
    return this.#results.map((result) => ({
      ...pictureOf(result.name, result.image, result.preview),
      thumbnail: result.thumbnail ?? null,
      id: result.id,
      jobId: result.jobId,
      runId: result.runId,
      step: this.chainOf(result.id).length,
      parentId: result.parentId ?? null,
      prompt: result.prompt,
      role: result.role,
      savedAs: result.place ?? null,
      original: result.original,
      seconds: result.made ? result.made.milliseconds / 1000 : null,
      cost: result.made?.cost ?? null,
      usage: result.made?.tokens === undefined ? '' : `${result.made.tokens.toLocaleString('en')} tokens`,
      missing: result.missing,
      words: result.made?.words ?? '',
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
