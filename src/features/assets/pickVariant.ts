import { type QuickPickItem, window } from 'vscode';
import { stateSentence } from '../../core/assets/build/words.ts';
import type { Asset } from '../../core/assets/compile/asset.ts';
import type { AssetStatus } from '../../core/assets/states/states.ts';
import { inCommas, t } from '../../core/shared/l10n.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { AssetStates } from './projects/assetStates.ts';
import { locationOf } from './projects/location.ts';
import type { Projects } from './projects/projects.ts';

export interface PickDeps {
  projects: Projects;
  states: AssetStates;
  messages: Messages;
}

/**
 * The asset that a command is for, of those of its entry whose image is there; undefined when there is none, which
 * is said, or the person chose none.
 */
export async function pickPresent(
  given: unknown,
  title: string,
  { projects, states, messages }: PickDeps,
): Promise<Asset | undefined> {
  const location = await locationOf(given, projects, messages);
  if (location === undefined) return undefined;
  const statuses = await states.of(location.entry.assets);
  const present = statuses.filter(({ state }) => state !== 'missing' && state !== 'notDownloaded');
  if (present.length === 0) {
    const [first] = statuses;
    const name = first?.asset.name ?? '';
    const sentence =
      first?.state === 'notDownloaded'
        ? t('{name} is not downloaded. Run “git lfs pull” first.', { name })
        : t('{name} does not exist yet. Generate it first.', { name });
    messages.tell('information', sentence);
  }
  return (await pickVariant(present, title))?.asset;
}

interface Choice extends QuickPickItem {
  status: AssetStatus;
}

/** Asks which of the images of one entry is meant; a single one is meant without asking. */
async function pickVariant(
  statuses: readonly AssetStatus[],
  title: string,
): Promise<AssetStatus | undefined> {
  if (statuses.length < 2) return statuses[0];
  const choices = statuses.map((status): Choice => {
    const { asset } = status;
    const variant = Object.entries(asset.variant).map(([name, value]) => `${name}: ${value}`);
    return {
      label: asset.name,
      description: inCommas(variant),
      detail: stateSentence(status),
      status,
    };
  });
  const picked = await window.showQuickPick(choices, { title, placeHolder: t('Which one?') });
  return picked?.status;
}
