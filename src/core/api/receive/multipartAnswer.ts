import { Buffer } from 'node:buffer';
import { pieceLimit, type StringTaker } from '../json/jsonStream.ts';
import { shapeOf } from './bodyShape.ts';

export interface MultipartAnswerDeps {
  /** Takes a part that is the bytes of a picture, or its base64. */
  pictureTaker(as: 'bytes' | 'base64'): StringTaker;
  /** Takes everything else, whatever it is. @returns where it stopped, earlier than the end where it asks to wait */
  push(chunk: Buffer, at: number): number;
}

/** Of the lines that a part begins with; far more than anybody sends. */
const headLimit = 16 * 1024;
/** Enough to tell a picture by its bytes. */
const startBytes = 256;

/**
 * Reads a body of several parts (RFC 2046) that comes in pieces cut anywhere: pictures among them are taken as they
 * come, and what else there is goes where a body without parts would go.
 */
export class MultipartAnswer {
  readonly #deps: MultipartAnswerDeps;
  /** What ends a part, once the first line is there. */
  #boundary: Buffer | undefined;
  /** Not looked at yet, or maybe the start of the boundary. */
  #rest: Buffer = Buffer.alloc(0);
  #state: 'first' | 'head' | 'start' | 'body' | 'boundary' | 'ended' = 'first';
  #isBase64 = false;
  /** Of a part that is a picture. */
  #taker: StringTaker | undefined;

  constructor(deps: MultipartAnswerDeps) {
    this.#deps = deps;
  }

  /** Whether the last part is whole. */
  get ended(): boolean {
    return this.#state === 'ended';
  }

  /** @returns whether what takes the parts asks to wait */
  take(chunk: Buffer): boolean {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let waits = false;
    for (let goesOn = true; goesOn; ) goesOn = this.#step((wait) => (waits = waits || wait));
    return waits;
  }

  /** Nothing more comes. */
  finish(): void {
    if (this.#state === 'start' || this.#state === 'body') {
      this.#give(this.#rest, () => undefined);
      this.#endPart();
    }
    this.#rest = Buffer.alloc(0);
  }

  /** @returns whether there is more to do with what is there */
  #step(waits: (wait: boolean) => void): boolean {
    switch (this.#state) {
      case 'first': {
        const line = this.#rest.toString('latin1', 0, 400).match(/^\s*(--[^\r\n]{1,200}?)[ \t]*\r?\n/);
        if (!line?.[1]) return false;
        this.#boundary = Buffer.from(`\n${line[1]}`, 'latin1');
        this.#skip(line[0].length);
        this.#state = 'head';
        return true;
      }
      case 'head': {
        const head = this.#rest.toString('latin1', 0, headLimit);
        const end = head.match(/^\r?\n|\r?\n\r?\n/);
        if (end?.index === undefined) return false;
        this.#isBase64 = /^content-transfer-encoding:\s*base64/im.test(head.slice(0, end.index));
        this.#skip(end.index + end[0].length);
        this.#state = 'start';
        return true;
      }
      case 'start':
      case 'body':
        return this.#part(waits);
      case 'boundary': {
        // The rest of the line belongs to the boundary; two hyphens say that it is the last one.
        const end = this.#rest.indexOf(0x0a);
        const isLast = this.#rest.toString('latin1', 0, 2) === '--';
        if (end < 0 && !isLast) return false;
        this.#state = isLast ? 'ended' : 'head';
        this.#skip(end + 1);
        return !isLast;
      }
      case 'ended':
        return false;
    }
  }

  #part(waits: (wait: boolean) => void): boolean {
    const boundary = this.#boundary ?? Buffer.alloc(0);
    const found = this.#rest.indexOf(boundary);
    if (found < 0) {
      if (this.#state === 'start' && this.#rest.length < startBytes) return false;
      // What may be the start of the boundary, and the carriage return before it.
      const most = this.#rest.length - boundary.length - 1;
      if (most > 0) this.#give(this.#take(most), waits);
      return false;
    }
    const hasReturn = this.#rest[found - 1] === 0x0d;
    this.#give(this.#rest.subarray(0, hasReturn ? found - 1 : found), waits);
    this.#endPart();
    this.#skip(found + boundary.length);
    this.#state = 'boundary';
    return true;
  }

  #give(bytes: Buffer, waits: (wait: boolean) => void): void {
    if (this.#state === 'start') {
      this.#state = 'body';
      const isPicture = shapeOf(bytes, true) === 'picture';
      if (isPicture || this.#isBase64) this.#taker = this.#deps.pictureTaker(isPicture ? 'bytes' : 'base64');
    }
    for (let at = 0; at < bytes.length; ) {
      if (this.#taker) {
        const end = Math.min(at + pieceLimit, bytes.length);
        waits(this.#taker.take(bytes, at, end));
        at = end;
      } else {
        const end = this.#deps.push(bytes, at);
        waits(end < bytes.length);
        at = end;
      }
    }
  }

  #endPart(): void {
    if (this.#taker) this.#taker.done();
    else this.#deps.push(Buffer.from('\n'), 0);
    this.#taker = undefined;
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  #skip(length: number): void {
    this.#rest = this.#rest.subarray(length);
  }
}
