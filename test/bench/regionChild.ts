/** One answer brought into a picture, whole or as a region, in a process of its own. */
import { readFileSync } from 'node:fs';
import { type Codec, createCodec, type SetInRequest } from '../../src/core/images/codec.ts';
import { startCodecWorker } from '../../src/core/images/startCodecWorker.ts';
import { becomeIdle, type Cost, measure } from './measure.ts';

export interface RegionTask {
  /** Path of the built worker. */
  worker: string;
  answer: string;
  /** The whole answer becomes a picture of this size. */
  whole?: { answered: { width: number; height: number }; width: number; height: number };
  /** The answer is set into a picture. */
  region?: {
    source: string;
    request: Omit<SetInRequest, 'bytes' | 'parts'>;
    part: Omit<SetInRequest['parts'][number], 'bytes'>;
  };
}

export type RegionCost = Cost & { changed: number; processorMs: number };

process.once('message', async ({ worker, answer, whole, region }: RegionTask) => {
  const codec = createCodec({
    startWorker: () => startCodecWorker(worker),
    setTimer: (callback, milliseconds) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const bytes = new Uint8Array(readFileSync(answer));
  const idle = await becomeIdle();
  // As an edit does it while the answer comes in.
  await codec.warm();
  const usedBefore = process.cpuUsage();
  const { cost, value } = await measure(idle, () => finish(codec, bytes, whole, region));
  const { user, system } = process.cpuUsage(usedBefore);
  const told: RegionCost = { ...cost, changed: value, processorMs: (user + system) / 1000 };
  process.send?.(told);
  codec.dispose();
  process.disconnect();
});

async function finish(
  codec: Codec,
  bytes: Uint8Array,
  whole: RegionTask['whole'],
  region: RegionTask['region'],
): Promise<number> {
  if (region) {
    const source = new Uint8Array(readFileSync(region.source));
    const parts = [{ ...region.part, bytes }];
    return (await codec.setIn({ ...region.request, bytes: source, parts })).changed;
  }
  if (whole) {
    const { answered, width, height } = whole;
    const restoring = { crop: { left: 0, top: 0, ...answered }, resize: { width, height } };
    await codec.finish({ bytes, restoring, outputType: 'png' });
  }
  return 0;
}
