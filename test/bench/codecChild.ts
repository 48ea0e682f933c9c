/** One task of the codec in a process of its own. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createCodec, type FinishRequest } from '../../src/core/images/codec.ts';
import { startCodecWorker } from '../../src/core/images/startCodecWorker.ts';
import { startCodecProcess } from '../../src/node/codec/startCodecProcess.ts';
import { becomeIdle, type Cost, measure, type UsedBeside, usedByChildren } from './measure.ts';

export interface CodecTask {
  /** Path of the built worker. */
  worker: string;
  picture: string;
  /** Fits the picture to this size and encodes PNG; without it its metadata is read. */
  fitTo?: { crop: { width: number; height: number }; width: number; height: number };
  /** The source whose transparency and colour profile the fitted picture gets: two files. */
  source?: { picture: string; profile: string };
  /** In place of the product's own, which nobody wants to wait for. */
  idleMs?: number;
  /** The worker is started before the time counts, as an edit does it while the answer comes in. */
  isWarm?: boolean;
  /** Works with the native build that lies beside the worker, in a process. */
  isNative?: boolean;
}

export interface CodecCost extends Cost {
  /** Resident memory above that of the idle process, after the work and a collection. */
  leftBytes: number;
  /** How long after the work the worker had ended; undefined: it had not within a second. */
  endedAfterMs: number | undefined;
  /** Pages of program files in the codec's process, which are not in the peak. */
  programBytes: number;
  /** Time of processors, of the start too, in both processes: where others use the machine, too, it tells more than the clock. */
  processorMs: number;
}

process.once(
  'message',
  async ({ worker: file, picture, fitTo, source, idleMs, isWarm, isNative }: CodecTask) => {
    const ended = Promise.withResolvers<number>();
    const bytes = new Uint8Array(readFileSync(picture));
    // As an edit does it: what it was flattened on is known from when it was prepared.
    const given: Partial<FinishRequest> = source
      ? {
          alphaFrom: new Uint8Array(readFileSync(source.picture)),
          profile: new Uint8Array(readFileSync(source.profile)),
          sentOn: { name: 'white', hex: '#ffffff' },
        }
      : {};
    const codec = createCodec({
      startWorker: () => {
        const worker = isNative ? startCodecProcess(file, process) : startCodecWorker(file);
        worker.on('exit', () => ended.resolve(performance.now()));
        // It has done its work and not ended yet.
        worker.on('message', () => {
          if (isNative) beside = usedByChildren();
        });
        return worker;
      },
      setTimer: (callback, milliseconds) => {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
      ...(idleMs !== undefined && { idleMs }),
    });
    let done = 0;
    let beside: UsedBeside = { peakBytes: 0, fileBytes: 0, processorMs: 0 };
    const idle = await becomeIdle();
    const usedBefore = process.cpuUsage();
    if (isWarm) await codec.warm();
    const { cost } = await measure(idle, async () => {
      if (fitTo) {
        const { crop, width, height } = fitTo;
        const restoring = { crop: { left: 0, top: 0, ...crop }, resize: { width, height } };
        await codec.finish({ bytes, restoring, outputType: 'png', ...given });
      } else {
        await codec.metadata({ bytes });
      }
      done = performance.now();
    });
    const { user, system } = process.cpuUsage(usedBefore);
    const end = await Promise.race([ended.promise, delay(1000)]);
    globalThis.gc?.();
    await delay(50);
    const leftBytes = process.memoryUsage.rss() - idle.bytes;
    const told: CodecCost = {
      ...cost,
      // A process is not there while nothing is to be done, so all of it counts but the program itself.
      peakBytes: cost.peakBytes + beside.peakBytes - beside.fileBytes,
      programBytes: beside.fileBytes,
      leftBytes,
      endedAfterMs: end === undefined ? undefined : end - done,
      processorMs: (user + system) / 1000 + beside.processorMs,
    };
    process.send?.(told);
    codec.dispose();
    process.disconnect();
  },
);
