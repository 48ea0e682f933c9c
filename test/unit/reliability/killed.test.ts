import { bundleChild, killAfter, removeChild } from './killed.ts';

describe('a process that is killed while it edits, replaces and builds', () => {
  before(bundleChild);
  after(removeChild);

  for (let moment = 1; moment <= 10; moment += 1) {
    it(`leaves no broken file and loses nothing that arrived (moment ${moment} of 10)`, () =>
      killAfter(200 + Math.random() * 1500));
  }
});
