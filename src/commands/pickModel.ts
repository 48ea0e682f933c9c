import { type Disposable, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { capabilitiesAt } from '../core/api/models/models.ts';
import type { Provider } from '../core/api/providers.ts';
import {
  type ModelChoice,
  type ModelGroup,
  modelGroups,
  typedModelId,
} from '../core/edit/choices/modelChoices.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import { priceRange } from '../core/edit/price/modelPrice.ts';
import type { SettingsValues } from '../core/ports.ts';
import { inARow, t } from '../core/shared/l10n.ts';
import { listedModels } from './listedModels.ts';
import type { TestConnectionDeps } from './testConnection.ts';

interface ModelItem extends QuickPickItem {
  id?: string;
}

/**
 * Lets the person choose a model of the provider that is in force: the known ones at once, marked as
 * soon as the endpoint's list is there, or any id typed by hand.
 * @param current the id in use, which is preselected
 * @returns the id; undefined when the person gave up, or the provider's settings can't be used
 */
export async function pickModel(deps: TestConnectionDeps, current: string): Promise<string | undefined> {
  const values = deps.settings.read();
  const provider = providerOf(values);
  if (provider.ok) return showModels(deps, provider.value, values.billing, current);
  await deps.nextSteps.offer(provider.failure);
  return undefined;
}

function showModels(
  deps: TestConnectionDeps,
  provider: Provider,
  billing: SettingsValues['billing'],
  current: string,
): Promise<string | undefined> {
  const pick = window.createQuickPick<ModelItem>();
  const closed = new AbortController();
  let groups = modelGroups({ provider, current, listed: undefined });

  const render = (): void => {
    const active = pick.activeItems[0]?.id;
    pick.items = itemsOf(groups, pick.value, provider, billing);
    const kept = pick.items.find(({ id }) => id !== undefined && id === active);
    if (kept !== undefined) pick.activeItems = [kept];
  };
  const mark = async (): Promise<void> => {
    const { ids, note } = await listedModels(deps, provider, closed.signal);
    if (closed.signal.aborted) return;
    pick.busy = false;
    if (ids) groups = modelGroups({ provider, current, listed: ids });
    pick.placeholder = inARow(t('Choose a model, or type an id.'), note);
    render();
  };

  pick.title = t('Model at {provider}', { provider: provider.name });
  pick.placeholder = t('Choose a model, or type an id.');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.busy = true;
  render();
  const used = groups.flatMap(({ models }) => models).find(({ isInUse }) => isInUse)?.id;
  const inUse = pick.items.find(({ id }) => id !== undefined && id === used);
  if (inUse !== undefined) pick.activeItems = [inUse];

  return new Promise<string | undefined>((resolve, reject) => {
    const subscriptions: Disposable[] = [
      pick.onDidChangeValue(render),
      pick.onDidAccept(() => {
        const id = pick.selectedItems[0]?.id;
        if (id === undefined) return;
        resolve(id);
        pick.hide();
      }),
      pick.onDidHide(() => {
        closed.abort();
        resolve(undefined);
        for (const subscription of subscriptions) subscription.dispose();
        pick.dispose();
      }),
    ];
    pick.show();
    mark().catch((error: unknown) => {
      reject(error);
      pick.hide();
    });
  });
}

function itemsOf(
  groups: readonly ModelGroup[],
  typed: string,
  provider: Provider,
  billing: SettingsValues['billing'],
): ModelItem[] {
  const items: ModelItem[] = groups.flatMap(({ title, models }) => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...models.map((model) => itemOf(model, typed, priceRange(provider, billing, model.capabilities))),
  ]);
  const id = typedModelId(typed, groups);
  if (id === undefined) return items;
  const { cannotBeAsked, description } = capabilitiesAt(provider, id);
  items.push(
    cannotBeAsked === undefined
      ? { label: t('Use “{id}”', { id }), detail: description(), id, alwaysShow: true }
      : { label: t("“{id}” can't be used", { id }), detail: cannotBeAsked, alwaysShow: true },
  );
  return items;
}

/** An id that is typed finds its model, too, although it is not shown. */
function itemOf(model: ModelChoice, typed: string, price: string): ModelItem {
  const { id, ids, name, badges, isInUse, speed, purpose, abilities } = model;
  const text = typed.trim().toLowerCase();
  return {
    id,
    label: name,
    description: [isInUse ? t('In use') : '', ...badges].filter(Boolean).join(' · '),
    detail: [inARow(purpose, speed), abilities, price].filter(Boolean).join(' · '),
    alwaysShow: text !== '' && ids.some((one) => one.toLowerCase().includes(text)),
  };
}
