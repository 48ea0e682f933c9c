import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Seen {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  /** Header names as they came, to find repeated ones. */
  rawNames: string[];
  body: Buffer;
}

/** A server on this machine that does what a test says, and remembers what it was asked. */
export class LocalServer {
  readonly seen: Seen[] = [];
  readonly sockets = new Set<Socket>();
  readonly #server: http.Server;

  private constructor(server: http.Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
    });
  }

  /** Reads every request to its end and then answers it. */
  static answering(
    answer: (seen: Seen, response: http.ServerResponse, count: number) => void | Promise<void>,
  ): Promise<LocalServer> {
    return LocalServer.handling(async (request, response, local) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request) chunks.push(chunk);
      } catch {
        return;
      }
      local.seen.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        rawNames: request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
        body: Buffer.concat(chunks),
      });
      await answer(local.seen[local.seen.length - 1] as Seen, response, local.seen.length);
    });
  }

  static async handling(
    handle: (
      request: http.IncomingMessage,
      response: http.ServerResponse,
      local: LocalServer,
    ) => void | Promise<void>,
  ): Promise<LocalServer> {
    const server = http.createServer((request, response) => void handle(request, response, local));
    const local = new LocalServer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return local;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Until the other side has dropped every connection. */
  async allGone(): Promise<void> {
    const closed = (socket: Socket) =>
      new Promise<void>((resolve) => void socket.on('close', () => resolve()));
    await Promise.all([...this.sockets].map(closed));
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

export const json = (response: http.ServerResponse, value: unknown, status = 200) => {
  response.writeHead(status, { 'Content-Type': 'application/json', 'x-request-id': 'req-7' });
  response.end(JSON.stringify(value));
};
