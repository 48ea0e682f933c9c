/**
 * Writes images, alternative texts and dark variants into the documents of real repositories, reads each changed
 * document with the real readers and tells what else changed. Nothing is written to the disk.
 *
 *     npm run test:writing -- [--most 15000] FOLDER…
 */
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import type { DocumentParts } from '../../src/core/markdown/document/documentParts.ts';
import { sectionAt } from '../../src/core/markdown/document/section.ts';
import { applyEdits, type Edit, type Span } from '../../src/core/markdown/document/spans.ts';
import { readDocument } from '../../src/core/markdown/reading/readDocument.ts';
import { staysUnharmed } from '../../src/core/markdown/reading/unharmed.ts';
import { ImageResolver } from '../../src/core/markdown/sites/imageResolver.ts';
import { writePair } from '../../src/core/markdown/writing/darkVariant.ts';
import {
  insertImage,
  linkStyleOf,
  writeAddress,
  writeAlt,
} from '../../src/core/markdown/writing/writeLinks.ts';
import { type WritingRules, writingRulesOf } from '../../src/core/markdown/writing/writingRules.ts';
import { compiled, type Reading, type SiteReads } from './compiled.ts';

const alts = [
  'Plain words',
  '<Tabs> and Map<string, {a: number}>',
  'Mail <a@b.org> or {name} | off',
  'A [b] \\ `c` *d* _e_ ~~f~~',
  'Cost $1 & 2 &amp; {{ x }} {% y %}',
  '![x](y.png) </picture> -->',
  '"C:\\`d`" or C:\\',
];
/** As many of each kind are written into one document. */
const mostOfKind = 4;

interface Attempt {
  what: string;
  edits: Edit[];
  /** What the edits take the place of. */
  replaced: Span[];
  /** The address of a definition is the address of its links, too, and markdown-it takes other forms for words. */
  isElsewhere?: boolean;
}

const counts = { documents: 0, notCompiled: 0, written: 0, refused: 0, harmed: 0 };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '15000' } },
});
const most = Number(values.most);
const share = Math.ceil(most / Math.max(1, positionals.length));
for (const folder of positionals) await tryFolder(path.resolve(folder));
process.exitCode = counts.harmed > 0 || positionals.length === 0 ? 1 : 0;

async function tryFolder(folder: string): Promise<void> {
  const resolver = new ImageResolver({
    list: (at) =>
      fs.readdir(at, { withFileTypes: true }).then(
        (all) =>
          new Map(
            all.map((one) => [one.name, one.isDirectory() ? 'folder' : one.isFile() ? 'file' : 'other']),
          ),
        () => undefined,
      ),
    readText: (at) => fs.readFile(at, 'utf8').catch(() => undefined),
  });
  const files = (await documentsBelow(folder)).sort();
  const before = counts.written;
  // Each part of a repository gets its share.
  const step = Math.max(1, Math.floor((files.length * 9) / share));
  for (let first = 0; first < step && counts.written - before < share; first++) {
    for (let index = first; index < files.length && counts.written - before < share; index += step) {
      const file = files[index];
      if (file === undefined) continue;
      const { own } = await resolver.sitesOf({ document: file, root: folder });
      await tryDocument(file, writingRulesOf(own, file), own?.kind);
    }
  }
  console.log(
    `${path.basename(folder)}: ${counts.written - before} written; in all ${JSON.stringify(counts)}`,
  );
}

async function tryDocument(file: string, rules: WritingRules, site: string | undefined): Promise<void> {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  if (text.length > 60_000 || text.trim() === '') return;
  const document = readDocument(text, rules.isMdx);
  const reads = {
    isMdx: rules.isMdx,
    // Quarto has its shortcodes.
    isHugo: site === 'hugo' || (!rules.isMdx && text.includes('{{<')),
    // Eleventy, too, fills tags in before it reads Markdown.
    isJekyll: site === 'jekyll' || site === 'hexo' || (site === 'other' && text.includes('{%')),
    isMkDocs: site === 'mkdocs',
  };
  const before = await compiled(text, reads).catch(() => undefined);
  if (before === undefined) {
    counts.notCompiled++;
    return;
  }
  counts.documents++;
  for (const attempt of await attemptsFor(document, rules)) {
    if (!staysUnharmed(document, attempt.edits)) {
      counts.refused++;
      continue;
    }
    counts.written++;
    const harm = await harmOf(text, before, attempt, reads);
    if (harm === undefined) continue;
    counts.harmed++;
    console.log(`HARM ${file}: ${attempt.what}: ${harm}`);
  }
}

