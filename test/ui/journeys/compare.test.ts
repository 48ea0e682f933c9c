import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { until } from '../../vscode/until.ts';
import { Comparison, compareModes } from '../comparison.ts';
import { mark } from './mark.ts';
import { useFixture } from './useFixture.ts';

const menuItem = 'Compare Images';
const original = 'docs/images/dashboard.png';
const marked = 'docs/images/dashboard-marked.png';

async function fill(folder: string): Promise<void> {
  await makeSampleWorkspace(folder);
  const at = (path: string) => join(folder, path);
  await mark(at(original), at(marked), 400);
  const shot = await sharp(at(original)).resize(320, 180).png().toBuffer();
  await writeFile(at('docs/images/shot.png'), shot);
  await sharp(shot).tiff({ compression: 'lzw' }).toFile(at('docs/images/shot.tif'));
  await sharp(shot).avif({ lossless: true, effort: 0 }).toFile(at('docs/images/shot.avif'));
  await sharp(shot).resize(344, 193).png().toFile(at('docs/images/larger.png'));
  await writeFile(at('docs/images/letter.png'), 'Dear Ada, this is no picture.');
  // A header that promises more pixels than anybody should decode.
  const huge = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#468' } })
    .png()
    .toBuffer();
  huge.writeUInt32BE(40_000, 16);
  huge.writeUInt32BE(30_000, 20);
  await writeFile(at('docs/images/huge.png'), huge);
}

