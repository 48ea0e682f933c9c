import { createHash, randomUUID } from 'node:crypto';
import { FileError, type ScratchFile } from '../core/ports.ts';
import { t } from '../core/shared/l10n.ts';
import { storedNames } from '../core/storage/names.ts';

/** Some answers at 4K. Beyond that the machine would lack memory for everything else, too. */
const mostBytes = 512 * 1024 * 1024;

/** Files that no disk took, until the process ends. */
export class MemoryFiles {
  readonly #files = new Map<string, { bytes: Buffer; at: number }>();
  readonly #mostBytes: number;
  /** Of all files, also of those that are still being written. */
  #bytes = 0;

  constructor(most = mostBytes) {
    this.#mostBytes = most;
  }

  createScratch(suffix: string): ScratchFile {
    const name = `${storedNames.scratch}${randomUUID()}.${suffix}`;
    let pieces: Buffer[] = [];
    let byteLength = 0;
    return {
      name,
      lasts: false,
      get byteLength() {
        return byteLength;
      },
      write: (bytes) => {
        if (this.#bytes + bytes.byteLength > this.#mostBytes)
          throw new FileError('noSpace', t('there is no space left'));
        pieces.push(Buffer.from(bytes));
        byteLength += bytes.byteLength;
        this.#bytes += bytes.byteLength;
      },
      close: async () => {
        this.#files.set(name, { bytes: Buffer.concat(pieces), at: Date.now() });
        pieces = [];
      },
      sha256: async () =>
        createHash('sha256')
          .update(this.read(name) ?? '')
          .digest('hex'),
      discard: async () => {
        if (this.remove(name)) return;
        this.#bytes -= pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
        pieces = [];
      },
    };
  }

  read(name: string): Uint8Array | undefined {
    return this.#files.get(name)?.bytes;
  }

  writtenAt(name: string): number | undefined {
    return this.#files.get(name)?.at;
  }

  list(prefix: string): string[] {
    return [...this.#files.keys()].filter((name) => name.startsWith(prefix));
  }

  /** @returns whether it was there */
  remove(name: string): boolean {
    const found = this.#files.get(name);
    if (found) this.#bytes -= found.bytes.byteLength;
    return this.#files.delete(name);
  }
}
