import { targets } from './fuzz.ts';

describe('what comes from outside, in any shape', () => {
  for (const { title, run } of targets) {
    it(`neither throws nor takes long nor leads out of the workspace: ${title}`, () =>
      run({ runs: 300, seed: 15 }));
  }
});
