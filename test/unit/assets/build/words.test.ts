import assert from 'node:assert/strict';
import type { Built, ItemEnd } from '../../../../src/core/assets/build/build.ts';
import { notBuiltSentence } from '../../../../src/core/assets/build/notBuilt.ts';
import { endSentence, priceWords } from '../../../../src/core/assets/build/words.ts';
import type { Problem } from '../../../../src/core/assets/yaml/problems.ts';

const spoken = (uri: string): string => uri.replace('file:///', '');

function problemIn(manifest: string): Problem {
  const at = { line: 2, column: 0 };
  return { manifest, range: { start: at, end: at }, code: 'x', sentence: 'Name a file.', related: [] };
}

describe('the words on a build', () => {
  it('say which manifest is in the way, and that it is another one', () => {
    const [a, b] = ['file:///a/nano-banana.yaml', 'file:///b/nano-banana.yaml'];
    const own = 'Nothing was built. Fix the manifest first. a/nano-banana.yaml:3: Name a file.';
    assert.equal(notBuiltSentence([problemIn(b), problemIn(a)], new Set([a]), spoken), own);
    assert.equal(notBuiltSentence([problemIn(a)], new Set(), spoken), own);
    assert.equal(
      notBuiltSentence([problemIn(a)], new Set([b]), spoken),
      'Nothing was built. Fix the other manifest first: images here can be made from its images. a/nano-banana.yaml:3: Name a file.',
    );
  });

  it('say of which images the cost is not known', () => {
    assert.equal(priceWords(2, { cost: 0, unpriced: 2 }), '(cost unknown)');
    assert.match(priceWords(2, { cost: 0.12, unpriced: 1 }), /^for about \$0\.12\d* \(cost unknown for 1\)$/);
  });

  it('do not say that somebody edited what was left alone for another reason', () => {
    const left: ItemEnd = { kind: 'left', sentence: 'a.png leads through a symbolic link.' };
    const ends = new Map([[{} as Built['ends'] extends Map<infer A, ItemEnd> ? A : never, left]]);
    assert.equal(endSentence({ ends, cost: 0 }), '0 made, 1 left alone.');
  });
});
