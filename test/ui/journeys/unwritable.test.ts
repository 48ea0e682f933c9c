import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { useRoom } from './useRoom.ts';

async function fill(folder: string): Promise<void> {
  const picture = sharp({ create: { width: 320, height: 180, channels: 3, background: '#486' } });
  for (const name of ['shot.png', 'other.png']) await picture.clone().png().toFile(join(folder, name));
  // A file where the template wants a folder: nobody can save below it, whatever their rights.
  await writeFile(join(folder, 'taken'), '');
}

/** Whoever runs the tests may be allowed to write everywhere, so it is the name that can't be made. */
const setting = 'nanoBanana.output.fileName';

describe('A result that can’t be saved where it belongs', () => {
  // Before the room's own hook, which may close the window.
  after(() => room().workbench.changeSettings({ [setting]: null }));
  const room = useRoom({ fill });
  before(() => room().workbench.changeSettings({ [setting]: 'taken/$' + '{sourceName}' }));

  /** Answers VS Code's own save dialog, which comes with the suggested name beside the source. */
  const saveAs = async (suggested: string, name: string) => {
    const { quickInput } = room().workbench;
    await quickInput.waitFor('Save the Image');
    await until('the suggested name', async () =>
      (await quickInput.input.inputValue()).endsWith(`/harbour-docs/${suggested}`),
    );
    await until('the name to be taken', async () => {
      await quickInput.type(room().path(name));
      return (await quickInput.input.inputValue()) === room().path(name);
    });
    await quickInput.submit();
  };

  it('is kept and saved where the person chooses', async () => {
    const { workbench, standIn } = room();
    const panel = await room().edit('shot.png');
    await panel.ask('Make it darker');
    assert.match(await panel.alertText(), /could not be saved\..*The image is kept: save it elsewhere\.$/s);
    await workbench.screenshot('unsaved');
    await panel.alertButton('Save As…').click();
    await saveAs('shot.png', 'rescued.png');
    await panel.waitForStatus('Saved rescued.png');
    assert.equal(await panel.alert.count(), 0);
    assert.equal((await room().metadata('rescued.png')).width, 320);
    assert.equal(standIn.requests.length, 1);
    await workbench.closeTab('Nano Banana: shot.png');
  });

  it('is still there after a reload of the window', async () => {
    const { workbench, standIn } = room();
    const panel = await room().edit('other.png');
    await panel.ask('Make it darker');
    await panel.alert.waitFor();
    await workbench.reload();
    const revived = await room().panel({ text: 'other.png' });
    assert.match(await revived.alertText(), /came back but was not saved yet/);
    await revived.alertButton('Save As…').click();
    await saveAs('other.png', 'later.png');
    await revived.waitForStatus('Saved later.png');
    assert.equal((await room().metadata('later.png')).format, 'png');
    assert.equal(standIn.requests.length, 1);
    await workbench.closeTab('Nano Banana: other.png');
  });
});
