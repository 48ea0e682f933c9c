import assert from 'node:assert/strict';
import { type House, openRoom, type Room, type RoomOptions, startHouse } from '../setUp.ts';

let house: Promise<House> | undefined;

// One server and one browser for all journeys.
after(async () => {
  await (await house)?.end();
});

/**
 * One window for the tests of a `describe`. A failed test leaves a picture of it; at the end nothing must have
 * gone against the panel's content security policy.
 * @returns a function that gives the room, from the first hook on
 */
export function useRoom(options?: RoomOptions): () => Room {
  let room: Room | undefined;
  const get = () => {
    assert.ok(room, 'The window is not open.');
    return room;
  };
  before(async () => {
    house ??= startHouse();
    room = await openRoom(await house, options);
  });
  beforeEach(() => get().standIn.reset());
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const title = this.currentTest.fullTitle().replaceAll(/[^\w]+/g, '-');
    await get().workbench.screenshot(`failed-${title.slice(0, 100)}`);
  });
  after(async () => {
    const { complaints } = get();
    await get().close();
    assert.deepEqual(complaints, []);
  });
  return get;
}
