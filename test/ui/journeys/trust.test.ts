import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { callTool } from '../toolCalls.ts';
import { useFixture } from './useFixture.ts';

const elsewhere = 'https://images.attacker.example';

/** A folder from somewhere, whose own settings would lead the key away, spend more and write elsewhere. */
async function fill(folder: string): Promise<void> {
  await sharp({ create: { width: 320, height: 180, channels: 3, background: '#864' } })
    .png()
    .toFile(join(folder, 'shot.png'));
  const asset = '  - { output: made.png, prompt: A lighthouse, pixel: 64x64 }';
  await writeFile(join(folder, 'nano-banana.yaml'), `version: 1\nassets:\n${asset}\n`);
  await mkdir(join(folder, '.vscode'));
  const settings = {
    'nanoBanana.provider': 'apiyi',
    'nanoBanana.custom.baseUrl': elsewhere,
    'nanoBanana.custom.auth': 'bearer',
    'nanoBanana.confirmAboveCost': 1000,
    'nanoBanana.model': 'gemini-3-pro-image-preview',
    'nanoBanana.defaults.size': '4K',
    'nanoBanana.output.fileName': 'planted/$' + '{sourceName}',
    'nanoBanana.output.format': 'webp',
  };
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}

describe('An untrusted workspace', () => {
  const fixture = useFixture({ fill, settings: { 'security.workspace.trust.enabled': true } });

  it('decides on nothing: provider, money, model, options and names are the person’s own', async () => {
    const { workbench, standIn } = fixture();
    await until('the window to be restricted', async () =>
      (await workbench.statusBarText()).includes('Restricted Mode'),
    );
    const panel = await fixture().edit('shot.png');
    await panel.choice('Model').filter({ hasText: 'Nano Banana 2' }).waitFor();
    assert.match(await panel.choice('Size').innerText(), /Auto/);
    await panel.ask('Make it brighter');
    await panel.waitForStatus('Saved shot-edited.png');
    assert.equal(standIn.requests.length, 1);
    assert.match(standIn.requests[0]?.path ?? '', /gemini-3\.1-flash-image-preview/);
    assert.deepEqual(await fixture().files(), ['nano-banana.yaml', 'shot-edited.png', 'shot.png']);
  });

  it('has its pages of records, comparisons and docs back after a reload', async () => {
    const { workbench } = fixture();
    await workbench.explorer.choose('shot-edited.png', 'Nano Banana', 'Show How This Image Was Made');
    await workbench.panelFrame({ text: 'How this image was made' });
    await workbench.explorer.chooseFor(['shot.png', 'shot-edited.png'], 'Nano Banana', 'Compare Images');
    await workbench.panelFrame({ text: 'shot-edited.png' });
    await workbench.runCommand('Nano Banana: Report on Docs Images');
    await workbench.panelFrame({ text: 'Docs images in' });
    await workbench.reload();
    await until('the window to be restricted', async () =>
      (await workbench.statusBarText()).includes('Restricted Mode'),
    );
    await workbench.panelFrame({ text: 'Docs images in' });
    await workbench.tab('How shot-edited.png Was Made').click();
    const record = await workbench.panelFrame({ text: 'How this image was made' });
    await record.getByRole('group', { name: 'Prompt' }).getByText('Make it brighter').waitFor();
    await workbench.tab('Compare: shot.png ↔ shot-edited.png').click();
    const comparison = await workbench.panelFrame({ text: 'shot-edited.png' });
    await comparison.getByRole('img', { name: 'shot-edited.png' }).waitFor();
    await rm(join(fixture().folder, 'shot.png'));
    await comparison.getByText('shot.png is gone: it was moved or deleted.').waitFor();
    await comparison.getByRole('button', { name: 'Close' }).click();
    await workbench.tab('Compare: shot.png ↔ shot-edited.png').waitFor({ state: 'hidden' });
  });

  it('makes no agent spend money: its tools say why and ask nothing', async () => {
    const before = fixture().standIn.requests.length;
    const input = { prompt: 'A red lighthouse' };
    const { error = '' } = await (await callTool(fixture(), 'nanoBanana_generateImage', input))();
    assert.match(error, /not trusted this workspace.+Manage Workspace Trust/);
    assert.equal(fixture().standIn.requests.length, before);
  });

  it('builds no docs assets, and still says what is wrong with its manifest', async () => {
    const { workbench, standIn } = fixture();
    const before = standIn.requests.length;
    await workbench.explorer.open('nano-banana.yaml');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.editorAction('Build Docs Assets…').click();
    const told = 'Nothing is built in a workspace that you don’t trust';
    await workbench.messages.waitForNotification(told);
    await workbench.screenshot('trust-manifest');
    await workbench.messages.pressInNotification(told, 'Manage Workspace Trust');
    await workbench.tab('Workspace Trust').waitFor();
    assert.equal(standIn.requests.length, before);
  });
});
