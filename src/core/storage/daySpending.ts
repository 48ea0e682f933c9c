import * as z from 'zod/mini';
import type { Log } from '../ports.ts';
import { storedNames } from './names.ts';

/** What was spent on one day, in USD. */
export interface DaySpending {
  /** What was paid for sure, as far as its price is known. */
  usd: number;
  /** What may have been billed besides, for requests that gave no result. */
  open: number;
  requests: number;
}

/** Files of a storage that all windows of the extension share. */
export interface SharedFiles {
  list(prefix: string): Promise<string[]>;
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

const fileSchema = z.object({ usd: z.number(), open: z.number(), requests: z.int() });

const none: DaySpending = { usd: 0, open: 0, requests: 0 };
const plus = (one: DaySpending, other: DaySpending): DaySpending => ({
  usd: one.usd + other.usd,
  open: one.open + other.open,
  requests: one.requests + other.requests,
});

/**
 * What the person spends in a day, over all windows: each window writes a file of its own, so that none overwrites
 * what another has paid. Nothing here rejects: that it can't be written down is no reason to fail.
 */
export class DaySpendings {
  readonly #deps: { files: SharedFiles; log: Pick<Log, 'warn'>; owner: string; now(): Date };
  #day = '';
  #own = none;
  #last: Promise<void> = Promise.resolve();

  /** @param deps `owner` names this window among all others; letters, digits and hyphens */
  constructor(deps: { files: SharedFiles; log: Pick<Log, 'warn'>; owner: string; now(): Date }) {
    this.#deps = deps;
  }

  /** @param usd undefined when unknown */
  add({ usd = 0, isCertain }: { usd: number | undefined; isCertain: boolean }): void {
    this.#turn();
    const paid = isCertain ? { usd, open: 0, requests: 1 } : { usd: 0, open: usd, requests: 1 };
    this.#own = plus(this.#own, paid);
    this.#last = this.#last.then(() => this.#write());
  }

  /** Today's, of all windows. */
  async today(): Promise<DaySpending> {
    this.#turn();
    await this.#last;
    const { files, log } = this.#deps;
    let sum = this.#own;
    try {
      for (const name of await files.list(storedNames.spent)) {
        if (!name.startsWith(`${storedNames.spent}${this.#day}`)) await files.remove(name);
        else if (name !== this.#file) sum = plus(sum, await this.#read(name));
      }
    } catch (error) {
      log.warn(`What other windows spent today is not known: ${String(error)}`);
    }
    return sum;
  }

  get #file(): string {
    return `${storedNames.spent}${this.#day}-${this.#deps.owner}.json`;
  }

  /** With another day it begins anew. */
  #turn(): void {
    const day = localDay(this.#deps.now());
    if (day === this.#day) return;
    this.#day = day;
    this.#own = none;
  }

  async #write(): Promise<void> {
    const { files, log } = this.#deps;
    try {
      await files.write(this.#file, new TextEncoder().encode(JSON.stringify(this.#own)));
    } catch (error) {
      log.warn(`What was spent today could not be written down: ${String(error)}`);
    }
  }

  async #read(name: string): Promise<DaySpending> {
    try {
      return fileSchema.parse(JSON.parse(new TextDecoder().decode(await this.#deps.files.read(name))));
    } catch (error) {
      this.#deps.log.warn(`${name} can't be read: ${String(error)}`);
      return none;
    }
  }
}

/** A day as the person's calendar has it: "2026-11-29". */
const localDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
