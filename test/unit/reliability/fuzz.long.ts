import { targets } from './fuzz.ts';

describe('what comes from outside, in any shape, on and on', () => {
  for (const { title, run } of targets) {
    it(`neither throws nor takes long nor leads out of the workspace: ${title}`, async function () {
      this.timeout(1_200_000);
      await run({ runs: 20_000 });
    });
  }
});
