import { bundleChild, killAfter, removeChild } from './killed.ts';

describe('a process that is killed at fifty moments while it edits, replaces and builds', () => {
  before(bundleChild);
  after(removeChild);

  it('leaves no broken file and loses nothing that arrived', async function () {
    this.timeout(1_200_000);
    for (let moment = 0; moment < 50; moment += 1) await killAfter(100 + Math.random() * 3000);
  });
});
