import type { ItemEnd } from '../assets/build.ts';
import type { BuildPlan, PlanItem } from '../assets/plan.ts';
import { formatCost } from '../shared/format.ts';
import { stateWords } from './report.ts';

const reasons: Readonly<Record<PlanItem['because'], string>> = {
  missing: 'missing',
  stale: 'stale',
  edited: stateWords.edited,
  follows: 'follows',
  asked: 'up to date',
};

/** What a build would make, and the total. */
export function planLines({ items, left, cost, unpriced }: BuildPlan): string[] {
  const lines = items.map(({ asset, because, status, interrupted, kept }) => {
    const why = status.reasons.map(({ sentence }) => sentence);
    if (because === 'follows') why.unshift('It is made from another image that is made anew.');
    if (kept)
      why.push('An earlier build paid for it and could not save it; that result is saved if it still fits.');
    else if (interrupted.length > 0)
      why.push('An earlier build of it was interrupted and may have been billed.');
    return [reasons[because].padEnd(14), asset.name, ...why].join('  ');
  });
  for (const { asset, reasons: why } of left) {
    const word = 'left alone'.padEnd(14);
    lines.push([word, asset.name, ...why.map(({ sentence }) => sentence)].join('  '));
  }
  if (items.length === 0) return [...lines, 'There is nothing to make.'];
  const what = items.length === 1 ? '1 image' : `${items.length} images`;
  const price = unpriced === items.length ? 'at an unknown price' : `for about ${formatCost(cost)}`;
  const beside = unpriced > 0 && unpriced < items.length ? `, ${unpriced} of them at an unknown price` : '';
  return [...lines, `${what} to make ${price}${beside}.`];
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
      return `${start} failed  ${asset.name}  ${end.failure.sentence}`;
    case 'notBegun':
      return `${start} not begun  ${asset.name}  ${end.sentence}`;
  }
}
