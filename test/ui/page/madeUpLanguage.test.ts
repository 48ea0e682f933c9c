import assert from 'node:assert/strict';
import { faultsAtWidths, otherPages, panelStates } from './madeUpLanguage.ts';
import { usePage } from './usePage.ts';

describe('The page in a longer language', () => {
  const open = usePage();

  it('translates all that the panel says, and cuts none of it off at 300, 700 and 1400 pixels', async () => {
    const [first] = panelStates;
    assert.ok(first);
    const host = await open(first[1], { language: 'qps-ploc' });
    const faults: string[] = [];
    for (const [name, state] of panelStates) {
      await host.tell({ ...state, revision: host.state.revision });
      faults.push(...(await faultsAtWidths(host, name, panelStates)));
    }
    assert.deepEqual(faults, []);
  });

  it('translates all that the other pages say, and cuts none of it off at 300, 700 and 1400 pixels', async () => {
    const faults: string[] = [];
    for (const [name, kind, state] of otherPages) {
      const host = await open(state, { kind, language: 'qps-ploc' });
      faults.push(...(await faultsAtWidths(host, name, state)));
    }
    assert.deepEqual(faults, []);
  });
});
