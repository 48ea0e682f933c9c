import assert from 'node:assert/strict';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

const names = ['one.png', 'two.png', 'three.png', 'four.png'];

async function fill(folder: string): Promise<void> {
  for (const [index, name] of names.entries()) {
    const background = `hsl(${index * 80}, 45%, 50%)`;
    await sharp({ create: { width: 320, height: 180, channels: 3, background } })
      .png()
      .toFile(join(folder, name));
  }
}

describe('What the panel keeps', () => {
  const fixture = useFixture({ fill });
  const prompt = 'Make it brighter, and leave “the name” as it is';

  it('keeps prompt and options while it is hidden and in another group', async () => {
    const { workbench } = fixture();
    let panel = await fixture().edit('one.png');
    await panel.prompt.fill(prompt);
    await panel.choose('Aspect ratio', '21:9');
    await panel.frame.getByRole('checkbox', { name: 'Image only' }).check();
    const expectAll = async () => {
      panel = await fixture().panel({ text: 'one.png' });
      assert.equal(await panel.prompt.inputValue(), prompt);
      await panel.choice('Aspect ratio').filter({ hasText: '21:9' }).waitFor();
      assert.ok(await panel.frame.getByRole('checkbox', { name: 'Image only' }).isChecked());
      assert.equal(await panel.inputs.count(), 1);
    };

    await workbench.explorer.open('two.png');
    await until('the panel to be hidden', async () => (await workbench.countPanels()) === 0);
    await workbench.tab('Nano Banana: one.png').click();
    await expectAll();

    await workbench.runCommand('View: Move Editor into Next Group');
    await until(
      'two groups',
      async () => (await workbench.page.locator('.editor-group-container').count()) === 2,
    );
    await expectAll();

    await panel.run.click();
    await panel.waitForStatus(/Saved one-edited/);
    await workbench.closeAllEditors();
  });

  it('goes on when the panel is closed, and offers the result', async () => {
    const { workbench } = fixture();
    const { told } = await fixture().editHeld('four.png', 'Make it grayscale');
    await workbench.closeTab('Nano Banana: four.png');
    await workbench.messages.waitForNotification('Nano Banana continues with four.png');
    told.release();
    await workbench.messages.pressInNotification('Saved four-edited.png', 'Open');
    await workbench.tab('four-edited.png').waitFor();
    await workbench.closeTab('four-edited.png');
  });

  it('can be stopped after the panel is closed', async () => {
    const { workbench } = fixture();
    const before = await fixture().files();
    const { told } = await fixture().editHeld('four.png', 'Make it darker');
    const request = await told.arrived;
    await workbench.closeTab('Nano Banana: four.png');
    await workbench.messages.pressInNotification('Nano Banana continues with four.png', 'Cancel');
    assert.equal(await request.ended, 'aborted');
    await workbench.messages.waitUntilGone('Nano Banana continues');
    assert.deepEqual(await fixture().files(), before);
  });

  it('brings a closed panel back while its job runs', async () => {
    const { workbench } = fixture();
    const { told } = await fixture().editHeld('two.png', 'Make it brighter', 'midBody');
    await workbench.closeTab('Nano Banana: two.png');
    const again = await fixture().edit('two.png');
    await again.stop.waitFor();
    told.release();
    await again.waitForStatus('Saved two-edited.png');
    // The source's picture was made for the window that was closed.
    await again.frame.waitForFunction(() => {
      const shown = [...document.querySelectorAll<HTMLImageElement>('nano-stage img')];
      return shown.length > 1 && shown.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
    });
    await workbench.closeTab('Nano Banana: two.png');
  });

  it('has the keyboard in its prompt when it is opened, brought back from behind another tab, or asked for again', async () => {
    const { workbench } = fixture();
    await workbench.closeAllEditors();
    const typeIntoPanelOf = async (name: string, words: string) => {
      const panel = await fixture().edit(name);
      await until('the prompt to have the keyboard', () =>
        panel.prompt.evaluate((box) => box === document.activeElement && document.hasFocus()),
      );
      await workbench.page.keyboard.type(words);
      assert.ok((await panel.prompt.inputValue()).includes(words));
    };
    await typeIntoPanelOf('two.png', 'paint it');
    await typeIntoPanelOf('three.png', 'paint it');
    await typeIntoPanelOf('two.png', 'gold');
    await typeIntoPanelOf('two.png', 'silver');
    await workbench.closeAllEditors();
  });
});
