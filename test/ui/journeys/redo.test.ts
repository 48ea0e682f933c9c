import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { Comparison } from '../comparison.ts';
import { look } from '../look.ts';
import { useFixture } from './useFixture.ts';

const source = 'docs/images/dashboard.png';
const images = ['dashboard-edited.png', 'dashboard-edited-2.png'];

describe('Edits done again when their source has changed, at the screen', () => {
  const fixture = useFixture();

  const bytes = (name: string): Promise<Buffer> => readFile(fixture().path(`docs/images/${name}`));
  /** How bright the picture is in all. */
  async function brightness(name: string): Promise<number> {
    const { channels } = await sharp(await bytes(name)).stats();
    return (channels[0]?.mean ?? 0) + (channels[1]?.mean ?? 0) + (channels[2]?.mean ?? 0);
  }
  async function retake(colour: string): Promise<void> {
    const picture = { create: { width: 1280, height: 720, channels: 3 as const, background: colour } };
    await writeFile(fixture().path(source), await sharp(picture).png().toBuffer());
  }
  /** The open comparison of these names. */
  async function comparison(left: string, right: string): Promise<Comparison> {
    const { workbench } = fixture();
    await workbench.tab(`Compare: ${left} ↔ ${right}`).waitFor();
    return new Comparison(await workbench.panelFrame({ text: 'Keep both' }));
  }

  before(async () => {
    const panel = await fixture().edit(source);
    await panel.ask('Invert it');
    await panel.waitForStatus('Saved dashboard-edited.png');
    await panel.ask('Invert it, again');
    await panel.waitForStatus('Saved dashboard-edited-2.png');
    await fixture().workbench.closeTab('Nano Banana: dashboard.png');
  });

  it('one from the explorer: compared with the present image, and put in its place', async () => {
    const { workbench } = fixture();
    await retake('#ffffff');
    await workbench.explorer.choose('docs/images/dashboard-edited.png', 'Nano Banana', 'Redo This Edit…');
    const asked = workbench.messages.dialog;
    await asked.getByText(/^From dashboard\.png as it is now, with .+ This costs about \$0\./).waitFor();
    await asked.getByRole('button', { name: 'Redo' }).click();
    const compared = await comparison('dashboard-edited.png', 'dashboard-edited-3.png');
    await until('both pictures', async () => (await compared.names()).length === 2);
    assert.deepEqual(await compared.names(), [
      'Current: dashboard-edited.png',
      'Redone: dashboard-edited-3.png',
    ]);
    await compared.frame.getByText('Made again from dashboard.png as it is now, for $0.').waitFor();
    assert.deepEqual(await look(workbench, compared.frame, 'redo-compare'), []);
    await compared.frame.getByRole('button', { name: 'Replace' }).click();
    await workbench.messages.dialog
      .getByText('Replace dashboard-edited.png with dashboard-edited-3.png?')
      .waitFor();
    await workbench.messages.dialog.getByRole('button', { name: /^Replace/ }).click();
    await workbench.messages.waitForNotification('Replaced dashboard-edited.png');
    await workbench
      .tab('Compare: dashboard-edited.png ↔ dashboard-edited-3.png')
      .waitFor({ state: 'hidden' });
    assert.ok((await brightness('dashboard-edited.png')) < 30, 'white was inverted');
    assert.ok(!(await fixture().files('docs/images')).includes('dashboard-edited-3.png'));
  });

  it('all stale ones from a list with what they cost, one after the other', async () => {
    const { workbench } = fixture();
    await retake('#000000');
    await workbench.explorer.choose('docs', 'Nano Banana', 'Redo Stale Edits…');
    await workbench.quickInput.waitFor('Redo Stale Edits: 2 of 2, about $0.');
    const choices = await workbench.quickInput.choices();
    assert.equal(choices.length, 2);
    for (const choice of choices) assert.match(choice, /dashboard\.png changed · about \$0\.\d+/);
    await workbench.screenshot('redo-list');
    await workbench.quickInput.submit();
    const first = await comparison('dashboard-edited-2.png', 'dashboard-edited-2-2.png');
    await first.frame.getByText('1 of 2').waitFor();
    await workbench.screenshot('redo-several');
    await first.frame.getByRole('button', { name: 'Next' }).click();
    const second = await comparison('dashboard-edited.png', 'dashboard-edited-3.png');
    await second.frame.getByText('2 of 2').waitFor();
    await second.frame.getByRole('button', { name: 'Discard' }).click();
    const last = await comparison('dashboard-edited-2.png', 'dashboard-edited-2-2.png');
    await last.frame.getByText('Discarded dashboard-edited-3.png.').waitFor();
    await last.frame.getByRole('button', { name: 'Keep both' }).click();
    assert.match(
      await workbench.messages.waitForNotification('Made 2 images again'),
      /^Made 2 images again for \$0\.\d+: 1 kept beside, 1 discarded\.$/,
    );
    const files = await fixture().files('docs/images');
    assert.ok(files.includes('dashboard-edited-2-2.png') && !files.includes('dashboard-edited-3.png'));
    assert.ok((await brightness('dashboard-edited-2-2.png')) > 700, 'black was inverted');
    for (const name of images) assert.ok((await brightness(name)) < 700, `${name} was left as it was`);
  });
});
