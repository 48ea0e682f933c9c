import assert from 'node:assert/strict';
import type { PlanItem } from '../../../../src/core/assets/build/plan.ts';
import { costsAtMost, knownPriceOf } from '../../../../src/core/assets/build/shownPrice.ts';

const priced = (cost: number | undefined): Pick<PlanItem, 'cost' | 'kept'> => ({ cost, kept: undefined });
const paid = { ...priced(0.1), kept: {} as PlanItem['kept'] };

describe('a price that was shown', () => {
  it('is agreed to where nothing costs more', () => {
    assert.equal(costsAtMost([priced(0.055)], 0.055), true);
    assert.equal(costsAtMost([priced(0.1), priced(0.2)], 0.3), true);
    assert.equal(costsAtMost([paid], 0), true);
    assert.equal(costsAtMost([priced(0.11)], 0.055), false);
  });

  it('is no agreement where none was shown, or what it costs is not known', () => {
    assert.equal(costsAtMost([priced(0.055)], undefined), false);
    assert.equal(costsAtMost([priced(undefined)], 1), false);
    assert.equal(costsAtMost([priced(undefined)], undefined), false);
    assert.equal(knownPriceOf([priced(0.1), priced(undefined)]), undefined);
  });
});
