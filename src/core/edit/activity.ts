import type { Failure } from '../shared/failure.ts';

/** What one request cost, or may have cost. */
interface PaidRequest {
  /** USD; undefined when unknown. */
  usd: number | undefined;
  /** False: it gave no result, and nobody knows whether it was billed; `usd` is the estimate. */
  isCertain: boolean;
}

interface ActivityDeps {
  /** Something was paid. */
  paid(request: PaidRequest): void;
}

/** What is going on, whoever asked for it, and what it costs: for whoever shows it. */
export class Activity {
  readonly #deps: ActivityDeps;
  readonly #running = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(deps: ActivityDeps) {
    this.#deps = deps;
  }

  /** Jobs that run, or wait for their turn. */
  get running(): number {
    return this.#running.size;
  }

  isRunning(jobId: string): boolean {
    return this.#running.has(jobId);
  }

  begin(jobId: string): void {
    this.#running.add(jobId);
    this.#changed();
  }

  end(jobId: string): void {
    if (this.#running.delete(jobId)) this.#changed();
  }

  paid(usd: number | undefined): void {
    this.#deps.paid({ usd, isCertain: true });
    this.#changed();
  }

  /** A request failed, and may have been billed all the same. @param estimate USD, undefined when unknown */
  failed({ billed }: Pick<Failure, 'billed'>, estimate: number | undefined): void {
    if (billed === 'no') return;
    this.#deps.paid({ usd: estimate, isCertain: billed === 'yes' });
    this.#changed();
  }

  /** Tells of each change until it is ended. */
  follow(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
