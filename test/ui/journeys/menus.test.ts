import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { useRoom } from './useRoom.ts';

const editTitle = 'Edit with Nano Banana…';
const generateTitle = 'Generate Image with Nano Banana…';

const images = [
  'a.png',
  'b.JPG',
  'c.Jpeg',
  'd.jpe',
  'e.jfif',
  'f.webp',
  'g.gif',
  'h.AVIF',
  'i.tif',
  'j.TIFF',
  'k.SvG',
  'l.HEIC',
];

async function fill(folder: string): Promise<void> {
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#4878a8' } });
  const png = await picture.png().toBuffer();
  for (const name of images) await writeFile(join(folder, name), png);
  await writeFile(join(folder, 'notes.txt'), 'Not an image.');
  await mkdir(join(folder, 'out'));
}

describe('Where the commands are', () => {
  const room = useRoom({ fill });

  const menuOf = async (path: string): Promise<string[]> => {
    const { workbench } = room();
    const menu = await workbench.explorer.rightClick(path);
    const items = await menu.items();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.monaco-menu').waitFor({ state: 'hidden' });
    return items.filter((item) => item.includes('Nano Banana'));
  };

  it('offers editing on images of every type in any case, generating on folders, and neither on a text', async () => {
    for (const name of images) assert.deepEqual(await menuOf(name), [editTitle], name);
    assert.deepEqual(await menuOf('out'), [generateTitle]);
    assert.deepEqual(await menuOf('notes.txt'), []);
  });

  it('has a button on the built-in preview of an image', async () => {
    const { workbench } = room();
    await workbench.openImage('a.png');
    await workbench.editorAction(editTitle).click();
    const panel = await room().panel({ text: 'a.png' });
    assert.match(await panel.inputs.innerText(), /a\.png\s+64 × 48 · PNG/);
    await workbench.closeTab('Nano Banana: a.png');
    await workbench.closeTab('a.png');
  });

  it('has an item on editor tabs', async () => {
    const { workbench } = room();
    await workbench.openImage('f.webp');
    const menu = await workbench.rightClickTab('f.webp');
    await menu.click(editTitle);
    await room().panel({ text: 'f.webp' });
    await workbench.closeTab('Nano Banana: f.webp');
    await workbench.closeTab('f.webp');
  });

  it('asks in the palette for images of the workspace, or takes the one in front', async () => {
    const { workbench } = room();
    const { quickInput } = workbench;
    await workbench.runCommand(`Nano Banana: ${editTitle}`);
    await quickInput.waitFor('Images to Edit');
    assert.equal((await quickInput.choices()).length, images.length);
    await quickInput.pick('c.Jpeg');
    await quickInput.pick('d.jpe');
    await quickInput.submit();
    const panel = await room().panel({ text: 'c.Jpeg' });
    await panel.frame.getByText('d.jpe').first().waitFor();
    assert.equal(await panel.inputs.count(), 2);
    await workbench.closeTab('Nano Banana: c.Jpeg');

    await workbench.openImage('a.png');
    await workbench.runCommand(`Nano Banana: ${editTitle}`);
    await room().panel({ text: 'a.png' });
    await workbench.closeTab('Nano Banana: a.png');
    await workbench.closeTab('a.png');
  });

  it('leaves out of a mixed selection what is no image, and says so', async () => {
    const { workbench } = room();
    const panel = await room().edit('a.png', 'notes.txt', 'b.JPG', 'out');
    const told = await workbench.messages.waitForNotification('Left out');
    assert.equal(told, 'Left out notes.txt and out: not images.');
    await panel.frame.getByText('b.JPG').first().waitFor();
    assert.equal(await panel.inputs.count(), 2);
    await workbench.closeTab('Nano Banana: a.png');
  });

  it('generates into the folder that was clicked, under a name made of the prompt', async () => {
    const { workbench, standIn } = room();
    const menu = await workbench.explorer.rightClick('out');
    await menu.click(generateTitle);
    const panel = await room().panel();
    assert.ok((await workbench.tabs()).includes('Nano Banana: New image'));
    await workbench.screenshot('generate-empty');
    await panel.ask('A lighthouse at dusk, flat colours');
    await panel.waitForStatus('Saved a-lighthouse-at-dusk-flat-colours.jpg');
    assert.deepEqual(await room().files('out'), ['a-lighthouse-at-dusk-flat-colours.jpg']);
    await workbench.screenshot('generate-done');
    const body = JSON.stringify(standIn.requests[0]?.body);
    assert.ok(!body.includes('imageConfig'), 'without an input neither ratio nor size is sent');
    await workbench.closeTab('Nano Banana: New image');
  });

  it('generates from the palette into the workspace', async () => {
    const { workbench } = room();
    await workbench.runCommand(`Nano Banana: ${generateTitle}`);
    const panel = await room().panel();
    await panel.ask('Three red apples');
    await panel.waitForStatus('Saved three-red-apples.jpg');
    assert.ok((await room().files()).includes('three-red-apples.jpg'));
    await workbench.closeTab('Nano Banana: New image');
  });
});
