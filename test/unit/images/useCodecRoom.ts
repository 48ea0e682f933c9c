import type { Codec } from '../../../src/images/codec.ts';
import { type BuiltCodec, builtCodec } from './builtCodec.ts';

/**
 * A room for each test of a `describe`, all with the same codec.
 * @param enter is given the room before each test
 */
export function useCodecRoom<Room extends { close(): Promise<unknown> }>(
  open: (codec: Codec) => Promise<Room>,
  enter: (room: Room) => unknown,
): void {
  let built: BuiltCodec;
  let room: Room;
  before(async function () {
    this.timeout(60_000);
    built = await builtCodec();
  });
  after(() => built.remove());
  beforeEach(async () => {
    room = await open(built.codec);
    await enter(room);
  });
  afterEach(() => room.close());
}
