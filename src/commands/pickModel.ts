import { type Disposable, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { resolveHeaders } from '../core/api/customHeaders.ts';
import { capabilitiesAt } from '../core/api/models.ts';
import type { Provider } from '../core/api/providers.ts';
import { providerOf } from '../core/edit/providerOf.ts';
import type { SettingsValues } from '../core/ports.ts';
import { t } from '../core/shared/l10n.ts';
import { type ModelChoice, modelChoices, typedModelId } from './modelChoices.ts';
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
  { secrets, listModels }: TestConnectionDeps,
  provider: Provider,
  billing: SettingsValues['billing'],
  current: string,
): Promise<string | undefined> {
  const pick = window.createQuickPick<ModelItem>();
  const closed = new AbortController();
  const host = new URL(provider.baseUrl).host;
  let choices = modelChoices({ provider, billing, current, listed: undefined });

  const render = (): void => {
    const active = pick.activeItems[0]?.id;
    pick.items = itemsOf(choices, pick.value, provider);
    const kept = pick.items.find(({ id }) => id !== undefined && id === active);
    if (kept !== undefined) pick.activeItems = [kept];
  };
  const mark = async (): Promise<void> => {
    const note = await fetchList();
    if (closed.signal.aborted) return;
    pick.busy = false;
    if (note !== undefined) pick.placeholder = `Choose a model, or type an id. ${note}`;
    render();
  };
  /** Says why the list is not there, in a sentence for the placeholder. */
  const fetchList = async (): Promise<string | undefined> => {
    const key = provider.auth === 'none' ? undefined : await secrets.keyFor(provider.origin);
    if (provider.auth !== 'none' && key === undefined) {
      return `No key is set for ${host}, so its own list is not known.`;
    }
    const headers = await resolveHeaders(provider, (id) => secrets.keyFor(id));
    if (!headers.ok) return `A secret of the headers for ${host} is not set, so its own list is not known.`;
    const outcome = await listModels(provider, key, closed.signal, headers.value);
    if (!outcome.ok) return `The list of ${host} could not be read.`;
    choices = modelChoices({ provider, billing, current, listed: new Set(outcome.value.ids) });
    return undefined;
  };

  pick.title = `Model at ${provider.name}`;
  pick.placeholder = 'Choose a model, or type an id';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.busy = true;
  render();
  const inUse = pick.items.find(({ id }) => id === current);
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

function itemsOf(choices: ReturnType<typeof modelChoices>, typed: string, provider: Provider): ModelItem[] {
  const { groups, others } = choices;
  const items: ModelItem[] = groups.flatMap(({ title, known }) => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...known.map(itemOf),
  ]);
  if (others.length > 0) {
    items.push({ label: t('Other models'), kind: QuickPickItemKind.Separator }, ...others.map(itemOf));
  }
  const id = typedModelId(typed, choices);
  if (id === undefined) return items;
  const { cannotBeAsked, description } = capabilitiesAt(provider, id);
  items.push(
    cannotBeAsked === undefined
      ? { label: t('Use “{id}”', { id }), detail: description(), id, alwaysShow: true }
      : { label: t("“{id}” can't be asked", { id }), detail: cannotBeAsked, alwaysShow: true },
  );
  return items;
}

const itemOf = ({ id, name, description, detail }: ModelChoice): ModelItem =>
  name === id
    ? { id, label: id, description: description.replace(`${id} · `, ''), detail }
    : { id, label: name, description, detail };
