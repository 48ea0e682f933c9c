import { fillWithOne, killInEdit } from './hostKilled.ts';
import { useFixture } from './useFixture.ts';

const moments = Number(process.env.NANO_BANANA_KILLS ?? 4);

describe('An extension host that is killed while an answer comes', () => {
  const fixture = useFixture({ fill: fillWithOne });

  it(`loses no picture, breaks no file and pays nothing again, at ${moments} moments`, async function () {
    this.timeout(120_000 * moments);
    for (let moment = 0; moment < moments; moment += 1) {
      const milliseconds = Math.round((moment / moments) ** 2 * 2000 + Math.random() * 40);
      const end = await killInEdit(fixture(), milliseconds);
      console.log(`      ${moment + 1}: after ${milliseconds} ms, ${end}`);
    }
  });
});
