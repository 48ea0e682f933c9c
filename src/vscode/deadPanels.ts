import { type Tab, window } from 'vscode';
import { t } from '../core/shared/l10n.ts';
import { offerReload } from './dialogs/offerReload.ts';

/** By then VS Code has asked for every panel in sight that it brings back, also on a busy machine. */
const patienceMs = 15_000;

/**
 * VS Code starts an extension host that broke down anew by itself, but leaves the panels standing as they were: nobody
 * answers them any more, and a run in them seems to go on for ever. Says so, and offers what brings them back.
 * @param comesBack whether VS Code has asked for a panel since this host began
 */
export async function tellOfDeadPanels(comesBack: () => boolean): Promise<void> {
  const before = panelsInSight();
  if (before.length === 0) return;
  await new Promise((resolve) => setTimeout(resolve, patienceMs).unref());
  const still = new Set(panelsInSight().map(({ label }) => label));
  if (comesBack() || !before.some(({ label }) => still.has(label))) return;
  await offerReload(
    (sentence, button) => window.showWarningMessage(sentence, button),
    t(
      'VS Code restarted its extensions, and open Nano Banana panels no longer respond. Nothing in them is lost: reload the window to get them back.',
    ),
  );
}

const panelsInSight = (): Tab[] =>
  window.tabGroups.all.flatMap(({ activeTab }) => (activeTab && isOurs(activeTab.input) ? [activeTab] : []));

function isOurs(input: unknown): boolean {
  const viewType = typeof input === 'object' && input !== null && 'viewType' in input ? input.viewType : '';
  return typeof viewType === 'string' && /\bnanoBanana/.test(viewType);
}
