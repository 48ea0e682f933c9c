import { buildBaseline } from './baseline.ts';
import { count, limitMs, runAll, type Stop, stopEach, stopKinds, type WholeRun } from './batchRun.ts';
import type { Built } from './built.ts';
import type { Stalls } from './hostProbe.ts';
import { milliseconds, type Report, ratio } from './report.ts';

/** The build whose time counts as 1. */
const baseline = '0263b88';

/** Many images in one panel of a real VS Code, beside an earlier build in the same run. */
export async function benchBatch(built: Built, report: Report): Promise<void> {
  const before = await buildBaseline(baseline, built.folder);
  report.heading(
    `${count} images of 320 x 180 in one panel, answered at once, against ${baseline}; a run is given ${milliseconds(limitMs)}`,
  );
  const now = await runAll(built.extension, 'now');
  describeRun('now', now, report);
  const stops = await stopEach(built.extension, 'now-stop', stopKinds);
  for (const [at, kind] of stopKinds.entries()) describeStop(`now, ${kind}`, stops[at], report);
  const then = await runAll(before, 'before');
  describeRun('before', then, report);
  const [oldStop] = await stopEach(before, 'before-stop', ['in the middle']);
  describeStop('before, in the middle', oldStop, report);

  report.atMost('batch: from the click to a panel that is ready', now.openMs / then.openMs, 0.4, ratio);
  const { diskMs, pageMs } = now;
  if (diskMs === undefined || pageMs === undefined) {
    report.check('batch: all are saved and shown', false, `not within ${milliseconds(limitMs)}`, 'yes');
  } else {
    report.atMost('batch: the page behind the disk', Math.max(0, pageMs - diskMs), 1000, milliseconds);
    report.atMost(
      'batch: from Run until all are saved and shown',
      pageMs / (then.pageMs ?? limitMs),
      0.25,
      ratio,
    );
  }
  report.atMost(
    'batch: longest stall of the extension host in the run',
    now.stalls.longestMs,
    16,
    milliseconds,
  );
  report.figure(
    'batch: its own processor time in the longest',
    milliseconds(now.stalls.busiestMs),
    'aim 16 ms',
  );
  for (const [at, kind] of stopKinds.entries()) {
    report.atMost(`batch: Stop is heard, ${kind}`, stops[at]?.heardMs ?? Number.NaN, 100, milliseconds);
    report.atMost(`batch: Stop answers, ${kind}`, stops[at]?.answeredMs ?? Number.NaN, 100, milliseconds);
  }
}

function describeRun(which: string, run: WholeRun, report: Report): void {
  const told = (value: number | undefined) =>
    value === undefined ? `more than ${milliseconds(limitMs)}` : milliseconds(value);
  report.detail(`${which}: ready after ${milliseconds(run.openMs)} (${stallWords(run.openStalls)})`);
  report.detail(
    `${which}: on the disk after ${told(run.diskMs)}, shown after ${told(run.pageMs)} (${stallWords(run.stalls)})`,
  );
}

const stallWords = ({ longestMs, busiestMs, overFrame }: Stalls): string =>
  `longest stall of the host ${milliseconds(longestMs)}, of its own doing ${milliseconds(busiestMs)}, ${overFrame} over 16 ms`;

function describeStop(which: string, stop: Stop | undefined, report: Report): void {
  if (stop === undefined) return;
  report.detail(
    `Stop ${which}: nothing queued after ${milliseconds(stop.answeredMs)}, at rest after ${milliseconds(stop.restedMs)}`,
  );
}
