import * as z from 'zod/mini';
import { t } from '../src/core/shared/l10n.ts';
import {
  hostMessageSchema,
  hostRequests,
  type PageMessage,
  pageEvents,
} from '../src/core/shared/protocol/protocol.ts';
import type {
  EventSet,
  NameIn,
  ParamsIn,
  RequestSet,
  ResultIn,
} from '../src/core/shared/protocol/requestSet.ts';

/** What one kind of page may ask, and what it is told. */
export interface Protocol {
  requests: RequestSet;
  events: EventSet;
}
type Asks<P extends Protocol> = NameIn<P['requests']>;
type Hears<P extends Protocol> = NameIn<P['events']>;

export const panelProtocol = { requests: hostRequests, events: pageEvents };
export type PanelPort = Port<typeof panelProtocol>;

/** What VS Code gives to a page, once. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The host said no, or the page is going away. */
export class Refusal extends Error {
  readonly code: 'invalid' | 'unknown' | 'cancelled' | 'failed';

  constructor(code: Refusal['code'], message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

interface Pending {
  name: string;
  settle(outcome: { result: unknown } | { refusal: Refusal }): void;
}

type Listener = (params: never) => void;

/**
 * The page's only way to the host. Everything that arrives is validated; what is of another origin or
 * shape is dropped with a warning in the console.
 */
export class Port<P extends Protocol> {
  readonly #api: WebviewApi;
  readonly #protocol: P;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Listener>();
  #nextId = 1;

  constructor(api: WebviewApi, protocol: P) {
    this.#api = api;
    this.#protocol = protocol;
    window.addEventListener('message', (event) => this.#receive(event));
    window.addEventListener('pagehide', () => this.#refuseAll(t('The panel was hidden.')));
  }

  /**
   * Asks the host.
   * @throws Refusal when the host refuses, when the answer is not what was agreed, when `signal` aborts or when the page goes away
   */
  call<N extends Asks<P>>(
    name: N,
    params: ParamsIn<P['requests'], N>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<ResultIn<P['requests'], N>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.#post({ kind: 'cancel', id });
        this.#pending.get(id)?.settle({ refusal: new Refusal('cancelled', t('Cancelled.')) });
      };
      if (signal?.aborted) {
        reject(new Refusal('cancelled', t('Cancelled.')));
        return;
      }
      signal?.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        name,
        settle: (outcome) => {
          this.#pending.delete(id);
          signal?.removeEventListener('abort', cancel);
          if ('refusal' in outcome) reject(outcome.refusal);
          else resolve(outcome.result as ResultIn<P['requests'], N>);
        },
      });
      this.#post({ kind: 'request', id, name, params });
    });
  }

  /** Sets the one listener of an event. */
  on<N extends Hears<P>>(name: N, listener: (params: ParamsIn<P['events'], N>) => void): void {
    this.#listeners.set(name, listener);
  }

  /** What the page kept over a reload; undefined at the first time or when it has another shape. */
  recall<S extends z.ZodMiniType>(schema: S): z.infer<S> | undefined {
    const parsed = schema.safeParse(this.#api.getState());
    return parsed.success ? parsed.data : undefined;
  }

  /** Keeps a small value over reloads; VS Code writes it to disk. */
  remember(value: unknown): void {
    this.#api.setState(value);
  }

  #post(message: PageMessage): void {
    this.#api.postMessage(message);
  }

  #receive(event: MessageEvent<unknown>): void {
    if (event.origin !== window.origin) {
      console.warn('Dropped a message of a foreign origin.');
      return;
    }
    const message = hostMessageSchema.safeParse(event.data);
    if (!message.success) {
      console.warn('Dropped a message of unknown shape.');
      return;
    }
    if (message.data.kind === 'event') this.#tell(message.data.name, message.data.params);
    else this.#answer(message.data);
  }

  #tell(name: string, params: unknown): void {
    const event = Object.hasOwn(this.#protocol.events, name) ? this.#protocol.events[name] : undefined;
    if (!event) {
      console.warn('Dropped an unknown event.');
      return;
    }
    const parsed = event.params.safeParse(params);
    if (!parsed.success) {
      console.warn(`Dropped an event with wrong content: ${name}.`, z.prettifyError(parsed.error));
      return;
    }
    this.#listeners.get(name)?.(parsed.data as never);
  }

  #answer(message: Exclude<z.infer<typeof hostMessageSchema>, { kind: 'event' }>): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.kind === 'refusal') {
      pending.settle({ refusal: new Refusal(message.error.code, message.error.message) });
      return;
    }
    const schema = this.#protocol.requests[pending.name]?.result;
    if (!schema) {
      pending.settle({ result: undefined });
      return;
    }
    const parsed = schema.safeParse(message.result);
    if (parsed.success) pending.settle({ result: parsed.data });
    else pending.settle({ refusal: new Refusal('invalid', t('The answer could not be understood.')) });
  }

  #refuseAll(message: string): void {
    for (const pending of [...this.#pending.values()]) {
      pending.settle({ refusal: new Refusal('cancelled', message) });
    }
  }
}
