import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCodec } from '../../src/core/images/codec.ts';
import { startCodecWorker } from '../../src/core/images/startCodecWorker.ts';
import { EditingFixture } from '../unit/edit/editingFixture.ts';
import { setTimer } from '../unit/images/setTimer.ts';
import { makePictures } from '../unit/reliability/pictures.ts';
import { editOn, type Held, heldBy } from '../unit/reliability/soak.ts';
import type { Built } from './built.ts';
import { median, megabytes, type Report, ratio } from './report.ts';

/** An hour with `NANO_BANANA_SOAK_MINUTES=60`. */
const minutes = Number(process.env.NANO_BANANA_SOAK_MINUTES ?? 2);
const atOnce = 20;

/** Edits without end: what the process holds in the last third of the time, against the first. */
export async function benchSoak(built: Built, report: Report): Promise<void> {
  const worker = join(built.extension, 'dist', 'codec', 'worker.cjs');
  const codec = createCodec({ startWorker: () => startCodecWorker(worker), setTimer });
  const pictures = await makePictures(codec);
  const fixture = await EditingFixture.open(codec);
  const held: Held[] = [];
  // What is garbage is nothing that is held.
  setFlagsFromString('--expose-gc');
  globalThis.gc ??= runInNewContext('gc');
  try {
    await fixture.put('shot.png', pictures.source);
    await editOn(fixture, pictures, atOnce);
    for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
      await editOn(fixture, pictures, atOnce);
      fixture.log.length = 0;
      held.push(await heldBy(fixture));
    }
  } finally {
    await fixture.close();
    codec.dispose();
  }
  const third = Math.max(1, Math.floor(held.length / 3));
  const parts = {
    first: held.slice(0, third),
    middle: held.slice(third, Math.max(2 * third, held.length - third)),
    last: held.slice(-third),
  };
  const of = (which: keyof typeof parts, what: keyof Held) => median(parts[which].map((one) => one[what]));
  report.heading(`Edit after edit for ${minutes} min: ${held.length * atOnce} edits, medians of each third`);
  for (const which of ['first', 'middle', 'last'] as const) {
    const [heap, memory] = [of(which, 'heap'), of(which, 'memory')].map(megabytes);
    report.detail(
      `${which}: heap ${heap}, process ${memory}, ${of(which, 'handles')} handles, ${of(which, 'files')} files`,
    );
  }
  report.atMost('soak: heap', of('last', 'heap') / of('first', 'heap'), 1.15, ratio);
  // The stand-in draws its answers in this process, too, so this is no figure of the product alone.
  report.figure('soak: memory of the process', ratio(of('last', 'memory') / of('first', 'memory')));
  report.atMost('soak: handles', of('last', 'handles') / Math.max(1, of('first', 'handles')), 1.2, ratio);
  report.atMost('soak: files kept', of('last', 'files') / Math.max(1, of('first', 'files')), 1, ratio);
}
