import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
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
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import type { RegionCost, RegionTask } from './regionChild.ts';
import { median, megabytes, milliseconds, type Report, ratio } from './report.ts';

const rounds = 3;
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

  const worker = join(built.extension, 'dist', 'codec', 'worker.cjs');
  const run = async (task: Omit<RegionTask, 'worker'>) => {
    const costs: RegionCost[] = [];
    for (let round = 0; round < rounds; round++) {
      costs.push(await runChild<RegionCost>(built.program('regionChild'), { worker, ...task }));
    }
    return costs;
  };
  const asWhole = await run({ answer: wholeAnswer, whole: { answered: whole.asked, ...source } });
  const asRegion = await run({
    answer: cropAnswer,
    region: {
      source: shot,
      request: { region: planned.value.region, outputType: 'png', strip: false },
      part: { crop: part.crop, inner: part.crop, fit: part.plan.fit },
    },
  });

  report.heading(
    `A region of 400 x 300 in a PNG of 3840 x 2160 against the whole: ${rounds} rounds, medians`,
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
  const time = (costs: readonly RegionCost[]) => median(costs.map((cost) => cost.milliseconds));
  const peak = (costs: readonly RegionCost[]) => median(costs.map(({ peakBytes }) => peakBytes));
  report.detail(
    `whole: ${milliseconds(time(asWhole))}, ${megabytes(peak(asWhole))}; region: ${milliseconds(time(asRegion))}, ${megabytes(peak(asRegion))}; the file has ${megabytes((await readFile(shot)).length)}`,
  );
  report.atMost('region: time from the answer to the file', time(asRegion) / time(asWhole), 0.6, ratio);
  report.atMost('region: peak memory of the codec', peak(asRegion) / peak(asWhole), 0.8, ratio);
  const changed = Math.max(...asRegion.map((cost) => cost.changed));
  report.check('region: pixels changed outside', changed === 0, `${changed}`, '0');
}
