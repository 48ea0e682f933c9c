import { until } from '../../vscode/until.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { readWindowState } from './browserStorage.ts';

/**
 * Reloads the window once VS Code has written down that this tab is open; it does so every few seconds only, and a
 * page in a browser can't make up for it while it goes.
 */
export async function reloadWith(tab: string, workbench: Workbench): Promise<void> {
  await until(`"${tab}" to be written down`, async () => {
    const stored = await readWindowState(workbench.page);
    return stored.includes(tab) && stored.includes('sessionId');
  });
  await workbench.reload();
}
