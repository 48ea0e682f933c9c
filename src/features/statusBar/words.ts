import { formatCost } from '../../core/shared/format.ts';
import { inARow, plural, t } from '../../core/shared/l10n.ts';
import type { DaySpending } from '../../core/storage/daySpending.ts';

export interface StatusWords {
  /** With icons, as the status bar takes them. */
  text: string;
  /** For screen readers. */
  spoken: string;
  tooltip: string;
}

/** What the status bar says; undefined where there is nothing to say. */
export function statusWords(running: number, { usd, open, requests }: DaySpending): StatusWords | undefined {
  if (running === 0 && requests === 0) return undefined;
  const edits = plural(running, { one: '{count} edit', other: '{count} edits' });
  const asked = plural(requests, { one: '{count} request', other: '{count} requests' });
  const upTo = () => t('up to {cost}', { cost: formatCost(open) });
  const cost = usd > 0 ? formatCost(usd) : open > 0 ? upTo() : undefined;
  // The price of all of it may be unknown.
  const today = requests === 0 ? [] : [t('{cost} today', { cost: cost ?? asked })];
  const icon = running > 0 ? 'loading~spin' : 'sparkle';
  return {
    text: `$(${icon}) ${[...(running > 0 ? [edits] : []), ...today].join(' · ')}`,
    spoken: inARow(
      running > 0 ? t('Nano Banana: {edits} running.', { edits }) : t('Nano Banana: nothing is running.'),
      requests === 0
        ? t('Nothing was spent today.')
        : cost === undefined
          ? t('An unknown amount was spent today.')
          : t('{cost} spent today.', { cost }),
    ),
    tooltip: [
      running > 0 ? t('Nano Banana: {edits} running', { edits }) : 'Nano Banana',
      requests === 0
        ? t('Nothing was spent today.')
        : paidSentence(cost, asked, usd > 0 && open > 0 ? open : 0),
      t('Show the gallery'),
    ].join('\n'),
  };
}

/** @param open USD that may have been billed besides, without a result */
const paidSentence = (cost: string | undefined, asked: string, open: number): string =>
  inARow(
    cost === undefined
      ? t('{asked}, in all windows.', { asked })
      : t('{cost} today for {asked}, in all windows.', { cost, asked }),
    open > 0 && t('Up to {cost} more may have been billed without a result.', { cost: formatCost(open) }),
  );
