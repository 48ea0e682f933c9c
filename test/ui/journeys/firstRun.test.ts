import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { useFixture } from './useFixture.ts';

const key = 'sk-canary-first-Kd83Lq0ZtVbXe5';

describe('From the installed package to the first edited image', () => {
  // As it is installed: nobody has chosen a provider, and there is no key.
  const fixture = useFixture({
    key,
    settings: { 'nanoBanana.provider': 'apiyi' },
    fill: async (folder) => {
      await sharp({ create: { width: 640, height: 360, channels: 3, background: '#789' } })
        .png()
        .toFile(`${folder}/shot.png`);
    },
  });
  let clicks = 0;
  const click = async (target: Locator): Promise<void> => {
    clicks++;
    await target.click();
  };

  it('takes no paste without a key: walkthrough, sample, an instruction, Run', async () => {
    const { workbench, standIn } = fixture();
    await workbench.runCommand('Nano Banana: Get Started');
    const { page } = workbench;
    clicks = 0;
    await page.getByRole('heading', { level: 2, name: 'Get Started with Nano Banana' }).waitFor();
    await workbench.screenshot('walkthrough');
    await click(page.getByRole('button', { name: 'Try It Without a Key', exact: true }));
    const panel = await fixture().panel({ text: 'harbour.png' });
    await panel.frame.getByText('nothing is sent, nothing is paid').waitFor();
    await workbench.screenshot('without-key');
    await click(
      panel.frame
        .getByRole('group', { name: 'Things to try' })
        .getByRole('button', { name: 'Make it evening' }),
    );
    await click(panel.run);
    await panel.waitForStatus('Saved harbour-edited.png');
    await panel.frame.getByText('no model is asked').waitFor();
    await panel.frame.getByRole('img', { name: 'Result: harbour-edited.png' }).waitFor();
    await workbench.screenshot('recorded-answer');
    assert.equal(clicks, 3);
    assert.equal(standIn.requests.length, 0);
    await workbench.closeAllEditors();
  });

  it('takes at most six clicks and one paste with a key: who is asked, the key and its test, an instruction, Run', async () => {
    const { workbench, standIn } = fixture();
    const { quickInput } = workbench;
    // One to open the menu, one for its entry.
    const panel = await fixture().edit('shot.png');
    clicks = 2;
    await panel.frame.getByText('Who should edit your images?').waitFor();
    await workbench.screenshot('who');
    await click(panel.frame.getByRole('radio', { name: 'My own endpoint' }));
    // Its address stands there already.
    await quickInput.waitFor('My Own Endpoint');
    await page().keyboard.press('Enter');
    await panel.frame.getByText('What it keeps is up to the people who run it.').waitFor();
    await click(panel.button('Paste Key…'));
    await quickInput.waitFor('API Key for');
    await quickInput.submit(key);
    const things = panel.frame.getByRole('group', { name: 'Things to try' });
    await things.getByText('The key works.').waitFor();
    assert.deepEqual([...new Set(standIn.requests.map(({ method }) => method))], ['GET']);
    await workbench.screenshot('key-works');
    await click(things.getByRole('button').first());
    await click(panel.run);
    await panel.waitForStatus('Saved shot-edited.png');
    assert.ok(clicks <= 6, `${clicks} clicks`);
    const { width, height } = await fixture().metadata('shot-edited.png');
    assert.deepEqual([width, height], [640, 360]);
  });

  const page = () => fixture().workbench.page;
});
