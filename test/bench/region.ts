import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { estimateCost } from '../../src/core/api/models/cost.ts';
import { anyProvider, capabilitiesAt } from '../../src/core/api/models/models.ts';
import { planEdit } from '../../src/core/edit/plan/plan.ts';
import { planRegion } from '../../src/core/edit/plan/regionPlan.ts';
import type { Size } from '../../src/core/images/imageTypes.ts';
import { unsetOptions } from '../../src/core/shared/options.ts';
import type { Region } from '../../src/core/shared/region/region.ts';
import { dashboard } from '../sample/pictures/dashboard.ts';
import { buildBaseline } from './baseline.ts';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import type { RegionCost, RegionTask } from './regionChild.ts';
import { median, megabytes, milliseconds, type Report, ratio } from './report.ts';

const rounds = 5;
/** The build in which pictures were edited whole, and no other way was known. */
const baseline = '0263b88';
/** The whole picture then and now, and the region. */
const arms = ['before', 'whole', 'region'] as const;
type Arm = (typeof arms)[number];
const source = { width: 3840, height: 2160 };
const region: Region = {
  shapes: [{ kind: 'rectangle', mode: 'add', x: 2300, y: 250, width: 400, height: 300 }],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of: source,
};
const model = 'gemini-3.1-flash-image';

/** A region of 400 x 300 in a screenshot of 3840 x 2160, against editing the whole picture. */
export async function benchRegion(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'region');
  await mkdir(folder, { recursive: true });
  const capabilities = capabilitiesAt(anyProvider, model);
  const options = { ...unsetOptions, model };
  const whole = planEdit(options, capabilities, source);
  const planned = planRegion(region, options, capabilities, source);
  if (!planned.ok) throw new Error(planned.sentence);
  const [part] = planned.value.parts;
  if (!part?.plan.fit || !part.plan.asked || !whole.asked) throw new Error('Nothing is sent.');

  const shot = join(folder, 'shot.png');
  const drawn = sharp(Buffer.from(dashboard()), { density: 216 }).resize(source.width, source.height);
  await writeFile(shot, await drawn.removeAlpha().png().toBuffer());
  const crop = join(folder, 'crop.png');
  await sharp(shot).extract(part.crop).png().toFile(crop);
  const answerTo = async (sent: string, size: Size): Promise<string> => {
    const file = `${sent}.answer.jpg`;
    await sharp(sent).resize(size.width, size.height, { fit: 'fill' }).jpeg({ quality: 92 }).toFile(file);
    return file;
  };
  const wholeAnswer = await answerTo(shot, whole.asked);
  const cropAnswer = await answerTo(crop, part.plan.asked);

  const before = join(await buildBaseline(baseline, built.folder), 'dist', 'codec', 'worker.cjs');
  const worker = join(built.extension, 'dist', 'codec', 'worker.cjs');
  const whole4k = { answer: wholeAnswer, whole: { answered: whole.asked, ...source } };
  const tasks: Record<Arm, RegionTask> = {
    before: { worker: before, ...whole4k },
    whole: { worker, ...whole4k },
    region: {
      worker,
      answer: cropAnswer,
      region: {
        source: shot,
        request: { region: planned.value.region, outputType: 'png', strip: false },
        part: { crop: part.crop, inner: part.crop, fit: part.plan.fit },
      },
    },
  };
  const costs: Record<Arm, RegionCost[]> = { before: [], whole: [], region: [] };
  for (let round = 0; round < rounds; round++) {
    for (const arm of arms)
      costs[arm].push(await runChild<RegionCost>(built.program('regionChild'), tasks[arm]));
  }

  report.heading(
    `A region of 400 x 300 in a PNG of 3840 x 2160 against the whole, edited by ${baseline}: ${rounds} rounds by turns, medians`,
  );
  const price = (size: typeof whole.size) =>
    estimateCost({
      provider: 'google',
      capabilities,
      billing: 'perToken',
      size,
      inputs: 1,
      promptLength: 60,
      quality: whole.quality,
    })?.usd ?? Number.NaN;
  report.atMost('region: estimated cost', price(part.plan.size) / price(whole.size), 0.5, ratio);
  const bytes = (await stat(crop)).size / (await stat(shot)).size;
  report.atMost('region: bytes sent', bytes, 0.1, ratio);
  const of = (arm: Arm, what: 'milliseconds' | 'processorMs' | 'peakBytes') =>
    median(costs[arm].map((cost) => cost[what]));
  for (const arm of arms) {
    report.detail(
      `${arm}: ${milliseconds(of(arm, 'milliseconds'))}, of processors ${milliseconds(of(arm, 'processorMs'))}, ${megabytes(of(arm, 'peakBytes'))}`,
    );
  }
  const share = (what: Parameters<typeof of>[1], arm: Arm) => of('region', what) / of(arm, what);
  report.atMost(
    'region: time from the answer to the file, against the whole before',
    share('milliseconds', 'before'),
    0.6,
    ratio,
  );
  report.figure('region: the same in time of processors', ratio(share('processorMs', 'before')));
  report.figure('region: time, against the whole now', ratio(share('milliseconds', 'whole')));
  report.atMost(
    'region: peak memory of the codec, against the whole before',
    share('peakBytes', 'before'),
    0.8,
    ratio,
  );
  report.figure('region: peak memory, against the whole now', ratio(share('peakBytes', 'whole')));
  const changed = Math.max(...costs.region.map((cost) => cost.changed));
  report.check('region: pixels changed outside', changed === 0, `${changed}`, '0');
}
