import type { FileStore, Log } from '../../core/ports.ts';
import { findRecord } from '../../core/records/findRecord.ts';
import { Limiter } from '../../core/shared/limiter.ts';
import { folderOf, joinUri, nameOf } from '../../core/uris.ts';
import { OwnStorage } from '../../node/ownStorage.ts';
import { VscodeFileStore } from '../files/fileStore.ts';
import type { ImageKeys } from './imageKeys.ts';
import { knownOf } from './knownOf.ts';

export interface RecordedImagesDeps {
  files: Pick<FileStore, 'stat' | 'readRange' | 'list'>;
  keys: Pick<ImageKeys, 'set'>;
  isImage(name: string): boolean;
  log: Log;
}

/** Images of one folder that are looked at; only their heads are read. */
const mostOfFolder = 300;
const atOnce = 4;

/** Finds out which images say how they were made: those that somebody works with, and what lies beside them. */
export class RecordedImages {
  readonly #deps: RecordedImagesDeps;
  readonly #looking = new Limiter(() => atOnce);
  readonly #folders = new Set<string>();

  constructor(deps: RecordedImagesDeps) {
    this.#deps = deps;
  }

  /** Looks at an image, and once at those of its folder. Never rejects. @param uri as VS Code writes it */
  async lookAround(uri: string): Promise<void> {
    const { files, isImage } = this.#deps;
    await this.look(uri);
    const folder = folderOf(uri);
    if (this.#folders.has(folder)) return;
    this.#folders.add(folder);
    const names = await files.list(folder).catch(() => undefined);
    const beside = [...(names ?? [])]
      .filter(([name, kind]) => kind !== 'folder' && isImage(name) && name !== nameOf(uri))
      .slice(0, mostOfFolder);
    await Promise.all(beside.map(([name]) => this.look(joinUri(folder, name))));
  }

  /** Looks at one image. Never rejects. */
  async look(uri: string): Promise<void> {
    const { keys, log } = this.#deps;
    try {
      const found = await this.#looking.run(never, () => findRecord(this.#deps.files, uri));
      keys.set(uri, knownOf(uri, found));
    } catch (error) {
      log.debug(`${uri} could not be looked at: ${String(error)}`);
      keys.set(uri, undefined);
    }
  }
}

/** Those of this machine's workspace, before the rest of the extension is loaded. */
export function diskImages(
  storageFolder: string,
  isImage: (name: string) => boolean,
  keys: ImageKeys,
  log: Log,
): RecordedImages {
  const files = new VscodeFileStore(new OwnStorage(storageFolder));
  return new RecordedImages({ files, keys, isImage, log });
}

const never = new AbortController().signal;
