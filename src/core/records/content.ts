import { createHash, type Hash } from 'node:crypto';
import { lfsPointerOid, mostOfPointer } from './lfsPointer.ts';

/** The content of a file, as records compare it. */
export interface Content {
  /** SHA-256 in lower-case hex, as a record keeps it: of a text (SVG) with every line ended by LF. */
  sha256: string;
  /** SHA-256 of the bytes as they lie there. */
  fileSha256: string;
  /** All hashes that mean this content: also those of the bytes, and of a text with CRLF, as older records have them. */
  same: ReadonlySet<string>;
  /** A Git LFS pointer stands in for the file, which was not downloaded; the hashes are those of the file. */
  isPointer: boolean;
}

/** Enough to see whether markup begins, behind a byte order mark and space. */
const startLength = 1024;
const cr = 0x0d;
const lf = 0x0a;

/**
 * Hashes a file in pieces, without holding it. Git may end the lines of a text otherwise on each computer
 * (`core.autocrlf`, https://git-scm.com/docs/gitattributes), so that of a text they must not count.
 */
export async function contentOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Content> {
  const hasher = new ContentHasher();
  for await (const piece of pieces) hasher.update(piece);
  return hasher.content();
}

/** As `contentOf`, piece by piece. */
export class ContentHasher {
  readonly #raw = createHash('sha256');
  #start: Uint8Array = new Uint8Array();
  #lines: Lines | undefined;
  #isDecided = false;
  #length = 0;

  update(piece: Uint8Array): void {
    this.#raw.update(piece);
    this.#length += piece.length;
    if (this.#isDecided) {
      this.#lines?.update(piece);
      return;
    }
    this.#start = Buffer.concat([this.#start, piece]);
    if (this.#start.length >= startLength) this.#decide();
  }

  content(): Content {
    if (!this.#isDecided) this.#decide();
    const raw = this.#raw.digest('hex');
    const oid = this.#length <= mostOfPointer ? lfsPointerOid(this.#start) : undefined;
    if (oid !== undefined) return { sha256: oid, fileSha256: raw, same: new Set([oid]), isPointer: true };
    const [unix, windows] = this.#lines?.digests() ?? [raw, raw];
    return { sha256: unix, fileSha256: raw, same: new Set([unix, raw, windows]), isPointer: false };
  }

  #decide(): void {
    this.#isDecided = true;
    if (!/^(?:\xef\xbb\xbf)?\s*</.test(Buffer.from(this.#start).toString('latin1'))) return;
    this.#lines = new Lines();
    this.#lines.update(this.#start);
  }
}

/** Hashes a text with all lines ended by LF, and with all ended by CRLF. */
class Lines {
  readonly #unix: Hash = createHash('sha256');
  readonly #windows: Hash = createHash('sha256');
  /** A CR came last: what it means the next byte tells. */
  #isOpen = false;

  update(piece: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const wasOpen = this.#isOpen;
      this.#isOpen = piece[at] === cr;
      if (piece[at] === lf) {
        this.#both(piece.subarray(from, wasOpen ? Math.max(from, at - 1) : at));
        this.#unix.update('\n');
        this.#windows.update('\r\n');
        from = at + 1;
      } else if (wasOpen && at === 0) {
        // It stood alone at the end of the last piece.
        this.#both(Uint8Array.of(cr));
      }
    }
    this.#both(piece.subarray(from, this.#isOpen ? Math.max(from, piece.length - 1) : piece.length));
  }

  digests(): [unix: string, windows: string] {
    if (this.#isOpen) this.#both(Uint8Array.of(cr));
    return [this.#unix.digest('hex'), this.#windows.digest('hex')];
  }

  #both(bytes: Uint8Array): void {
    this.#unix.update(bytes);
    this.#windows.update(bytes);
  }
}
