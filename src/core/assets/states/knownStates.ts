import { folderOf } from '../../uris.ts';
import type { Asset } from '../compile/asset.ts';
import { InputHashes } from './inputHashes.ts';
import { type AssetStatus, type StateFiles, stateOf } from './states.ts';

interface Known {
  /** All of the asset that decides on its state. */
  wanted: string;
  inputs: readonly string[];
  status: Promise<AssetStatus>;
}

/** The states of assets, each looked up once until its manifest entry or a file of it changes. */
export class KnownStates {
  readonly #files: StateFiles;
  readonly #hashes: InputHashes;
  readonly #known = new Map<string, Known>();
  /** The assets that are made from a file. */
  readonly #madeFrom = new Map<string, Set<string>>();
  /** All that lie above a file that is known. */
  readonly #folders = new Set<string>();

  constructor(files: StateFiles) {
    this.#files = files;
    this.#hashes = new InputHashes(files);
  }

  /** By a short look, without comparing pixels. Rejects when the file can't be read. */
  async of(asset: Asset): Promise<AssetStatus> {
    const wanted = askedFor(asset);
    let known = this.#known.get(asset.uri);
    if (known?.wanted !== wanted) {
      const status = stateOf(asset, { files: this.#files, hashes: this.#hashes });
      known = { wanted, inputs: asset.inputs.map(({ uri }) => uri), status };
      this.#keep(asset.uri, known);
    }
    return { ...(await known.status), asset };
  }

  /** Whether the state is known without a look. */
  has(asset: Asset): boolean {
    return this.#known.get(asset.uri)?.wanted === askedFor(asset);
  }

  /**
   * A file came, changed or went.
   * @param uri canonical
   * @returns whether a state may be another one now
   */
  changed(uri: string): boolean {
    this.#hashes.forget(uri);
    const concerned = [uri, ...(this.#madeFrom.get(uri) ?? [])];
    return concerned.filter((asset) => this.#known.delete(asset)).length > 0;
  }

  /** Whole folders may have come or gone. */
  changedBelow(folder: string): boolean {
    if (!this.#folders.has(folder)) return false;
    const places = [...this.#known.keys(), ...this.#madeFrom.keys()];
    return places.filter((uri) => uri.startsWith(`${folder}/`) && this.changed(uri)).length > 0;
  }

  #keep(uri: string, known: Known): void {
    this.#known.set(uri, known);
    for (const file of [uri, ...known.inputs]) this.#noteFolders(file);
    for (const input of known.inputs) {
      const made = this.#madeFrom.get(input) ?? new Set();
      this.#madeFrom.set(input, made.add(uri));
    }
    // What could not be read is looked at again the next time.
    known.status.catch(() => {
      if (this.#known.get(uri) === known) this.#known.delete(uri);
    });
  }

  #noteFolders(file: string): void {
    for (
      let folder = folderOf(file);
      folder !== '' && !this.#folders.has(folder);
      folder = folderOf(folder)
    ) {
      this.#folders.add(folder);
    }
  }
}

const askedFor = ({ prompt, inputs, model, options, type, pixels }: Asset): string =>
  JSON.stringify([prompt, inputs.map(({ uri }) => uri), model, options, type, pixels]);
