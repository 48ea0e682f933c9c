import { FileType, type Uri, workspace } from 'vscode';
import { FileError } from '../../core/ports.ts';
import { t } from '../../core/shared/l10n.ts';
import { toFileError, tooLargeError } from '../../node/fileErrors.ts';

/** Schemes that name something to read at most: there is no folder beside it. */
const placeless = new Set(['untitled', 'git', 'data', 'http', 'https']);

/** Files of every scheme that VS Code or another extension provides. Every method rejects with a `FileError`. */
export class ProviderFiles {
  /** The names that are being created: no file system behind this API checks and creates in one step. */
  readonly #reserved = new Set<string>();

  isWritable(uri: Uri): boolean {
    return !placeless.has(uri.scheme) && workspace.fs.isWritableFileSystem(uri.scheme) !== false;
  }

  async stat(uri: Uri): Promise<{ size: number; mtime: number }> {
    try {
      const { type, size, mtime } = await workspace.fs.stat(uri);
      if (type & FileType.Directory) {
        throw new FileError('isFolder', t('it is a folder'));
      }
      return { size, mtime };
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  async read(uri: Uri, maxBytes: number): Promise<Uint8Array> {
    const { size } = await this.stat(uri);
    if (size > maxBytes) throw tooLargeError(size, maxBytes);
    try {
      const bytes = await workspace.fs.readFile(uri);
      // Some file systems don't know sizes and answer 0.
      if (bytes.byteLength > maxBytes) throw tooLargeError(bytes.byteLength, maxBytes);
      return bytes;
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  async exists(uri: Uri): Promise<boolean> {
    try {
      await workspace.fs.stat(uri);
      return true;
    } catch (error) {
      const failure = toFileError(error, 'read');
      if (failure.code === 'notFound') return false;
      throw failure;
    }
  }

  async list(folder: Uri): Promise<ReadonlyMap<string, 'file' | 'folder' | 'other'> | undefined> {
    try {
      const entries = await workspace.fs.readDirectory(folder);
      return new Map(
        entries.map(([name, type]) => [
          name,
          type === FileType.File ? 'file' : type === FileType.Directory ? 'folder' : 'other',
        ]),
      );
    } catch (error) {
      const problem = toFileError(error, 'read');
      if (problem.code === 'notFound') return undefined;
      throw problem;
    }
  }

  async linksIn(folder: Uri): Promise<ReadonlySet<string>> {
    try {
      const entries = await workspace.fs.readDirectory(folder);
      return new Set(entries.filter(([, type]) => type & FileType.SymbolicLink).map(([name]) => name));
    } catch (error) {
      const problem = toFileError(error, 'read');
      if (problem.code === 'notFound') return new Set();
      throw problem;
    }
  }

  /**
   * Exclusive among all callers in this window. Between the look and the write another program could
   * still create the file; the API has no call that would close this gap.
   */
  async createExclusively(uri: Uri, bytes: Uint8Array): Promise<boolean> {
    const key = uri.toString();
    if (this.#reserved.has(key)) return false;
    this.#reserved.add(key);
    try {
      if (await this.exists(uri)) return false;
      await this.#write(uri, bytes);
      return true;
    } finally {
      this.#reserved.delete(key);
    }
  }

  /** Not in one step: no file system behind this API promises that. */
  async replace(uri: Uri, bytes: Uint8Array): Promise<void> {
    // `writeFile` would create a missing file.
    await this.stat(uri);
    try {
      await workspace.fs.writeFile(uri, bytes);
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  /** Into the system's trash; for good where there is none, as in remote windows. */
  async remove(uri: Uri): Promise<void> {
    try {
      await workspace.fs.delete(uri, { useTrash: true });
    } catch {
      // The reason is in no code, so the plain way tells whether it is another one.
      await this.#delete(uri);
    }
  }

  async #delete(uri: Uri): Promise<void> {
    try {
      await workspace.fs.delete(uri);
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  async #write(uri: Uri, bytes: Uint8Array): Promise<void> {
    try {
      await workspace.fs.writeFile(uri, bytes);
    } catch (error) {
      await this.#removeHalf(uri, bytes);
      throw toFileError(error, 'save');
    }
    const written = await workspace.fs.stat(uri).then(
      ({ size }) => size,
      () => undefined,
    );
    if (written !== undefined && written > 0 && written < bytes.byteLength) {
      await this.#removeHalf(uri, bytes);
      throw new FileError('other', t('only part of it was accepted'));
    }
  }

  /** Removes what a broken write left, but only what is surely its own: a true beginning of these bytes. */
  async #removeHalf(uri: Uri, bytes: Uint8Array): Promise<void> {
    try {
      const { size } = await workspace.fs.stat(uri);
      if (size >= bytes.byteLength) return;
      const left = await workspace.fs.readFile(uri);
      const isOurs = left.byteLength < bytes.byteLength && left.every((byte, at) => byte === bytes[at]);
      if (isOurs) await workspace.fs.delete(uri);
    } catch {
      // The error of the write itself is the one to tell.
    }
  }
}
