import type { KeptImage } from '../editRequest.ts';
import type { Codec } from '../images/codec.ts';
import { mimeOf } from '../images/imageTypes.ts';
import type { FileStore, Log } from '../ports.ts';
import { formatPixels } from '../shared/format.ts';

/** A picture as a model gets to see it. */
export interface ShownImage {
  bytes: Uint8Array;
  mimeType: string;
  /** What the model should know of it; empty when it is the very file. */
  note: string;
}

/** What models look at as it is; they make larger ones smaller themselves, after all of it was sent. */
const largest = { side: 1568, bytes: 2_000_000 };
const copySide = 1024;
const seenByModels = ['png', 'jpeg', 'webp', 'gif'];

/** The image itself, or a smaller copy of a large one; undefined when its bytes can't be shown. Never rejects. */
export async function shownImage(
  { files, codec, log }: { files: Pick<FileStore, 'readStored'>; codec: Pick<Codec, 'thumbnail'>; log: Log },
  { stored, type, width, height, byteLength }: KeptImage,
): Promise<ShownImage | undefined> {
  if (type === null) return undefined;
  try {
    const bytes = await files.readStored(stored);
    const isSmall = Math.max(width, height) <= largest.side && byteLength <= largest.bytes;
    if (isSmall && seenByModels.includes(type)) return { bytes, mimeType: mimeOf(type), note: '' };
    const copy = await codec.thumbnail({ bytes, maxSide: copySide });
    const note = `The image below is a smaller copy of ${formatPixels(copy.width, copy.height)} pixels; the file has all of them.`;
    return { bytes: copy.bytes, mimeType: mimeOf(copy.type), note };
  } catch (error) {
    log.warn(`A result could not be shown to a model: ${String(error)}`);
    return undefined;
  }
}
