import type { EditInput } from '../../core/editRequest.ts';
import { sniff } from '../../core/images/sniff/sniff.ts';
import type { FileStore } from '../../core/ports.ts';
import { contentOf } from '../../core/records/content.ts';
import { safeName } from '../../core/save/fileNames.ts';
import { storedInputName } from '../../core/storage/storedInputs.ts';
import { nameOf } from '../../core/uris.ts';

export interface DroppedDeps {
  files: FileStore;
  /** The address as this host knows the file; undefined when it is none of its files. */
  resolveAddress(address: string): string | undefined;
  /** Whether the name is that of an image that can be edited. */
  isImageName(name: string): boolean;
  /** Says what was left out. */
  leftOut(names: readonly string[]): void;
}

/** Turns what was dropped on the page or pasted into it into inputs; nothing of it is believed. */
export class Dropped {
  readonly #deps: DroppedDeps;

  constructor(deps: DroppedDeps) {
    this.#deps = deps;
  }

  /** Bytes are kept in the storage, also when the panel is closed: a record of what they made can find them. */
  async inputsFrom(
    addresses: readonly string[],
    files: readonly { name: string; bytes: Uint8Array }[],
  ): Promise<EditInput[]> {
    const inputs: EditInput[] = [];
    const leftOut: string[] = [];
    for (const address of addresses) {
      const uri = this.#deps.resolveAddress(address);
      const name = uri === undefined ? address : nameOf(uri);
      if (uri !== undefined && this.#deps.isImageName(name))
        inputs.push({ name, source: { kind: 'file', uri } });
      else leftOut.push(name);
    }
    for (const { name, bytes } of files) {
      const info = sniff(bytes);
      if (info === undefined) {
        leftOut.push(name);
        continue;
      }
      const stored = storedInputName((await contentOf([bytes])).sha256, info.type);
      await this.#deps.files.writeStored(stored, bytes);
      inputs.push({ name: plainName(name), source: { kind: 'stored', name: stored } });
    }
    if (leftOut.length > 0) this.#deps.leftOut(leftOut);
    return inputs;
  }
}

/** The page says what it likes: the last step of it, as a name that a file could have. */
const plainName = (name: string): string => safeName(name.split(/[/\\]/).pop() ?? '');
