/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The bytes are not JSON, or more of it than can be kept. */
export class JsonStreamError extends Error {
  override name = 'JsonStreamError';
  readonly reason: 'syntax' | 'tooLarge';

  constructor(reason: 'syntax' | 'tooLarge', message: string) {
    super(message);
    this.reason = reason;
  }
}
