/**
 * Replaces or restores a file and kills itself before the given step that changes the disk, half-way into it
 * where it is a write. Prints a line when it begins and, when it came to its end, how many such steps there were.
 */

import type * as FsPromises from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const [operation = '', folder = '', uri = '', dieAt = '0'] = process.argv.slice(2);
const fs: typeof FsPromises = createRequire(import.meta.url)('node:fs/promises');
let steps = 0;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

const isDue = (): boolean => ++steps === Number(dieAt);

type Call = (this: unknown, ...parameters: unknown[]) => Promise<unknown>;

/** @param holder Its function is replaced by one that dies before the real one. */
function dieBefore(holder: object, name: string, isWanted: (parameters: unknown[]) => boolean = () => true) {
  const real: Call = Reflect.get(holder, name);
  const mine: Call = async function (...parameters) {
    if (isWanted(parameters) && isDue()) die();
    return real.apply(this, parameters);
  };
  Reflect.set(holder, name, mine);
}

/** @param at Where the bytes stand among the parameters. */
function dieWithin(holder: object, name: string, at: number) {
  const real: Call = Reflect.get(holder, name);
  const mine: Call = async function (...parameters) {
    const bytes = parameters[at];
    if (bytes instanceof Uint8Array && isDue()) {
      const half = bytes.subarray(0, bytes.byteLength / 2);
      await real.apply(this, parameters.with(at, half));
      die();
    }
    return real.apply(this, parameters);
  };
  Reflect.set(holder, name, mine);
}

const handle = await fs.open(process.execPath, 'r');
const handles: object = Object.getPrototypeOf(handle);
await handle.close();
dieWithin(handles, 'writeFile', 0);
for (const name of ['sync', 'chmod', 'chown']) dieBefore(handles, name);
dieWithin(fs, 'writeFile', 1);
dieBefore(fs, 'open', ([, flags]) => flags !== 'r');
for (const name of ['rename', 'rm', 'copyFile']) dieBefore(fs, name);
syncBuiltinESMExports();

const { Replacements } = await import('../../../src/core/save/replacements.ts');
const { DiskStore } = await import('../edit/diskStore.ts');
const { join } = await import('node:path');
const files = new DiskStore(join(folder, 'storage'));
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const replacements = new Replacements({
  files,
  log: silent,
  newId: () => crypto.randomUUID(),
  now: Date.now,
  codec: {
    finish: () => Promise.reject(new Error('nothing has to be converted here')),
  },
});
console.log('begins');
const outcome =
  operation === 'replace'
    ? await replacements.replaceOriginal({ original: uri, result: { kind: 'stored', name: 'result.png' } })
    : await replacements.restoreOriginal(uri);
if (!outcome.ok) throw new Error(outcome.failure.sentence);
console.log(steps);
