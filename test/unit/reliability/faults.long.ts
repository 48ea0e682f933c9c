import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { documentFile, documentOf } from './document.ts';
import { letGoWrong } from './faults.ts';
import { cells } from './phases.ts';

describe('every edit in which something goes wrong', () => {
  it('ends as docs/reliability.md says, by each engine, with and without a region', async function () {
    this.timeout(1_200_000);
    const told = await letGoWrong(cells);
    const problems = told
      .filter((one) => one.problems.length > 0)
      .map(({ cell, problems }) => `${cell.way.name}, ${cell.phase}, ${cell.fault}: ${problems.join('; ')}`);
    assert.deepEqual(problems, []);
    if (process.env.NANO_BANANA_WRITE) writeFileSync(documentFile, documentOf(told));
    assert.equal(readFileSync(documentFile, 'utf8'), documentOf(told));
  });
});
