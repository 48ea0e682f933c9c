import { includes, joined, lastIndexOf } from './bytes.ts';
import type { Reading, Window } from './ranges.ts';
import { maxPacketBytes } from './slot.ts';

const tailLength = 8192;
const maxFollowers = 8;

export interface TailFormat {
  /** The characters in a chunk's header by which candidates are found. */
  mark: string;
  /** From the mark back to the start of its chunk. */
  markOffset: number;
  /** The packet of the chunk that starts here, if it is an XMP chunk. */
  packetAt(bytes: Uint8Array, start: number): Uint8Array | undefined;
  /** Where the next chunk starts. */
  next(bytes: Uint8Array, start: number): number;
  /** Whether the file is over here; counted like `start`. */
  isEnd(bytes: Uint8Array, start: number): boolean;
}

/**
 * Finds the packet in the last chunks before `end`: by its mark, and by chunks that lead from there to the
 * very end. Reads more than a little only when a packet is seen to end there.
 */
export function* packetAtTail(
  window: Window,
  from: number,
  end: number,
  format: TailFormat,
): Reading<Uint8Array | undefined> {
  const start = Math.max(from, end - tailLength);
  const tail = yield* window.bytes(start, end - start);
  const found = packetIn(tail, format);
  if (found || start === from || !includes(tail, 'xmpmeta>')) return found;
  const earlier = Math.max(from, start - maxPacketBytes + tailLength / 2);
  const more = yield* window.bytes(earlier, start - earlier);
  return packetIn(joined(more, tail), format);
}

function packetIn(bytes: Uint8Array, format: TailFormat): Uint8Array | undefined {
  const { mark, markOffset } = format;
  for (let at = lastIndexOf(bytes, mark, bytes.length); at >= markOffset; at = lastIndexOf(bytes, mark, at)) {
    const start = at - markOffset;
    const packet = format.packetAt(bytes, start);
    if (packet && leadsToEnd(bytes, start, format)) return packet;
  }
  return undefined;
}

function leadsToEnd(bytes: Uint8Array, start: number, format: TailFormat): boolean {
  let at = start;
  for (let followers = 0; followers < maxFollowers && at < bytes.length; followers += 1) {
    at = format.next(bytes, at);
    if (format.isEnd(bytes, at)) return true;
  }
  return false;
}
