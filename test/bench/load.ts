import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import { median, milliseconds, type Report } from './report.ts';

const rounds = 15;

interface Loaded {
  milliseconds: number;
  /** Of the disk. */
  files: string[];
}

/** Packages that must not be there before they are needed. */
const lateOnly = /node_modules\/(sharp|@img|yaml|mdast-|micromark|unist-|js-yaml|markdown)/;

/** How long the main bundle takes to load, beside one that holds nothing, and what comes along. */
export async function benchLoad(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'load');
  const standIn = join(folder, 'node_modules', 'vscode');
  await mkdir(standIn, { recursive: true });
  await writeFile(join(standIn, 'index.js'), vscodeStandIn);
  const dist = join(built.extension, 'dist');
  await cp(join(dist, 'extension.cjs'), join(folder, 'extension.cjs'));
  await cp(join(dist, 'host'), join(folder, 'host'), { recursive: true });
  const late = (await readdir(join(dist, 'host'))).find((name) => /^(?:compose|extension)-/.test(name));
  if (late === undefined) throw new Error('There is no bundle that the main one loads when it is needed.');
  const bundles = {
    main: join(folder, 'extension.cjs'),
    late: join(folder, 'host', late),
    empty: join(folder, 'empty.cjs'),
  };
  await writeFile(bundles.empty, `require('vscode'); exports.activate = () => {};\n`);

  const loads: Record<keyof typeof bundles, Loaded[]> = { main: [], late: [], empty: [] };
  const load = (bundle: string) => runChild<Loaded>(built.program('loadChild'), { bundle });
  for (const bundle of Object.values(bundles)) await load(bundle);
  for (let round = 0; round < rounds; round++) {
    loads.main.push(await load(bundles.main));
    loads.late.push(await load(bundles.late));
    loads.empty.push(await load(bundles.empty));
  }

  report.heading(`Loading the main bundle: ${rounds} fresh processes by turns, medians`);
  report.figure('load: the main bundle', describe(loads.main), 'aim 12 ms');
  report.figure('load: all the rest, at the first command or panel', describe(loads.late));
  report.figure('load: a bundle that holds nothing', describe(loads.empty));
  const files = new Set(loads.main.flatMap((loaded) => loaded.files.map((file) => nameIn(folder, file))));
  files.delete('node_modules/vscode/index.js');
  const unknown = [...files].filter((file) => !built.bundled.has(file));
  report.check(
    'load: files read besides the bundle',
    unknown.length === 0,
    unknown.join(', ') || 'none',
    'none',
  );
  const bundled = [...files].flatMap((file) => built.bundled.get(file) ?? []);
  const early = bundled.filter((file) => lateOnly.test(file));
  report.check(
    'load: sharp, Markdown or YAML in the bundle',
    early.length === 0,
    early.join(', ') || 'none',
    'none',
  );
}

const nameIn = (folder: string, file: string) => relative(folder, file).replaceAll(sep, posix.sep);

function describe(loads: readonly Loaded[]): string {
  const times = loads.map((loaded) => loaded.milliseconds);
  return `${milliseconds(median(times))}, best ${milliseconds(Math.min(...times))}`;
}

/** Whatever is asked of it is there and does nothing. */
const vscodeStandIn = `
const anything = () => new Proxy(class {}, {
  get: (target, name) => (name in target ? target[name] : anything()),
});
module.exports = anything();
`;
