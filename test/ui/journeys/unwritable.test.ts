import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { editUnsavable, saveAs } from './saveElsewhere.ts';
import { useRoom } from './useRoom.ts';

async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, 'shots'));
  const picture = sharp({ create: { width: 320, height: 180, channels: 3, background: '#486' } });
  await picture.png().toFile(join(folder, 'shots/shot.png'));
}

describe('A result that can’t be saved where it belongs', () => {
  const room = useRoom({ fill });

  it('is kept and saved where the person chooses', async () => {
    const { workbench, standIn } = room();
    const panel = await editUnsavable(room(), 'shots/shot.png');
    assert.match(await panel.alertText(), /could not be saved\..*The image is kept: save it elsewhere\.$/s);
    await workbench.screenshot('unsaved');
    await panel.alertButton('Save As…').click();
    await saveAs(room(), 'shot-edited.png', 'rescued.png');
    await panel.waitForStatus('Saved rescued.png');
    assert.equal(await panel.alert.count(), 0);
    assert.equal((await room().metadata('rescued.png')).width, 320);
    assert.equal(standIn.requests.length, 1);
    await workbench.closeTab('Nano Banana: shot.png');
  });
});
