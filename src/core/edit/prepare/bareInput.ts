import type { RequestImage } from '../../api/body/request.ts';
import type { EditInput } from '../../editRequest.ts';
import { type ImageType, mimeOf } from '../../images/imageTypes.ts';
import type { FileStore } from '../../ports.ts';
import {
  bareBudget,
  bareBytes,
  bareImage,
  isWhole,
  lengthOf,
  streamPieces,
} from '../../records/bareImage.ts';
import { walkFile } from '../../records/containers/ranges.ts';

/** An image as it is sent, and where its very bytes lie; undefined: nowhere as they are sent. */
export interface PreparedImage extends RequestImage {
  from: EditInput['source'] | undefined;
}

/** An image that lies in memory alone. */
export const inMemory = (bytes: Uint8Array, mimeType: string, from?: EditInput['source']): PreparedImage => ({
  from,
  mimeType,
  byteLength: bytes.byteLength,
  async *open() {
    yield bytes;
  },
});

/**
 * An input as it is sent without its metadata, streamed from where it lies, so that it is never held whole.
 * Undefined when its metadata can't be cut out: then it has to be encoded anew.
 */
export async function bareInput(
  files: FileStore,
  input: EditInput,
  type: ImageType,
  byteLength: number,
): Promise<PreparedImage | undefined> {
  const mimeType = mimeOf(type);
  const source: EditInput['source'] =
    input.drawnAs === undefined ? input.source : { kind: 'stored', name: input.drawnAs };
  if (source.kind === 'stored') {
    const whole = await files.readStored(source.name);
    const bytes = bareBytes(type, whole);
    return bytes && inMemory(bytes, mimeType, bytes === whole ? source : undefined);
  }
  const { uri } = source;
  const { mtime } = await files.stat(uri);
  // Where it is another file by now, too few bytes break the request off before its last one.
  const isAsItWas = async () => {
    const now = await files.stat(uri);
    return now.size === byteLength && now.mtime === mtime;
  };
  const read = ({ offset, length }: { offset: number; length: number }) =>
    files.readRange(uri, offset, length);
  const walked = await walkFile(bareImage(type, byteLength), read, bareBudget(byteLength));
  const pieces = walked.done ? walked.value : undefined;
  if (pieces === undefined) return undefined;
  if (isWhole(pieces, byteLength)) {
    return { mimeType, byteLength, from: source, open: () => whileSo(isAsItWas, files.open(uri)) };
  }
  return {
    mimeType,
    byteLength: lengthOf(pieces),
    from: undefined,
    open: () => whileSo(isAsItWas, streamPieces(files.open(uri), pieces)),
  };
}

/** Pieces of a file, without the first when it is another one at the start, and without the last when it is at the end. */
async function* whileSo(
  isAsItWas: () => Promise<boolean>,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (!(await isAsItWas())) return;
  let last: Uint8Array | undefined;
  for await (const piece of pieces) {
    if (last) yield last;
    // Whoever reads the file may use its buffer again.
    last = new Uint8Array(piece);
  }
  if (last && (await isAsItWas())) yield last;
}
