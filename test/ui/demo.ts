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
import { type Fixture, openFixture, type Services, startServices } from './setUp.ts';

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

const services = await startServices();
try {
  await editOne(services);
  await goOn(services);
  await editEach(services);
  await generate(services);
} finally {
  await services.end();
}
console.log(`\n${pictures} pictures and the edited files are in ${out}`);

/** Takes the next picture and says what it shows. */
async function show(fixture: Fixture, what: string): Promise<string> {
  pictures++;
  console.log(`${pictures}. ${what}`);
  const name = `${String(pictures).padStart(2, '0')}-${what.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return fixture.workbench.keepPicture(out, name);
}

/** A picture as the README carries it: few colours, few bytes. */
async function keepForReadme(picture: string, name: string): Promise<void> {
  await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toFile(join(readmeFolder, name));
}

async function inTheme(
  services: Services,
  theme: ThemeName,
  walk: (fixture: Fixture) => Promise<void>,
): Promise<void> {
  // A click only selects, so that no previews lie between the pictures.
  const fixture = await openFixture(services, { settings: { 'workbench.list.openMode': 'doubleClick' } });
  try {
    await fixture.workbench.setTheme(theme);
    await walk(fixture);
    await cp(fixture.folder, join(out, 'files'), { recursive: true });
  } finally {
    await fixture.close();
  }
}

function editOne(services: Services): Promise<void> {
  return inTheme(services, 'dark', async (fixture) => {
    const menu = await fixture.workbench.explorer.rightClick('docs/images/dashboard.png');
    await show(fixture, 'Right-click an image');
    await menu.click('Edit with Nano Banana…');
    const panel = await fixture.panel({ text: 'dashboard.png' });
    await panel.frame
      .getByRole('img', { name: /dashboard\.png/ })
      .first()
      .waitFor();
    await show(fixture, 'The panel opens');
    await panel.prompt.fill('Blur the name, e-mail address and phone number in the top right corner.');
    const held = fixture.standIn.tell({ hold: 'beforeHeaders' });
    await panel.run.click();
    await held.arrived;
    await panel.stop.waitFor();
    await show(fixture, 'Waiting for the model');
    held.release();
    await panel.waitForStatus('Saved dashboard-edited.png');
    await fixture.workbench.explorer.row('docs/images/dashboard-edited.png');
    await panel.frame.getByRole('img', { name: 'Result: dashboard-edited.png' }).waitFor();
    await keepForReadme(await show(fixture, 'The result beside its original'), 'edited-dark.png');
    fixture.standIn.tell({ finish: 'IMAGE_SAFETY' });
    await panel.ask('Put a famous person into the picture.');
    await panel.alert.waitFor();
    await show(fixture, 'A refusal says what happened');
    await panel.actions.getByRole('button', { name: 'Open' }).click();
    await fixture.workbench.whenPreviewed('dashboard-edited.png');
    await show(fixture, 'The saved file');
  });
}

/** Variants, the difference to the original, and a step that goes on from the result. */
function goOn(services: Services): Promise<void> {
  return inTheme(services, 'dark', async (fixture) => {
    // Room for the picture: the explorer is not needed here.
    await fixture.workbench.page.setViewportSize({ width: 1440, height: 900 });
    const panel = await fixture.edit('docs/images/dashboard.png');
    await fixture.workbench.runCommand('View: Close Primary Side Bar');
    await panel.choose('Variants', /^3$/);
    await panel.ask('Blur the name, e-mail address and phone number in the top right corner.');
    await panel.waitForStatus(/^3 variants are here/);
    await show(fixture, 'Three variants to choose from');
    await panel.results.nth(1).click();
    await panel.frame.getByRole('radio', { name: 'Difference' }).check({ force: true });
    await panel.frame.getByText('of the pixels differ').waitFor();
    await keepForReadme(await show(fixture, 'What has changed'), 'difference-dark.png');
    await panel.actions.getByRole('button', { name: 'Keep', exact: true }).click();
    await panel.waitForStatus('Saved dashboard-edited.png');
    await panel.actions.getByRole('button', { name: 'Use as input' }).click();
    await panel.waitForStatus(/is edited next/);
    await panel.choose('Variants', /^1$/);
    await panel.ask('Make it brighter');
    await panel.waitForStatus('Saved dashboard-edited-2.png');
    await panel.frame.getByRole('radio', { name: 'Swipe' }).check({ force: true });
    await keepForReadme(await show(fixture, 'A step that goes on from a result'), 'steps-dark.png');
  });
}

function editEach(services: Services): Promise<void> {
  return inTheme(services, 'light', async (fixture) => {
    const images = [
      'dashboard.png',
      'architecture.png',
      'harbour.jpg',
      'team photo.jpg',
      'berths.webp',
      'OLD-LOGO.PNG',
    ];
    const [first = '', ...others] = images.map((name) => `docs/images/${name}`);
    const panel = await fixture.edit(first, ...others);
    await panel.frame.getByRole('radio', { name: 'Edit each' }).check();
    await panel.prompt.fill('Make it grayscale');
    await show(fixture, 'Several images, one prompt');
    fixture.standIn.tell({ finish: 'IMAGE_SAFETY', times: 2 });
    await panel.run.click();
    await panel.waitForStatus(/Saved/);
    await show(fixture, 'Each is edited by itself');
    await panel.button('Run Failed Again').click();
    await panel.waitForStatus(/Saved all/);
    await keepForReadme(await show(fixture, 'What failed is run again alone'), 'each-light.png');
  });
}

function generate(services: Services): Promise<void> {
  return inTheme(services, 'high contrast', async (fixture) => {
    const generate = 'Generate Image with Nano Banana…';
    await fixture.workbench.explorer.choose('docs/images', 'Nano Banana', generate);
    const panel = await fixture.panel();
    await panel.ask('A lighthouse in the fog, flat illustration');
    await panel.waitForStatus(/Saved/);
    await show(fixture, 'A new image, in high contrast');
  });
}
