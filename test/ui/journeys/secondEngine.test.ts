import assert from 'node:assert/strict';
import { until } from '../../vscode/until.ts';
import { Comparison } from '../comparison.ts';
import { useFixture } from './useFixture.ts';

/** The journeys of the main job with nothing changed but the model. */
describe('With a GPT Image model at the screen', () => {
  const fixture = useFixture({
    settings: {
      'nanoBanana.model': 'gpt-image-2.6-flare',
      'nanoBanana.custom.protocol': 'openai-images',
    },
  });
  const source = 'docs/images/dashboard.png';

  it('an image is seen as it is drawn, edited, compared with its original and told of, and its record leads back to the panel', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().edit(source);
    await panel.choose('Quality', /high/i);
    await panel.choose('Partial images', '2');
    const drawing = standIn.tell({ hold: 'midBody' });
    await panel.ask('Invert the colours.');
    await panel.frame.getByRole('img', { name: 'So far: Partial image 2' }).waitFor();
    await workbench.screenshot('second-engine-drawing');
    drawing.release();
    await panel.waitForStatus('Saved dashboard-edited.png');
    assert.equal(await panel.results.count(), 1);
    const { format, width, height } = await fixture().metadata('docs/images/dashboard-edited.png');
    assert.deepEqual({ format, width, height }, { format: 'png', width: 1280, height: 720 });
    const [sent] = standIn.requests;
    assert.equal(sent?.path, '/v1/images/edits');
    assert.equal(sent?.form?.scalars.get('quality'), 'high');
    assert.equal(sent?.form?.scalars.get('size'), '1280x720');
    assert.equal(sent?.form?.scalars.get('partial_images'), '2');

    const comparison = new Comparison(panel.frame);
    await comparison.choose('Difference');
    assert.ok(await comparison.mode('Difference').isChecked());
    await workbench.screenshot('second-engine');
    await workbench.closeTab('Nano Banana: dashboard.png');

    await workbench.explorer.choose(
      'docs/images/dashboard-edited.png',
      'Nano Banana',
      'Show How This Image Was Made',
    );
    const page = await workbench.panelFrame({ text: 'How this image was made' });
    await page.getByRole('row', { name: /^Model .*gpt-image-2\.6-flare/ }).waitFor();
    await page.getByRole('row', { name: /^Quality High/ }).waitFor();
    await page.getByRole('row', { name: /^Cost \$0\.\d+/ }).waitFor();
    await page.getByRole('button', { name: 'Edit Again' }).click();
    await workbench.tab('Nano Banana: dashboard.png').waitFor();
    const again = await fixture().panel({ text: 'dashboard.png' });
    await until('the prompt', async () => (await again.prompt.inputValue()) === 'Invert the colours.');
    assert.match(await again.choice('Quality').innerText(), /high/i);
    await workbench.closeTab('Nano Banana: dashboard.png');
    await workbench.closeTab('How dashboard-edited.png Was Made');
  });

  it('variants are one request, and wait as drafts until one is kept', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().edit(source);
    await panel.choose('Variants', '2');
    await panel.frame.getByText(/^2 images in one request, about \$/).waitFor();
    await panel.ask('Tint it blue.');
    await panel.waitForStatus('2 variants are here. Keep the ones you want.');
    assert.deepEqual(
      standIn.requests.map(({ form }) => [form?.scalars.get('n'), form?.files.length]),
      [['2', 1]],
    );
    assert.ok(!(await fixture().files('docs/images')).includes('dashboard-edited-2.png'));
    await panel.actions.getByRole('button', { name: /^Keep/ }).first().click();
    await panel.waitForStatus(/Saved dashboard-edited-2\.png/);
    await workbench.closeTab('Nano Banana: dashboard.png');
  });

  it('a refusal is told in its own words, with what to do next', async () => {
    const { workbench, standIn } = fixture();
    standIn.tell({ error: 'unverified' });
    const panel = await fixture().edit(source);
    await panel.choose('Variants', '1');
    await panel.ask('Blur it.');
    assert.match(await panel.alertText(), /lets only verified organizations use GPT Image 2\.6 Flare/);
    await panel.alertButton('Open Link').waitFor();
    await workbench.screenshot('second-engine-unverified');
    await panel.dismissAlert();
    await workbench.closeTab('Nano Banana: dashboard.png');
  });
});
