import { hasConflict } from './conflict.ts';
import { says } from './containers/bytes.ts';
import { findInJpeg } from './containers/jpegRecord.ts';
import { findInPng, pngSignature } from './containers/pngRecord.ts';
import { headLength, type Reading, Window, walkBytes, walkFile } from './containers/ranges.ts';
import { findInWebp } from './containers/webpRecord.ts';
import { sidecarUri } from './embed.ts';
import { isLfsPointer } from './lfsPointer.ts';
import { type ImageRecord, parseRecordJson } from './record.ts';
import { readPacket } from './xmp.ts';

/**
 * What one look at an image may read, its sidecar included. Every embedded record is found within it, and every
 * sidecar but those with very long prompts.
 */
export const usualBudget = 65_536;

/** Files by URI, as the FileStore has them. */
export interface RecordFiles {
  stat(uri: string): Promise<{ size: number }>;
  /** Up to `length` bytes from `offset`; fewer at the end. */
  readRange(uri: string, offset: number, length: number): Promise<Uint8Array>;
}

/**
 * - `none`: neither in the file nor beside it;
 * - `unreadable`: there is one, but it is broken or a newer version's; `why` where that is plain;
 * - `needsMore`: not decided within the budget; try again with at least `bytes`.
 */
export type FoundRecord =
  | { state: 'found'; record: ImageRecord; place: 'embedded' | 'sidecar' }
  | { state: 'none' }
  | { state: 'unreadable'; place: 'embedded' | 'sidecar'; why?: 'conflict' | 'pointer' }
  | { state: 'needsMore'; bytes: number };

export interface ReadOptions {
  /** Length of the image, where it is known already. */
  size?: number | undefined;
  /** Bytes that may be read. */
  budget?: number;
}

/**
 * Finds the record of an image: in the file, else in the sidecar beside it. Looks at the head, and where the
 * type wants it at the tail, never at the pixels. Files of any content give an answer; what rejects is
 * only `stat` and `readRange` of the image itself.
 */
export async function readRecord(
  files: RecordFiles,
  uri: string,
  { size, budget = usualBudget }: ReadOptions = {},
): Promise<FoundRecord> {
  const fileSize = size ?? (await files.stat(uri)).size;
  const read = ({ offset, length }: { offset: number; length: number }) =>
    files.readRange(uri, offset, length);
  const walked = await walkFile(findPacket(fileSize), read, budget);
  if (!walked.done) return { state: 'needsMore', bytes: walked.wanted };
  const embedded = recordOf(walked.value);
  if (embedded.state === 'found') return embedded;
  const sidecar = await readSidecar(files, sidecarUri(uri), budget - walked.read);
  if (sidecar.state === 'needsMore') return { state: 'needsMore', bytes: walked.read + sidecar.bytes };
  return sidecar.state === 'none' ? embedded : sidecar;
}

/** The record that is embedded in a whole image. */
export function readEmbedded(bytes: Uint8Array): FoundRecord {
  return recordOf(walkBytes(findPacket(bytes.length), bytes));
}

function* findPacket(size: number): Reading<Uint8Array | undefined> {
  const window = new Window(size);
  const head = yield* window.bytes(0, headLength);
  if (says(head, 0, pngSignature)) return yield* findInPng(window);
  if (says(head, 0, '\xff\xd8\xff')) return yield* findInJpeg(window);
  if (says(head, 0, 'RIFF') && says(head, 8, 'WEBP')) return yield* findInWebp(window);
  return undefined;
}

function recordOf(packet: Uint8Array | undefined): FoundRecord {
  const found = packet ? readPacket(new TextDecoder().decode(packet)) : 'absent';
  if (found === 'absent') return { state: 'none' };
  return found === 'unreadable'
    ? { state: 'unreadable', place: 'embedded' }
    : { state: 'found', record: found, place: 'embedded' };
}

async function readSidecar(files: RecordFiles, uri: string, budget: number): Promise<FoundRecord> {
  let json: string;
  try {
    const { size } = await files.stat(uri);
    if (size > budget) return { state: 'needsMore', bytes: size };
    json = new TextDecoder().decode(await files.readRange(uri, 0, size));
  } catch {
    return { state: 'none' };
  }
  const record = parseRecordJson(json);
  if (record) return { state: 'found', record, place: 'sidecar' };
  const why = hasConflict(json) ? 'conflict' : isLfsPointer(Buffer.from(json)) ? 'pointer' : undefined;
  return { state: 'unreadable', place: 'sidecar', ...(why && { why }) };
}
