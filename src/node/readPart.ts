import { close, constants, fstat, open, read, type Stats } from 'node:fs';
import { FileError } from '../core/ports.ts';
import { t } from '../core/shared/l10n.ts';

/** Refuses folders, and devices and pipes, which can be read without end. */
export function refuseAllButFiles(found: Stats): void {
  if (found.isDirectory()) throw new FileError('isFolder', t('it is a folder'));
  if (!found.isFile()) throw new FileError('other', t('it is not a plain file'));
}

export interface Part {
  bytes: Uint8Array;
  /** Of the whole file. */
  size: number;
}

/**
 * Up to `length` bytes of a file from `offset`, fewer at its end, and its size. Written with callbacks, because a look at
 * thousands of files spends most of its time on promises otherwise. Rejects with the system call's error.
 */
export function readPart(file: string, offset: number, length: number): Promise<Part> {
  return new Promise((resolve, reject) => {
    // A pipe that nobody writes to would block one of the few threads for ever.
    open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0), (problem, handle) => {
      if (problem) return reject(problem);
      let size = 0;
      const end = (error: unknown, bytes: Uint8Array): void =>
        close(handle, () => (error === null ? resolve({ bytes, size }) : reject(error)));
      fstat(handle, (unknown, found) => {
        try {
          if (unknown) throw unknown;
          refuseAllButFiles(found);
          size = found.size;
        } catch (error) {
          end(error, none);
          return;
        }
        fill(handle, offset, Math.max(0, Math.min(length, found.size - offset)), end);
      });
    });
  });
}

const none = new Uint8Array();

/** Reads on until the bytes are full or the file ends. */
function fill(
  handle: number,
  offset: number,
  length: number,
  end: (error: unknown, bytes: Uint8Array) => void,
): void {
  const bytes = new Uint8Array(length);
  const next = (done: number): void => {
    if (done === length) {
      end(null, bytes);
      return;
    }
    read(handle, bytes, done, length - done, offset + done, (error, count) => {
      if (error) end(error, none);
      else if (count === 0) end(null, bytes.subarray(0, done));
      else next(done + count);
    });
  };
  next(0);
}
