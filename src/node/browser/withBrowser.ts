import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { t } from '../../core/shared/l10n.ts';
import { endProgram, hasGroups } from '../processes.ts';
import { DevtoolsPipe } from './devtoolsPipe.ts';

export interface BrowserStart {
  /** Full path of the browser's program. */
  program: string;
  env: Readonly<Record<string, string | undefined>>;
  /** False only where the browser would refuse to start with its sandbox. */
  sandbox: boolean;
  /** Milliseconds from its start to its end. */
  limitMs: number;
}

/** Why a browser did not do its work; the message follows its name. */
export class BrowserError extends Error {
  /** What it wrote to its error output, the end of it. */
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** Nothing outside is reached: no name has an address, and every connection goes to a port where nobody listens. */
const offline = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
];
/** Nothing of the person's browser is used or changed. */
const apart = [
  '--headless',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--password-store=basic',
  '--use-mock-keychain',
  '--mute-audio',
];
/** The same pixels on every machine, also in a container with little shared memory. */
const alike = ['--force-color-profile=srgb', '--disable-gpu', '--disable-dev-shm-usage'];

const maxOutput = 4000;
const secret = /key|token|secret|passw|credential/i;

/**
 * Starts a browser with a new profile, has it do something, and ends it, whatever happens. Rejects with a
 * `BrowserError`, the signal's reason, or what `work` throws.
 */
export async function withBrowser<T>(
  { program, env, sandbox, limitMs }: BrowserStart,
  signal: AbortSignal,
  work: (pipe: DevtoolsPipe) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const profile = await mkdtemp(path.join(tmpdir(), 'nano-banana-browser-'));
  try {
    const args = [...apart, ...offline, ...alike, `--user-data-dir=${profile}`];
    if (!sandbox) args.push('--no-sandbox');
    const child = spawn(program, [...args, 'about:blank'], {
      env: Object.fromEntries(Object.entries(env).filter(([name]) => !secret.test(name))),
      detached: hasGroups(),
      windowsHide: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve()).once('error', () => resolve());
    });
    const end = untilEnd(child, limitMs, signal);
    try {
      const [, , , commands, answers] = child.stdio;
      const working = work(new DevtoolsPipe(commands as Writable, answers as Readable));
      return await Promise.race([working, end.reached]);
    } finally {
      end.forget();
      endProgram(child);
      await exited;
    }
  } finally {
    // What its children still write is tried again; a leftover in the system's temporary folder harms nobody.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => {});
  }
}

/** Rejects when the browser ends by itself, has no time left, or is stopped. */
function untilEnd(child: ChildProcess, limitMs: number, signal: AbortSignal) {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-maxOutput);
  });
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_, give) => {
    reject = give;
  });
  const fail = (message: string) => reject(new BrowserError(message, output.trim()));
  child.once('error', (error) => fail(t('It could not be started ({reason}).', { reason: error.message })));
  // What it said last comes before its streams close.
  child.once('close', (code) =>
    fail(code === null ? t('It exited unexpectedly.') : t('It exited with code {code}.', { code })),
  );
  const timer = setTimeout(
    () =>
      fail(
        t('It was ended because it took longer than {seconds} s.', { seconds: Math.ceil(limitMs / 1000) }),
      ),
    limitMs,
  );
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  // It may be reached when nobody waits any more.
  promise.catch(() => {});
  return {
    reached: promise,
    forget: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
