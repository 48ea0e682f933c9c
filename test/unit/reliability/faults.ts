import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { EditingFixture } from '../edit/editingFixture.ts';
import { builtCodec, builtCodecFolder } from '../images/builtCodec.ts';
import { lookAt, type Told } from './aftermath.ts';
import type { Reached } from './killChild.ts';
import type { Cell } from './phases.ts';
import { makePictures } from './pictures.ts';
import { type Pictures, quick, Scene } from './scene.ts';

/** How many edits go on beside each other. */
const atOnce = 6;

/** Lets every one of these go wrong, and tells what came of it. */
export async function letGoWrong(cells: readonly Cell[]): Promise<Told[]> {
  const pictures = await makePictures(builtCodec);
  const kills = ({ fault }: Cell) => fault === 'killed' || fault === 'reload';
  const told = await inTurns(
    cells.filter((cell) => !kills(cell)),
    (cell) => goWrong(cell, pictures),
  );
  return [...told, ...(await killAmid(cells.filter(kills), pictures))];
}

async function goWrong(cell: Cell, pictures: Pictures): Promise<Told> {
  const scene = await Scene.open(cell, builtCodec, pictures);
  try {
    const outcome = await Promise.race([scene.run(), wait(300_000, 'hangs' as const, { ref: false })]);
    const { fixture, hasFired, requests, line } = scene;
    const { delivered } = line;
    const lift = () => scene.lift();
    return await lookAt({ cell, fixture, pictures, outcome, hasFired, requests, delivered, lift });
  } finally {
    await scene.close();
  }
}

/** All of them on their way in one process, which is killed when each is at its moment. */
async function killAmid(cells: readonly Cell[], pictures: Pictures): Promise<Told[]> {
  const child = fork(path.join(import.meta.dirname, 'killChild.ts'), { serialization: 'advanced' });
  child.send({ worker: path.join(builtCodecFolder, 'worker.cjs'), cells, pictures });
  const [reached] = (await once(child, 'message')) as [Reached[]];
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const standIn = await startStandIn({ style: 'apiyi' });
  try {
    const told: Told[] = [];
    for (const [index, cell] of cells.entries()) {
      const found = reached[index];
      if (found) told.push(await lookAfterKill(cell, found, standIn, pictures));
    }
    return told;
  } finally {
    await standIn.close();
  }
}

async function lookAfterKill(
  cell: Cell,
  { folder, ...facts }: Reached,
  standIn: StandIn,
  pictures: Pictures,
): Promise<Told> {
  const fixture = new EditingFixture(folder, standIn, builtCodec);
  const lift = () => {
    standIn.reset();
    standIn.tell(quick(pictures, cell.way));
  };
  try {
    return await lookAt({ cell, fixture, pictures, outcome: undefined, ...facts, lift });
  } finally {
    await fixture.leave();
  }
}

async function inTurns<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const made: Out[] = [];
  const waiting = [...all.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) made[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return made;
}
