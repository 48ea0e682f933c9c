import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { checkAuth } from './auth.ts';
import type { Behaviour } from './behaviours.ts';
import { checkRequest } from './checkRequest.ts';
import { deliver, type Reply } from './deliver.ts';
import { readDirective } from './directive.ts';
import { errors } from './errors.ts';
import { generate } from './generate.ts';
import { googleModelList, openAiModelList, resellerModelList } from './modelList.ts';
import { KeptPictures } from './openai/keptPictures.ts';
import { readImagesRequest } from './openai/serveImages.ts';
import { readBody } from './readBody.ts';
import { RecordedRequest } from './recording.ts';
import { Refusal, type Style } from './refusal.ts';
import { findModel, findRoute, type Route } from './route.ts';
import { spellError } from './spellError.ts';
import { Told } from './told.ts';

export interface StandInOptions {
  style: Style;
  /** The key that is right. Without one no key is needed, as at an endpoint on the own machine. */
  key?: string;
  /** Models behind the Images endpoints that are listed and yet refused: not verified at OpenAI, not in the group elsewhere. */
  withheld?: readonly string[];
  /** 0 or nothing: a free one. */
  port?: number;
  /** Gets one line for each request; never the key. */
  log?: (line: string) => void;
}

/**
 * Starts the local API that really edits images, on 127.0.0.1. It refuses what the provider of this style refuses
 * and can be told to fail in every way of the list of behaviours.
 */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 5000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return new StandIn(server, `http://127.0.0.1:${port}`, options);
}

/** A running stand-in. */
export class StandIn {
  /** Base URL to be configured; equal to `origin`. */
  readonly url: string;
  readonly origin: string;
  /** Every request in order of arrival. */
  readonly requests: RecordedRequest[] = [];
  readonly #server: Server;
  readonly #options: StandInOptions;
  readonly #told: Told[] = [];
  readonly #waiting: ((request: RecordedRequest) => void)[] = [];
  readonly #pictures = new KeptPictures();
  readonly #connections = new Set<Socket>();
  readonly #closing = new AbortController();
  #count = 0;

