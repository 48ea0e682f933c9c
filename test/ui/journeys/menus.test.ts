import assert from 'node:assert/strict';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

const editTitle = 'Edit with Nano Banana…';
const generateTitle = 'Generate Image with Nano Banana…';
const darkTitle = 'Make Dark Variant…';
const showTitle = 'Show How This Image Was Made';
const submenu = 'Nano Banana';
/** What has its place in the submenu. */
const others = [
  generateTitle,
  showTitle,
  'Redo This Edit…',
  'Replace Original',
  'Restore Original',
  'Compare Images',
];

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
  const fixture = useFixture({ fill });

  const ours = [editTitle, darkTitle, submenu];
  /** What of ours the menu of a file offers itself. */
  const menuOf = async (path: string): Promise<string[]> => {
    const items = await fixture().workbench.explorer.offered(path);
    return items.filter((item) => ours.includes(item) || others.includes(item));
  };
  /** What the submenu offers, once it does. */
  const submenuOf = (path: string): Promise<string[]> => fixture().workbench.explorer.offered(path, submenu);

  it('offers editing on images of every type in any case, generating on folders, and neither on a text', async () => {
    for (const name of images) assert.deepEqual(await menuOf(name), ours, name);
    assert.deepEqual(await menuOf('out'), [submenu]);
    assert.deepEqual(await menuOf('notes.txt'), []);
    assert.deepEqual(await submenuOf('out'), [generateTitle, 'Redo Stale Edits…', 'Report on Docs Images']);
    assert.deepEqual(await submenuOf('a.png'), ['Replace Original']);
  });

  it('offers on an image only what can be done with it: by its record, by a backup, by two selected', async () => {
    const { workbench } = fixture();
    const { explorer } = workbench;
    const panel = await fixture().edit('a.png');
    await panel.ask('Make it darker');
    await panel.waitForStatus('Saved a-edited.png');
    await workbench.closeTab('Nano Banana: a.png');
    await until('the record to be known', async () => (await submenuOf('a-edited.png')).length > 1);
    assert.deepEqual(await submenuOf('a-edited.png'), ['Redo This Edit…', showTitle, 'Replace Original']);
    assert.deepEqual(await submenuOf('a.png'), ['Replace Original']);
    const menu = await explorer.rightClick('a-edited.png');
    await menu.open(submenu);
    await workbench.screenshot('menu-recorded');
    await explorer.closeMenus();

    await explorer.choose('a-edited.png', submenu, 'Replace Original');
    await workbench.messages.dialog.getByRole('button', { name: /^Replace/ }).click();
    await workbench.messages.waitForNotification('Replaced a.png');
    await until('the backup to be known', async () =>
      (await submenuOf('a.png')).includes('Restore Original'),
    );
    // Its record names itself as the source.
    assert.deepEqual(await submenuOf('a.png'), [showTitle, 'Replace Original', 'Restore Original']);
    await explorer.choose('a.png', submenu, 'Restore Original');
    await workbench.messages.waitForNotification('Restored a.png');
    await until('nothing to restore', async () => (await submenuOf('a.png')).length === 1);

    const both = await explorer.rightClick('a-edited.png', 'a.png');
    await both.open(submenu);
    assert.deepEqual(await both.items(), ['Compare Images', 'Replace Original']);
    await explorer.closeMenus();
    // Nothing is selected any more.
    await explorer.focus();
    await workbench.page.keyboard.press('Escape');
  });

  it('knows what a record is of when an image is looked at, also after a reload, without the extension’s being used', async () => {
    const { workbench } = fixture();
    await workbench.reload();
    assert.deepEqual(await submenuOf('a-edited.png'), ['Redo This Edit…', showTitle, 'Replace Original']);
    // One that came from elsewhere.
    await copyFile(fixture().path('a-edited.png'), fixture().path('came.png'));
    assert.deepEqual(await submenuOf('came.png'), ['Replace Original']);
    await workbench.openImage('came.png');
    await until('the record to be known', async () => (await submenuOf('came.png')).length > 1);
    assert.deepEqual(await submenuOf('came.png'), ['Redo This Edit…', showTitle, 'Replace Original']);
    await workbench.closeTab('came.png');
    for (const name of ['came.png', 'a-edited.png']) await rm(fixture().path(name));
  });

  it('has a button on the built-in preview of an image', async () => {
    const { workbench } = fixture();
    await workbench.openImage('a.png');
    await workbench.editorAction(editTitle).click();
    const panel = await fixture().panel({ text: 'a.png' });
    assert.match(await panel.inputs.innerText(), /a\.png\s+64 × 48 · PNG/);
    await workbench.closeTab('Nano Banana: a.png');
    await workbench.closeTab('a.png');
  });

  it('has an item on editor tabs', async () => {
    const { workbench } = fixture();
    await workbench.openImage('f.webp');
    const menu = await workbench.rightClickTab('f.webp');
    await menu.click(editTitle);
    await fixture().panel({ text: 'f.webp' });
    await workbench.closeTab('Nano Banana: f.webp');
    await workbench.closeTab('f.webp');
  });

  it('asks in the palette for images of the workspace, or takes the one in front', async () => {
    const { workbench } = fixture();
    const { quickInput } = workbench;
    await workbench.runCommand(`Nano Banana: ${editTitle}`);
    await quickInput.waitFor('Images to Edit');
    assert.equal((await quickInput.choices()).length, images.length);
    await quickInput.pick('c.Jpeg');
    await quickInput.pick('d.jpe');
    await quickInput.submit();
    const panel = await fixture().panel({ text: 'c.Jpeg' });
    await panel.frame.getByText('d.jpe').first().waitFor();
    assert.equal(await panel.inputs.count(), 2);
    await workbench.closeTab('Nano Banana: c.Jpeg');

    await workbench.openImage('a.png');
    await workbench.runCommand(`Nano Banana: ${editTitle}`);
    await fixture().panel({ text: 'a.png' });
    await workbench.closeTab('Nano Banana: a.png');
    await workbench.closeTab('a.png');
  });

  it('generates into the folder that was clicked, under a name made of the prompt', async () => {
    const { workbench, standIn } = fixture();
    await workbench.explorer.choose('out', submenu, generateTitle);
    const panel = await fixture().panel();
    assert.ok((await workbench.tabs()).includes('Nano Banana: New image'));
    await workbench.screenshot('generate-empty');
    await panel.ask('A lighthouse at dusk, flat colours');
    await panel.waitForStatus('Saved a-lighthouse-at-dusk-flat-colours.jpg');
    assert.deepEqual(await fixture().files('out'), ['a-lighthouse-at-dusk-flat-colours.jpg']);
    await workbench.screenshot('generate-done');
    const body = JSON.stringify(standIn.requests[0]?.body);
    assert.ok(!body.includes('imageConfig'), 'without an input neither ratio nor size is sent');
    await workbench.closeTab('Nano Banana: New image');
  });
});
