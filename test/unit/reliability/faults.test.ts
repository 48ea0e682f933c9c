import assert from 'node:assert/strict';
import { isInStep } from './document.ts';
import { letGoWrong } from './faults.ts';
import { type Cell, cells, type Fault } from './phases.ts';

/** These do the same in phases beside each other. */
const alike: readonly Fault[] = ['cut', 'memory', 'storage', 'permission', 'folder', 'source'];

/** One of each kind of phase on the longest way, and what the other engine answers in its own way. All the rest is among the long tests. */
const short = ({ way, phase, fault }: Cell): boolean =>
  way.name === 'gemini, region'
    ? (alike.includes(fault) ? ['body'] : ['wait', 'body', 'align', 'save']).includes(phase)
    : way.name === 'openai-images, whole' &&
      phase === 'body' &&
      ['cut', 'wrong bytes', 'crash', 'killed'].includes(fault);

describe('an edit in which something goes wrong', () => {
  it('loses nothing that arrived, pays nothing twice, and the next one works, in each phase and with each fault', async function () {
    this.timeout(1_200_000);
    const told = await letGoWrong(cells.filter(short));
    const wrong = told.flatMap((one) => {
      const { cell, end, sentences, problems } = one;
      const found = isInStep(one)
        ? problems
        : [...problems, `the document does not say: ${end}: ${sentences}`];
      return found.map((what) => `${cell.way.name}, ${cell.phase}, ${cell.fault}: ${what}`);
    });
    assert.deepEqual(wrong, []);
  });
});
