import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { until } from '../vscode/until.ts';

/** How an extension host kept up with its events. */
export interface Stalls {
  /** The longest time in which its event loop did nothing else, by `monitorEventLoopDelay`. */
  longestMs: number;
  /** The most processor time that its thread took between two turns: what others took from it does not count. */
  busiestMs: number;
  /** Turns that took longer than a frame of 16 ms. */
  overFrame: number;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

/** Runs in the extension host, as text: nothing of this file is there. */
function startWatching(): void {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const watch = { busiest: 0, overFrame: 0, loop };
  let [at, cpu] = [performance.now(), process.threadCpuUsage()];
  setInterval(() => {
    const [now, used] = [performance.now(), process.threadCpuUsage()];
    const busy = (used.user + used.system - cpu.user - cpu.system) / 1000;
    watch.busiest = Math.max(watch.busiest, Math.min(busy, now - at));
    if (now - at > 16) watch.overFrame++;
    [at, cpu] = [now, used];
  }, 1).unref();
  Object.assign(globalThis, { nanoBananaWatch: watch });
}

/** Runs in the extension host, as text: what was seen since the last call. */
function takeStalls(): Stalls {
  const watch = Reflect.get(globalThis, 'nanoBananaWatch');
  const stalls = {
    longestMs: watch.loop.max / 1e6,
    busiestMs: watch.busiest,
    overFrame: watch.overFrame,
  };
  watch.loop.reset();
  Object.assign(watch, { busiest: 0, overFrame: 0 });
  return stalls;
}

/** Looks into an extension host through its debugger's port, without a debugger that would slow it down. */
export class HostProbe {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result, error } = JSON.parse(String(data));
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    });
  }

  /** @param port `inspectPort` of the server, which has opened a window */
  static async connect(port: number): Promise<HostProbe> {
    const address = await until('the debugger of the extension host', async () => {
      const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      return targets[0]?.webSocketDebuggerUrl as string | undefined;
    });
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    const probe = new HostProbe(socket);
    await probe.#evaluate(startWatching);
    return probe;
  }

  /** How it kept up since the last call. */
  async takeStalls(): Promise<Stalls> {
    const { result } = await this.#evaluate(takeStalls);
    return (result as { value: Stalls }).value;
  }

  async startProfile(): Promise<void> {
    await this.#ask('Profiler.enable');
    await this.#ask('Profiler.setSamplingInterval', { interval: 500 });
    await this.#ask('Profiler.start');
  }

  /** Writes what the host's thread did since `startProfile`, as Chromium's developer tools open it. */
  async endProfile(folder: string, name: string): Promise<void> {
    const { profile } = await this.#ask('Profiler.stop');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
  }

  close(): void {
    this.#socket.close();
  }

  async #evaluate(work: () => unknown): Promise<Record<string, unknown>> {
    const answer = await this.#ask('Runtime.evaluate', { expression: `(${work})()`, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer;
  }

  #ask(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.#count;
    const waiting = Promise.withResolvers<Record<string, unknown>>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return waiting.promise;
  }
}