describe('Comparing two images', () => {
  const fixture = useFixture({ fill });

  const compare = async (first: string, second: string): Promise<Comparison> => {
    const { workbench } = fixture();
    await workbench.explorer.chooseFor([second, first], 'Nano Banana', menuItem);
    return new Comparison(await workbench.panelFrame({ text: second.slice(second.lastIndexOf('/') + 1) }));
  };
  const close = async (left: string, right: string) => {
    const { workbench } = fixture();
    await workbench.closeTab(`Compare: ${left} ↔ ${right}`);
    await workbench.tab(`Compare: ${left} ↔ ${right}`).waitFor({ state: 'hidden' });
  };

  const nameOf = (mode: string) => `compare-${mode.toLowerCase().replaceAll(' ', '-')}`;

  it('is offered where two are selected, and says what is missing where one is none', async () => {
    const { workbench } = fixture();
    const { explorer, messages } = workbench;
    assert.ok(!(await explorer.offered(original, 'Nano Banana')).includes(menuItem));
    await explorer.chooseFor([original, 'README.md'], 'Nano Banana', menuItem);
    assert.equal(
      await messages.waitForNotification('README.md'),
      'Left out README.md: not an image. Select two images to compare.',
    );
    assert.equal(await workbench.countPanels(), 0);
  });

  it('shows both in four ways by the mouse, the original on the left, and tells how much differs', async () => {
    const { workbench } = fixture();
    const comparison = await compare(marked, original);
    assert.deepEqual(await comparison.names(), [original, marked]);
    await until('the pictures to have the keyboard', () =>
      comparison.pictures.evaluate((group) => group === document.activeElement),
    );
    await comparison.frame
      .getByText(/^1280 × 720 · PNG · \d+ KB$/)
      .first()
      .waitFor();
    assert.equal(await comparison.frame.getByText(/^1280 × 720 · PNG · \d+ KB$/).count(), 2);
    for (const mode of compareModes) {
      await comparison.choose(mode);
      assert.ok(await comparison.mode(mode).isChecked(), mode);
      // 400 × 200 of 1280 × 720 pixels.
      if (mode === 'Difference') assert.equal(await comparison.share(), 8.7);
      await workbench.screenshot(nameOf(mode));
    }
    await comparison.choose('Swipe');
    const handle = await comparison.slider('Swipe').boundingBox();
    assert.ok(handle);
    const { mouse } = workbench.page;
    await mouse.move(handle.x + handle.width / 2, handle.y + 40);
    await mouse.down();
    await mouse.move(handle.x + handle.width / 4, handle.y + 40, { steps: 4 });
    await mouse.up();
    const swiped = Number(await comparison.slider('Swipe').inputValue());
    assert.ok(swiped > 20 && swiped < 28, `swiped to ${swiped} %`);
    await comparison.choose('Difference');
    await comparison.share();
    await comparison.slider('Tolerance').fill('128');
    await comparison.share((told) => told < 8.7);
    await close('dashboard.png', 'dashboard-marked.png');
  });

  it('takes TIFF, AVIF and SVG, and pictures of another size, and says what differs besides', async () => {
    const tiff = await compare('docs/images/shot.png', 'docs/images/shot.tif');
    await tiff.frame.getByText('The types differ: PNG and TIFF.').waitFor();
    await tiff.choose('Difference');
    await tiff.slider('Tolerance').fill('0');
    assert.equal(await tiff.share(), 0);
    await close('shot.png', 'shot.tif');

    const avif = await compare('docs/images/flow.svg', 'docs/images/shot.avif');
    await avif.frame.getByText('The types differ: SVG and AVIF.').waitFor();
    await avif.frame.getByText(/ have different shapes; one is centred in the other\.$/).waitFor();
    await avif.choose('Difference');
    assert.ok((await avif.share()) > 10);
    await fixture().workbench.screenshot('compare-svg-avif');
    await close('flow.svg', 'shot.avif');

    const larger = await compare('docs/images/shot.png', 'docs/images/larger.png');
    await larger.frame.getByText('320 × 180 and 344 × 193: scaled to compare.').waitFor();
    await close('shot.png', 'larger.png');
  });

  it('says why a file can’t be compared, and shows the other one', async () => {
    const letter = await compare(original, 'docs/images/letter.png');
    assert.match(await letter.alert.innerText(), /letter\.png is not an image of a known type/);
    assert.ok(await letter.mode('Difference').isDisabled());
    assert.deepEqual(await letter.names(), [original]);
    await fixture().workbench.screenshot('compare-no-image');
    await close('dashboard.png', 'letter.png');

    const huge = await compare(original, 'docs/images/huge.png');
    assert.match(await huge.alert.innerText(), /1,200 megapixels.*at most 100 megapixels/);
    await close('dashboard.png', 'huge.png');
  });

  it('shows anew what changes on disk, in the way of comparing that was chosen', async () => {
    const { workbench } = fixture();
    const comparison = await compare(original, marked);
    await comparison.choose('Difference');
    assert.equal(await comparison.share(), 8.7);
    await mark(fixture().path(original), fixture().path(marked), 800);
    await comparison.share((told) => told === 17);
    await rm(fixture().path(marked));
    await comparison.alert.waitFor();
    assert.match(await comparison.alert.innerText(), /dashboard-marked\.png is gone/);
    await mark(fixture().path(original), fixture().path(marked), 400);
    await comparison.share((told) => told === 8.7);
    // A tab in the background loses its page; it comes back as it was.
    await workbench.explorer.open('README.md');
    await workbench.tab('README.md').waitFor();
    await workbench.closeTab('README.md');
    const back = new Comparison(await workbench.panelFrame({ text: 'dashboard-marked.png' }));
    assert.ok(await back.mode('Difference').isChecked());
    await close('dashboard.png', 'dashboard-marked.png');
  });

  it('asks in the palette what to compare the image in front with', async () => {
    const { workbench } = fixture();
    const { quickInput } = workbench;
    await workbench.openImage(original);
    await workbench.runCommandForList('Nano Banana: Compare Images', 'Compare dashboard.png With');
    const choices = await quickInput.choices();
    assert.ok(!choices.some((choice) => /Last committed version|^dashboard\.png/.test(choice)), `${choices}`);
    await quickInput.pick('dashboard-marked.png');
    const comparison = new Comparison(await workbench.panelFrame({ text: 'dashboard-marked.png' }));
    assert.deepEqual(await comparison.names(), [original, marked]);
    await close('dashboard.png', 'dashboard-marked.png');
    await workbench.closeTab('dashboard.png');

    await workbench.runCommand('Nano Banana: Compare Images');
    await quickInput.waitFor('Image to Compare');
    await quickInput.pick('harbour.jpg');
    await quickInput.waitFor('Compare harbour.jpg With');
    await quickInput.pick('icon.png');
    await workbench.panelFrame({ text: 'harbour.jpg' });
    await close('harbour.jpg', 'icon.png');
  });
});
