import assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { copyPicture } from './copyPicture.ts';
import { imagesOf } from './requestImages.ts';
import { editUnsavable, saveAs } from './saveElsewhere.ts';
import { sharedKey, useFixture } from './useFixture.ts';

const names = ['one.png', 'three.png', 'four.png'];

async function fill(folder: string): Promise<void> {
  for (const [index, name] of names.entries()) {
    const background = `hsl(${index * 80}, 45%, 50%)`;
    await sharp({ create: { width: 320, height: 180, channels: 3, background } })
      .png()
      .toFile(join(folder, name));
  }
  await mkdir(join(folder, 'shots'));
  await copyFile(join(folder, 'one.png'), join(folder, 'shots/five.png'));
  const asset = '  - { output: made.png, prompt: A lighthouse, pixels: 64x64 }';
  await writeFile(join(folder, 'nano-banana.yaml'), `version: 1\nassets:\n${asset}\n`);
}

// One reload serves them all: it costs more than everything else here together.
describe('What a reload of the window brings back', () => {
  const fixture = useFixture({ fill });
  const prompt = 'Make it brighter, and leave “the name” as it is';

  it('the key, and prompt, options, steps and references of a panel in another group, also what was pasted', async () => {
    const { workbench, standIn } = fixture();
    await workbench.runCommand('Nano Banana: Show Gallery');
    const gallery = await workbench.panelFrame({ text: 'Nothing has been made here yet.' });
    await gallery.getByRole('button', { name: 'Look Again' }).waitFor();
    await fixture().editHeld('four.png', 'Make it darker');
    await workbench.closeTab('Nano Banana: four.png');

    const unsaved = await editUnsavable(fixture(), 'shots/five.png');
    assert.match(await unsaved.alertText(), /could not be saved\..*The image is kept: save it elsewhere\.$/s);

    await fixture().editHeld('three.png', 'Make it grayscale');

    let panel = await fixture().edit('one.png');
    await panel.ask('Tint it teal');
    await panel.waitForStatus('Saved one-edited.png');
    // News of the edits that go on may lie over the buttons.
    await panel.actions.getByRole('button', { name: 'Use as input', exact: true }).press('Enter');
    await panel.waitForStatus('one-edited.png is edited next.');
    await copyPicture(workbench.page, { width: 64, height: 64, background: 'red' });
    await panel.prompt.press('ControlOrMeta+V');
    await panel.frame.getByText('64 × 64').first().waitFor();
    await panel.prompt.fill(prompt);
    await panel.choose('Aspect ratio', '21:9');
    await panel.frame.getByRole('checkbox', { name: 'Image only' }).check();
    await workbench.runCommand('View: Move Editor into Next Group');
    await until(
      'two groups',
      async () => (await workbench.page.locator('.editor-group-container').count()) === 2,
    );
    const tab = 'Nano Banana: one-edited.png';
    await workbench.tab(tab).waitFor();

    // A page that is only looked at lies behind other tabs, too; trust.test.ts has the others.
    await workbench.explorer.choose('one-edited.png', 'Nano Banana', 'Show How This Image Was Made');
    await workbench.panelFrame({ text: 'How this image was made' });
    await workbench.tab(tab).click();

    const building = standIn.tell({ hold: 'beforeHeaders' });
    await workbench.runCommand('Nano Banana: Build Docs Assets…');
    await workbench.quickInput.pick('Missing and Stale');
    await workbench.quickInput.waitFor('1 image for about $0.');
    await workbench.quickInput.submit();
    await building.arrived;

    await workbench.reload();
    panel = await fixture().panel({ text: 'one-edited.png' });
    assert.equal(await panel.prompt.inputValue(), prompt);
    await panel.choice('Aspect ratio').filter({ hasText: '21:9' }).waitFor();
    assert.ok(await panel.frame.getByRole('checkbox', { name: 'Image only' }).isChecked());
    await until('both inputs', async () => (await panel.inputs.count()) === 2);
    await panel.frame.getByText('64 × 64').first().waitFor();
    await until('the steps', async () => (await panel.results.count()) === 1);
    await panel.frame.getByRole('button', { name: /^Source/ }).waitFor();
    await panel.frame.getByText(/^session \$0\.\d+$/).waitFor();
    const before = standIn.requests.length;
    // News of what was interrupted lie over Run until they fade.
    await panel.prompt.press('ControlOrMeta+Enter');
    await panel.waitForStatus(/^Saved one-edited-2\.png/);
    assert.equal(imagesOf(standIn.requests[before]).length, 2);
    assert.equal(standIn.requests[before]?.header('authorization'), `Bearer ${sharedKey}`);
    await workbench.closeTab(tab);
  });

  it('a running job as interrupted, which may have been billed, and runs it again', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().panel({ text: 'three.png' });
    assert.match(await panel.alertText(), /"three\.png" was interrupted and may have been billed/);
    assert.equal(await panel.prompt.inputValue(), 'Make it grayscale');
    assert.ok(!(await fixture().files()).includes('three-edited.png'));
    await panel.frame.getByText(/^session up to \$0\.\d+$/).waitFor();
    await workbench.screenshot('interrupted');
    await panel.button('Run Again').first().click();
    await panel.waitForStatus('Saved three-edited.png');
    assert.equal(await panel.alert.count(), 0);
    await panel.frame.getByText(/^session \$0\.\d+ to \$0\.\d+$/).waitFor();
    assert.equal(standIn.requests.length, 1);
    await workbench.closeTab('Nano Banana: three.png');
  });

  it('a result that could not be saved, in a panel behind another one', async () => {
    const { workbench, standIn } = fixture();
    await workbench.tab('Nano Banana: five.png').click();
    const panel = await fixture().panel({ text: 'five.png' });
    assert.match(await panel.alertText(), /came back but is not saved yet/);
    await panel.alertButton('Save As…').click();
    await saveAs(fixture(), 'five-edited.png', 'later.png');
    await panel.waitForStatus('Saved later.png');
    assert.equal((await fixture().metadata('later.png')).format, 'png');
    assert.equal(standIn.requests.length, 0);
    await workbench.closeTab('Nano Banana: five.png');
  });

  it('news of a job whose panel was closed, though other panels came back', async () => {
    const { workbench } = fixture();
    const sentence = 'An edit was interrupted and may have been billed.';
    await workbench.messages.pressInNotification(sentence, 'Show');
    const shown = await fixture().panel({ text: 'four.png' });
    assert.match(await shown.alertText(), /"four\.png" was interrupted and may have been billed/);
    assert.equal(await shown.prompt.inputValue(), 'Make it darker');
    await workbench.closeTab('Nano Banana: four.png');
  });

  it('the gallery, with what was made since', async () => {
    const { workbench } = fixture();
    await workbench.tab('Nano Banana: Gallery').click();
    const page = await workbench.panelFrame({ text: 'Made in this workspace' });
    const cards = page.getByRole('list', { name: 'Images' }).getByRole('button');
    await until('what was made', async () => (await cards.count()) > 0);
    await workbench.closeTab('Nano Banana: Gallery');
  });

  it('how an image was made', async () => {
    const { workbench } = fixture();
    const title = 'How one-edited.png Was Made';
    await workbench.tab(title).click();
    const page = await workbench.panelFrame({ text: 'How this image was made' });
    await page.getByRole('group', { name: 'Prompt' }).getByText('Tint it teal').waitFor();
    await workbench.screenshot('record-again');
    await workbench.closeTab(title);
  });

  it('news of a build, told once, which is asked about before it is paid again', async () => {
    const { workbench } = fixture();
    const sentence = 'A build of docs assets was interrupted; 1 image may have been billed.';
    await workbench.messages.waitForNotification(sentence);
    const told = await workbench.messages.notifications();
    assert.equal(told.filter((text) => text.includes('docs assets')).length, 1);
    await workbench.screenshot('manifest-interrupted');
    await workbench.messages.pressInNotification(sentence, 'Build Docs Assets…');
    await workbench.quickInput.pick('All');
    await workbench.quickInput.waitFor('An earlier build was interrupted and may have been billed.');
    await workbench.quickInput.cancel();
  });
});
