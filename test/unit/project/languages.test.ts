import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, languages, readBundle } from '../../../build/l10n.ts';
import { sentencesInCode } from '../../../build/sentences.ts';
import { projectFolder } from '../../vscode/paths.ts';

/** Languages whose bundle may still lack sentences. */
const incomplete: readonly string[] = [];

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const { sentences, problems } = sentencesInCode();

describe('The sentences that people see', () => {
  it('are written out, with a value for each of their braces, and translated when they are shown', () => {
    assert.deepEqual(problems, []);
    assert.ok(sentences.length > 0);
  });

  it('in each language all are there, with the same values, and no others', () => {
    for (const language of languages()) {
      const { missing, unused, faults } = faultsOf(language, readBundle(language), sentences);
      assert.deepEqual(faults, [], language);
      if (incomplete.includes(language)) continue;
      assert.deepEqual({ missing, unused }, { missing: [], unused: [] }, language);
    }
  });
});

describe('The sentences of package.json', () => {
  const english: Record<string, string> = JSON.parse(read('package.nls.json'));
  /** Names of settings and commands, code and addresses: they are the same in every language. */
  const fixed = (text: string) =>
    [...text.matchAll(/#[\w.]+#|`[^`]+`|\]\([^)]+\)/g)].map(([part]) => part).sort();

  it('in each language all are there, with the same names and links', () => {
    for (const file of globSync('package.nls.*.json', { cwd: projectFolder })) {
      const translated: Record<string, string> = JSON.parse(read(file));
      if (!incomplete.some((language) => file === `package.nls.${language}.json`)) {
        assert.deepEqual(Object.keys(translated).sort(), Object.keys(english).sort(), file);
      }
      for (const [key, text] of Object.entries(translated).filter(([key]) => english[key] !== undefined))
        assert.deepEqual(fixed(text), fixed(english[key] ?? ''), key);
    }
  });
});
