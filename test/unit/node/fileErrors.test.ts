import assert from 'node:assert/strict';
import { FileError } from '../../../src/core/ports.ts';
import { toFileError } from '../../../src/node/fileErrors.ts';

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });

describe('errors of file systems', () => {
  it('of the disk and of VS Code share one set of codes', () => {
    const expected: [Error, FileError['code']][] = [
      [coded('ENOENT'), 'notFound'],
      [coded('FileNotFound'), 'notFound'],
      [coded('EISDIR'), 'isFolder'],
      [coded('FileIsADirectory'), 'isFolder'],
      [coded('ENOSPC'), 'noSpace'],
      [coded('EDQUOT'), 'noSpace'],
      [coded('EACCES'), 'noPermission'],
      [coded('EPERM'), 'noPermission'],
      [coded('NoPermissions'), 'noPermission'],
      [coded('EROFS'), 'readOnly'],
      [coded('ENAMETOOLONG'), 'nameTooLong'],
      [coded('Unavailable'), 'other'],
      [new Error('the line is cut'), 'other'],
    ];
    for (const [error, code] of expected) assert.equal(toFileError(error, 'save').code, code, error.message);
  });

  it('are told by their words where a remote file system has no code for them', () => {
    assert.equal(toFileError(coded('Unknown', 'ENOSPC: no space left on device'), 'save').code, 'noSpace');
    assert.equal(toFileError(coded('NoPermissions', 'Resource is read-only'), 'save').code, 'readOnly');
  });

  it('take a file in place of a folder for a missing file only when reading', () => {
    assert.equal(toFileError(coded('ENOTDIR'), 'read').code, 'notFound');
    assert.equal(toFileError(coded('ENOTDIR'), 'save').code, 'other');
  });

  it('become a reason without a full stop, keep their cause, and are not wrapped twice', () => {
    const cause = coded('EIO', 'The disk does not answer.');
    const failure = toFileError(cause, 'read');
    assert.equal(failure.message, 'The disk does not answer');
    assert.equal(failure.cause, cause);
    assert.equal(toFileError(failure, 'save'), failure);
    assert.ok(toFileError('plain text', 'read') instanceof FileError);
  });
});
