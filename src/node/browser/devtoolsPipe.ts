import type { Readable, Writable } from 'node:stream';
import * as z from 'zod/mini';

/**
 * One message of the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/): over a pipe each is
 * JSON that ends with a zero byte.
 */
const messageShape = z.object({
  id: z.optional(z.number()),
  result: z.optional(z.unknown()),
  error: z.optional(z.object({ message: z.string() })),
});

interface Waiting {
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

/** Commands to a browser and their answers; events are not listened to. */
export class DevtoolsPipe {
  readonly #commands: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #pieces: Buffer[] = [];
  #nextId = 1;

  /**
   * @param commands what the browser reads (its file descriptor 3)
   * @param answers what it writes (4)
   */
  constructor(commands: Writable, answers: Readable) {
    this.#commands = commands;
    // Whoever ends the browser ends what waits; a pipe that breaks is told by that end.
    commands.on('error', () => {});
    answers.on('error', () => {});
    answers.on('data', (piece: Buffer) => this.#take(piece));
  }

  /** @param sessionId that of the page that is meant; undefined: the browser */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #take(piece: Buffer): void {
    let from = 0;
    for (let end = piece.indexOf(0); end >= 0; end = piece.indexOf(0, from)) {
      this.#pieces.push(piece.subarray(from, end));
      const text = Buffer.concat(this.#pieces).toString('utf8');
      this.#pieces = [];
      from = end + 1;
      this.#answer(text);
    }
    this.#pieces.push(piece.subarray(from));
  }

  #answer(text: string): void {
    const message = messageShape.safeParse(parsed(text)).data;
    const waiting = message?.id === undefined ? undefined : this.#waiting.get(message.id);
    if (message?.id === undefined || waiting === undefined) return;
    this.#waiting.delete(message.id);
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
