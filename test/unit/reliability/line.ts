import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Phase } from './phases.ts';

/** What is done when an exchange reaches a phase; `client` is the connection of whoever asks. */
export type Reach = (phase: Phase, client: Socket) => Promise<'on' | 'ended'>;

/** The line between the product and the stand-in, which tells of each phase and can be told to break there. */
export class Line {
  readonly url: string;
  /** Answers that were handed on to their last byte. */
  delivered = 0;
  /** Changes an answer on its way. */
  change: (answer: Buffer) => Buffer = (answer) => answer;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open(target: number, reach: Reach): Promise<Line> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const line = new Line(server, typeof address === 'object' && address ? address.port : 0);
    server.on(
      'connection',
      (client) => void line.#carry(client, target, reach).catch(() => client.destroy()),
    );
    return line;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  async #carry(client: Socket, target: number, reach: Reach): Promise<void> {
    this.#keep(client);
    if ((await reach('connect', client)) === 'ended') return;
    client.resume();
    const [first] = await once(client, 'data');
    client.pause();
    if ((await reach('upload', client)) === 'ended') return;
    const server = connect(target, '127.0.0.1');
    this.#keep(server);
    server.write(first);
    client.on('data', (chunk) => server.write(chunk));
    client.once('close', () => server.destroy());
    client.resume();
    const chunks: Buffer[] = [];
    for await (const chunk of server) chunks.push(chunk);
    const answer = this.change(Buffer.concat(chunks));
    if (client.destroyed) return;
    const head = answer.indexOf('\r\n\r\n') + 4;
    const steps = [
      [0, head + 1, 'first byte'],
      [head + 1, head + Math.floor((answer.length - head) / 2), 'body'],
    ] as const;
    for (const [from, to, phase] of steps) {
      await written(client, answer.subarray(from, to));
      if ((await reach(phase, client)) === 'ended') return;
    }
    await written(client, answer.subarray(steps[1][1]));
    this.delivered += 1;
    client.end();
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#open.delete(socket));
  }
}

/** Resolves when the bytes were taken, and those who read them had a turn. */
async function written(socket: Socket, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
