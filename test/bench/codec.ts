import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import type { CodecCost, CodecTask } from './codecChild.ts';
import { answered, drawPhoto, drawTransparent, source, window } from './codecPictures.ts';
import { median, megabytes, milliseconds, type Report } from './report.ts';

const rounds = 5;
/** What the codec's worker costs: its start, its memory at 4K, and that it goes away. */
export async function benchCodec(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'codec');
  await mkdir(folder, { recursive: true });
  const small = join(folder, 'small.png');
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#468' } }).toFile(small);
  const large = join(folder, 'large.jpg');
  await drawPhoto(large);
  const transparent = { picture: join(folder, 'transparent.png'), profile: join(folder, 'profile.icc') };
  const worker = join(built.extension, 'dist', 'codec', 'worker.cjs');
  const run = async (task: Omit<CodecTask, 'worker'>, times: number) => {
    const costs: CodecCost[] = [];
    for (let round = 0; round < times; round++) {
      costs.push(await runChild<CodecCost>(built.program('codecChild'), { worker, ...task }));
    }
    return costs;
  };

  report.heading(`The codec's worker: ${rounds} rounds, medians`);
  const starts = await run({ picture: small, idleMs: 200 }, rounds);
  const stalls = starts.map(({ stallMs }) => stallMs);
  report.detail(
    `its start and a small picture: ${milliseconds(median(starts.map((cost) => cost.milliseconds)))}, ${megabytes(median(starts.map(({ peakBytes }) => peakBytes)))}; worst stall ${milliseconds(Math.max(...stalls))}`,
  );
  report.atMost('codec: longest stall at its start', median(stalls), 40, milliseconds);
  tellEnd(report, 'codec: ended 200 ms after a small picture', starts);

  const { size } = await stat(large);
  const fits = await run({ picture: large, fitTo: { crop: answered, ...source } }, rounds);
  report.detail(
    `JPEG of ${answered.width} x ${answered.height} (${megabytes(size)}) to PNG of ${source.width} x ${source.height}: ${milliseconds(median(fits.map((cost) => cost.milliseconds)))}, longest stall ${milliseconds(median(fits.map(({ stallMs }) => stallMs)))}; ${megabytes(median(fits.map(({ leftBytes }) => leftBytes)))} left afterwards`,
  );
  const peak = Math.max(...fits.map(({ peakBytes }) => peakBytes));
  report.atMost('codec: peak memory at 4K, the highest', peak, 250e6, megabytes);
  tellEnd(report, 'codec: ended after a large picture', fits);

  for (const fitted of [window, source]) {
    await drawTransparent(transparent, fitted);
    const task = { picture: large, fitTo: { crop: answered, ...fitted }, source: transparent };
    const unmixed = await run(task, rounds);
    const name = `${fitted.width} x ${fitted.height}`;
    report.detail(
      `the same to ${name} with transparency and colours of its source: ${milliseconds(median(unmixed.map((cost) => cost.milliseconds)))}`,
    );
    report.atMost(
      `codec: peak memory of ${name} with transparency and a colour profile, the highest`,
      Math.max(...unmixed.map(({ peakBytes }) => peakBytes)),
      250e6,
      megabytes,
    );
  }
}

function tellEnd(report: Report, what: string, costs: readonly CodecCost[]): void {
  const ends = costs.flatMap(({ endedAfterMs }) => endedAfterMs ?? []);
  const all = ends.length === costs.length;
  const found = all
    ? `after ${milliseconds(median(ends))}`
    : `${costs.length - ends.length} of ${costs.length} did not`;
  report.check(what, all, found, 'always');
}
