import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { PictureCheck } from '../../../src/core/api/answer/pictureCheck.ts';
import { projectFolder } from '../../vscode/paths.ts';
import { DocsFixture, spelledEnds } from '../assets/docsFixture.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture, owner, unwrap } from '../edit/editingFixture.ts';
import { builtCodec, builtCodecFolder } from '../images/builtCodec.ts';
import { bytesOf, noise } from '../images/pictures.ts';
import { ways } from './phases.ts';
import { extent, requestOf } from './scene.ts';

/** One file, since it is started again and again; below the packages that it needs. */
const program = path.join(projectFolder, `node_modules/.cache/nano-banana-kill-${process.pid}.mjs`);

export const bundleChild = () =>
  build({
    entryPoints: [path.join(import.meta.dirname, 'workChild.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
export const removeChild = () => fs.rm(program, { force: true });

/** Kills a process that edits, replaces and builds after a while, and looks at what it leaves. */
export async function killAfter(milliseconds: number): Promise<void> {
  const fixture = await EditingFixture.open(builtCodec);
  try {
    const pictures = await Promise.all(
      [1, 2, 3].map(() => bytesOf(noise(extent.width, extent.height).png())),
    );
    const [source, one, other] = pictures;
    assert.ok(source && one && other);
    await fixture.put('shot.png', source);
    for (const name of ['made', 'replaced', 'storage'])
      await fs.mkdir(path.join(fixture.folder, name), { recursive: true });
    await fs.writeFile(path.join(fixture.folder, 'replaced', 'dashboard.png'), source);
    await fixture.files.writeStored('one.png', one);
    await fixture.files.writeStored('other.png', other);
    fixture.standIn.tell({ size: { width: 128, height: 96 }, times: 1e6 });
    const child = fork(program, [
      fixture.folder,
      fixture.standIn.url,
      path.join(builtCodecFolder, 'worker.cjs'),
    ]);
    await once(child, 'message');
    await wait(milliseconds);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await lookAfter(fixture, pictures);
  } finally {
    await fixture.close();
  }
}

async function lookAfter(fixture: EditingFixture, pictures: readonly Uint8Array[]): Promise<void> {
  const answered = fixture.standIn.requests.filter(({ ending }) => ending === 'answered').map(promptOf);
  for (const folder of ['docs', 'made', 'replaced']) await areWhole(path.join(fixture.folder, folder));
  const replaced = await fs.readFile(path.join(fixture.folder, 'replaced', 'dashboard.png'));
  assert.ok(
    pictures.some((picture) => Buffer.compare(picture, replaced) === 0),
    'the replaced file is another',
  );

  const restarted = fixture.service(owner + 1);
  const left = await restarted.journal.leftovers();
  const saved = await fs.readdir(path.join(fixture.folder, 'made'));
  for (const [index, prompt] of answered.entries()) {
    const count = /^invert number (\d+)/.exec(prompt)?.[1];
    // Jobs are one after the other, so all but the last are saved.
    if (count === undefined || answered.slice(index + 1).some((later) => later.startsWith('invert number')))
      continue;
    const isSaved = saved.length > Number(count);
    assert.ok(isSaved || left.some(({ jobId }) => jobId === `edit${count}`), `edit ${count} left no trace`);
  }
  // Whatever is whole in the storage and is of a job that has not ended is offered.
  for (const { jobId, kept, sessionId } of left) {
    const arrived = (await fixture.files.listStored('scratch-')).filter((name) =>
      name.endsWith(`.${jobId}.img`),
    );
    for (const name of arrived) {
      const isThere = isWhole(await fixture.files.readStored(name));
      assert.ok(kept || !isThere, `${name} arrived and is not offered`);
    }
    if (kept && sessionId === 'session') {
      const chosen = uriOf(path.join(fixture.folder, `rescued-${jobId}.png`));
      const rescued = unwrap(await restarted.saveKept(kept.image, chosen, jobId));
      assert.ok(isWhole(await fs.readFile(new URL(rescued.uri))));
    }
  }
  fixture.standIn.reset();
  fixture.standIn.tell({ size: { width: 128, height: 96 }, times: 9 });
  const [way] = ways;
  assert.ok(unwrap(await fixture.run(requestOf(fixture.folder, way))).savedAs);
  const docs = new DocsFixture(fixture);
  // Who built before is not there any more.
  const locks = docs.locksOf(owner + 1, [owner + 1]);
  const ends = spelledEnds(unwrap(await docs.run(await docs.plan(), {}, {}, { locks })));
  assert.ok(
    ends.every((end) => /: (made|recovered|alreadyThere)$/.test(end)),
    ends.join(', '),
  );
  await areWhole(path.join(fixture.folder, 'docs'));
}

async function areWhole(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    // What a replacement that was killed leaves beside its file is swept the next time but one day.
    if (!/^[^.].*\.(png|jpe?g|webp)$/.test(name)) continue;
    assert.ok(isWhole(await fs.readFile(path.join(folder, name))), `${name} is half written`);
  }
}

function isWhole(bytes: Uint8Array): boolean {
  const check = new PictureCheck();
  check.add(Buffer.from(bytes));
  return check.looks() === 'picture';
}

function promptOf({ body, form }: { body?: unknown; form?: unknown }): string {
  return /invert number \d+\./.exec(JSON.stringify([body, form]))?.[0] ?? '';
}
