import type { IncomingMessage } from 'node:http';
import type { GivenFields } from './openai/readFields.ts';

/** How a request's exchange ended: answered in full, cut by the stand-in as told, or left by the client. */
export type Ending = 'answered' | 'cut' | 'aborted';

/** One request as it arrived, whatever became of it. */
export class RecordedRequest {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  /** Names and values exactly as sent, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Time of arrival in milliseconds since 1970. */
  readonly at = Date.now();
  /** The parsed JSON body; undefined until it arrived and if it is none. */
  body: unknown;
  /** The parsed multipart body. */
  form: GivenFields | undefined;
  /** Bytes of the body that were read. */
  bodyBytes = 0;
  /** Status of the answer, once its headers are sent. */
  status: number | undefined;
  /** Undefined while the exchange goes on. */
  ending: Ending | undefined;
  /** Resolves when the exchange is over. */
  readonly ended: Promise<Ending>;
  readonly #end: (ending: Ending) => void;

  constructor(request: IncomingMessage) {
    this.method = request.method ?? '';
    this.path = request.url ?? '';
    const raw = request.rawHeaders;
    this.headers = raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []));
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#end = resolve;
  }

  /** A header's value by its name in any case. */
  header(name: string): string | undefined {
    return this.headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
  }

  end(ending: Ending): void {
    this.ending ??= ending;
    this.#end(this.ending);
  }
}
