import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import type { Fixture } from '../setUp.ts';
import { darkDashboard } from './drawnAnswers.ts';
import { Film } from './film.ts';
import { settle } from './scene.ts';

/** From the right click on a screenshot to the edited file beside it. */
export async function filmMainJob(fixture: Fixture): Promise<Film> {
  const { workbench, standIn } = fixture;
  const { page, explorer } = workbench;
  const answer = await darkDashboard();
  await previewReadme(fixture);
  const row = await explorer.row('docs/images/dashboard.png');
  const film = await Film.start(page, { x: 640, y: 420 });
  await film.show(500);

  await film.click(row, 'right');
  await page.locator('.monaco-menu').first().waitFor();
  await film.show(350);
  const item = page.locator('.monaco-menu .action-menu-item').filter({ hasText: 'Edit with Nano Banana…' });
  await film.point(item, 450);
  await item.click();
  const panel = await fixture.panel({ text: 'dashboard.png' });
  await panel.frame
    .getByRole('img', { name: /dashboard\.png/ })
    .first()
    .waitFor();
  await settle(panel);
  await film.show(700);

  await film.click(panel.prompt);
  await film.type(panel.prompt, 'Show it in dark mode. Keep all words and numbers.');
  const held = standIn.tell({ hold: 'beforeHeaders', image: answer });
  await film.click(panel.run);
  await held.arrived;
  await panel.stop.waitFor();
  await film.show(800);
  held.release();
  await panel.waitForStatus('Saved dashboard-edited.png');
  await panel.frame.getByRole('img', { name: 'Result: dashboard-edited.png' }).waitFor();
  const saved = await explorer.row('docs/images/dashboard-edited.png');
  await settle(panel);
  await film.show(1200);

  await swipe(film, panel);
  await film.point(saved, 1800);
  return film;
}

/** The project's README as its readers see it, with the screenshot. */
async function previewReadme({ workbench }: Fixture): Promise<void> {
  const { page, explorer } = workbench;
  await explorer.choose('README.md', 'Open Preview');
  await workbench.tab('Preview README.md').waitFor();
  await until('the pictures of the preview', async () => {
    const counts = page.frames().map((frame) => frame.evaluate(shownPictures).catch(() => 0));
    return (await Promise.all(counts)).includes(2);
  });
}

const shownPictures = (): number =>
  document.body.classList.contains('vscode-body')
    ? [...document.images].filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).length
    : 0;

/** The line between the two pictures goes to the right and back. */
async function swipe(film: Film, panel: Panel): Promise<void> {
  await film.click(panel.frame.locator('.modes label').filter({ hasText: 'Swipe' }));
  const handle = panel.frame.getByRole('slider', { name: 'Swipe' });
  const box = await handle.boundingBox();
  if (!box) throw new Error('There is no line to move.');
  await settle(panel);
  const at = (share: number) => ({ x: box.x + box.width * share, y: box.y + box.height * 0.62 });
  await film.drag(at(0.5), at(0.8), at(0.3));
}
