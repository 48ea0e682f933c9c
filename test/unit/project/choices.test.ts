import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from '../../../src/cli/usage.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../../src/core/api/models/models.ts';
import { type ProviderId, providerIds, resolveProvider } from '../../../src/core/api/providers.ts';
import { keyVariable } from '../../../src/core/api/snippets/snippet.ts';
import type { ModelCapabilities } from '../../../src/core/capabilities.ts';
import { modelWords } from '../../../src/core/edit/choices/modelWords.ts';
import { priceRange } from '../../../src/core/edit/price/modelPrice.ts';
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
  const guide = read('docs/guide.zh-cn.md');
  const fields = read('src/core/edit/origins/recordFields.ts');

  for (const id of providerIds) {
    it(`has a default model whose options and prices are known: ${id}`, () => {
      assert.ok(capabilitiesAt(anyProvider, of(id).defaultModel).known);
    });

    it(`is on the command line, with the variable of its key: ${id}`, () => {
      const variable = keyVariable(of(id));
      assert.ok(usage().includes(id) && usage().includes(variable), usage());
      assert.ok(cli.includes(`\`${id}\``) && cli.includes(variable));
    });

    it(`is in the documents, with what it takes and what it keeps: ${id}`, () => {
      for (const page of ['docs/providers.md', 'docs/privacy.md']) {
        assert.equal([...read(page).matchAll(new RegExp(`^\\| \`${id}\``, 'gm'))].length, 1, page);
      }
      assert.equal([...guide.matchAll(new RegExp(`^\\| \`${id}\``, 'gm'))].length, 2, 'the guide in Chinese');
    });

    it(`can be chosen in the form for faults: ${id}`, () => {
      assert.match(read('.github/ISSUE_TEMPLATE/fault.yml'), new RegExp(`^ +- ${id}$`, 'm'));
    });

    it(`has a name for people in the record of an image: ${id}`, () => {
      assert.match(fields, new RegExp(`^ {2}${id}: \\(\\) =>`, 'm'));
    });
  }
});

describe('The documents', () => {
  it('say of every model what the panel and Choose Model… say', () => {
    const page = read('docs/engines.md');
    for (const model of knownModels) {
      const { speed, abilities } = modelWords(model);
      const row = [model.name, speed, model.description(), abilities.join(' · ')].join(' | ');
      assert.ok(page.includes(`| ${row} |`), row);
    }
  });

  it('say what an image costs with every model at every provider that has it', () => {
    const page = read('docs/costs.md');
    const priceAt = (id: 'apiyi' | 'google' | 'openai', model: ModelCapabilities): string => {
      const provider = resolveProvider({ provider: id, customBaseUrl: '' });
      assert.ok(provider.ok);
      if (!provider.value.protocols.includes(model.engine)) return '–';
      const range = priceRange(provider.value, 'perCall', model);
      return range === '' ? '–' : range.replace('About ', '').replace(' per image.', '');
    };
    for (const model of knownModels) {
      const prices = (['apiyi', 'google', 'openai'] as const).map((id) => priceAt(id, model));
      const row = `| ${[model.name, ...prices].join(' | ')} |`;
      assert.ok(page.includes(row), row);
    }
  });

  it('name every setting', () => {
    for (const path of ['docs/settings.md', 'docs/guide.zh-cn.md']) {
      const page = read(path);
      assert.deepEqual(
        Object.keys(properties).filter((key) => !page.includes(`\`${key.replace('nanoBanana.', '')}\``)),
        [],
        path,
      );
    }
  });
});
