import { FileError, type FileStore } from '../ports.ts';
import { findRecord } from '../records/findRecord.ts';
import { resolvePath } from '../records/paths.ts';
import { folderOf } from '../uris.ts';

/** More steps are no line of steps. */
const longestLine = 100;

/**
 * The image that another one was made from, by its record; over the records of the steps between them, to the
 * one that the line began with.
 * @param mayRead whether a record, whose origin is unknown, may lead to this URI
 * @returns undefined when no record says it, or the original is not there any more
 */
export async function findOriginal(
  files: Pick<FileStore, 'stat' | 'readRange' | 'exists'>,
  uri: string,
  mayRead: (uri: string) => boolean,
): Promise<string | undefined> {
  const line = [uri];
  while (line.length <= longestLine) {
    const at = line.at(-1) ?? uri;
    const before = await stepBefore(files, at);
    if (before === undefined || line.includes(before) || !mayRead(before) || !(await files.exists(before))) {
      return line.length > 1 ? at : undefined;
    }
    line.push(before);
  }
  return undefined;
}

async function stepBefore(
  files: Pick<FileStore, 'stat' | 'readRange'>,
  uri: string,
): Promise<string | undefined> {
  try {
    const found = await findRecord(files, uri);
    if (found.state !== 'found') return undefined;
    const edited = found.record.inputs.find(({ role }) => role === 'edited');
    return edited && resolvePath(folderOf(uri), edited.path);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}
