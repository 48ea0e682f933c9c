import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import { buildDocsPrograms } from './docsPrograms.ts';
import type { Cost } from './measure.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const rounds = 3;
const keys = 10;
const documents = 5000;
/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface DocsCost extends Cost {
  cpuMs: number;
  /** Processor time of the longest turn; 0 where it was not watched. */
  turnMs: number;
  value: unknown;
}

/** What typing in a long document without images costs, and the report on many documents, against an earlier build. */
export async function benchDocs(built: Built, report: Report): Promise<void> {
  const programs = await buildDocsPrograms(built.folder);
  const folder = join(built.folder, 'docs');
  await writeDocs(folder);
  for (const what of ['type', 'report'] as const) {
    const costs: Record<keyof typeof programs, DocsCost[]> = { now: [], before: [] };
    for (let round = 0; round < rounds; round++) {
      for (const which of ['before', 'now'] as const)
        costs[which].push(await runChild<DocsCost>(programs[which], { folder, what, keys }));
    }
    const of = (which: keyof typeof costs, key: 'cpuMs' | 'milliseconds' | 'stallMs'): number =>
      median(costs[which].map((cost) => cost[key]));
    const turnMs: number[] = [];
    for (let round = 0; round < rounds; round++)
      turnMs.push((await runChild<DocsCost>(programs.now, { folder, what, keys, isWatched: true })).turnMs);
    const title =
      what === 'type' ? `${keys} keys in a change log of 274 KB` : `the report on ${documents} documents`;
    report.heading(`Documents: ${title}, ${rounds} rounds, medians`);
    for (const which of ['before', 'now'] as const)
      report.detail(
        `${which}: ${milliseconds(of(which, 'cpuMs'))} of processor, ${milliseconds(of(which, 'milliseconds'))}, longest stall ${milliseconds(of(which, 'stallMs'))}; ${JSON.stringify(costs[which][0]?.value)}`,
      );
    if (what === 'type')
      report.atMost(`docs: ${title}, processor`, of('now', 'cpuMs') / of('before', 'cpuMs'), 0.02, ratio);
    else
      report.atMost(
        `docs: ${title}, time`,
        of('now', 'milliseconds') / of('before', 'milliseconds'),
        0.25,
        ratio,
      );
    report.atMost(`docs: ${title}, processor of the longest turn`, median(turnMs), 16, milliseconds);
    report.figure(`docs: ${title}, longest stall`, milliseconds(of('now', 'stallMs')));
  }
}

/** A change log without an image, and documents of which one in fifty names one. */
async function writeDocs(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entry = (n: number): string =>
    `* **part-${n}:** mend the thing ([#${n}](https://example.org/issues/${n})) ([abc${n}](https://example.org/commit/abc${n}))\n`;
  let log = '# Change log\n\n';
  for (let n = 0; log.length < 274_000; n++) log += entry(n);
  await writeFile(join(folder, 'CHANGELOG.md'), log);
  const words = 'Some words of a page with a [link](other.md), `code` and *more* that somebody reads.\n\n';
  for (let n = 0; n < documents; n++) {
    const at = join(folder, `part${n % 60}`);
    await mkdir(at, { recursive: true });
    const image = n % 50 === 0;
    if (image) await writeFile(join(at, `shot${n}.png`), png);
    const text = `# Page ${n}\n\n${words.repeat(30)}${image ? `![Shot](shot${n}.png)\n\n` : ''}## Next\n\n${words.repeat(10)}`;
    await writeFile(join(at, `page${n}.md`), text);
  }
}
