import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../vscode/paths.ts';

const programs = [
  'wireServer',
  'wireChild',
  'productClient',
  'sampleClient',
  'openaiClient',
  'codecChild',
  'regionChild',
  'loadChild',
  'assetsChild',
];

/** What all measurements run: nothing is translated or left unbundled while something is measured. */
export interface Built {
  /** Temporary, for whatever a measurement needs. */
  folder: string;
  /** The extension as it would be packaged: manifest, texts, `media/` and a production build in `dist/`. */
  extension: string;
  /** Names of all files that were bundled into each file of the extension host, by its path in `dist/`. */
  bundled: ReadonlyMap<string, string[]>;
  /** Path of one of the bench's own programs. */
  program(name: string): string;
}

/** Builds into a temporary folder; the project's own `dist/` is not touched. */
export async function buildAll(folder: string): Promise<Built> {
  const extension = join(folder, 'extension');
  const analysis = await runNode(
    [join(projectFolder, 'esbuild.mjs'), '--production', '--analyze', '--outdir', join(extension, 'dist')],
    projectFolder,
  );
  for (const name of ['media', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    await cp(join(projectFolder, name), join(extension, name), { recursive: true }).catch(ignoreMissing);
  }
  const manifest = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  // It is built already, and the folder holds nothing to build it from.
  delete manifest.scripts['vscode:prepublish'];
  await writeFile(join(extension, 'package.json'), JSON.stringify(manifest, null, 2));
  await build({
    entryPoints: programs.map((name) => join(import.meta.dirname, `${name}.ts`)),
    outdir: join(folder, 'programs'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // Some packages are CommonJS and ask for what Node has.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    // As in the command line: its Node build is CommonJS.
    alias: { yaml: join(projectFolder, 'node_modules/yaml/browser/dist/index.js') },
    logLevel: 'warning',
  });
  return {
    folder,
    extension,
    bundled: bundledFiles(analysis),
    program: (name) => join(folder, 'programs', `${name}.mjs`),
  };
}

/** Runs a script on this Node and returns what it printed. */
export async function runNode(args: string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(
      `${args[0]} ended with code ${code}:\n${Buffer.concat([...output, ...complaints]).toString()}`,
    );
  }
  return Buffer.concat(output).toString();
}

/** The lines below the headings of the main bundle and of what it loads later, in esbuild's own analysis. */
function bundledFiles(analysis: string): ReadonlyMap<string, string[]> {
  const bundled = new Map<string, string[]>();
  let files: string[] = [];
  for (const line of analysis.split('\n')) {
    const heading = /^\s+\S*?(extension\.cjs|host\/[^/]+\.cjs)\s/.exec(line)?.[1];
    if (heading) {
      files = [];
      bundled.set(heading, files);
    }
    if (line.trim() === '') files = [];
    const file = /[├└]\s+(\S+)/.exec(line)?.[1];
    if (file) files.push(file);
  }
  if (!bundled.get('extension.cjs')?.length)
    throw new Error('The analysis of the main bundle has another shape.');
  return bundled;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
