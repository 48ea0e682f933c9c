import { formatCost } from '../../core/shared/format.ts';
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
  const edits = running === 1 ? '1 edit' : `${running} edits`;
  const asked = requests === 1 ? '1 request' : `${requests} requests`;
  const cost = usd > 0 ? formatCost(usd) : open > 0 ? `up to ${formatCost(open)}` : undefined;
  // The price of all of it may be unknown.
  const today = requests === 0 ? [] : [`${cost ?? asked} today`];
  const maybe =
    usd > 0 && open > 0 ? ` Up to ${formatCost(open)} more may have been billed without a result.` : '';
  const paid = cost === undefined ? asked : `${cost} today for ${asked}`;
  const spent = requests === 0 ? 'nothing' : (cost ?? 'an unknown amount');
  return {
    text: `$(${running > 0 ? 'loading~spin' : 'sparkle'}) ${[...(running > 0 ? [edits] : []), ...today].join(' · ')}`,
    spoken: `Nano Banana: ${running > 0 ? `${edits} running` : 'nothing runs'}, ${spent} spent today`,
    tooltip: [
      running > 0 ? `Nano Banana: ${edits} running` : 'Nano Banana',
      requests === 0 ? 'Nothing was spent today.' : `${paid}, in all windows.${maybe}`,
      'Show the gallery',
    ].join('\n'),
  };
}
