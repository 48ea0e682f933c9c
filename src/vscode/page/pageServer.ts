import { detailOf } from '../../core/shared/errorText.ts';
import { t } from '../../core/shared/l10n.ts';
import { type HostMessage, pageMessageSchema } from '../../core/shared/protocol/protocol.ts';
import type {
  EventSet,
  HandlersOf,
  NameIn,
  ParamsIn,
  RequestSet,
} from '../../core/shared/protocol/requestSet.ts';

/** The part of a webview that the protocol needs. */
export interface MessagePort {
  postMessage(message: HostMessage): Thenable<boolean>;
  onDidReceiveMessage(listener: (message: unknown) => void): { dispose(): void };
}

/** The part of the log that the protocol needs. */
export interface ServerLog {
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Answers a page's requests, one by one and only those of its closed set, and sends it events.
 * Whatever arrives is checked; what does not fit is logged and refused, and nothing here throws.
 */
export class PageServer<R extends RequestSet, E extends EventSet> {
  readonly #port: MessagePort;
  readonly #requests: R;
  readonly #handlers: HandlersOf<R>;
  readonly #log: ServerLog;
  readonly #running = new Map<number, AbortController>();
  readonly #subscription: { dispose(): void };
  #disposed = false;

  constructor(port: MessagePort, requests: R, handlers: HandlersOf<R>, log: ServerLog) {
    this.#port = port;
    this.#requests = requests;
    this.#handlers = handlers;
    this.#log = log;
    this.#subscription = port.onDidReceiveMessage((message) => void this.#receive(message));
  }

  /** Tells the page; false when it is hidden or gone and did not hear it. */
  async send<N extends NameIn<E>>(name: N, params: ParamsIn<E, N>): Promise<boolean> {
    return this.#post({ kind: 'event', name, params });
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscription.dispose();
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  async #post(message: HostMessage): Promise<boolean> {
    if (this.#disposed) return false;
    try {
      return await this.#port.postMessage(message);
    } catch (error) {
      // The panel can close between the check and the call.
      if (!this.#disposed) this.#log.warn(`A message to the page was lost: ${String(error)}`);
      return false;
    }
  }

  async #receive(raw: unknown): Promise<void> {
    const message = pageMessageSchema.safeParse(raw);
    if (!message.success) {
      this.#log.warn('The page sent something that is no message; it was ignored.');
      return;
    }
    if (message.data.kind === 'cancel') {
      this.#running.get(message.data.id)?.abort();
      return;
    }
    const { id, name, params } = message.data;
    if (!this.#knows(name)) {
      this.#log.warn(`The page sent the unknown request "${name.slice(0, 100)}"; it was refused.`);
      await this.#refuse(id, 'unknown', 'There is no such request.');
      return;
    }
    await this.#answer(id, name, params);
  }

  #knows(name: string): name is NameIn<R> {
    return Object.hasOwn(this.#requests, name);
  }

  async #answer(id: number, name: NameIn<R>, raw: unknown): Promise<void> {
    const params = this.#requests[name]?.params.safeParse(raw);
    if (!params?.success) {
      this.#log.warn(`The page sent "${name}" with wrong values; it was refused.`);
      await this.#refuse(id, 'invalid', 'The values of the request are not valid.');
      return;
    }
    if (this.#running.has(id)) {
      await this.#refuse(id, 'invalid', 'This request is being answered already.');
      return;
    }
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const handle = this.#handlers[name] as (params: unknown, signal: AbortSignal) => unknown;
      const result = await handle(params.data, controller.signal);
      await this.#post({ kind: 'reply', id, result });
    } catch (error) {
      if (controller.signal.aborted) {
        await this.#refuse(id, 'cancelled', 'The request was taken back.');
      } else {
        this.#log.error(`"${name}" failed: ${detailOf(error)}`);
        await this.#refuse(id, 'failed', t('That did not work. The log says why.'));
      }
    } finally {
      this.#running.delete(id);
    }
  }

  async #refuse(
    id: number,
    code: 'invalid' | 'unknown' | 'cancelled' | 'failed',
    message: string,
  ): Promise<void> {
    await this.#post({ kind: 'refusal', id, error: { code, message } });
  }
}
