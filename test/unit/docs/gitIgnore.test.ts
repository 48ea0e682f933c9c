import assert from 'node:assert/strict';
import { GitIgnore } from '../../../src/docs/gitIgnore.ts';

describe('what Git ignores', () => {
  const texts: Record<string, string> = {
    '/ws/.gitignore': 'site/\n*.tmp.png\n/only-here\n# a comment\n',
    '/ws/docs/.gitignore': 'draft\n!keep.tmp.png\r\n',
    '/ws/site/.gitignore': '!back.md\n',
    '/ws/.git/info/exclude': 'mine.png\n',
  };
  const ignoring = new GitIgnore('/ws', async (path) => texts[path]);

  it('is told by the deepest file that knows it, and never comes back from an ignored folder', async () => {
    const told = Object.entries({
      '/ws/a.png': false,
      '/ws/site/a.png': true,
      '/ws/site/back.md': true,
      '/ws/docs/site/a.png': true,
      '/ws/docs/x.tmp.png': true,
      '/ws/docs/keep.tmp.png': false,
      '/ws/keep.tmp.png': true,
      '/ws/only-here/a.png': true,
      '/ws/docs/only-here/a.png': false,
      '/ws/docs/deep/draft/a.png': true,
      '/ws/draft/a.png': false,
      '/ws/docs/mine.png': true,
      '/elsewhere/site/a.png': false,
    });
    for (const [path, expected] of told) assert.equal(await ignoring.ignoresFile(path), expected, path);
    assert.equal(await ignoring.ignoresFolder('/ws/docs/site'), true);
    assert.equal(await ignoring.ignoresFolder('/ws'), false);
  });
});
