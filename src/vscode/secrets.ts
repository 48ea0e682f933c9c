import { type Disposable, type Event, EventEmitter, type SecretStorage } from 'vscode';
import type { Log, Secrets } from '../core/ports.ts';
import { messageOf } from '../core/shared/errorText.ts';
import { type Failure, fail, type Outcome, succeed } from '../core/shared/failure.ts';
import { inARow, t } from '../core/shared/l10n.ts';
import { withoutEnd } from '../core/shared/text.ts';

const prefix = 'nanoBanana.key:';

/**
 * The keys, one for each origin, in VS Code's secret storage; where that does not work (no keyring), in
 * memory until the window closes. Read anew for every use, and never written anywhere else.
 */
export class OriginSecrets implements Secrets, Disposable {
  readonly #storage: SecretStorage;
  readonly #log: Log;
  readonly #forSession = new Map<string, string>();
  readonly #changed = new EventEmitter<string>();
  readonly #subscription: Disposable;

  /** Fires with the origin whose key was set or deleted, also in another window. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(storage: SecretStorage, log: Log) {
    this.#storage = storage;
    this.#log = log;
    this.#subscription = storage.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.#changed.fire(key.slice(prefix.length));
    });
  }

  /** A storage that can't be read is logged and counts as empty: asking for the key then tells the cause. */
  async keyFor(origin: string): Promise<string | undefined> {
    const kept = this.#forSession.get(origin);
    if (kept !== undefined) return kept;
    try {
      return await this.#storage.get(prefix + origin);
    } catch (error) {
      this.#log.error(`The secret storage could not be read: ${String(error)}`);
      return undefined;
    }
  }

  /** Fails with the cause when the storage does not work; `keepForSession` is the way out. */
  async store(origin: string, key: string): Promise<Outcome<void>> {
    try {
      await this.#storage.store(prefix + origin, key);
      this.#forSession.delete(origin);
      return succeed(undefined);
    } catch (error) {
      return this.#failure(error, key, t('The key could not be stored on this computer.'));
    }
  }

  keepForSession(origin: string, key: string): void {
    this.#forSession.set(origin, key);
    this.#changed.fire(origin);
  }

  /** Whether there was a key. */
  async delete(origin: string): Promise<Outcome<boolean>> {
    const wasKept = this.#forSession.delete(origin);
    if (wasKept) this.#changed.fire(origin);
    try {
      const stored = await this.#storage.get(prefix + origin);
      if (stored === undefined) return succeed(wasKept);
      await this.#storage.delete(prefix + origin);
      return succeed(true);
    } catch (error) {
      return this.#failure(error, undefined, t('The key could not be deleted from this computer.'));
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#forSession.clear();
  }

  #failure(error: unknown, key: string | undefined, what: string): { ok: false; failure: Failure } {
    const text = messageOf(error);
    // A storage may repeat what it was given.
    const cause = withoutEnd(key === undefined ? text : text.replaceAll(key, '(key)'), '. \n');
    this.#log.error(`${what} ${cause}`);
    return fail({
      code: 'secrets.storage',
      sentence: inARow(
        what,
        cause === ''
          ? t('Its secret storage does not work.')
          : t('Its secret storage says: {cause}.', { cause }),
      ),
      nextSteps: ['showLog'],
      billed: 'no',
    });
  }
}
