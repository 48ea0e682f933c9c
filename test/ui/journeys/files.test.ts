import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { until } from '../../vscode/until.ts';
import { imagesOf } from './requestImages.ts';
import { useRoom } from './useRoom.ts';

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
  const room = useRoom({ fill });

  it('brings back the shape of a banner that no model answers in', async () => {
    const panel = await room().edit('docs/images/architecture.png');
    await panel.ask('grayscale');
    await panel.waitForStatus('Saved architecture-edited.png');
    const { format, width, height } = await room().metadata('docs/images/architecture-edited.png');
    assert.deepEqual({ format, width, height }, { format: 'png', width: 1000, height: 370 });
    await room().workbench.closeTab('Nano Banana: architecture.png');
  });

  it('turns a phone photo upright', async () => {
    const panel = await room().edit('docs/images/team photo.jpg');
    await panel.frame.getByText('1200 × 1600').first().waitFor();
    await panel.ask('grayscale');
    await panel.waitForStatus('Saved team photo-edited.jpg');
    const result = await room().metadata('docs/images/team photo-edited.jpg');
    assert.deepEqual([result.format, result.width, result.height], ['jpeg', 1200, 1600]);
    assert.ok((result.orientation ?? 1) === 1);
    await room().workbench.closeTab('Nano Banana: team photo.jpg');
  });

  it('draws an SVG with its text, and sends the drawing', async () => {
    const panel = await room().edit('docs/images/flow.svg');
    await until(
      'the drawing',
      async () =>
        (await panel.run.isVisible()) && !(await panel.frame.getByText('Reading flow.svg').isVisible()),
    );
    await panel.ask('caption "drawn"');
    await panel.waitForStatus('Saved flow-edited.png');
    const [sent] = imagesOf(room().standIn.requests[0]);
    assert.ok(sent);
    const { data, info } = await sharp(sent.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    assert.ok(Math.max(info.width, info.height) >= 1024);
    const dark = data.filter((value) => value < 128).length / data.length;
    assert.ok(dark > 0.002, `letters and lines are drawn: ${dark}`);
    await room().workbench.closeTab('Nano Banana: flow.svg');
  });

  it('flattens transparency, says so, and puts it back when that is wished', async () => {
    const panel = await room().edit('media/icon.png');
    await panel.frame
      .getByText(/flattened on white/)
      .first()
      .waitFor();
    await panel.frame.getByRole('checkbox', { name: 'Keep transparency' }).click();
    await panel.ask('invert');
    await panel.waitForStatus('Saved icon-edited.png');
    const [source, result] = await Promise.all(
      ['media/icon.png', 'media/icon-edited.png'].map(async (name) =>
        sharp(await room().read(name))
          .extractChannel('alpha')
          .raw()
          .toBuffer(),
      ),
    );
    assert.deepEqual(result, source);
    await room().workbench.closeTab('Nano Banana: icon.png');
  });

  it('says of an animation that its first frame is sent', async () => {
    const panel = await room().edit('docs/images/anim.gif');
    await panel.frame
      .getByText(/only its first frame/i)
      .first()
      .waitFor();
    await panel.ask('invert');
    await panel.waitForStatus('Saved anim-edited.png');
    await room().workbench.closeTab('Nano Banana: anim.gif');
  });

  it('names a result by its bytes, not by the lie of its source', async () => {
    const panel = await room().edit('odd/lying.png');
    await panel.ask('invert');
    await panel.waitForStatus('Saved lying-edited.jpg');
    assert.equal((await room().metadata('odd/lying-edited.jpg')).format, 'jpeg');
    await room().workbench.closeTab('Nano Banana: lying.png');
  });

  it('names a file that is no image, with the reason, and can’t run', async () => {
    const panel = await room().edit('odd/broken.png');
    await panel.frame
      .getByText(/broken\.png is not an image/)
      .first()
      .waitFor();
    await panel.prompt.fill('invert');
    assert.ok(await panel.run.isDisabled());
    await room().workbench.closeTab('Nano Banana: broken.png');
  });

  it('says that the source was deleted while the panel was open, and goes on when it is back', async () => {
    const panel = await room().edit('odd/gone.png');
    await panel.frame
      .getByText(/320 × 180/)
      .first()
      .waitFor();
    await panel.prompt.fill('invert');
    const bytes = await room().read('odd/gone.png');
    await rm(room().path('odd/gone.png'));
    await panel.status.filter({ hasText: 'gone.png is not there any more' }).waitFor();
    assert.ok(await panel.run.isDisabled());
    await writeFile(room().path('odd/gone.png'), bytes);
    await panel.run.click();
    await panel.waitForStatus('Saved gone-edited.png');
    await room().workbench.closeTab('Nano Banana: gone.png');
  });
});
