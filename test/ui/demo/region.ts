import type { Box } from '../../../webview/compare/align.ts';
import type { Panel } from '../panel.ts';
import type { Fixture } from '../setUp.ts';
import { withoutBoat } from './drawnAnswers.ts';
import { Film } from './film.ts';
import { settle } from './scene.ts';

/** The picture that is marked, in its pixels. */
const [width, height] = [1600, 1067];

/** A rectangle around a boat: only that part is sent, and the saved file is read back to prove that the rest stays. */
export async function filmRegion(fixture: Fixture): Promise<Film> {
  const { workbench, standIn } = fixture;
  const panel = await fixture.edit('docs/images/harbour.jpg');
  await panel.frame
    .getByRole('img', { name: /harbour\.jpg/ })
    .first()
    .waitFor();
  await settle(panel);
  const film = await Film.start(workbench.page, { x: 560, y: 560 });
  await film.show(600);

  const tools = panel.frame.getByRole('toolbar', { name: 'Mark' });
  await film.click(tools.getByRole('button', { name: 'Select', exact: true }));
  await film.show(250);
  const sheet = await panel.frame.locator('.sheet').last().boundingBox();
  if (!sheet) throw new Error('There is no picture to mark.');
  const at = (x: number, y: number) => ({
    x: sheet.x + (sheet.width * x) / width,
    y: sheet.y + (sheet.height * y) / height,
  });
  await film.drag(at(84, 520), at(424, 900));
  await panel.frame.getByText(/^Sends \d+ × \d+ of 1600 × 1067 pixels/).waitFor();
  await film.show(1100);

  await film.click(panel.prompt);
  await film.type(panel.prompt, 'Remove the red boat');
  const held = standIn.tell({ hold: 'beforeHeaders', image: await withoutBoat(await sentPart(panel)) });
  await film.click(panel.run);
  await held.arrived;
  await panel.stop.waitFor();
  await film.show(900);
  held.release();
  await panel.waitForStatus('Saved harbour-edited.jpg');
  const badge = panel.frame.getByRole('button', { name: /^Outside the region: 0 of [\d,]+ pixels changed$/ });
  await badge.waitFor();
  await panel.frame.getByRole('img', { name: 'Result: harbour-edited.jpg' }).waitFor();
  await settle(panel);
  await film.show(1100);

  await film.point(badge, 1100);
  await badge.click();
  await panel.frame.getByText('of the pixels differ').waitFor();
  await settle(panel);
  await film.show(2000);
  return film;
}

/** The part in the dashed frame, in pixels of the picture. */
async function sentPart({ frame }: Panel): Promise<Box> {
  const [part] = await frame
    .locator('nano-mark-layer')
    .evaluate((layer: Element & { crop?: readonly Box[] }) => layer.crop ?? []);
  if (!part) throw new Error('Nothing is marked.');
  return part;
}
