import { sniff } from '../../core/images/sniff/sniff.ts';
import { t } from '../../core/shared/l10n.ts';
import type { DrawingRequest } from './session/inputs/inputLoader.ts';

type DrawOutcome = { ok: true; png: Uint8Array } | { ok: false; reason: string };

type Asking = (token: string, request: DrawingRequest) => void;

/** Has the page draw SVGs, which it can with all fonts, and waits for its answers. */
export class SvgDrawings {
  readonly #pending = new Map<
    string,
    { request: DrawingRequest; resolve(png: Uint8Array): void; reject(reason: Error): void }
  >();
  readonly #newId: () => string;
  #ask: Asking = () => {};

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** From now on this page is asked; what waits it is asked for once it is loaded (`askAgain`). */
  askThrough(ask: Asking): void {
    this.#ask = ask;
  }

  /** Resolves with a PNG of exactly the pixels that were asked for. Waits as long as the page is hidden. */
  draw(request: DrawingRequest): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const token = this.#newId();
      this.#pending.set(token, { request, resolve, reject });
      this.#ask(token, request);
    });
  }

  /** The page is there (again): asks for all that it has not answered. */
  askAgain(): void {
    for (const [token, { request }] of this.#pending) this.#ask(token, request);
  }

  /** The page's answer, which is not believed: only a PNG of the pixels asked for. Unknown tokens are ignored. */
  settle(token: string, outcome: DrawOutcome): void {
    const waiting = this.#pending.get(token);
    if (waiting === undefined) return;
    this.#pending.delete(token);
    if (!outcome.ok) {
      waiting.reject(new Error(outcome.reason));
      return;
    }
    const info = sniff(outcome.png);
    const { width, height } = waiting.request;
    if (info?.type === 'png' && info.width === width && info.height === height) waiting.resolve(outcome.png);
    else waiting.reject(new Error(t('the panel drew something else')));
  }

  dispose(): void {
    for (const { reject } of this.#pending.values()) reject(new Error(t('the panel was closed')));
    this.#pending.clear();
  }
}
