import { html, type TemplateResult } from 'lit';
import { type Sentence, say, sentence, t } from '../../../src/core/shared/l10n.ts';
import { type BatchFilter, type BatchRow, batchFilters, rowsThatFit } from '../../batch.ts';

const filterWords: Record<BatchFilter, Sentence> = {
  all: sentence('All'),
  done: sentence('Done'),
  failed: sentence('Failed'),
  open: sentence('Remaining'),
};

/** Which edits of a batch are shown: a filter that none fits can't be chosen. */
export const batchFilterBar = (
  rows: readonly BatchRow[],
  chosen: BatchFilter,
  choose: (filter: BatchFilter) => void,
): TemplateResult => html`<div class="filters" role="group" aria-label=${t('Filter')}>
  ${batchFilters.map((filter) => {
    const { length } = rowsThatFit(rows, filter);
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${chosen === filter}
      ?disabled=${length === 0 && filter !== chosen}
      @click=${() => choose(filter)}
    >
      ${say(filterWords[filter])} ${length}
    </button>`;
  })}
</div>`;
