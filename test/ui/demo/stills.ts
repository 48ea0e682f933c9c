import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import type { Fixture } from '../setUp.ts';
import { harbourByDay } from './drawnAnswers.ts';
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
