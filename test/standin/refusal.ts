/** Whose refusals are spelled: Google, the reseller, a gateway in front of Vertex with the reseller's routes, OpenAI. */
export type Style = 'google' | 'apiyi' | 'vertex' | 'openai';

/** One HTTP failure before it is spelled in a provider's style. */
export interface ApiError {
  http: number;
  /** Google's canonical name, such as `INVALID_ARGUMENT`. */
  status: string;
  message: string;
  /** Google's typed details; the reseller's own form has no place for them. */
  details?: readonly object[];
  /** The reseller's code; without one it reports an upstream failure with the status in `param`. */
  code?: string | number;
  /** OpenAI's kind of error and the field that it is about. */
  type?: string;
  param?: string;
  headers?: Readonly<Record<string, string>>;
  /** Spelled so whatever the server speaks; `echo` puts the key that was sent into the message. */
  shape?: 'google' | 'apiyi' | 'openai' | 'array' | 'html' | 'empty' | 'echo';
}

/** Thrown wherever a request is refused; the server turns it into an answer. */
export class Refusal extends Error {
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.message);
    this.name = 'Refusal';
    this.error = error;
  }
}

/** `400 INVALID_ARGUMENT` with a message. */
export function invalid(message: string, details?: readonly object[]): Refusal {
  return new Refusal({ http: 400, status: 'INVALID_ARGUMENT', message, ...(details && { details }) });
}

/** `400` for bytes that no decoder can read. */
export function unreadableImage(): Refusal {
  return invalid('Unable to process input image. Please retry or report in the troubleshooting guide.');
}

/** Google's typed detail of the given kind. */
export function detail(kind: string, fields: object): object {
  return { '@type': `type.googleapis.com/google.rpc.${kind}`, ...fields };
}

/** `ErrorInfo` as Google attaches it to refusals of a key. */
export function errorInfo(reason: string): object {
  return detail('ErrorInfo', {
    reason,
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  });
}
