import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from '../../../src/cli/usage.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../../src/core/api/models.ts';
import { type ProviderId, providerIds, resolveProvider } from '../../../src/core/api/providers.ts';
import { keyVariable } from '../../../src/core/api/snippets/snippet.ts';
import { modelWords } from '../../../src/core/edit/modelWords.ts';
import { aspectRatios, imageSizes, thinkingLevels } from '../../../src/core/shared/options.ts';
import { projectFolder } from '../../vscode/paths.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const { properties }: { properties: Record<string, { enum?: string[] }> } = JSON.parse(read('package.json'))
  .contributes.configuration;
const choicesOf = (key: string): string[] => properties[`nanoBanana.${key}`]?.enum ?? [];

describe('The settings offer what the code takes', () => {
  const taken: Record<string, readonly string[]> = {
    provider: providerIds,
    'defaults.aspectRatio': ['auto', ...aspectRatios],
    'defaults.size': ['auto', ...imageSizes],
    'defaults.thinking': ['', ...thinkingLevels],
  };
  for (const [key, choices] of Object.entries(taken)) {
    it(`in ${key}`, () => {
      assert.deepEqual([...choicesOf(key)].sort(), [...choices].sort());
    });
  }
});

describe('Every provider', () => {
  const of = (id: ProviderId) => {
    const provider = resolveProvider({ provider: id, customBaseUrl: 'https://gateway.example' });
    assert.ok(provider.ok);
    return provider.value;
  };
  const cli = read('docs/cli.md');
  const readme = read('README.md');
  const fields = read('src/core/edit/recordFields.ts');

  for (const id of providerIds) {
    it(`has a default model whose options and prices are known: ${id}`, () => {
      assert.ok(capabilitiesAt(anyProvider, of(id).defaultModel).known);
    });

    it(`is on the command line, with the variable of its key: ${id}`, () => {
      const variable = keyVariable(of(id));
      assert.ok(usage().includes(id) && usage().includes(variable), usage());
      assert.ok(cli.includes(`\`${id}\``) && cli.includes(variable));
    });

    it(`is in the README, with its key and with what it keeps: ${id}`, () => {
      assert.equal([...readme.matchAll(new RegExp(`^\\| \`${id}\``, 'gm'))].length, 2);
    });

    it(`can be chosen in the form for faults: ${id}`, () => {
      assert.match(read('.github/ISSUE_TEMPLATE/fault.yml'), new RegExp(`^ +- ${id}$`, 'm'));
    });

    it(`has a name for people in the record of an image: ${id}`, () => {
      assert.match(fields, new RegExp(`^ {2}${id}: \\(\\) =>`, 'm'));
    });
  }
});

describe('The README', () => {
  it('says of every model what the panel and Choose Model… say', () => {
    const readme = read('README.md');
    for (const model of knownModels) {
      const { speed, abilities } = modelWords(model);
      const row = [model.name, speed, model.description(), abilities.join(' · ')].join(' | ');
      assert.ok(readme.includes(`| ${row} |`), row);
    }
  });

  it('names every setting', () => {
    const [, table = ''] = /^## Settings$(.*?)^## /ms.exec(read('README.md')) ?? [];
    assert.deepEqual(
      Object.keys(properties).filter((key) => !table.includes(`\`${key.replace('nanoBanana.', '')}\``)),
      [],
    );
  });
});
