import assert from 'node:assert/strict';
import { type House, openRoom, type Room, type RoomOptions, startHouse } from '../setUp.ts';

let house: Promise<House> | undefined;

// One server and one browser for all journeys.
after(async function () {
  this.timeout(30_000);
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
  before(async function () {
    // The first one fetches VS Code where it is not there yet.
    this.timeout(120_000);
    house ??= startHouse();
    room = await openRoom(await house, options);
  });
  beforeEach(() => get().standIn.reset());
  afterEach(async function () {
    if (this.currentTest?.state === 'passed') return;
    const { workbench } = get();
    const title = (this.currentTest?.fullTitle() ?? 'unknown').replaceAll(/[^\w]+/g, '-');
    await workbench.screenshot(`failed-${title.slice(0, 100)}`);
    // What a failed try left open, a menu or a list, would stand in the way of the next one.
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
  });
  after(async () => {
    if (room === undefined) return;
    const { complaints } = room;
    await room.close();
    assert.deepEqual(complaints, []);
  });
  return get;
}
