import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../vscode/paths.ts';

/** Of the README what is for contributors; the rest speaks of the workspaces of its readers. */
function read(path: string): string {
  const text = readFileSync(join(projectFolder, path), 'utf8');
  return path === 'README.md' ? (/^## Developing$(.*?)^## /ms.exec(text)?.[1] ?? '') : text;
}

/** What comes from a build or a run, or is another project's. */
const made = /^(dist|out|node_modules|\.vscode-test)(\/|$)/;
const fence = /^```.*\n([\s\S]*?)^```$/gm;

/** Every path that a document names: in code, in links and in drawn trees. */
function pathsIn(document: string): string[] {
  const text = read(document);
  const prose = text.replaceAll(fence, '');
  const words = [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/\s+/));
  const links = [...prose.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) =>
    join(dirname(document), link).replaceAll('\\', '/'),
  );
  const trees = [...text.matchAll(fence)].flatMap(([, block = '']) => pathsInTree(block));
  return [...new Set([...words.filter(isPath), ...links, ...trees])].filter((path) => !made.test(path));
}

const isPath = (word: string): boolean =>
  /^\.?\w[\w.-]*(\/[\w.*-]+)*\/?$/.test(word) &&
  (/\/|\.(ts|mjs|cjs|tsv|yml|grit)$/.test(word) || existsSync(join(projectFolder, word)));

/** Each line of a drawn tree: names at its beginning, below the last line that is less indented. */
function pathsInTree(block: string): string[] {
  const above: { indent: number; path: string }[] = [];
  return block.split('\n').flatMap((line) => {
    const [, space = '', names = ''] = /^( *)((?:[\w.-]+(?:\/|\.[a-z]{2,5})(?: {2,}|$))+)/.exec(line) ?? [];
    if (names === '') return [];
    while ((above.at(-1)?.indent ?? -1) >= space.length) above.pop();
    const found = names
      .trim()
      .split(/\s+/)
      .map((name) => `${above.at(-1)?.path ?? ''}${name}`);
    above.push({ indent: space.length, path: found[0] ?? '' });
    return found;
  });
}

const foldersIn = (path: string): string[] =>
  readdirSync(join(projectFolder, path)).filter((name) =>
    statSync(join(projectFolder, path, name)).isDirectory(),
  );

describe('The documents for contributors', () => {
  const least = {
    'CONTRIBUTING.md': 60,
    'docs/architecture.md': 80,
    'test/README.md': 70,
    'README.md': 3,
    'SECURITY.md': 20,
  };
  for (const [document, count] of Object.entries(least)) {
    it(`name only what is there: ${document}`, () => {
      const paths = pathsIn(document);
      assert.ok(paths.length >= count, `${paths.length} paths: ${paths.join(' ')}`);
      const missing = paths.filter((path) => globSync(path, { cwd: projectFolder }).length === 0);
      assert.deepEqual(missing, []);
    });
  }

  it('have every room and every feature in the picture', () => {
    const drawn = pathsIn('docs/architecture.md');
    const fixtures = ['src', 'src/core', 'src/features'].flatMap((parent) =>
      foldersIn(parent).map((name) => `${parent}/${name}/`),
    );
    assert.deepEqual(
      fixtures.filter((fixture) => !drawn.includes(fixture)),
      [],
    );
  });

  it('draw the rooms of the core in the order that the linter holds, the highest first', () => {
    const [, table = ''] = /^const core = \[(.*?)\];/ms.exec(read('build/borders.mjs')) ?? [];
    const order = [...table.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).reverse();
    const [, tree = ''] = /^ {2}core\/(.*?)^ {2}features\//ms.exec(read('docs/architecture.md')) ?? [];
    const drawn = [...tree.matchAll(/^ {4}(\w+)\//gm)].map(([, name = '']) => name);
    assert.ok(order.length > 5);
    assert.deepEqual(drawn, order);
  });

  it('have every folder of tests and every fixture in the map', () => {
    const mapped = pathsIn('test/README.md');
    const folders = foldersIn('test').map((name) => `test/${name}/`);
    const fixtures = globSync('test/{unit,host}/**/*.{ts,tsv}', { cwd: projectFolder })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => !/\.(test|long)\.ts$/.test(path));
    assert.deepEqual(
      [...folders, ...fixtures].filter((path) => !mapped.includes(path)),
      [],
    );
  });

  it('name only tests that there are', () => {
    const titles = globSync('test/**/*.test.ts', { cwd: projectFolder }).flatMap((path) => {
      const text = read(path);
      const told = (word: string) =>
        [...text.matchAll(new RegExp(`\\b${word}\\(\\s*(['"\`])(.*?)\\1`, 'g'))].map(
          ([, , title = '']) => title,
        );
      return told('describe').flatMap((outer) => told('it').map((inner) => `${outer} ${inner}`));
    });
    const rows = read('CONTRIBUTING.md').match(/^\| .*"[^"]+".*$/gm) ?? [];
    const named = rows.flatMap((row) => [...row.matchAll(/"([^"`]+)"/g)].map(([, title = '']) => title));
    assert.ok(named.length >= 8);
    assert.deepEqual(
      named.filter((title) => !titles.some((full) => full.includes(title.replace(/ …$/, '')))),
      [],
    );
  });

  it('name only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const document of Object.keys(least)) {
      for (const [, script = ''] of read(document).matchAll(/npm run ([\w:]*\w)/g))
        assert.ok(Object.hasOwn(scripts, script), `${document}: npm run ${script}`);
    }
  });
});