  constructor(server: Server, origin: string, options: StandInOptions) {
    this.url = origin;
    this.origin = origin;
    this.#server = server;
    this.#options = options;
    server.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.once('close', () => this.#connections.delete(socket));
    });
    server.on('request', (request, response) => {
      void this.#handle(request, response);
    });
  }

  /** Queues a behaviour for the next request (or `times` requests) of its kind. What is in the queue goes first. */
  tell(behaviour: Behaviour): Told {
    const told = new Told(behaviour);
    this.#told.push(told);
    return told;
  }

  /** Forgets what was told and not used, and all recorded requests. */
  reset(): void {
    this.#told.length = 0;
    this.requests.length = 0;
  }

  /** Keeps a picture as those that answers name by their address. @returns where */
  keepPicture(picture: Uint8Array, format: string): string {
    return this.origin + this.#pictures.keep(Buffer.from(picture), format);
  }

  /** The next request that arrives from now on, as soon as its headers are here. */
  nextRequest(): Promise<RecordedRequest> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Requests whose client went away before the answer was complete. */
  get aborted(): RecordedRequest[] {
    return this.requests.filter((request) => request.ending === 'aborted');
  }

  /** Resolves when no connection is open. */
  async idle(): Promise<void> {
    for (const socket of this.#connections) await once(socket, 'close');
  }

  /** Stops listening and drops every connection, also those that are held. */
  async close(): Promise<void> {
    this.#closing.abort();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const record = new RecordedRequest(request);
    const gone = new AbortController();
    this.requests.push(record);
    for (const resolve of this.#waiting.splice(0)) {
      resolve(record);
    }
    response.once('close', () => {
      const unfinished = this.#closing.signal.aborted ? 'cut' : 'aborted';
      record.end(response.writableFinished ? 'answered' : unfinished);
      gone.abort();
      this.#options.log?.(
        `${record.method} ${record.path.split('?')[0]} ${record.bodyBytes} bytes: ${record.status ?? ''} ${record.ending}`,
      );
    });
    request.on('error', () => gone.abort());
    this.#count += 1;
    const id = `${record.at}${String(this.#count).padStart(6, '0')}`;
    response.setHeader('x-request-id', id);
    try {
      await this.#answer(request, response, record, id, AbortSignal.any([gone.signal, this.#closing.signal]));
    } catch (error) {
      const left = request.destroyed && !request.complete;
      if (!left && !gone.signal.aborted && !this.#closing.signal.aborted) {
        this.#refuse(error, response, record, id);
      }
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    record: RecordedRequest,
    id: string,
    gone: AbortSignal,
  ): Promise<void> {
    const url = new URL(record.path, this.origin);
    const route = findRoute(this.#options.style, record.method, url.pathname);
    const told = this.#take(route.kind);
    await told?.pass('arrival', record, gone);
    if (told?.behaviour.wire === 'resetEarly') {
      record.end('cut');
      response.socket?.resetAndDestroy();
      return;
    }
    await told?.pass('beforeRead', record, gone);
    const work = await this.#read(route, url, request, record, id);
    const behaviour = { ...work.told, ...told?.behaviour };
    await told?.pass('beforeHeaders', record, gone);
    if (behaviour.delay !== undefined) {
      await wait(behaviour.delay, undefined, { signal: gone });
    }
    if (behaviour.error !== undefined) {
      throw new Refusal(errors[behaviour.error]);
    }
    const reply = await work.answer(behaviour);
    gone.throwIfAborted();
    record.status = behaviour.wire === 'redirect302' ? 302 : behaviour.wire === 'redirect307' ? 307 : 200;
    if (reply.cutAtEnd || (behaviour.wire !== undefined && cuts.has(behaviour.wire))) {
      record.end('cut');
    }
    await deliver({
      response,
      reply,
      wire: behaviour.wire,
      location: behaviour.link ?? '/redirected',
      gone,
      midBody: told?.behaviour.hold === 'midBody' ? () => told.pass('midBody', record, gone) : undefined,
    });
  }

  /** Reads a request and checks it; what is thrown is the refusal. */
  async #read(
    route: Route,
    url: URL,
    request: IncomingMessage,
    record: RecordedRequest,
    id: string,
  ): Promise<{ told?: Behaviour; answer(behaviour: Behaviour): Promise<Reply> }> {
    const { style, key, withheld = [] } = this.#options;
    const checkKey = () => checkAuth(style, key, (name) => record.header(name));
    switch (route.kind) {
      case 'models': {
        checkKey();
        const list = () =>
          style === 'google'
            ? googleModelList(url.searchParams)
            : style === 'openai'
              ? openAiModelList()
              : resellerModelList();
        return { answer: async () => this.#json(list()) };
      }
      case 'picture': {
        const hasKey = ['authorization', 'x-goog-api-key'].some((name) => record.header(name) !== undefined);
        return { answer: async () => this.#pictures.find(url.pathname, hasKey) };
      }
      case 'images': {
        return await readImagesRequest(style, route.edit, request, record, {
          checkKey,
          withheld,
          keep: (picture, format) => this.keepPicture(picture, format),
        });
      }
      case 'generate': {
        const parsed = await readBody(style, request, record);
        checkKey();
        const checked = checkRequest(style, findModel(style, route.model), parsed);
        const { prompt, behaviour: told } = readDirective(checked.prompt);
        return {
          told,
          answer: async (behaviour) =>
            this.#json(await generate({ ...checked, prompt }, behaviour, `standin-${id}`)),
        };
      }
    }
  }

  #json(value: object): Reply {
    return {
      body: Buffer.from(JSON.stringify(value, null, this.#options.style === 'google' ? 2 : undefined)),
    };
  }

  #take(route: Route['kind']): Told | undefined {
    const kind = route === 'images' ? 'generate' : route;
    const told = this.#told.find(({ behaviour }) => (behaviour.on ?? 'generate') === kind);
    if (!told?.take()) {
      return undefined;
    }
    if (told.usedUp) {
      this.#told.splice(this.#told.indexOf(told), 1);
    }
    return told;
  }

  #refuse(thrown: unknown, response: ServerResponse, record: RecordedRequest, id: string): void {
    const error =
      thrown instanceof Refusal
        ? thrown.error
        : { http: 500, status: 'INTERNAL', message: `The stand-in failed: ${String(thrown)}` };
    record.status = error.http;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const sent = record.header('x-goog-api-key') ?? record.header('authorization') ?? 'none';
    const { body, type } = spellError(this.#options.style, error, id, sent);
    response.writeHead(error.http, { 'Content-Type': type, ...error.headers }).end(body);
  }
}

const cuts: ReadonlySet<string> = new Set(['cut', 'cutHeaders', 'shortLength', 'reset']);
