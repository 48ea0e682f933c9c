import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** What some work cost the process that did it. */
export interface Cost {
  milliseconds: number;
  /** Highest resident memory while it ran, above that of the idle process. */
  peakBytes: number;
  /** Resident memory of the idle process. */
  idleBytes: number;
  /** The longest time in which the event loop did nothing else. */
  stallMs: number;
}

/** The memory of this process, which must be fresh, idle and started with `--expose-gc`. */
export interface Idle {
  bytes: number;
}

/** Takes what is loaded now as the state above which a peak counts. */
export async function becomeIdle(): Promise<Idle> {
  // What loading left behind is collected first.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await delay(30);
  }
  // Linux can forget an earlier peak; elsewhere it counts from the start of the process.
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
  return { bytes: process.memoryUsage.rss() };
}

/** Measures work; what went on since `idle` counts for the peak. */
export async function measure<T>(idle: Idle, work: () => Promise<T>): Promise<{ cost: Cost; value: T }> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  // Its first tick must lie before the work, or a stall at the very beginning is not seen.
  await delay(20);
  loop.reset();
  const started = performance.now();
  const value = await work();
  const milliseconds = performance.now() - started;
  // The last stall ends with the first tick after it.
  await delay(10);
  loop.disable();
  const stallMs = loop.max / 1e6;
  const memory = { peakBytes: peakBytes() - idle.bytes, idleBytes: idle.bytes };
  return { cost: { milliseconds, stallMs, ...memory }, value };
}

/**
 * The processor time of the longest turn of this thread's event loop. Beside the stall, which on a shared machine
 * counts what others took.
 * @public to the programs that docsPrograms.ts writes
 */
export class LongestTurn {
  #last = process.threadCpuUsage();
  #longestUs = 0;
  #isEnded = false;

  constructor() {
    const look = (): void => {
      this.#look();
      if (!this.#isEnded) setImmediate(look);
    };
    setImmediate(look);
  }

  /** In milliseconds. */
  end(): number {
    this.#isEnded = true;
    this.#look();
    return this.#longestUs / 1000;
  }

  #look(): void {
    const now = process.threadCpuUsage();
    this.#longestUs = Math.max(this.#longestUs, now.user - this.#last.user + now.system - this.#last.system);
    this.#last = now;
  }
}

/**
 * The highest resident memory. Linux keeps `maxRSS` over the start of a program, so that a child would
 * begin with its parent's; its own file about the process does not.
 */
function peakBytes(): number {
  const known = process.platform === 'linux' && readFileSync('/proc/self/status', 'utf8');
  const kilobytes = known ? Number(/VmHWM:\s+(\d+)/.exec(known)?.[1]) : process.resourceUsage().maxRSS;
  return kilobytes * 1024;
}

export interface UsedBeside {
  /** Highest resident memory. */
  peakBytes: number;
  /** Of it the pages of program files, which processes of the same program share and which can be dropped at any time. */
  fileBytes: number;
  processorMs: number;
}

/** What the processes that this one has started used up to now. Linux only. */
export function usedByChildren(): UsedBeside {
  const used = { peakBytes: 0, fileBytes: 0, processorMs: 0 };
  if (process.platform !== 'linux') return used;
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
  for (const pid of pids.split(' ').filter(Boolean)) {
    const memory = readFileSync(`/proc/${pid}/status`, 'utf8');
    used.peakBytes += Number(/VmHWM:\s+(\d+)/.exec(memory)?.[1]) * 1024;
    used.fileBytes += Number(/RssFile:\s+(\d+)/.exec(memory)?.[1]) * 1024;
    // Behind the name in brackets user and system time are the 12th and 13th field, in hundredths (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    used.processorMs += 10 * (Number(fields[11]) + Number(fields[12]));
  }
  return used;
}
