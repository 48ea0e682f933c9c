import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareName, isAbsolutePath, relativePath, resolvePath } from '../../../src/core/records/paths.ts';

describe('paths in records', () => {
  const cases: [from: string, to: string, path: string, within?: string][] = [
    ['file:///home/me/docs', 'file:///home/me/docs/a.png', 'a.png'],
    ['file:///home/me/docs/', 'file:///home/me/docs/images/a%20b.png', 'images/a b.png'],
    ['file:///home/me/docs/out', 'file:///home/me/docs/%E6%97%A5.png', '../日.png'],
    ['file:///c%3A/work/docs', 'file:///C:/work/img/a.png', '../img/a.png'],
    ['vscode-remote://wsl%2Bubuntu/home/me/x', 'vscode-remote://wsl%2Bubuntu/home/me/a.png', '../a.png'],
    // Nothing in common but the root, the drive, or less.
    ['file:///home/me/docs', 'file:///tmp/secret/a.png', 'a.png'],
    ['file:///c%3A/work/docs', 'file:///c%3A/Users/me/a.png', 'a.png'],
    ['file:///c%3A/work', 'file:///d%3A/work/a.png', 'a.png'],
    ['file:///home/me/docs', 'vscode-vfs://github/home/me/a.png', 'a.png'],
    ['file://server/share/docs', 'file://other/share/a.png', 'a.png'],
    ['file:///home/me/docs', 'untitled:Untitled-1', 'Untitled-1'],
    // Outside what may be told.
    ['file:///home/me/ws/docs', 'file:///home/me/Desktop/a.png', 'a.png', 'file:///home/me/ws'],
    ['file:///home/me/ws/docs', 'file:///home/me/ws/a.png', '../a.png', 'file:///home/me/ws'],
    // Names that look like something else.
    ['file:///home/me', 'file:///home/me/a%3Ab.png', './a:b.png'],
    ['file:///home/me', 'file:///home/me/a%2Fb.png', 'a%2Fb.png'],
  ];
  for (const [from, to, path, within] of cases) {
    it(`leads from ${from} to ${to}`, () => assert.equal(relativePath(from, to, within), path));
  }

  it('leads back to the file, and is never absolute', () => {
    const step = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    const steps = fc.array(step, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(steps, steps, (from, to) => {
        const plain = [...from, ...to].every((name) => !/[\\/\0]/.test(name) && !/^\.{1,2}$/.test(name));
        const uri = (names: string[]) => `file:///ws/${names.map(encodeURIComponent).join('/')}`;
        const path = relativePath(uri(from), uri(to));
        assert(!isAbsolutePath(path));
        if (plain) assert.equal(resolvePath(uri(from), path), uri(to));
      }),
    );
  });

  it('lead nowhere when they are absolute or climb above the root', () => {
    const bad = ['/etc/passwd', '\\\\server\\x', 'C:\\x', 'c:x', 'file:///etc/passwd', '../../../x'];
    for (const path of bad) assert.equal(resolvePath('file:///a/b', path), undefined, path);
    assert.equal(resolvePath('file:///a/b', '../x y.png'), 'file:///a/x%20y.png');
  });

  it('keep of an absolute path the name', () => {
    const paths = [
      '/home/me/a.png',
      'C:\\Users\\me\\a.png',
      'file:///home/me/a.png',
      'c:a.png',
      '/home/a.png/',
    ];
    for (const path of paths) assert.equal(bareName(path), 'a.png', path);
    assert.equal(bareName('///'), 'unknown');
  });
});
