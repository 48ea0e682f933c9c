import assert from 'node:assert/strict';
import { expectText } from './expectText.ts';
import { done } from './states/results.ts';
import { answeredWithoutKey, firstTime, keyRefused, keyWorks, withoutKey } from './states/setup.ts';
import { usePage } from './usePage.ts';

describe('The page before the first edit', () => {
  const open = usePage();

  it('asks who should edit, says what that costs and keeps, and leads to the key and its test', async () => {
    const host = await open(firstTime);
    const { page } = host;
    const providers = page.getByRole('radiogroup', { name: 'Who should edit your images?' });
    assert.equal(await providers.getByRole('radio', { name: 'APIYI' }).isChecked(), true);
    await expectText(page.locator('nano-setup'), 'One edit costs about $0.055.');
    await expectText(page.locator('nano-setup'), 'It says that it keeps no pictures.');
    await providers.getByRole('radio', { name: 'Google AI Studio' }).click();
    assert.deepEqual((await host.until('chooseProvider')).params, { provider: 'google' });
    await page.getByRole('button', { name: 'Paste Key…' }).click();
    assert.deepEqual((await host.until('setUp')).params, { step: 'giveKey' });
    await page.getByRole('button', { name: 'Get a Key' }).click();
    assert.deepEqual((await host.until('takeStep')).params, { step: 'openKeyPage', jobId: null });
    await page.getByRole('button', { name: 'Try it without a key' }).click();
    assert.deepEqual((await host.until('setUp', 2)).params, { step: 'tryWithoutKey' });
  });

  it('has nothing of it below the edge, beside the picture or under it', async () => {
    for (const [width, height] of [
      [1440, 900],
      [1000, 700],
      [930, 760],
      [700, 800],
      [320, 800],
      [400, 800],
    ] as const) {
      const { page } = await open(firstTime, { width, height });
      const last = page.getByRole('button', { name: 'Try it without a key' });
      await last.waitFor();
      const isHidden = await page
        .locator('.setup')
        .evaluate((card) => card.scrollHeight > card.clientHeight + 1);
      assert.ok(!isHidden, `${width} x ${height}`);
    }
  });

  it('says what is wrong with a key, and tests it again', async () => {
    const host = await open(keyRefused);
    await expectText(host.page.locator('nano-setup [role=status]'), 'does not accept the API key');
    await host.page.getByRole('button', { name: 'Test', exact: true }).click();
    assert.deepEqual((await host.until('setUp')).params, { step: 'testKey' });
  });

  it('shows the picture again when the key works, with three things to try on it', async () => {
    const host = await open(keyWorks);
    const { page } = host;
    const things = page.getByRole('group', { name: 'Things to try' });
    await expectText(things, 'The key works. Try on this picture:');
    assert.equal(await page.locator('nano-setup').count(), 0);
    assert.equal(await things.getByRole('button').count(), 3);
    await things.getByRole('button').first().click();
    assert.deepEqual((await host.until('usePreset')).params, { presetId: keyWorks.presets[0]?.id });
  });

  it('says of recorded answers that nothing is sent, before and after, and leads to a key', async () => {
    const host = await open(withoutKey);
    const { page } = host;
    await expectText(page.getByRole('group', { name: 'Things to try' }), 'nothing is sent, nothing is paid');
    assert.equal(await page.getByRole('button', { name: 'Show request' }).count(), 0);
    await host.tell({ ...answeredWithoutKey, revision: host.state.revision });
    await expectText(page.locator('.recorded'), 'no model is asked');
    await page.getByRole('button', { name: 'Use a Key' }).click();
    assert.deepEqual((await host.until('setUp')).params, { step: 'editSample' });
  });

  it('says none of it in a panel that has what it needs', async () => {
    const { page } = await open(done);
    assert.equal(await page.locator('nano-setup, .tries, .recorded').count(), 0);
  });
});
