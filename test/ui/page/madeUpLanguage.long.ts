import assert from 'node:assert/strict';
import { faultsAtWidths, otherPages, panelStates } from './madeUpLanguage.ts';
import { usePage } from './usePage.ts';

describe('The page in a longer language from right to left', () => {
  const open = usePage();

  it('cuts nothing off in any state of any page', async () => {
    const faults: string[] = [];
    for (const [name, state] of panelStates) {
      const host = await open(state, { language: 'qps-plocm' });
      faults.push(...(await faultsAtWidths(host, name, panelStates)));
    }
    for (const [name, kind, state] of otherPages) {
      const host = await open(state, { kind, language: 'qps-plocm' });
      faults.push(...(await faultsAtWidths(host, name, state)));
    }
    assert.deepEqual(faults, []);
  });
});
