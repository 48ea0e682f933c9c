import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, readBundle } from '../../../build/l10n.ts';
import { sentencesInCode } from '../../../build/sentences.ts';
import { projectFolder } from '../../vscode/paths.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const nls = (path: string): string[] => Object.values(JSON.parse(read(path)) as Record<string, string>);

/** What VS Code itself calls its buttons and commands. */
const ofVSCode = ['Cancel', '取消', 'Configure Display Language'];

/** A name as it is compared: the braces of a sentence stand for anything, and an ellipsis or a colon may be left out. */
const plain = (name: string): string => name.replace(/’/g, "'").replace(/[…:：]+$/, '');
const patternOf = (sentence: string): RegExp =>
  new RegExp(
    `^${plain(sentence)
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/ ?\(?\{\w+\}\)?/g, '.*')}$`,
  );

/** Names in bold of a text that nothing in the product is called: no sentences, keys, code or emphasis. */
function unknownNames(text: string, known: readonly string[]): string[] {
  const names = new Set([...known, ...ofVSCode].map(plain));
  const patterns = known.filter((one) => one.includes('{')).map(patternOf);
  const isKnown = (name: string) => names.has(name) || patterns.some((pattern) => pattern.test(name));
  return [...text.matchAll(/(^|\n(?:- )?|.)\*\*([^*\n]+)\*\*/g)].flatMap(([, before = '', bold = '']) => {
    // A bullet or a paragraph may begin with its gist.
    const isGist = /^(?:\n|\n- )?$/.test(before) && !isKnown(plain(bold));
    if (isGist || /[.。]$/.test(bold) || /^(?:[#a-z]|[A-Z0-9]$|Space$)/.test(bold)) return [];
    return bold
      .split(' → ')
      .map((name) => plain(name.replace(/^Nano Banana: /, '')))
      .filter((name) => !isKnown(name));
  });
}

describe('What documents call by its name in bold', () => {
  const { sentences } = sentencesInCode();
  const english = [...sentences.flatMap(({ text, one }) => [text, one ?? text]), ...nls('package.nls.json')];
  const inChinese = [...Object.values(readBundle('zh-cn')), ...nls('package.nls.zh-cn.json')];

  it('is called so in the product', () => {
    const pages = globSync(['README.md', 'docs/*.md'], { cwd: projectFolder }).filter(
      (path) => !/zh-cn|troubleshooting/.test(path),
    );
    assert.deepEqual(
      Object.fromEntries(
        pages.flatMap((path) => {
          const unknown = unknownNames(read(path), english);
          return unknown.length > 0 ? [[path, unknown]] : [];
        }),
      ),
      {},
    );
  });

  it('is called so in the product in Simplified Chinese', () => {
    for (const path of ['README.zh-cn.md', 'docs/guide.zh-cn.md'])
      assert.deepEqual(unknownNames(read(path), inChinese), [], path);
  });

  it('is called so in each language where a walkthrough or a setting names it', () => {
    for (const language of languages()) {
      const own = nls(`package.nls.${language}.json`);
      const known = [...Object.values(readBundle(language)), ...own];
      assert.deepEqual(
        own.flatMap((text) => unknownNames(text, known)),
        [],
        language,
      );
    }
  });
});
