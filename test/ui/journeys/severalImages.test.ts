import assert from 'node:assert/strict';
import { join } from 'node:path';
import sharp from 'sharp';
import { badSize, testWords } from '../../testModel.ts';
import { until } from '../../vscode/until.ts';
import { imagesOf } from './requestImages.ts';
import { useFixture } from './useFixture.ts';

const name = (number: number) => `shot-${String(number).padStart(2, '0')}.png`;
const { mostInputs } = testWords;
/** One more than the model takes in one request. */
const count = mostInputs + 1;
const numbers = Array.from({ length: count }, (_, index) => index + 1);

async function fill(folder: string): Promise<void> {
  for (const number of numbers) {
    const background = `hsl(${number * 17}, 45%, 50%)`;
    const picture = sharp({ create: { width: 320, height: 180, channels: 3, background } });
    await picture.png().toFile(join(folder, name(number)));
  }
}

describe('Several images', () => {
  const fixture = useFixture({ fill });

  it('combines three into one result by one request', async () => {
    const { standIn, workbench } = fixture();
    const panel = await fixture().edit(name(1), name(2), name(3));
    await panel.frame.getByText(name(3)).first().waitFor();
    assert.ok(await panel.frame.getByRole('radio', { name: 'Combine into one' }).isChecked());
    await panel.ask('Put them together');
    await panel.waitForStatus('Saved shot-01-edited.png');
    assert.equal(standIn.requests.length, 1);
    assert.equal(imagesOf(standIn.requests[0]).length, 3);
    assert.equal(await panel.results.count(), 1);
    assert.equal((await fixture().files()).length, count + 1);
    await workbench.screenshot('combined');
  });

  it('reveals the panel of an image that has one, and adds what else is selected', async () => {
    const { workbench } = fixture();
    await workbench.openImage(name(9));
    const panel = await fixture().edit(name(1), name(4));
    await panel.frame.getByText(name(4)).first().waitFor();
    assert.equal(await panel.inputs.count(), 4);
    const ours = (await workbench.tabs()).filter((tab) => tab.startsWith('Nano Banana'));
    assert.equal(ours.length, 1);
    await workbench.closeTab(`Nano Banana: ${name(1)}`);
  });

  it('edits each of more than can be combined, after asking because of the cost, runs the two that failed again alone, and offers to combine as many as the model takes', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().edit(name(1), ...numbers.slice(1).map(name));
    await until('all inputs', async () => (await panel.inputs.count()) === count);
    assert.ok(await panel.frame.getByRole('radio', { name: 'Combine into one' }).isDisabled());
    assert.ok(await panel.frame.getByRole('radio', { name: 'Edit each' }).isChecked());
    await panel.frame.getByText(`accepts at most ${mostInputs} images in one request`).waitFor();

    await panel.prompt.fill('Make it grayscale');
    // Not before all inputs were looked at: only then the estimate is whole.
    await until('Run to be ready', () => panel.run.isEnabled());
    const words = await panel.frame.getByText(`${count} requests, about $`).innerText();
    const estimate = /\$[\d.]*\d/.exec(words)?.[0];
    await panel.run.click();
    const question = await workbench.messages.dialog.innerText();
    assert.ok(
      estimate &&
        question.includes(`This run of ${count} requests costs about ${estimate}, more than the limit`),
      question,
    );
    await workbench.messages.pressInDialog('Cancel');
    await panel.waitForStatus('Nothing was sent.');
    assert.equal(standIn.requests.length, 0);

    standIn.tell({ error: badSize, times: 2 });
    await panel.run.click();
    await workbench.messages.pressInDialog('Run');
    await panel.waitForStatus(`Saved ${count - 2} of ${count}; 2 failed.`);
    assert.match(await panel.alertText(), new RegExp(`^2 of ${count} edits failed\\. `));
    assert.equal(await panel.button('Run Failed Again').count(), 1);
    await panel.button('Show the table of edits').click();
    await panel.edits.filter({ hasText: 'Failed' }).first().waitFor();
    await workbench.screenshot('each');
    await panel.button('Close the table').click();

    standIn.reset();
    await panel.button('Run Failed Again').click();
    await panel.waitForStatus(`Saved all ${count} images.`);
    assert.equal(standIn.requests.length, 2);
    const files = await fixture().files();
    for (const number of numbers) {
      const edited = name(number).replace('.png', number === 1 ? '-edited-2.png' : '-edited.png');
      assert.ok(files.includes(edited), edited);
    }
    assert.equal(files.length, count + 1 + count);

    await panel.button(`Remove ${name(count)}`).click();
    const combine = panel.frame.getByRole('radio', { name: 'Combine into one' });
    await until('combining to be offered', () => combine.isEnabled());
    await workbench.closeTab(`Nano Banana: ${name(1)}`);
  });
});
