interface Row {
  /** Undefined: a figure to read, which can't fail. */
  passes: boolean | undefined;
  what: string;
  found: string;
  wanted: string;
}

/** Collects what was measured; each figure is printed when it is there and once more in the closing table. */
export class Report {
  readonly #rows: Row[] = [];

  get failed(): number {
    return this.#rows.filter(({ passes }) => passes === false).length;
  }

  heading(text: string): void {
    console.log(`\n${text}`);
  }

  /** A line of detail that is not in the closing table. */
  detail(text: string): void {
    console.log(`      ${text}`);
  }

  /** A figure that must not be above its budget. */
  atMost(what: string, value: number, budget: number, format: (value: number) => string): void {
    this.check(what, value <= budget, format(value), `at most ${format(budget)}`);
  }

  check(what: string, passes: boolean, found: string, wanted: string): void {
    this.#add({ passes, what, found, wanted });
  }

  /** A figure beside its aim. */
  figure(what: string, found: string, wanted = ''): void {
    this.#add({ passes: undefined, what, found, wanted });
  }

  printTable(): void {
    const width = (key: 'what' | 'found') => Math.max(...this.#rows.map((row) => row[key].length));
    const [whatWidth, foundWidth] = [width('what'), width('found')];
    for (const { passes, what, found, wanted } of this.#rows) {
      console.log(
        `${mark(passes)}  ${what.padEnd(whatWidth)}  ${found.padStart(foundWidth)}  ${wanted}`.trimEnd(),
      );
    }
  }

  #add(row: Row): void {
    this.#rows.push(row);
    console.log(`${mark(row.passes)}  ${row.what}: ${row.found}${row.wanted && ` (${row.wanted})`}`);
  }
}

const mark = (passes: boolean | undefined) => (passes === undefined ? '    ' : passes ? 'ok  ' : 'FAIL');

export const ratio = (value: number): string => `${value.toFixed(2)}x`;
export const milliseconds = (value: number): string =>
  `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
/** Of 1000 kilobytes of 1000 bytes. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
export const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(0)} KB`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('There is no median of nothing.');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
