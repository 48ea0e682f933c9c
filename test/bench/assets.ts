import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { buildCli } from '../../build/cli.mjs';
import { startStandIn } from '../standin/standIn.ts';
import { writeSparseDocs } from '../unit/assets/sparseDocs.ts';
import type { AssetsCost, AssetsTask } from './assetsChild.ts';
import type { Built } from './built.ts';
import { runNode } from './built.ts';
import { runChild } from './child.ts';
import { kilobytes, median, megabytes, milliseconds, type Report, ratio } from './report.ts';

const rounds = 5;
const checked = { assets: 10_000, inputs: 100 };
const made = { assets: 100, concurrency: 4, answerMs: 1000 };

/** What it costs to look at the assets of large docs, and to make many. */
export async function benchAssets(built: Built, report: Report): Promise<void> {
  await benchCheck(built, report);
  await benchBuild(built, report);
}

async function benchCheck(built: Built, report: Report): Promise<void> {
  const folders = { large: join(built.folder, 'assets-1mb'), small: join(built.folder, 'assets-20kb') };
  await writeSparseDocs(folders.large, { ...checked, assetBytes: 1_000_000, inputBytes: 1_000_000 });
  await writeSparseDocs(folders.small, { ...checked, assetBytes: 20_000, inputBytes: 20_000 });
  const costs: Record<keyof typeof folders, AssetsCost[]> = { large: [], small: [] };
  const look = (folder: string) =>
    runChild<AssetsCost>(built.program('assetsChild'), { folder } satisfies AssetsTask);
  for (const folder of Object.values(folders)) await look(folder);
  for (let round = 0; round < rounds; round++) {
    costs.large.push(await look(folders.large));
    costs.small.push(await look(folders.small));
  }
  const { large, small } = costs;
  const of = (all: AssetsCost[], key: 'milliseconds' | 'cpuMs' | 'peakBytes') =>
    median(all.map((cost) => cost[key]));
  report.heading(
    `Looking at ${checked.assets} assets of 1 MB that share ${checked.inputs} inputs: ${rounds} rounds, medians`,
  );
  report.detail(
    `${milliseconds(of(large, 'cpuMs'))} of processor; peak ${megabytes(of(large, 'peakBytes'))} above idle`,
  );
  const fresh = large.every(({ upToDate }) => upToDate === checked.assets);
  report.check('assets: all found up to date', fresh, fresh ? 'yes' : 'no', 'yes');
  report.atMost(
    'assets: most read of one',
    Math.max(...large.map((cost) => cost.mostRead)),
    65_536,
    kilobytes,
  );
  report.atMost('assets: check of 10,000, warm', of(large, 'milliseconds'), 3000, milliseconds);
  report.atMost(
    'assets: memory, files of 1 MB against 20 KB',
    of(large, 'peakBytes') / of(small, 'peakBytes'),
    1.3,
    ratio,
  );
}

async function benchBuild(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'assets-build');
  const program = join(built.folder, 'cli');
  await mkdir(folder, { recursive: true });
  await buildCli({ outdir: program, minify: true });
  const entries = Array.from(
    { length: made.assets },
    (_, n) => `  - { output: n${n}.png, prompt: Number ${n}, pixels: 640x360 }\n`,
  );
  await writeFile(join(folder, 'nano-banana.yaml'), `version: 1\nassets:\n${entries.join('')}`);
  const picture = await sharp({
    create: {
      width: 1376,
      height: 768,
      channels: 3,
      background: '#468',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  })
    .jpeg()
    .toBuffer();
  await using standIn = await startStandIn({ style: 'apiyi' });
  standIn.tell({ delay: made.answerMs, image: picture, times: made.assets });
  process.env.NANO_BANANA_STATE = join(built.folder, 'state');
  const started = performance.now();
  await runNode(
    [
      join(program, 'nano-banana.mjs'),
      ...[
        'build',
        '--yes',
        '--concurrency',
        String(made.concurrency),
        '--base-url',
        standIn.url,
        '--auth',
        'none',
        folder,
      ],
    ],
    folder,
  );
  const took = performance.now() - started;
  const ideal = (made.assets / made.concurrency) * made.answerMs;
  report.heading(`Building ${made.assets} assets, ${made.concurrency} at once, with answers that take 1 s`);
  report.check(
    'assets: requests for them',
    standIn.requests.length === made.assets,
    String(standIn.requests.length),
    String(made.assets),
  );
  report.atMost('assets: time against the answers alone', took / ideal, 1.1, ratio);
}
