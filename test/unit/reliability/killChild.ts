/**
 * Begins an edit for each cell that it is given, each up to its moment, and tells when all are there; whoever started
 * it kills it then.
 */
import { createCodec } from '../../../src/core/images/codec.ts';
import { startCodecWorker } from '../../../src/core/images/startCodecWorker.ts';
import { setTimer } from '../images/setTimer.ts';
import { type Cell, onTheWire } from './phases.ts';
import { type Pictures, Scene } from './scene.ts';

/** What is known of a scene when its process is killed. */
export interface Reached {
  folder: string;
  hasFired: boolean;
  requests: number;
  delivered: number;
}

process.once('message', (asked: { worker: string; cells: Cell[]; pictures: Pictures }) => void begin(asked));

async function begin({ worker, cells, pictures }: { worker: string; cells: Cell[]; pictures: Pictures }) {
  const codec = createCodec({ startWorker: () => startCodecWorker(worker), setTimer });
  const scenes = await Promise.all(
    cells.map(async (cell) => {
      const scene = await Scene.open(cell, codec, pictures);
      const ended = scene.run();
      // A host that is told to end goes on for a while with what does not wait for others.
      const goesOn = cell.fault === 'reload' && !onTheWire.includes(cell.phase);
      await Promise.race(goesOn ? [ended] : [ended, scene.reached]);
      return scene;
    }),
  );
  const reached = scenes.map(
    ({ fixture, hasFired, requests, line }): Reached => ({
      folder: fixture.folder,
      hasFired,
      requests,
      delivered: line.delivered,
    }),
  );
  process.send?.(reached);
}
