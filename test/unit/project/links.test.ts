import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../vscode/paths.ts';

const pages = globSync(['*.md', 'docs/*.md', 'test/README.md'], { cwd: projectFolder });
const read = (path: string): string =>
  readFileSync(join(projectFolder, path), 'utf8').replaceAll(/^```.*?^```$/gms, '');

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('Links between the documents', () => {
  it('lead to files and headings that are there', () => {
    const broken: string[] = [];
    let count = 0;
    for (const page of pages) {
      for (const [, link = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(link)) continue;
        count++;
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : join(dirname(page), path);
        const isThere = existsSync(join(projectFolder, target));
        if (
          !isThere ||
          (anchor !== undefined && !anchorsOf(read(target)).includes(decodeURIComponent(anchor)))
        )
          broken.push(`${page}: ${link}`);
      }
    }
    assert.ok(count > 100, `${count} links`);
    assert.deepEqual(broken, []);
  });
});
