import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import type { Fixture } from '../setUp.ts';
import { saveAs } from './saveElsewhere.ts';

/** How an edit ended for the person whose extension host was killed in it. */
export type End = 'saved' | 'offered' | 'interrupted';

const offer = /came back but is not saved yet/;
const interruption = /was interrupted and may have been billed/;
const restarted = /VS Code restarted its extensions/;
const source = 'one.png';

/** The only image of the workspace. */
export async function fillWithOne(folder: string): Promise<void> {
  await sharp({ create: { width: 640, height: 360, channels: 3, background: '#357' } })
    .png()
    .toFile(join(folder, source));
}

/**
 * Edits an image, kills the extension host so many milliseconds after its answer set out, reloads the window as is
 * offered, and takes what the panel offers.
 */
export async function killInEdit(fixture: Fixture, milliseconds: number): Promise<End> {
  const { workbench, standIn } = fixture;
  const before = await fixture.files();
  const original = await fixture.read(source);
  const { told } = await fixture.editHeld(source, 'Make it darker');
  const job = await jobOnItsWay(fixture);
  const { length: asked } = standIn.requests;
  told.release();
  await wait(milliseconds);
  process.kill(job.owner, 'SIGKILL');
  // VS Code starts it anew by itself, and leaves the panel standing as it was.
  const loaded = workbench.page.waitForEvent('load');
  await workbench.messages.pressInNotification(restarted, 'Reload Window');
  await loaded;
  await workbench.waitUntilReady();

  const shown = await fixture.panel({ text: source });
  await shown.run.waitFor();
  assert.deepEqual(await fixture.read(source), original, 'the source was written to');
  const made = (await fixture.files()).filter((name) => !before.includes(name) && !name.startsWith('.'));
  for (const name of made) await isPicture(fixture, name);
  const end = await endOf(shown, made);
  if (end === 'offered') await saveOffered(fixture, shown);
  assert.equal(standIn.requests.length, asked, 'something was asked for again');
  await workbench.closeTab(`Nano Banana: ${source}`);
  return end;
}

async function endOf(panel: Panel, made: readonly string[]): Promise<End> {
  if (made.length > 0) return 'saved';
  const text = await panel.alertText();
  assert.match(text, new RegExp(`${offer.source}|${interruption.source}`));
  return offer.test(text) ? 'offered' : 'interrupted';
}

async function saveOffered(fixture: Fixture, panel: Panel): Promise<void> {
  const name = `rescued-${Date.now()}.png`;
  await panel.alertButton('Save As…').click();
  // Before it is finished it is offered as it came, which the model chooses.
  await saveAs(fixture, ['one-edited.png', 'one-edited.jpg'], name);
  await panel.waitForStatus(`Saved ${name}`);
  await isPicture(fixture, name);
}

async function isPicture(fixture: Fixture, name: string): Promise<void> {
  const bytes = await fixture.read(name);
  const { format } = await sharp(bytes).metadata();
  assert.ok(name.endsWith(format === 'jpeg' ? '.jpg' : `.${format}`), `${name} is ${format}`);
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, data.length], [640, 360, 640 * 360 * info.channels], name);
}

/** What the extension has written down of the job that runs, with the process that runs it. */
const jobOnItsWay = (fixture: Fixture): Promise<{ owner: number }> =>
  until('the job to be written down', async () => (await leftJobs(fixture))[0]);

async function leftJobs({ workbench }: Fixture): Promise<{ owner: number }[]> {
  const storages = join(workbench.server.userDataFolder, 'User/workspaceStorage');
  const left: { owner: number }[] = [];
  for await (const path of glob('*/nano-banana-tools.nano-banana/job-*.json', { cwd: storages }))
    left.push(JSON.parse(await readFile(join(storages, path), 'utf8')));
  return left;
}
