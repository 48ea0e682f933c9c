import type { ItemEnd } from '../core/assets/build.ts';
import type { BuildPlan, PlanItem } from '../core/assets/plan.ts';
import { priceWords, remarksOn, wordOf } from '../core/assets/words.ts';
import { counted } from '../core/shared/text.ts';

/** What a build would make, and the total. */
export function planLines({ items, left, cost, unpriced }: BuildPlan): string[] {
  const lines = items.map((item) =>
    [wordOf(item).padEnd(14), item.asset.name, ...remarksOn(item)].join('  '),
  );
  for (const { asset, reasons: why } of left) {
    const word = 'left alone'.padEnd(14);
    lines.push([word, asset.name, ...why.map(({ sentence }) => sentence)].join('  '));
  }
  if (items.length === 0) return [...lines, 'There is nothing to make.'];
  return [
    ...lines,
    `${counted(items.length, 'image')} to make ${priceWords(items.length, { cost, unpriced })}.`,
  ];
}

/** How one image ended. */
export function endLine({ asset }: PlanItem, end: ItemEnd, done: number, of: number): string {
  const start = `[${done}/${of}]`;
  switch (end.kind) {
    case 'made':
      return [`${start} made  ${asset.name}`, ...end.notes].join('  ');
    case 'recovered':
      return `${start} saved  ${asset.name}  An earlier build had paid for it.`;
    case 'alreadyThere':
      return `${start} up to date  ${asset.name}`;
    case 'left':
      return `${start} left alone  ${end.sentence}`;
    case 'failed':
      return [`${start} failed  ${asset.name}  ${end.failure.sentence}`, ...(end.failure.links ?? [])].join(
        '  ',
      );
    case 'notBegun':
      return `${start} not begun  ${asset.name}  ${end.sentence}`;
  }
}
