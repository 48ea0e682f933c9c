import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type EditingFixture, unwrap } from '../edit/editingFixture.ts';
import { ways } from './phases.ts';
import type { Pictures } from './scene.ts';
import { quick, requestOf } from './scene.ts';

/** What a process holds that must not grow with the edits that it made. */
export interface Held {
  /** Open files, connections, timers, workers. */
  handles: number;
  /** Names in the extension's storage, and in the system's folder for temporary files those of the product. */
  files: number;
  /** Bytes, after the garbage was collected where that can be asked for. */
  heap: number;
  /** Bytes of the whole process. */
  memory: number;
}

/** Edits by each engine, with and without a region, as one window after the other makes them. */
export async function editOn(fixture: EditingFixture, pictures: Pictures, times: number): Promise<void> {
  await fs.mkdir(path.join(fixture.folder, 'made'), { recursive: true });
  const service = fixture.service();
  for (let count = 0; count < times; count += 1) {
    const way = ways[count % ways.length] ?? ways[0];
    fixture.standIn.reset();
    fixture.standIn.tell(quick(pictures, way));
    const { image, savedAs } = unwrap(await fixture.run(requestOf(fixture.folder, way), {}, service));
    // As a panel does with what is saved; and the person with the file.
    await fixture.files.removeStored(image.stored);
    for (const uri of [savedAs ?? '', `${savedAs}.nano-banana.json`])
      await fs.rm(new URL(uri), { force: true });
  }
}

/** What the process holds once the last connection is closed, which is a moment after its answer. */
export async function heldBy(fixture: EditingFixture): Promise<Held> {
  await fixture.standIn.idle();
  // The other end of it, which is in this process, too.
  await new Promise(setImmediate);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const temporary = (await fs.readdir(tmpdir())).filter((name) => name.startsWith('nano-banana')).length;
  return {
    handles: process.getActiveResourcesInfo().length,
    files: (await fixture.files.listStored('')).length + temporary,
    heap: heapUsed,
    memory: rss,
  };
}
