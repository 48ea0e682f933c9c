import { Refusal } from '../refusal.ts';

const life = 24 * 60 * 60 * 1000;
const types: Readonly<Record<string, string>> = { svg: 'image/svg+xml', html: 'text/html' };

/** Pictures that answers only name by their address, as a reseller keeps them: a day long, for everybody. */
export class KeptPictures {
  readonly #pictures = new Map<string, { bytes: Buffer; type: string; until: number }>();

  /** @returns the path at which it is served */
  keep(bytes: Buffer, format: string): string {
    const path = `/pictures/${crypto.randomUUID()}.${format}`;
    this.#pictures.set(path, { bytes, type: types[format] ?? `image/${format}`, until: Date.now() + life });
    return path;
  }

  /**
   * @throws {Refusal} 404 for what is unknown or expired, 400 where a key is sent along: the store has its own
   *   credentials in the address and takes no second ones
   */
  find(path: string, hasKey: boolean): { body: Buffer; type: string } {
    const found = this.#pictures.get(path);
    if (hasKey) throw refusal(400, 'InvalidArgument: Only one auth mechanism allowed');
    if (!found || found.until < Date.now()) throw refusal(404, 'The specified key does not exist.');
    return { body: found.bytes, type: found.type };
  }
}

const refusal = (http: number, message: string) =>
  new Refusal({ http, status: 'NOT_FOUND', message, shape: 'html' });
