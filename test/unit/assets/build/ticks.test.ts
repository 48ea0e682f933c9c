import assert from 'node:assert/strict';
import type { PlanItem } from '../../../../src/core/assets/build/plan.ts';
import { settleTicks } from '../../../../src/core/assets/build/ticks.ts';
import type { AssetStatus } from '../../../../src/core/assets/states/states.ts';
import { projectOf } from '../manifests.ts';

const { assets } = projectOf(`version: 1
assets:
  - { output: d.png, prompt: x }
  - { output: c.png, prompt: x, inputs: [b.png] }
  - { output: b.png, prompt: x, inputs: [a.png, e.png] }
  - { output: a.png, prompt: x }
  - { output: e.png, prompt: x }
`);
const items = assets.map((asset): PlanItem => {
  const because = asset.name === 'docs/e.png' ? 'edited' : 'stale';
  const status: AssetStatus = {
    asset,
    state: 'stale',
    reasons: [],
    lackingInputs: [],
    record: undefined,
    bytesRead: 0,
    sha256: undefined,
  };
  return { asset, because, status, model: 'm', cost: 0.1, kept: undefined, interrupted: [] };
});
const some = (letters: string): Set<PlanItem> =>
  new Set(items.filter(({ asset }) => letters.includes(asset.name.charAt('docs/'.length))));
const settled = (before: string, ticked: string): string =>
  [...settleTicks(items, some(before), some(ticked))]
    .map(({ asset }) => asset.name.charAt('docs/'.length))
    .sort()
    .join('');

describe('what is ticked in the list of a build', () => {
  it('takes along what it is made from', () => {
    assert.equal(settled('', 'c'), 'abc');
    assert.equal(settled('d', 'cd'), 'abcd');
  });

  it('goes when what it is made from goes', () => {
    assert.equal(settled('abcd', 'bcd'), 'd');
    assert.equal(settled('abcd', 'abd'), 'abd');
  });

  it('stays when nothing hangs on it, and all can go and come at once', () => {
    assert.equal(settled('abcd', 'abc'), 'abc');
    assert.equal(settled('abcd', ''), '');
    assert.equal(settled('', 'abcde'), 'abcde');
  });

  it('never ticks what was edited by hand by itself', () => {
    assert.equal(settled('', 'b'), 'ab');
    assert.equal(settled('abe', 'ab'), 'ab');
  });
});
