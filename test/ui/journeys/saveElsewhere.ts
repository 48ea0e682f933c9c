import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import type { Fixture } from '../setUp.ts';

/**
 * Edits an image whose folder is gone when the answer comes, with a file in its place: nobody can save below that,
 * whatever their rights. Resolves when the panel says so.
 */
export async function editUnsavable(fixture: Fixture, image: string): Promise<Panel> {
  const { panel, told } = await fixture.editHeld(image, 'Make it darker');
  const folder = dirname(fixture.path(image));
  await rm(folder, { recursive: true });
  await writeFile(folder, '');
  told.release();
  await panel.alertButton('Save As…').waitFor();
  return panel;
}

/**
 * Answers VS Code's own save dialog, which begins with the suggested name where the folder was.
 * @param suggested how the suggested name ends; several where it may be one of them
 */
export async function saveAs(
  fixture: Fixture,
  suggested: string | readonly string[],
  name: string,
): Promise<void> {
  const endings = [suggested].flat();
  const { quickInput } = fixture.workbench;
  await quickInput.waitFor('Save the Image');
  await until('the suggested name', async () => {
    const name = await quickInput.input.inputValue();
    return name.includes('/harbour-docs/') && endings.some((ending) => name.endsWith(ending));
  });
  await until('the name to be taken', async () => {
    await quickInput.type(fixture.path(name));
    return (await quickInput.input.inputValue()) === fixture.path(name);
  });
  await quickInput.submit();
}
