import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { troubleshooting, troubleshootingFile } from '../../../build/troubleshooting.ts';
import { projectFolder } from '../../vscode/paths.ts';

describe('The page on troubleshooting', () => {
  const { text, problems } = troubleshooting();

  it('says what each failure of the code means, and speaks of no other', () => {
    assert.deepEqual(problems, []);
  });

  it('is what npm run troubleshooting writes of the failures in the code', () => {
    assert.equal(readFileSync(troubleshootingFile, 'utf8'), text, 'Run npm run troubleshooting.');
  });

  it('has every code of a failure that the tests expect', () => {
    const told = new Set([...text.matchAll(/^### `([\w.]+)`$/gm)].map(([, code = '']) => code));
    const families = [...new Set([...told].map((code) => code.split('.')[0]))].join('|');
    const expected = globSync('test/unit/**/*.test.ts', { cwd: projectFolder }).flatMap((path) =>
      [
        ...readFileSync(join(projectFolder, path), 'utf8').matchAll(
          new RegExp(`\\bcode(?:: |, | === )'((?:${families})\\.\\w+)'`, 'g'),
        ),
      ].map(([, code = '']) => code),
    );
    assert.ok(expected.length > 20, String(expected.length));
    assert.deepEqual(
      expected.filter((code) => !told.has(code)),
      [],
    );
  });
});

describe('The index of the documents', () => {
  it('has every document, and nothing that is not there', () => {
    const index = readFileSync(join(projectFolder, 'docs/README.md'), 'utf8');
    const named = [...index.matchAll(/^\| \[[^\]]+\]\(([\w.-]+\.md)\)/gm)]
      .map(([, name = '']) => name)
      .sort();
    const there = globSync('*.md', { cwd: join(projectFolder, 'docs') }).filter(
      (name) => name !== 'README.md',
    );
    assert.deepEqual(named, there.sort());
  });
});
