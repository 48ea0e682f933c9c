import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const kilobyte = 1024;

/** The files of the extension host that are loaded for one purpose alone, by the beginnings of their names. */
const fixtures = {
  redo: 'redoFeature',
  gallery: 'galleryFeature',
  tools: 'createTools',
  markdown: 'markdownFeature',
  reading: 'reading',
  report: 'docsReader',
  manifest: 'assetsFeature',
  svg: 'svgFeatures',
  svgSafe: 'svgSafe',
  svgBrowser: 'svgBrowser',
  metadata: 'sourceMetadata',
  snippets: 'snippets',
  errors: 'httpErrors',
  wire: 'wire',
  recorded: 'recordedImages',
  sample: 'recordedAnswers',
  keys: 'keyCommands',
} as const;

/**
 * `host`: what is loaded at the first use, whatever is asked for, besides `recorded`. The others: what one purpose
 * loads besides.
 */
export type HostPart = 'host' | keyof typeof fixtures;

export const hostParts: readonly HostPart[] = [
  'host',
  'redo',
  'gallery',
  'tools',
  'markdown',
  'reading',
  'report',
  'manifest',
  'svg',
  'svgSafe',
  'svgBrowser',
  'metadata',
  'snippets',
  'errors',
  'wire',
  'recorded',
  'sample',
  'keys',
];

/** The budgets of DESIGN.md, in bytes. */
export const budgets = {
  main: 200 * kilobyte,
  host: 425 * kilobyte,
  redo: 36 * kilobyte,
  gallery: 20 * kilobyte,
  tools: 26 * kilobyte,
  markdown: 76 * kilobyte,
  // The readers of Markdown and MDX, loaded when a document names an image.
  reading: 155 * kilobyte,
  // What looks through a whole folder of docs.
  report: 66 * kilobyte,
  manifest: 228 * kilobyte,
  svg: 12 * kilobyte,
  // The sanitiser with its readers of XML and CSS, loaded when a model answers with an SVG.
  svgSafe: 310 * kilobyte,
  svgBrowser: 12 * kilobyte,
  metadata: 17 * kilobyte,
  snippets: 48 * kilobyte,
  // What providers' errors mean, in a dozen languages: read only when one comes.
  errors: 70 * kilobyte,
  // All that goes over the wire, with the first request; what an error says is read there too, in every language.
  wire: 56 * kilobyte,
  // Which images say how they were made, for menus: loaded beside the main bundle, without the rest. The readers of
  // records are in it, which the rest needs too.
  recorded: 92 * kilobyte,
  // The answers that came along for the sample, and what gives them.
  sample: 4 * kilobyte,
  // What looks after provider, key and model.
  keys: 20 * kilobyte,
  // The panel's; the report and the gallery have a script of their own.
  page: 300 * kilobyte,
  package: 5.5 * kilobyte * kilobyte,
  // With the native codec for one platform besides: WebAssembly stays, for where that does not load.
  platformPackage: 14 * kilobyte * kilobyte,
};

/** Whether a file of `dist/host/` is what one purpose loads. */
export const isOf = (fixture: keyof typeof fixtures, file: string): boolean =>
  file.startsWith(`${fixtures[fixture]}-`);

/**
 * What the extension host loads besides the codec, in bytes, by the files that each file names.
 * @param dist folder of a build
 */
export async function hostSizes(dist: string): Promise<Record<HostPart, number>> {
  const host = join(dist, 'host');
  const all = await readdir(host);
  const isRoom = (file: string) => Object.values(fixtures).some((name) => file.startsWith(`${name}-`));
  const reach = async (file: string, reached: Set<string>): Promise<void> => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, next = ''] of (await readFile(join(host, file), 'utf8')).matchAll(
      /require\("\.\/([^"]+)"\)/g,
    )) {
      if (!isRoom(next)) await reach(next, reached);
    }
  };
  const sum = async (files: Iterable<string>) => {
    let bytes = 0;
    for (const file of files) bytes += (await stat(join(host, file))).size;
    return bytes;
  };
  const forAll = new Set<string>();
  for (const file of all) if (file.startsWith('compose-')) await reach(file, forAll);
  const sizes: Partial<Record<HostPart, number>> = { host: await sum(forAll) };
  for (const fixture of Object.keys(fixtures) as (keyof typeof fixtures)[]) {
    const own = new Set<string>();
    for (const file of all) if (isOf(fixture, file)) await reach(file, own);
    sizes[fixture] = await sum([...own].filter((file) => !forAll.has(file)));
  }
  return sizes as Record<HostPart, number>;
}
