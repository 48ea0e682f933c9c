import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Replacements } from '../../../src/core/save/replacements.ts';
import { DiskStore, uriOf } from '../edit/diskStore.ts';
import { bytesOf, noise } from '../images/pictures.ts';

/** One file, since it is started some forty times. */
const child = path.join(tmpdir(), `nano-banana-killed-${process.pid}.mjs`);

/** The disk of one try: a picture, and a result in the storage that takes its place. */
class Try {
  readonly folder: string;
  readonly target: string;
  readonly #storage: string;

  constructor(folder: string) {
    this.folder = folder;
    this.target = path.join(folder, 'dashboard.png');
    this.#storage = path.join(folder, 'storage');
  }

  static async make(original: Uint8Array, result: Uint8Array): Promise<Try> {
    const made = new Try(await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-killed-')));
    await fs.writeFile(made.target, original);
    await fs.mkdir(made.#storage);
    await fs.writeFile(path.join(made.#storage, 'result.png'), result);
    return made;
  }

  parameters(operation: string, dieAt: number): string[] {
    return [child, operation, this.folder, uriOf(this.target), String(dieAt)];
  }

  /** Whether the storage holds exactly these bytes as a backup that an entry names. */
  async hasBackupOf(bytes: Uint8Array): Promise<boolean> {
    for (const name of await fs.readdir(this.#storage)) {
      if (!/^backup-.*\.json$/.test(name)) continue;
      const stored = path.join(this.#storage, name.replace(/json$/, 'bin'));
      if (Buffer.compare(await fs.readFile(stored), bytes) === 0) return true;
    }
    return false;
  }

  replacements(): Replacements {
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    return new Replacements({
      files: new DiskStore(this.#storage),
      log: silent,
      newId: () => crypto.randomUUID(),
      now: Date.now,
      codec: { finish: () => Promise.reject(new Error('nothing has to be converted')) },
    });
  }

  remove = () => fs.rm(this.folder, { recursive: true, force: true });
}

describe('a replacement whose process is killed', () => {
  let original: Uint8Array;
  let result: Uint8Array;
  const isOriginal = (bytes: Uint8Array) => Buffer.compare(bytes, original) === 0;
  const isResult = (bytes: Uint8Array) => Buffer.compare(bytes, result) === 0;

  before(async () => {
    await build({
      entryPoints: [path.join(import.meta.dirname, 'replaceChild.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    [original, result] = await Promise.all([bytesOf(noise(350, 250).png()), bytesOf(noise(350, 250).png())]);
    assert.ok(!isResult(original));
  });

  after(() => fs.rm(child, { force: true }));

  const prepare = async (operation: string): Promise<Try> => {
    const made = await Try.make(original, result);
    if (operation === 'restore') {
      const place = { kind: 'stored', name: 'result.png' } as const;
      const replaced = await made
        .replacements()
        .replaceOriginal({ original: uriOf(made.target), result: place });
      assert.ok(replaced.ok);
    }
    return made;
  };

  for (const operation of ['replace', 'restore']) {
    it(`leaves the one or the other picture whole before and within each step of ${operation}, and a way back`, async () => {
      const whole = await prepare(operation);
      const { stdout } = await promisify(execFile)(process.execPath, whole.parameters(operation, 0));
      await whole.remove();
      const steps = Number(stdout.split('\n')[1]);
      assert.ok(steps >= 9, `${steps} steps`);
      const ends: string[] = [];
      for (let dieAt = 1; dieAt <= steps; dieAt++) {
        const made = await prepare(operation);
        const running = spawn(process.execPath, made.parameters(operation, dieAt), {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        const ended = once(running, 'exit');
        let hasEnded = false;
        void ended.then(() => (hasEnded = true));
        await once(running.stdout, 'data');
        let looks = 0;
        for (;;) {
          const last = hasEnded;
          const seen = await fs.readFile(made.target);
          looks++;
          assert.ok(
            isOriginal(seen) || isResult(seen),
            `step ${dieAt}, look ${looks}: neither is there whole`,
          );
          if (isResult(seen)) assert.ok(await made.hasBackupOf(original), `step ${dieAt}: no backup`);
          // Restoring takes the result away, and keeps that as well.
          if (operation === 'restore' && isOriginal(seen)) {
            assert.ok(await made.hasBackupOf(result), `step ${dieAt}: no backup of the result`);
          }
          if (last) break;
        }
        assert.equal((await ended)[1], 'SIGKILL', `step ${dieAt}`);
        ends.push(isOriginal(await fs.readFile(made.target)) ? 'original' : 'result');
        if (ends.at(-1) === 'result') {
          const restored = await made.replacements().restoreOriginal(uriOf(made.target));
          assert.ok(restored.ok && restored.value.state === 'restored', `step ${dieAt}`);
          assert.ok(isOriginal(await fs.readFile(made.target)));
        }
        await made.remove();
      }
      assert.deepEqual(
        [...new Set(ends)],
        operation === 'replace' ? ['original', 'result'] : ['result', 'original'],
      );
    });
  }
});
