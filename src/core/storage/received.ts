import { PictureCheck } from '../api/answer/pictureCheck.ts';
import type { KeptImage } from '../editRequest.ts';
import { extensionFor } from '../images/imageTypes.ts';
import { sniff } from '../images/sniff/sniff.ts';
import type { FileStore } from '../ports.ts';
import type { JournalEntry, KeptResult } from './journalEntry.ts';
import { storedNames } from './names.ts';

/** How the name of a stored picture ends that a job receives, so that it is found where nothing names it. */
export const receivedFor = (jobId: string): string => (/^[\w-]{1,80}$/.test(jobId) ? `${jobId}.img` : 'img');

/**
 * The last whole picture that a job received before its host ended, as it came; undefined where none is whole.
 * Never rejects.
 */
export async function findReceived(
  files: Pick<FileStore, 'listStored' | 'readStored' | 'storedAt'>,
  { jobId, nameSteps = ['image'] }: Pick<JournalEntry, 'jobId' | 'nameSteps'>,
): Promise<KeptResult | undefined> {
  let latest: { at: number; image: KeptImage } | undefined;
  try {
    const ending = `.${receivedFor(jobId)}`;
    if (ending === '.img') return undefined;
    for (const name of await files.listStored(storedNames.scratch)) {
      if (!name.endsWith(ending)) continue;
      const [bytes, at] = await Promise.all([files.readStored(name), files.storedAt(name)]);
      const check = new PictureCheck();
      check.add(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      const image = keptImage(name, bytes);
      const isWhole = image.type !== null && check.looks() === 'picture';
      if (isWhole && at >= (latest?.at ?? 0)) latest = { at, image };
    }
  } catch {
    // What can't be looked at is left for the sweep.
  }
  if (latest === undefined) return undefined;
  const { image } = latest;
  const suggestedName = `${nameSteps.at(-1)}.${image.type === null ? 'bin' : extensionFor(image.type)}`;
  return { image, suggestedName, nameSteps, raw: true };
}

/** What the bytes say of themselves; bytes that are no image have no extent. */
export function keptImage(stored: string, bytes: Uint8Array): KeptImage {
  const info = sniff(bytes);
  return {
    stored,
    type: info?.type ?? null,
    width: info?.width ?? 0,
    height: info?.height ?? 0,
    byteLength: bytes.byteLength,
    hasAlpha: info?.hasAlpha ?? false,
  };
}
