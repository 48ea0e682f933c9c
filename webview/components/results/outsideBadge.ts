import { html, type TemplateResult } from 'lit';
import { formatNumber, t } from '../../../src/core/shared/l10n.ts';
import type { ResultView } from '../../../src/core/shared/protocol/panelState.ts';
import { icon } from '../parts/parts.ts';

/** "Outside the region: 0 of 8,102,400 pixels changed" */
export const outsideWords = ({ pixels, changed }: NonNullable<ResultView['outside']>): string =>
  t('Outside the region: {changed} of {all} pixels changed', {
    changed: formatNumber(changed),
    all: formatNumber(pixels),
  });

/** What was counted in the saved file, which is the promise of a region. @param show shows where */
export function outsideBadge(outside: NonNullable<ResultView['outside']>, show: () => void): TemplateResult {
  const isKept = outside.changed === 0;
  return html`<button
    class="pill badge ${isKept ? 'kept' : 'broken'}"
    type="button"
    title=${t('Counted in the saved file. Click to see the difference with the region outlined.')}
    @click=${show}
  >
    ${icon(isKept ? 'verified' : 'warning')}<span>${outsideWords(outside)}</span>
  </button>`;
}
