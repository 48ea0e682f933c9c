import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { type PlanItem, priceOfAll } from '../../../core/assets/build/plan.ts';
import { settleTicks } from '../../../core/assets/build/ticks.ts';
import { priceWords, remarksOn, wordOf } from '../../../core/assets/build/words.ts';
import { formatCost } from '../../../core/shared/format.ts';
import { t } from '../../../core/shared/l10n.ts';
import { countedImages } from '../../../core/shared/text.ts';

interface Choice extends QuickPickItem {
  /** None for a line between them. */
  item?: PlanItem;
}

/**
 * Shows what a build would make with its price, the total above; each can be ticked or not.
 * @param items ticked at first
 * @param edited edited by hand, and not ticked at first
 * @returns what was ticked when it was agreed to; undefined when it was not
 */
export function chooseItems(
  items: readonly PlanItem[],
  edited: readonly PlanItem[],
): Promise<PlanItem[] | undefined> {
  const all = [...items, ...edited];
  const list = window.createQuickPick<Choice>();
  const choices = new Map(all.map((item) => [item, choiceOf(item)]));
  const own = (some: readonly PlanItem[]): Choice[] => some.flatMap((item) => choices.get(item) ?? []);
  const separator = {
    label: t('Edited by hand: replaced only if you select it'),
    kind: QuickPickItemKind.Separator,
  };
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.ignoreFocusOut = true;
  list.placeholder = t("Clear what you don't want made, then press OK");
  list.items = [...own(items), ...(edited.length > 0 ? [separator, ...own(edited)] : [])];
  let ticked: ReadonlySet<PlanItem> = new Set(items);
  const show = (): void => {
    list.title = t('Build Docs Assets: {total}', { total: totalOf([...ticked]) });
  };
  list.selectedItems = own(items);
  show();
  return new Promise((resolve) => {
    list.onDidChangeSelection((selected) => {
      const wanted = new Set(selected.flatMap(({ item }) => item ?? []));
      if (isSame(wanted, ticked)) return;
      ticked = settleTicks(all, ticked, wanted);
      if (!isSame(ticked, wanted)) list.selectedItems = own([...ticked]);
      show();
    });
    list.onDidAccept(() => {
      resolve(all.filter((item) => ticked.has(item)));
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

const totalOf = (items: readonly PlanItem[]): string =>
  items.length === 0
    ? t('nothing is selected')
    : `${countedImages(items.length)} ${priceWords(items.length, priceOfAll(items))}`;

function choiceOf(item: PlanItem): Choice {
  const { asset, cost, kept } = item;
  const price = kept
    ? t('already paid')
    : cost === undefined
      ? t('cost unknown')
      : t('about {cost}', { cost: formatCost(cost) });
  const detail = remarksOn(item).join(' ');
  return {
    label: asset.name,
    description: `${wordOf(item)}, ${price}`,
    ...(detail !== '' && { detail }),
    item,
  };
}

const isSame = (one: ReadonlySet<PlanItem>, other: ReadonlySet<PlanItem>): boolean =>
  one.size === other.size && [...one].every((item) => other.has(item));
