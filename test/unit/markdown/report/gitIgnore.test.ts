import assert from 'node:assert/strict';
import { GitIgnore, gitIgnoreIn } from '../../../../src/core/markdown/report/gitIgnore.ts';

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

  it('is told by the whole repository of a folder that lies deep in it', async () => {
    const readText = async (path: string) => texts[path];
    const isRepository = async (folder: string) => folder === '/ws';
    const inDocs = await gitIgnoreIn('/ws/docs/', { readText, isRepository });
    const told = ['/ws/docs/site/a.png', '/ws/docs/draft/a.png', '/ws/docs/mine.png', '/ws/docs/a.png'];
    assert.deepEqual(await Promise.all(told.map((path) => inDocs.ignoresFile(path))), [
      true,
      true,
      true,
      false,
    ]);
    const inSite = await gitIgnoreIn('/ws/site', { readText, isRepository });
    assert.equal(
      await inSite.ignoresFile('/ws/site/x.tmp.png'),
      false,
      'an ignored folder was meant all the same',
    );
  });
});
