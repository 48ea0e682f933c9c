import type { Readable, Writable } from 'node:stream';
import { DefaultSerializer, Deserializer } from 'node:v8';

/** The two numbers that a frame begins with: how long its message is, and how many byte arrays follow it. */
const headLength = 8;
const numberLength = 4;

/** A message without its byte arrays, which are gathered beside it: large ones need not be copied into it. */
class Outgoing extends DefaultSerializer {
  readonly arrays: Uint8Array[] = [];

  _writeHostObject(array: Uint8Array): void {
    this.writeUint32(this.arrays.push(array) - 1);
  }
}

class Incoming extends Deserializer {
  readonly #arrays: readonly Uint8Array[];

  constructor(message: Uint8Array, arrays: readonly Uint8Array[]) {
    super(message);
    this.#arrays = arrays;
  }

  _readHostObject(): Uint8Array | undefined {
    return this.#arrays[this.readUint32()];
  }
}

/**
 * Writes a message to another process: all that `structuredClone` takes, with `Uint8Array`s as the only views of
 * memory. They are written from where they lie, so they must stay as they are.
 */
export function writeFrame(stream: Writable, message: unknown): void {
  const outgoing = new Outgoing();
  outgoing.writeHeader();
  outgoing.writeValue(message);
  const body = outgoing.releaseBuffer();
  const head = Buffer.alloc(headLength + outgoing.arrays.length * numberLength);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt32LE(outgoing.arrays.length, numberLength);
  for (const [index, { length }] of outgoing.arrays.entries()) {
    head.writeUInt32LE(length, headLength + index * numberLength);
  }
  for (const part of [head, body, ...outgoing.arrays]) stream.write(part);
}

/** Reads the messages of a stream, which come in pieces of any length. Byte arrays are filled where they stay. */
export function readFrames(stream: Readable, take: (message: unknown) => void): void {
  const wanted = fillings(take);
  let filling = wanted.next().value;
  let filled = 0;
  stream.on('data', (piece: Uint8Array) => {
    let rest = piece;
    for (;;) {
      const taken = rest.subarray(0, filling.length - filled);
      filling.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled < filling.length) return;
      filling = wanted.next().value;
      filled = 0;
    }
  });
}

/** What is to be filled next, again and again. */
function* fillings(take: (message: unknown) => void): Generator<Uint8Array, never> {
  for (;;) {
    const head = new Uint8Array(headLength);
    yield head;
    const [length = 0, count = 0] = numbersIn(head);
    const lengths = new Uint8Array(count * numberLength);
    yield lengths;
    const message = new Uint8Array(length);
    yield message;
    const arrays = numbersIn(lengths).map((each) => new Uint8Array(each));
    yield* arrays;
    const incoming = new Incoming(message, arrays);
    incoming.readHeader();
    take(incoming.readValue());
  }
}

function numbersIn(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / numberLength }, (_, index) =>
    view.getUint32(index * numberLength, true),
  );
}
