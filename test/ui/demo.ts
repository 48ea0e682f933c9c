/**
 * `npm run demo`: walks through the main job by itself, in a headless browser, and leaves numbered pictures and
 * the edited files in `out/demo/`. The README's pictures come from here.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { projectFolder } from '../vscode/paths.ts';
import type { ThemeName } from '../vscode/workbench.ts';
import { docsDemo } from './docsDemo.ts';
import { type House, openRoom, type Room, startHouse } from './setUp.ts';

const out = join(projectFolder, 'out/demo');
const readmeFolder = join(projectFolder, 'media/readme');
let pictures = 0;

await rm(out, { recursive: true, force: true });
await Promise.all([out, readmeFolder].map((folder) => mkdir(folder, { recursive: true })));
if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: projectFolder, stdio: 'inherit' }).status !== 0) {
  throw new Error('The build failed.');
}

const { transcript } = await docsDemo(join(out, 'docs'));
await writeFile(join(out, 'docs-build.txt'), transcript);
console.log(transcript);

const house = await startHouse();
try {
  await editOne(house);
  await goOn(house);
  await editEach(house);
  await generate(house);
} finally {
  await house.end();
}
console.log(`\n${pictures} pictures and the edited files are in ${out}`);

/** Takes the next picture and says what it shows. */
async function show(room: Room, what: string): Promise<string> {
  pictures++;
  console.log(`${pictures}. ${what}`);
  const name = `${String(pictures).padStart(2, '0')}-${what.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return room.workbench.keepPicture(out, name);
}

/** A picture as the README carries it: few colours, few bytes. */
async function keepForReadme(picture: string, name: string): Promise<void> {
  await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toFile(join(readmeFolder, name));
}

async function inTheme(house: House, theme: ThemeName, walk: (room: Room) => Promise<void>): Promise<void> {
  // A click only selects, so that no previews lie between the pictures.
  const room = await openRoom(house, { settings: { 'workbench.list.openMode': 'doubleClick' } });
  try {
    await room.workbench.setTheme(theme);
    await walk(room);
    await cp(room.folder, join(out, 'files'), { recursive: true });
  } finally {
    await room.close();
  }
}

function editOne(house: House): Promise<void> {
  return inTheme(house, 'dark', async (room) => {
    const menu = await room.workbench.explorer.rightClick('docs/images/dashboard.png');
    await show(room, 'Right-click an image');
    await menu.click('Edit with Nano Banana…');
    const panel = await room.panel({ text: 'dashboard.png' });
    await panel.frame
      .getByRole('img', { name: /dashboard\.png/ })
      .first()
      .waitFor();
    await show(room, 'The panel opens');
    await panel.prompt.fill('Blur the name, e-mail address and phone number in the top right corner.');
    const held = room.standIn.tell({ hold: 'beforeHeaders' });
    await panel.run.click();
    await held.arrived;
    await panel.stop.waitFor();
    await show(room, 'Waiting for the model');
    held.release();
    await panel.waitForStatus('Saved dashboard-edited.png');
    await room.workbench.explorer.row('docs/images/dashboard-edited.png');
    await panel.frame.getByRole('img', { name: 'Result: dashboard-edited.png' }).waitFor();
    await keepForReadme(await show(room, 'The result beside its original'), 'edited-dark.png');
    room.standIn.tell({ finish: 'IMAGE_SAFETY' });
    await panel.ask('Put a famous person into the picture.');
    await panel.alert.waitFor();
    await show(room, 'A refusal says what happened');
    await panel.actions.getByRole('button', { name: 'Open' }).click();
    await room.workbench.whenPreviewed('dashboard-edited.png');
    await show(room, 'The saved file');
  });
}

/** Variants, the difference to the original, and a step that goes on from the result. */
function goOn(house: House): Promise<void> {
  return inTheme(house, 'dark', async (room) => {
    // Room for the picture: the explorer is not needed here.
    await room.workbench.page.setViewportSize({ width: 1440, height: 900 });
    const panel = await room.edit('docs/images/dashboard.png');
    await room.workbench.runCommand('View: Close Primary Side Bar');
    await panel.choose('Variants', /^3$/);
    await panel.ask('Blur the name, e-mail address and phone number in the top right corner.');
    await panel.waitForStatus('Saved all 3 images.');
    await show(room, 'Three variants to choose from');
    await panel.results.nth(1).click();
    await panel.frame.getByRole('radio', { name: 'Difference' }).check({ force: true });
    await panel.frame.getByText('of the pixels differ').waitFor();
    await keepForReadme(await show(room, 'What has changed'), 'difference-dark.png');
    await panel.actions.getByRole('button', { name: 'Use as input' }).click();
    await panel.waitForStatus(/is edited next/);
    await panel.choose('Variants', /^1$/);
    await panel.ask('Make it brighter');
    await panel.waitForStatus(/Saved dashboard-edited-4/);
    await panel.frame.getByRole('radio', { name: 'Swipe' }).check({ force: true });
    await keepForReadme(await show(room, 'A step that goes on from a result'), 'steps-dark.png');
  });
}

function editEach(house: House): Promise<void> {
  return inTheme(house, 'light', async (room) => {
    const images = [
      'dashboard.png',
      'architecture.png',
      'harbour.jpg',
      'team photo.jpg',
      'berths.webp',
      'OLD-LOGO.PNG',
    ];
    const [first = '', ...others] = images.map((name) => `docs/images/${name}`);
    const panel = await room.edit(first, ...others);
    await panel.frame.getByRole('radio', { name: 'Edit each' }).check();
    await panel.prompt.fill('Make it grayscale');
    await show(room, 'Several images, one prompt');
    room.standIn.tell({ finish: 'IMAGE_SAFETY', times: 2 });
    await panel.run.click();
    await panel.waitForStatus(/Saved/);
    await show(room, 'Each is edited by itself');
    await panel.button('Run Failed Again').click();
    await panel.waitForStatus(/Saved all/);
    await keepForReadme(await show(room, 'What failed is run again alone'), 'each-light.png');
  });
}

function generate(house: House): Promise<void> {
  return inTheme(house, 'high contrast', async (room) => {
    const generate = 'Generate Image with Nano Banana…';
    await room.workbench.explorer.choose('docs/images', 'Nano Banana', generate);
    const panel = await room.panel();
    await panel.ask('A lighthouse in the fog, flat illustration');
    await panel.waitForStatus(/Saved/);
    await show(room, 'A new image, in high contrast');
  });
}
