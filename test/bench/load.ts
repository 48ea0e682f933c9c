import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { buildBaseline } from './baseline.ts';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const rounds = 15;
/** The build whose time and size count as 1. */
const baseline = '0263b88';

interface Loaded {
  milliseconds: number;
  /** Of the disk. */
  files: string[];
}

/** Packages that must not be there before they are needed. */
const lateOnly = /node_modules\/(sharp|@img|yaml|mdast-|micromark|unist-|js-yaml|markdown)/;

/** The main bundle of a build and what it loads when it is needed, where nothing else lies. */
async function layOut(dist: string, folder: string): Promise<{ main: string; late: string }> {
  const standIn = join(folder, 'node_modules', 'vscode');
  await mkdir(standIn, { recursive: true });
  await writeFile(join(standIn, 'index.js'), vscodeStandIn);
  await cp(join(dist, 'extension.cjs'), join(folder, 'extension.cjs'));
  await cp(join(dist, 'host'), join(folder, 'host'), { recursive: true });
  const late = (await readdir(join(dist, 'host'))).find((name) => /^(?:compose|extension)-/.test(name));
  if (late === undefined) throw new Error('There is no bundle that the main one loads when it is needed.');
  return { main: join(folder, 'extension.cjs'), late: join(folder, 'host', late) };
}

/** How long the main bundle takes to load, beside one that holds nothing and an earlier build, and what comes along. */
export async function benchLoad(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'load');
  const now = await layOut(join(built.extension, 'dist'), folder);
  const earlier = await buildBaseline(baseline, built.folder);
  const before = await layOut(join(earlier, 'dist'), join(built.folder, 'load-before'));
  const bundles = {
    main: now.main,
    mainBefore: before.main,
    late: now.late,
    lateBefore: before.late,
    empty: join(folder, 'empty.cjs'),
  };
  await writeFile(bundles.empty, `require('vscode'); exports.activate = () => {};\n`);

  const which = Object.keys(bundles) as (keyof typeof bundles)[];
  const loads: Record<keyof typeof bundles, Loaded[]> = {
    main: [],
    mainBefore: [],
    late: [],
    lateBefore: [],
    empty: [],
  };
  const load = (bundle: string) => runChild<Loaded>(built.program('loadChild'), { bundle });
  for (const bundle of Object.values(bundles)) await load(bundle);
  for (let round = 0; round < rounds; round++)
    for (const one of which) loads[one].push(await load(bundles[one]));

  report.heading(`Loading the main bundle: ${rounds} fresh processes by turns, medians`);
  report.figure('load: the main bundle', describe(loads.main), 'aim 12 ms');
  report.figure('load: all the rest, at the first command or panel', describe(loads.late));
  report.figure('load: a bundle that holds nothing', describe(loads.empty));
  report.detail(`${baseline}: ${describe(loads.mainBefore)}; all the rest ${describe(loads.lateBefore)}`);
  const best = (one: keyof typeof bundles) => Math.min(...loads[one].map((loaded) => loaded.milliseconds));
  const sizes = await Promise.all([bytesOf(loads.main), bytesOf(loads.mainBefore)]);
  const [size = 0, sizeBefore = 1] = sizes;
  report.figure(`load: bytes read with the main bundle, against ${baseline}`, ratio(size / sizeBefore));
  report.atMost(`load: the main bundle, against ${baseline}`, best('main') / best('mainBefore'), 1.1, ratio);
  report.figure(`load: all the rest, against ${baseline}`, ratio(best('late') / best('lateBefore')));
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

/** Of a bundle and what it needs at once. */
async function bytesOf([first]: readonly Loaded[]): Promise<number> {
  let bytes = 0;
  for (const file of first?.files ?? []) bytes += (await stat(file)).size;
  return bytes;
}

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
