import { FileError, type FileErrorCode } from '../core/ports.ts';
import { messageOf } from '../core/shared/errorText.ts';
import { formatBytes } from '../core/shared/format.ts';
import { type Sentence, say, sentence, t } from '../core/shared/l10n.ts';

/** What was being done: it decides what a file in place of a folder means. */
export type FileOperation = 'read' | 'save';

/** Codes of Node's errors and of VS Code's `FileSystemError`, which names them in its own `code`. */
const codes: Readonly<Record<string, FileErrorCode>> = {
  ENOENT: 'notFound',
  FileNotFound: 'notFound',
  EISDIR: 'isFolder',
  FileIsADirectory: 'isFolder',
  ENOSPC: 'noSpace',
  EDQUOT: 'noSpace',
  EFBIG: 'noSpace',
  EACCES: 'noPermission',
  EPERM: 'noPermission',
  NoPermissions: 'noPermission',
  EROFS: 'readOnly',
  ENAMETOOLONG: 'nameTooLong',
};

/** What file systems other than the disk's say only in words. */
const words: readonly [RegExp, FileErrorCode][] = [
  [/ENOSPC|EDQUOT|no space left|quota/i, 'noSpace'],
  [/EROFS|read-?only/i, 'readOnly'],
  [/ENAMETOOLONG|name too long/i, 'nameTooLong'],
];

const reasons: Readonly<Record<Exclude<FileErrorCode, 'other' | 'tooLarge'>, Sentence>> = {
  notFound: sentence('it is missing'),
  isFolder: sentence('it is a folder'),
  noSpace: sentence('there is no space left'),
  noPermission: sentence('permission was denied'),
  readOnly: sentence('the file system is read-only'),
  nameTooLong: sentence('its name is too long'),
};

/** The `code` of Node's and VS Code's errors; empty without one. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function codeOf(error: unknown, operation: FileOperation): FileErrorCode {
  const code = errorCode(error);
  // A file where a folder should be: below it there is nothing to read, but it is in the way of saving.
  if (code === 'ENOTDIR' || code === 'FileNotADirectory') return operation === 'read' ? 'notFound' : 'other';
  const known = codes[code];
  const said = words.find(([pattern]) => pattern.test(messageOf(error)))?.[1];
  // A read-only provider answers with "no permission", and only its words tell why.
  if (known === undefined || known === 'noPermission') return said ?? known ?? 'other';
  return known;
}

/** Any error of a file system as the port's own; its message is the bare reason, for a sentence that names the file. */
export function toFileError(error: unknown, operation: FileOperation): FileError {
  if (error instanceof FileError) return error;
  const code = codeOf(error, operation);
  const reason =
    code === 'other' || code === 'tooLarge' ? messageOf(error).replace(/\.$/, '') : say(reasons[code]);
  return new FileError(code, reason, { cause: error });
}

/** A file above the limit of what is read whole. Both figures in bytes. */
export function tooLargeError(size: number, maxBytes: number): FileError {
  return new FileError(
    'tooLarge',
    t('it is {size}, and the limit is {most}', { size: formatBytes(size), most: formatBytes(maxBytes) }),
  );
}
