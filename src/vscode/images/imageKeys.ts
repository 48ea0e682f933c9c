import { commands, type Disposable, type Memento, Uri } from 'vscode';

/** What menus have to know of an image: it says how it was made, and that can be done again. */
export type Known = 'recorded' | 'redoable';

const recordedKey = 'nanoBanana.recorded';
const redoableKey = 'nanoBanana.redoable';
const restorableKey = 'nanoBanana.restorable';
const imagesState = 'knownImages';
const restorableState = 'restorableImages';

/** More images than anybody right-clicks; the ones that were heard of longest ago are forgotten. */
const most = 3000;
/** Milliseconds between two tellings at least. */
const pause = 150;

/**
 * The images that the menus' entries on records and backups are offered for, as context keys. What was found out is
 * remembered with the workspace, so that a new window knows it before anything is read.
 */
export class ImageKeys implements Disposable {
  readonly #memento: Memento;
  /** By URI, the latest last. */
  readonly #known: Map<string, Known>;
  #restorable: readonly string[];
  #toldAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(memento: Memento) {
    this.#memento = memento;
    this.#known = new Map(Object.entries(memento.get<Record<string, Known>>(imagesState, {})));
    this.#restorable = memento.get<string[]>(restorableState, []);
    if (this.#known.size > 0 || this.#restorable.length > 0) this.#tell();
  }

  /** @param known undefined: the image says nothing of how it was made */
  set(uri: string, known: Known | undefined): void {
    if (this.#known.get(uri) === known) return;
    this.#known.delete(uri);
    if (known !== undefined) this.#known.set(uri, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest);
    this.#tellSoon();
  }

  /** The images that were replaced and can be brought back. */
  setRestorable(uris: readonly string[]): void {
    if (uris.join('\n') === this.#restorable.join('\n')) return;
    this.#restorable = [...uris];
    this.#tellSoon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** The first at once; a run of hundreds is told a few times a second. */
  #tellSoon(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#toldAt + pause - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
      void this.#memento.update(imagesState, Object.fromEntries(this.#known));
      void this.#memento.update(restorableState, this.#restorable);
    }, wait);
  }

  #tell(): void {
    this.#toldAt = Date.now();
    const redoable = [...this.#known].filter(([, known]) => known === 'redoable').map(([uri]) => uri);
    for (const [key, uris] of [
      [recordedKey, this.#known.keys()],
      [redoableKey, redoable],
      [restorableKey, this.#restorable],
    ] as const) {
      void commands.executeCommand('setContext', key, pathsOf(uris));
    }
  }
}

/** As `resourcePath` in a menu's condition: the path on this machine, or that of a file elsewhere. */
function pathsOf(uris: Iterable<string>): Record<string, true> {
  const paths: Record<string, true> = {};
  for (const one of uris) {
    const uri = Uri.parse(one);
    paths[uri.path] = true;
    if (uri.scheme === 'file') paths[uri.fsPath] = true;
  }
  return paths;
}
