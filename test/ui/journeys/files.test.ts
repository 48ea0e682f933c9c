import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { until } from '../../vscode/until.ts';
import { imagesOf } from './requestImages.ts';
import { useFixture } from './useFixture.ts';

async function fill(folder: string): Promise<void> {
  await makeSampleWorkspace(folder);
  await mkdir(join(folder, 'odd'));
  await writeFile(join(folder, 'odd', 'broken.png'), 'this is no picture');
  await writeFile(
    join(folder, 'odd', 'lying.png'),
    await sharp(join(folder, 'docs/images/harbour.jpg')).resize(320).jpeg().toBuffer(),
  );
  await writeFile(
    join(folder, 'odd', 'gone.png'),
    await sharp(join(folder, 'docs/images/dashboard.png')).resize(320).png().toBuffer(),
  );
}

describe('Files of every kind at the screen', () => {
  const fixture = useFixture({ fill });

  it('draws an SVG with its text, and sends the drawing', async () => {
    const panel = await fixture().edit('docs/images/flow.svg');
    await until(
      'the drawing',
      async () =>
        (await panel.run.isVisible()) && !(await panel.frame.getByText('Reading flow.svg').isVisible()),
    );
    await panel.ask('caption "drawn"');
    await panel.waitForStatus('Saved flow-edited.png');
    const [sent] = imagesOf(fixture().standIn.requests[0]);
    assert.ok(sent);
    const { data, info } = await sharp(sent.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    assert.ok(Math.max(info.width, info.height) >= 1024);
    const dark = data.filter((value) => value < 128).length / data.length;
    assert.ok(dark > 0.002, `letters and lines are drawn: ${dark}`);
    await fixture().workbench.closeTab('Nano Banana: flow.svg');
  });

  it('names a file that is no image, with the reason, and can’t run', async () => {
    const panel = await fixture().edit('odd/broken.png');
    await panel.frame
      .getByText(/broken\.png is not an image/)
      .first()
      .waitFor();
    await panel.prompt.fill('invert');
    assert.ok(await panel.run.isDisabled());
    await fixture().workbench.closeTab('Nano Banana: broken.png');
  });

  it('says that the source was deleted while the panel was open, and goes on when it is back', async () => {
    const panel = await fixture().edit('odd/gone.png');
    await panel.frame
      .getByText(/320 × 180/)
      .first()
      .waitFor();
    await panel.prompt.fill('invert');
    const bytes = await fixture().read('odd/gone.png');
    await rm(fixture().path('odd/gone.png'));
    await panel.status.filter({ hasText: 'gone.png is gone' }).waitFor();
    assert.ok(await panel.run.isDisabled());
    await writeFile(fixture().path('odd/gone.png'), bytes);
    await panel.run.click();
    await panel.waitForStatus('Saved gone-edited.png');
    await fixture().workbench.closeTab('Nano Banana: gone.png');
  });
});
