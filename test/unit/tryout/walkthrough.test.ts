import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerChoices } from '../../../src/core/edit/choices/providerChoices.ts';
import { walkthroughPictures } from '../../sample/walkthrough.ts';
import { projectFolder } from '../../vscode/paths.ts';
import { defaultSettings } from '../edit/editingFixture.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const { commands, walkthroughs } = JSON.parse(read('package.json')).contributes;
const sentences: Record<string, string> = JSON.parse(read('package.nls.json'));
const declared: string[] = commands.map(({ command }: { command: string }) => command);

interface Step {
  id: string;
  description: string;
  media: { svg?: string; markdown?: string };
  completionEvents?: string[];
}
const steps: Step[] = walkthroughs[0].steps;

describe('The walkthrough', () => {
  it('runs only commands that there are', () => {
    const linked = steps.flatMap(({ description, completionEvents = [] }) => [
      ...[...(sentences[description.replaceAll('%', '')] ?? '').matchAll(/\(command:([\w.]+)\)/g)].map(
        ([, command = '']) => command,
      ),
      ...completionEvents.map((event) => event.replace('onCommand:', '')),
    ]);
    assert.ok(linked.length > 8);
    assert.deepEqual(
      linked.filter((command) => !declared.includes(command)),
      [],
    );
  });

  it('has the pictures that the code draws: npm run sample writes them', () => {
    const drawn = walkthroughPictures();
    const shown = steps.flatMap(({ media }) => media.svg ?? []);
    assert.deepEqual(
      shown.sort(),
      Object.keys(drawn)
        .map((name) => `media/walkthrough/${name}`)
        .sort(),
    );
    for (const [name, svg] of Object.entries(drawn))
      assert.equal(read(`media/walkthrough/${name}`), svg, name);
  });

  it('says the prices that the panel says, and what each provider keeps', () => {
    const table = read('media/walkthrough/providers.md');
    for (const { id, label, costs } of providerChoices(defaultSettings)) {
      const row = table.split('\n').find((line) => line.includes(`**${label}**`)) ?? '';
      assert.ok(row !== '', label);
      if (id !== 'custom')
        assert.ok(row.includes(/\$[\d.]*\d/.exec(costs)?.[0] ?? '?'), `${row} but ${costs}`);
    }
    assert.match(table, /asks Google not to store it/);
    assert.match(table, /30 days/);
  });
});
