import type { FileStore } from '../ports.ts';
import { type FoundRecord, readRecord } from './readRecord.ts';

/** More is no record. */
const largestRecord = 16 * 1024 * 1024;

/** The record of an image. Looks further only where the first, short look says that there is more. */
export async function findRecord(
  files: Pick<FileStore, 'stat' | 'readRange'>,
  uri: string,
): Promise<FoundRecord> {
  const found = await readRecord(files, uri);
  if (found.state !== 'needsMore' || found.bytes > largestRecord) return found;
  return readRecord(files, uri, { budget: largestRecord });
}
