import type { ItemEnd } from '../core/assets/build/build.ts';
import type { BuildPlan, PlanItem } from '../core/assets/build/plan.ts';
import { priceWords, remarksOn, wordOf } from '../core/assets/build/words.ts';
import { plural, t } from '../core/shared/l10n.ts';

/** What a build would make, and the total. */
export function planLines({ items, left, cost, unpriced }: BuildPlan): string[] {
  const lines = items.map((item) =>
    [wordOf(item).padEnd(14), item.asset.name, ...remarksOn(item)].join('  '),
  );
  for (const { asset, reasons: why } of left) {
    const word = t('left alone').padEnd(14);
    lines.push([word, asset.name, ...why.map(({ sentence }) => sentence)].join('  '));
  }
  if (items.length === 0) return [...lines, t('There is nothing to make.')];
  return [
    ...lines,
    plural(
      items.length,
      { one: '{count} image to make {price}.', other: '{count} images to make {price}.' },
      { price: priceWords(items.length, { cost, unpriced }) },
    ),
  ];
}

/** How one image ended. */
export function endLine({ asset }: PlanItem, end: ItemEnd, done: number, of: number): string {
  const start = `[${done}/${of}]`;
  switch (end.kind) {
    case 'made':
      return [`${start} ${t('made')}`, asset.name, ...end.notes].join('  ');
    case 'recovered':
      return [`${start} ${t('saved')}`, asset.name, t('An earlier build paid for it.')].join('  ');
    case 'alreadyThere':
      return [`${start} ${t('up to date')}`, asset.name].join('  ');
    case 'left':
      return [`${start} ${t('left alone')}`, end.sentence].join('  ');
    case 'failed':
      return [`${start} ${t('failed')}`, asset.name, end.failure.sentence, ...(end.failure.links ?? [])].join(
        '  ',
      );
    case 'notBegun':
      return [`${start} ${t('not started')}`, asset.name, end.sentence].join('  ');
  }
}