async function attemptsFor(document: DocumentParts, rules: WritingRules): Promise<Attempt[]> {
  const { images, blocks } = document;
  const found: Attempt[] = [];
  const style = linkStyleOf(document, rules);
  const places = new Set(some(blocks).map(({ span }) => sectionAt(document, span.start).insertAt));
  for (const [index, at] of [...places].entries()) {
    const alt = alts[(index + document.text.length) % alts.length] ?? '';
    found.push({
      what: `image at ${at}`,
      edits: insertImage(document, at, { url: 'new.png', alt }, style),
      replaced: [],
    });
  }
  for (const [index, image] of some(images).entries()) {
    const alt = alts[(index + document.text.length) % alts.length] ?? '';
    const written = writeAlt(image, alt, rules.isMdx);
    if (written)
      found.push({ what: `alternative text of ${image.url}`, edits: [written], replaced: [written] });
    if (image.kind !== 'frontMatter') {
      const edit = writeAddress(image, 'other%20(1).png');
      const isElsewhere = ['reference', 'wiki', 'directive', 'shortcode'].includes(image.kind);
      found.push({ what: `address of ${image.url}`, edits: [edit], replaced: [edit], isElsewhere });
    }
    const pair = await writePair(document, image, rules, {
      of: async (which) => (which === 'dark' ? 'dark.png' : image.url),
      moduleOf: async (which) => `./${which}.png`,
    });
    if (pair)
      found.push({ what: `dark variant of ${image.url}`, edits: pair, replaced: [image.span, ...pair] });
  }
  return found;
}

/** The first, the last and some between. */
function some<T>(all: readonly T[]): T[] {
  if (all.length <= mostOfKind) return [...all];
  return Array.from({ length: mostOfKind }, (_, index) => {
    const one = all[Math.round((index * (all.length - 1)) / (mostOfKind - 1))];
    return one === undefined ? [] : [one];
  }).flat();
}

/** What else changed; undefined where nothing did. */
async function harmOf(
  text: string,
  before: Reading,
  { edits, replaced, isElsewhere = false }: Attempt,
  reads: SiteReads,
): Promise<string | undefined> {
  const was = before(replaced);
  const reading = await compiled(applyEdits(text, edits), reads).catch(
    (error: unknown) => `it no longer compiles: ${String(error).split('\n')[0]}`,
  );
  if (typeof reading === 'string') return reading;
  const is = reading(writtenIn(edits, replaced));
  for (const part of ['tree', 'html', 'shortcodes'] as const)
    if (was[part] !== is[part] && !(isElsewhere && part === 'html'))
      return `${part}: ${difference(was[part], is[part])}`;
  return undefined;
}

/** Where in the changed text is what the edits wrote, and what stands in the place of what was replaced. */
function writtenIn(edits: readonly Edit[], replaced: readonly Span[]): Span[] {
  const moved = (offset: number, afterOwn: boolean): number =>
    edits.reduce((at, { start, end, text }) => {
      const isBefore = afterOwn ? start <= offset && end <= offset : end <= offset && start < offset;
      return isBefore ? at + text.length - (end - start) : at;
    }, offset);
  return [...edits, ...replaced].map(({ start, end }) => ({
    start: moved(start, false),
    end: moved(end, true),
  }));
}

function difference(was: string, is: string): string {
  let at = 0;
  while (at < was.length && was[at] === is[at]) at++;
  const from = Math.max(0, at - 60);
  return `\n  was ${was.slice(from, at + 120)}\n  is  ${is.slice(from, at + 120)}`;
}

async function documentsBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = await Promise.all(
    entries.map(async (entry) => {
      const at = path.join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name === '.git' ? [] : documentsBelow(at);
      return entry.isFile() && /\.(?:md|mdx|markdown)$/i.test(entry.name) ? [at] : [];
    }),
  );
  return below.flat();
}
