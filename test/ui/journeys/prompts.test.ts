import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import { useFixture } from './useFixture.ts';

const ours = { name: 'Frame it', prompt: 'Put a thin frame in {{colour}} around it.' };

async function fill(folder: string): Promise<void> {
  await makeSampleWorkspace(folder);
  await mkdir(join(folder, '.nano-banana'));
  await writeFile(join(folder, '.nano-banana/prompts.json'), JSON.stringify({ prompts: [ours] }, null, 2));
}

describe('Prompts and the request', () => {
  const fixture = useFixture({ fill });
  let panel: Panel;

  before(async () => {
    panel = await fixture().edit('docs/images/dashboard.png');
    await panel.frame.getByText('1280 × 720').first().waitFor();
  });

  const clipboard = () => fixture().workbench.page.evaluate(() => navigator.clipboard.readText());

  it('begin with one of the team’s, whose placeholder is asked for', async () => {
    const { quickInput } = fixture().workbench;
    await panel.button('Team: Frame it').click();
    await quickInput.waitFor('colour');
    await quickInput.submit('gold');
    await until('the prompt', async () => /frame in gold/.test(await panel.prompt.inputValue()));
  });

  it('are the team’s as soon as its file is saved, and its mistakes are told', async () => {
    const { workbench } = fixture();
    await panel.button('More…').click();
    await panel.frame.getByRole('menuitem', { name: 'Edit the Team’s Prompts' }).click();
    await workbench.tab('prompts.json').waitFor();
    const file = fixture().path('.nano-banana/prompts.json');
    const prompts = await readFile(file, 'utf8');
    await writeFile(file, prompts.replace('"Frame it"', '"Frame all"'));
    await workbench.closeTab('prompts.json');
    panel = await fixture().panel({ text: 'dashboard.png' });
    await panel.button('Team: Frame all').waitFor();
    await writeFile(file, '{ "prompts": 1 }');
    await panel.frame.getByText('.nano-banana/prompts.json has a wrong value').waitFor();
    await panel.button('Blur personal data').click();
    await until('the built-in prompt', async () => /^Blur every name/.test(await panel.prompt.inputValue()));
    await writeFile(file, prompts);
    await panel.button('Team: Frame it').waitFor();
  });

  it('come back by the arrow keys after a run', async () => {
    await panel.ask('invert it all');
    await panel.waitForStatus('Saved dashboard-edited.png');
    await panel.prompt.fill('');
    await panel.prompt.press('ArrowUp');
    assert.equal(await panel.prompt.inputValue(), 'invert it all');
  });

  it('show the request that Run would send, and copy it as code without the key', async () => {
    const { workbench } = fixture();
    await panel.prompt.fill('blur "it"');
    for (const [name, sign] of [
      ['cURL', /^\(\n {2}set -eu\n.*\bcurl -/s],
      ['Node.js', /^\/\/ Save as request\.mjs/],
      ['Python', /^# Save as request\.py/],
    ] as const) {
      await panel.button(`Copy as ${name}`).click();
      await panel.waitForStatus(`Copied the request as ${name}`);
      const code = await clipboard();
      assert.match(code, sign);
      assert.match(code, /(?:dashboard|request-[0-9a-f]+)\.png/);
    }
    await panel.button('Show request').click();
    const shown = workbench.page.locator('.editor-group-container.active .monaco-editor');
    await shown.getByText('responseModalities').waitFor();
    await shown.getByText('<base64 of').waitFor();
    await workbench.screenshot('request');
  });
});
