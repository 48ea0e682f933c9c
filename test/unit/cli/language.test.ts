import assert from 'node:assert/strict';
import { join } from 'node:path';
import { bundlesFor, speak, takeLanguage } from '../../../src/cli/language.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { setLanguage, spokenLanguage } from '../../../src/core/shared/l10n.ts';
import { projectFolder } from '../../vscode/paths.ts';

describe('The language of the command line', () => {
  afterEach(() => setLanguage('en', undefined));

  it('is what --lang says, and else what the operating system says', () => {
    const environment = { LANG: 'ja_JP.UTF-8', LC_ALL: '' };
    assert.deepEqual(takeLanguage(['check', '--full'], environment), {
      wanted: 'ja_JP.UTF-8',
      words: ['check', '--full'],
    });
    for (const words of [
      ['check', '--lang', 'de', 'docs'],
      ['--lang=de', 'check', 'docs'],
    ]) {
      assert.deepEqual(takeLanguage(words, environment), { wanted: 'de', words: ['check', 'docs'] });
    }
    assert.throws(() => takeLanguage(['check', '--lang'], {}), UsageError);
  });

  const spellings: [wanted: string, bundles: string[]][] = [
    ['de_AT.UTF-8', ['de-at', 'de']],
    ['ja', ['ja', 'ja']],
    ['zh_CN.UTF-8', ['zh-cn']],
    ['zh-Hans-SG', ['zh-cn']],
    ['zh_TW', ['zh-tw']],
    ['C.UTF-8', ['c', 'c']],
  ];
  for (const [wanted, bundles] of spellings) {
    it(`of ${wanted} is looked for under ${bundles[0]}`, () => assert.deepEqual(bundlesFor(wanted), bundles));
  }

  it('is English where there is no bundle for it', () => {
    const folder = join(projectFolder, 'l10n');
    for (const wanted of [undefined, 'C', 'xx_YY.UTF-8', '../../package']) {
      speak(wanted, folder);
      assert.equal(spokenLanguage(), undefined);
    }
    speak('de_AT.UTF-8', folder);
    assert.equal(spokenLanguage()?.id, 'de');
  });
});
