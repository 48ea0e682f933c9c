import { type QuickPickItem, window } from 'vscode';
import type { AssetStatus } from '../assets/states.ts';
import { stateSentence } from '../assets/words.ts';

interface Choice extends QuickPickItem {
  status: AssetStatus;
}

/** Asks which of the images of one entry is meant; a single one is meant without asking. */
export async function pickVariant(
  statuses: readonly AssetStatus[],
  title: string,
): Promise<AssetStatus | undefined> {
  if (statuses.length < 2) return statuses[0];
  const choices = statuses.map((status): Choice => {
    const { asset } = status;
    const variant = Object.entries(asset.variant).map(([name, value]) => `${name}: ${value}`);
    return {
      label: asset.name,
      description: variant.join(', '),
      detail: stateSentence(status),
      status,
    };
  });
  const picked = await window.showQuickPick(choices, { title, placeHolder: 'Which one?' });
  return picked?.status;
}
