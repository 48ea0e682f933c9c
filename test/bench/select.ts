import { cp } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { carryNative, ownTarget } from '../../build/native.mjs';
import { buildBaseline } from './baseline.ts';
import { count, openOnly } from './batchRun.ts';
import type { Built } from './built.ts';
import type { Stalls } from './hostProbe.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const rounds = 3;
/** The build whose time counts as 1. */
const baseline = '0263b88';

/** From the click on many selected images to a panel that shows them all, universal and native, beside an earlier build. */
export async function benchSelect(built: Built, report: Report): Promise<void> {
  const target = await ownTarget();
  const native = join(built.folder, 'native-extension');
  if (target) {
    await cp(built.extension, native, { recursive: true });
    await carryNative({ target, outdir: join(native, 'dist/codec/native') });
  }
  const builds = {
    before: await buildBaseline(baseline, built.folder),
    now: built.extension,
    ...(target && { native }),
  };
  const opened: Record<string, { openMs: number; openStalls: Stalls }[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [which, extension] of Object.entries(builds)) {
      const one = await openOnly(extension, `${which}-select-${round}`);
      opened[which] = [...(opened[which] ?? []), one];
    }
  }
  const ofAll = (which: string) => median((opened[which] ?? []).map(({ openMs }) => openMs));
  const stallOf = (which: string) =>
    median((opened[which] ?? []).map(({ openStalls }) => openStalls.busiestMs));
  report.heading(
    `${count} images selected, until the panel shows them all, against ${baseline}: ${rounds} rounds by turns, medians; load ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const which of Object.keys(builds)) {
    report.detail(
      `${which}: ${milliseconds(ofAll(which))}, longest stall of the host's own doing ${milliseconds(stallOf(which))}`,
    );
  }
  for (const which of ['now', ...(target ? ['native'] : [])]) {
    report.atMost(`select: ${count} images, ${which}`, ofAll(which) / ofAll('before'), 0.4, ratio);
    report.atMost(`select: longest stall of the host, ${which}`, stallOf(which), 16, milliseconds);
  }
}
