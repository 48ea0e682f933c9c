import type { Codec } from '../../../src/core/images/codec.ts';
import { builtCodec } from './builtCodec.ts';

/**
 * A room for each test of a `describe`, all with the same codec.
 * @param enter is given the room before each test
 */
export function useCodecRoom<Room extends { close(): Promise<unknown> }>(
  open: (codec: Codec) => Promise<Room>,
  enter: (room: Room) => unknown,
): void {
  let room: Room;
  beforeEach(async () => {
    room = await open(builtCodec);
    await enter(room);
  });
  afterEach(() => room.close());
}
