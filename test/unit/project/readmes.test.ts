import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { projectFolder } from '../../vscode/paths.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const [english, chinese] = [read('README.md'), read('README.zh-cn.md')];

/** What both must have in the same order: how deep headings are, how long tables are, pictures and code in words. */
const shapeOf = (text: string) => ({
  headings: [...text.matchAll(/^(#+) /gm)].map(([, depth = '']) => depth.length),
  tables: [...text.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trim().split('\n').length),
  pictures: [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => path),
});

/** Settings, values, commands and tools: what is the same in every language. */
const wordsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word))].sort();

/** What is named in the tables, and the files and pages that are linked. */
const linksOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => link))]
    .filter((link) => !/^README/.test(link))
    .sort();

describe('The README in Simplified Chinese', () => {
  it('has the headings, tables and pictures of the English one', () => {
    assert.deepEqual(shapeOf(chinese), shapeOf(english));
  });

  it('names the same settings, values, commands and tools', () => {
    assert.deepEqual(wordsOf(chinese), wordsOf(english));
  });

  it('leads to the same files and pages, and both lead to each other', () => {
    // The pages of the documents are in English; one guide says in Chinese what they say.
    assert.deepEqual(
      linksOf(chinese).filter((link) => link !== 'docs/guide.zh-cn.md'),
      linksOf(english),
    );
    assert.ok(english.includes('](README.zh-cn.md)') && chinese.includes('](README.md)'));
    const files = linksOf(chinese).filter((link) => !/^https?:/.test(link));
    assert.deepEqual(
      files.filter((path) => !existsSync(join(projectFolder, path))),
      [],
    );
  });
});

describe('The README', () => {
  it('fits on two screens, in both languages', () => {
    for (const text of [english, chinese]) assert.ok(text.split('\n').length <= 120);
  });

  it('moves: the main job and a region take six to eleven seconds each', async () => {
    for (const name of ['edit', 'region']) {
      const { delay = [] } = await sharp(join(projectFolder, `media/readme/${name}.webp`)).metadata();
      const seconds = delay.reduce((sum, one) => sum + one, 0) / 1000;
      assert.ok(seconds >= 6 && seconds <= 11, `${name}: ${seconds} s`);
      assert.ok(english.includes(`media/readme/${name}.webp)`), name);
    }
  });

  it('is held to its pictures: none is larger than 1.5 MB, and there is none that no document shows', () => {
    const pages = globSync(['README.md', 'docs/*.md'], { cwd: projectFolder }).map(read).join('\n');
    for (const name of readdirSync(join(projectFolder, 'media/readme'))) {
      assert.ok(statSync(join(projectFolder, 'media/readme', name)).size <= 1_500_000, name);
      assert.ok(pages.includes(`media/readme/${name})`), name);
    }
  });
});
