import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

/** How long VS Code's menus ignore clicks after they have opened; nothing on the screen tells of its end. */
const deafMs = 700;

/** Puts the pointer on an item of a menu that has just opened, until a click on it counts. */
export async function holdOver(item: Locator): Promise<void> {
  await item.hover();
  await delay(deafMs);
}
