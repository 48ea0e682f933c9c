import { type ChildProcess, execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { buildCli } from '../../../build/cli.mjs';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * The command line as a person gets it: built, packed by npm, and unpacked in a folder where nothing else lies.
 */
export class Program {
  readonly #folder: string;
  /** What the package holds. */
  readonly packed: string[];
  readonly bytes: number;
  /** Its bill of materials, which lies beside it and not in it. */
  readonly sbom: string;

  private constructor(folder: string, packed: string[], bytes: number, sbom: string) {
    this.sbom = sbom;
    this.#folder = folder;
    this.packed = packed;
    this.bytes = bytes;
  }

  static async install(): Promise<Program> {
    const folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-cli-'));
    const outdir = path.join(folder, 'built');
    await buildCli({ outdir, minify: true });
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['pack', '--json', '--offline', '--ignore-scripts', '--pack-destination', folder];
    const { stdout } = await promisify(execFile)(npm, args, { cwd: outdir });
    const [told]: { filename: string; size: number; files: { path: string }[] }[] = JSON.parse(stdout);
    if (told === undefined) throw new Error('npm packed nothing');
    // As `npm install` does it, without asking a registry.
    await promisify(execFile)('tar', ['-xzf', path.join(folder, told.filename), '-C', folder]);
    const sbom = await fs.readFile(path.join(outdir, 'sbom.cdx.json'), 'utf8');
    await fs.rm(outdir, { recursive: true });
    const packed = told.files.map((file) => file.path).sort();
    return new Program(path.join(folder, 'package'), packed, told.size, sbom);
  }

  /** The licences of what it carries. */
  notices(): Promise<string> {
    return fs.readFile(path.join(this.#folder, 'ThirdPartyNotices.md'), 'utf8');
  }

  async manifest(): Promise<{ name: string; bin: Record<string, string>; dependencies?: object }> {
    return JSON.parse(await fs.readFile(path.join(this.#folder, 'package.json'), 'utf8'));
  }

  readme(): Promise<string> {
    return fs.readFile(path.join(this.#folder, 'README.md'), 'utf8');
  }

  /** Runs it in a folder with nothing of this process's environment but the way to Node and what Node has compiled. */
  start(folder: string, args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
    const bin = path.join(this.#folder, 'nano-banana.mjs');
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const env = { PATH, NODE_COMPILE_CACHE, NANO_BANANA_STATE: path.join(folder, '.state'), ...environment };
    return spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  run(folder: string, args: readonly string[], environment?: Record<string, string>): Promise<Ended> {
    return ended(this.start(folder, args, environment));
  }

  remove(): Promise<void> {
    return fs.rm(path.dirname(this.#folder), { recursive: true, force: true });
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, ...texts }));
  });
}
