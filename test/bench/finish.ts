import { loadavg } from 'node:os';
import { join } from 'node:path';
import { buildCodec } from '../../build/codec.mjs';
import { ownTarget } from '../../build/native.mjs';
import { buildBaseline } from './baseline.ts';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import type { CodecCost } from './codecChild.ts';
import { answered, drawPhoto, window } from './codecPictures.ts';
import { median, megabytes, milliseconds, type Report, ratio } from './report.ts';

const rounds = 5;
/** The build whose cost counts as 1. */
const baseline = '0263b88';

/** Finishing a 4K answer, against an earlier build: the runs take turns, so that all see the same machine. */
export async function benchFinish(built: Built, report: Report): Promise<void> {
  const picture = join(built.folder, 'finished.jpg');
  await drawPhoto(picture);
  const target = await ownTarget();
  const native = join(built.folder, 'native-codec');
  if (target) await buildCodec({ outdir: native, minify: true, target });
  const before = await buildBaseline(baseline, built.folder);
  const workers = {
    before: { worker: join(before, 'dist/codec/worker.cjs') },
    now: { worker: join(built.extension, 'dist/codec/worker.cjs'), isWarm: true },
    ...(target && { native: { worker: join(native, 'worker.cjs'), isNative: true, isWarm: true } }),
  };
  const costs: Record<string, CodecCost[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [which, how] of Object.entries(workers)) {
      const task = { ...how, picture, fitTo: { crop: answered, ...window } };
      const cost = await runChild<CodecCost>(built.program('codecChild'), task);
      costs[which] = [...(costs[which] ?? []), cost];
    }
  }
  const of = (
    which: string,
    key: 'milliseconds' | 'processorMs' | 'peakBytes' | 'programBytes' | 'stallMs',
  ) => median((costs[which] ?? []).map((cost) => cost[key]));
  report.heading(
    `JPEG of ${answered.width} x ${answered.height} finished as PNG of ${window.width} x ${window.height}, against ${baseline}: ${rounds} rounds, medians; load ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const which of Object.keys(workers)) {
    report.detail(
      `${which}: ${milliseconds(of(which, 'milliseconds'))}, of processors ${milliseconds(of(which, 'processorMs'))}, ${megabytes(of(which, 'peakBytes'))} and ${megabytes(of(which, 'programBytes'))} of program files, longest stall ${milliseconds(of(which, 'stallMs'))}`,
    );
  }
  const share = (which: string, key: Parameters<typeof of>[1]) => of(which, key) / of('before', key);
  report.atMost('finish: finishing 4K in WebAssembly, time', share('now', 'milliseconds'), 0.8, ratio);
  report.figure('finish: the same in time of processors', ratio(share('now', 'processorMs')));
  if (!target) return;
  report.atMost('finish: finishing 4K natively, time', share('native', 'milliseconds'), 0.45, ratio);
  report.figure('finish: the same in time of processors', ratio(share('native', 'processorMs')));
  report.atMost('finish: finishing 4K natively, memory', share('native', 'peakBytes'), 0.55, ratio);
  report.atMost('finish: longest stall of the host while it does', of('native', 'stallMs'), 16, milliseconds);
}
