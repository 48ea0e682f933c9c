import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** Puts a PNG of one colour into the clipboard, as a program for screenshots does. */
export async function copyPicture(
  page: Page,
  { width, height, background }: { width: number; height: number; background: string },
): Promise<void> {
  const picture = sharp({ create: { width, height, channels: 4, background } });
  const bytes = [...(await picture.png().toBuffer())];
  await page.evaluate(async (png) => {
    const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, bytes);
}
