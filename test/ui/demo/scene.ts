import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectFolder } from '../../vscode/paths.ts';
import { until } from '../../vscode/until.ts';
import type { ThemeName } from '../../vscode/workbench.ts';
import type { Panel } from '../panel.ts';
import { type Fixture, openFixture, type Services } from '../setUp.ts';

/** Where the demo leaves what it made. */
export const out = join(projectFolder, 'out/demo');

/** Where the README's pictures are. */
export const readmeFolder = join(projectFolder, 'media/readme');

/** Pixels of the pictures for each CSS pixel: sharp also where a screen has more of them. */
export const scale = 1.5;

/** How the window looks in which a walk is made. */
export interface Look {
  theme: ThemeName;
  viewport: { width: number; height: number };
}

/** What a desktop does not show: this VS Code runs in a browser, on a server that answers at a port. */
const onlyInBrowsers = `
  [id="status.host"], [id="status.workbench.keyboardLayout"], [id^="status.forwardedPorts"], [id="status.problems"],
  [id="status.notifications"], .part.editor .watermark, .editor-group-watermark { display: none !important; }
`;

/** Opens the sample workspace in a window of its own, walks through it, and keeps the files that were made. */
export async function inWindow(
  services: Services,
  { theme, viewport }: Look,
  walk: (fixture: Fixture) => Promise<void>,
): Promise<void> {
  const fixture = await openFixture(services, {
    viewport,
    scale,
    settings: {
      // A click only selects, so that no previews lie between the pictures.
      'workbench.list.openMode': 'doubleClick',
      'editor.minimap.enabled': false,
      'outline.icons': false,
    },
  });
  try {
    await fixture.workbench.setTheme(theme);
    await fixture.workbench.page.addStyleTag({ content: onlyInBrowsers });
    await narrowSideBar(fixture.workbench.page);
    await walk(fixture);
    await cp(fixture.folder, join(out, 'files'), { recursive: true });
  } finally {
    await fixture.close();
  }
}

/** Leaves the room to the picture. */
async function narrowSideBar(page: Page): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no side bar.');
  await page.mouse.move(box.x + box.width, 300);
  await page.mouse.down();
  await page.mouse.move(box.x + 224, 300, { steps: 4 });
  await page.mouse.up();
}

/**
 * Until all pictures of a panel are there that are in sight. The address of the stand-in, which says nothing to
 * anybody, is hidden.
 */
export async function settle({ frame }: Pick<Panel, 'frame'>): Promise<void> {
  await until('the pictures of the panel', () =>
    frame.evaluate(() =>
      [...document.images].every((image) => {
        const { left, right, top, bottom } = image.getBoundingClientRect();
        const isInSight = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
        return !isInSight || (image.complete && image.naturalWidth > 0);
      }),
    ),
  );
  await frame.getByText(/^127\.0\.0\.1:\d+$/).evaluateAll((all) => {
    for (const one of all) if (one instanceof HTMLElement) one.style.visibility = 'hidden';
  });
}
