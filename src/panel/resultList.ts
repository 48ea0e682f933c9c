import type { EditResult, KeptImage } from '../editing/editRequest.ts';
import { nameOf as typeName } from '../images/imageTypes.ts';
import type { Picture, ResultView } from '../shared/panelState.ts';

/** One picture that came back, saved or still kept in the extension's storage. */
export interface SessionResult {
  readonly id: string;
  readonly jobId: string;
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
  original: Picture | null;
  made: Pick<EditResult, 'words' | 'notes' | 'cost' | 'milliseconds'> | undefined;
  thoughts: { texts: string[]; pictures: Picture[] };
}

/** The pictures of a session, oldest first; one of them is shown. */
export class ResultList {
  readonly #results: SessionResult[] = [];
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

  add(result: SessionResult): void {
    this.#results.push(result);
  }

  select(id: string): void {
    if (this.find(id)) this.#selectedId = id;
  }

  view(): ResultView[] {
    return this.#results.map((result) => ({
      ...pictureOf(result.name, result.image, result.preview),
      id: result.id,
      jobId: result.jobId,
      role: result.role,
      savedAs: result.place ?? null,
      original: result.original,
      seconds: result.made ? result.made.milliseconds / 1000 : null,
      cost: result.made?.cost ?? null,
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
    width: image.width || null,
    height: image.height || null,
    bytes: image.byteLength,
    type: image.type === null ? '' : typeName(image.type),
    hasAlpha: image.hasAlpha,
  };
}
