import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import type { Fixture } from '../setUp.ts';
import { darkDashboard, harbourByDay } from './drawnAnswers.ts';
import { readmeFolder, settle } from './scene.ts';

/** The window as a picture of few bytes. */
async function keep({ workbench }: Fixture, name: string): Promise<void> {
  const picture = await workbench.page.screenshot({ animations: 'disabled' });
  await sharp(picture)
    .webp({ quality: 86, effort: 6 })
    .toFile(join(readmeFolder, `${name}.webp`));
}

/** Four results of one prompt, to choose from. */
export async function showVariants(fixture: Fixture): Promise<void> {
  const panel = await fixture.edit('docs/images/harbour.jpg');
  await panel.choose('Variants', /^4$/);
  for (const image of await harbourByDay()) fixture.standIn.tell({ image });
  await panel.ask('The same harbour on a summer day. Keep every boat where it is.');
  await panel.waitForStatus(/^4 variants are here/);
  const cells = panel.frame.getByRole('list', { name: 'Grid' }).locator('img');
  await until('all four in the grid', async () => (await cells.count()) === 4);
  await settle(panel);
  await keep(fixture, 'variants');
}

/** Six images with one prompt, each edited by itself. */
export async function showBatch(fixture: Fixture): Promise<void> {
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
  fixture.standIn.tell({ finish: 'IMAGE_SAFETY' });
  await panel.ask('Make it black and white');
  await panel.waitForStatus(/Saved/);
  await settle(panel);
  await keep(fixture, 'batch');
}

/** Everything that was made in a workspace. */
export async function showGallery(fixture: Fixture): Promise<void> {
  const { workbench, standIn } = fixture;
  const [image] = await harbourByDay();
  const answers = { 'docs/images/dashboard.png': await darkDashboard(), 'docs/images/harbour.jpg': image };
  const prompts = [
    'Show it in dark mode. Keep all words and numbers.',
    'The same harbour on a summer day. Keep every boat where it is.',
  ];
  for (const [at, [source, answer]] of Object.entries(answers).entries()) {
    if (answer) standIn.tell({ image: answer });
    const panel = await fixture.edit(source);
    await panel.ask(prompts[at] ?? '');
    await panel.waitForStatus(/^Saved/);
  }
  const panel = await fixture.edit('docs/images/berths.webp', 'docs/images/team photo.jpg');
  await panel.frame.getByRole('radio', { name: 'Edit each' }).check();
  await panel.ask('Make it black and white');
  await panel.waitForStatus(/Saved all/);
  await workbench.closeAllEditors();
  await workbench.runCommand('Nano Banana: Show Gallery');
  const frame = await workbench.panelFrame({ text: 'Made in this workspace' });
  const cards = frame.getByRole('list', { name: 'Images' }).getByRole('button');
  await until('all four', async () => (await cards.count()) === 4);
  await cards.first().click();
  await settle({ frame });
  await keep(fixture, 'gallery');
}

/** What is wrong with the images of a docs folder. */
export async function showReport(fixture: Fixture): Promise<void> {
  const { workbench } = fixture;
  const page = [
    '# A tour of the harbour',
    '![The map of the harbour](images/harbour-map.png)',
    '![All of it on one page](images/Dashboard.png)',
    '![](images/berths.webp)',
  ];
  await writeFile(fixture.path('docs/tour.md'), `${page.join('\n\n')}\n`);
  await workbench.explorer.choose('docs', 'Nano Banana', 'Report on Docs Images');
  const frame = await workbench.panelFrame({ text: 'harbour-map.png' });
  const small = frame.getByRole('row').locator('img');
  await until('a small picture of each image that is there', async () => (await small.count()) === 3);
  await settle({ frame });
  await keep(fixture, 'report');
}

/** A photo and its edit, parted by a line. */
export async function showComparison(fixture: Fixture): Promise<void> {
  const panel = await fixture.edit('docs/images/harbour.jpg');
  const [image] = await harbourByDay();
  if (image === undefined) throw new Error('Nothing is drawn.');
  fixture.standIn.tell({ image });
  await panel.ask('The same harbour on a summer day. Keep every boat where it is.');
  await panel.waitForStatus('Saved harbour-edited.jpg');
  await panel.frame.locator('.modes label').filter({ hasText: 'Swipe' }).click();
  await panel.frame.getByRole('slider', { name: 'Swipe' }).waitFor();
  await settle(panel);
  await keep(fixture, 'compare');
}

/** A docs manifest with the state of each image above it. */
export async function showManifest(fixture: Fixture): Promise<void> {
  const { workbench } = fixture;
  await workbench.explorer.open('site/nano-banana.yaml');
  await workbench.page.locator('.codelens-decoration').first().waitFor();
  await keep(fixture, 'manifest');
}
