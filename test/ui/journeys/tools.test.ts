import assert from 'node:assert/strict';
import sharp from 'sharp';
import { callTool } from '../toolCalls.ts';
import { sharedKey, useFixture } from './useFixture.ts';

describe('An agent in the editor', () => {
  const fixture = useFixture();

  const edit = (prompt: string, more: object = {}) =>
    callTool(fixture(), 'nanoBanana_editImage', {
      prompt,
      images: [fixture().path('docs/images/dashboard.png')],
      ...more,
    });

  it('edits an image once the person has read what it costs and agreed', async () => {
    const { workbench } = fixture();
    const original = await fixture().read('docs/images/dashboard.png');
    const answer = await edit('Blur the top right corner. Change *nothing* else.\nKeep the #1 heading.');
    const { dialog } = workbench.messages;
    await dialog.getByText('Edit dashboard.png with Nano Banana?').waitFor();
    const asked = await dialog.innerText();
    assert.match(asked, /Prompt: Blur the top right corner\. Change \*nothing\* else\./);
    assert.match(asked, /New file: docs\/images\/dashboard-edited\.png\. Nothing is overwritten\./);
    assert.match(asked, /Cost: about \$0\.\d+/);
    await workbench.screenshot('tool-question');
    assert.equal(fixture().standIn.requests.length, 0);
    await workbench.messages.pressInDialog('Yes');

    const { texts = [], images = [], error } = await answer();
    assert.equal(error, undefined);
    const text = texts.join('\n');
    assert.match(text, /^Saved docs\/images\/dashboard-edited\.png$/m);
    assert.ok(text.includes(fixture().path('docs/images/dashboard-edited.png')));
    assert.match(text, /1280 × 720 pixels, PNG/);
    assert.ok(!JSON.stringify({ texts, asked }).includes(sharedKey));
    const shown = await sharp(Buffer.from(images[0]?.base64 ?? '', 'base64')).metadata();
    assert.equal(images[0]?.mimeType, 'image/png');
    assert.deepEqual([shown.width, shown.height], [1280, 720]);
    const { format, width, height } = await fixture().metadata('docs/images/dashboard-edited.png');
    assert.deepEqual({ format, width, height }, { format: 'png', width: 1280, height: 720 });
    assert.ok(original.equals(await fixture().read('docs/images/dashboard.png')));
    assert.equal(await workbench.countPanels(), 0, 'A panel was opened.');
  });

  it('sends nothing when the person says no', async () => {
    const answer = await edit('Invert it');
    await fixture().workbench.messages.pressInDialog('Cancel');
    assert.ok((await answer()).error !== undefined);
    assert.equal(fixture().standIn.requests.length, 0);
  });

  it('reads how an image was made, without asking', async () => {
    const image = fixture().path('docs/images/dashboard-edited.png');
    const { texts = [] } = await (await callTool(fixture(), 'nanoBanana_imageRecord', { image }))();
    assert.match(texts.join('\n'), /Prompt: Blur the top right corner/);
  });

  it('asks above the person’s limit with the extension’s own question', async () => {
    const { workbench, standIn } = fixture();
    const answer = await callTool(fixture(), 'nanoBanana_generateImage', {
      prompt: 'A red lighthouse',
      outputFolder: fixture().path('docs/images'),
      size: '4K',
      variants: 4,
    });
    const { dialog } = workbench.messages;
    await dialog.getByText('Generate 4 images with Nano Banana?').waitFor();
    assert.match(await dialog.innerText(), /more than the limit of \$0\.50/);
    await workbench.screenshot('tool-question-dear');
    await workbench.messages.pressInDialog('Cancel');
    assert.match((await answer()).error ?? '', /declined\. Nothing was sent/);
    assert.equal(standIn.requests.length, 0);
  });
});
