import type { Codec } from '../../../src/core/images/codec.ts';
import { builtCodec } from './builtCodec.ts';

/**
 * A room for each test of a `describe`, all with the same codec.
 * @param enter is given the fixture before each test
 */
export function useCodecFixture<Fixture extends { close(): Promise<unknown> }>(
  open: (codec: Codec) => Promise<Fixture>,
  enter: (fixture: Fixture) => unknown,
): void {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await open(builtCodec);
    await enter(fixture);
  });
  afterEach(() => fixture.close());
}
