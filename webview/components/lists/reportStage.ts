import { t } from '../../../src/core/shared/l10n.ts';
import '../compare/compareView.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { LookedAt, ReportRow } from '../../../src/core/shared/protocol/reportProtocol.ts';
import { icon } from '../parts/parts.ts';

/** A row whose image is looked at, and what there is to see. */
export interface LookedRow extends LookedAt {
  row: number;
}

/** @param by 1: the next row with an image; -1: the one before; null: the stage is closed */
type Flip = (by: 1 | -1 | null) => void;

/** The image of a row on the stage; left and right lead to the next one at the same zoom. */
export function reportStage(
  { row, picture, problem }: LookedRow,
  rows: readonly ReportRow[],
  flip: Flip,
): TemplateResult {
  const place = rows.findIndex(({ id }) => id === row) + 1;
  const button = (name: string, words: string, title: string, by: 1 | -1 | null) =>
    html`<button class="tool" type="button" title=${title} aria-label=${words} @click=${() => flip(by)}>
      ${icon(name)}
    </button>`;
  const keys: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };
  const press = (event: KeyboardEvent): void => {
    const by = keys[event.key];
    const isOnPicture = event.target instanceof HTMLElement && event.target.matches('.panes');
    if (by === undefined || !isOnPicture || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    flip(by);
  };
  return html`<section class="stage" aria-label=${t('Picture')}>
    <nano-compare
      @keydown=${{ handleEvent: press, capture: true }}
      .second=${picture && { title: '', name: picture.name, picture }}
      .mode=${'single'}
      .pending=${problem === null ? nothing : html`<p class="pill line">${icon('info')}<span>${problem}</span></p>`}
      .trail=${html`<span class="flips">
        ${place > 0 ? html`<span class="count">${t('{number} of {all}', { number: place, all: rows.length })}</span>` : nothing}
        ${button('arrow-left', t('Previous image'), t('Previous image (←)'), -1)}
        ${button('arrow-right', t('Next image'), t('Next image (→)'), 1)}
        ${button('close', t('Close the picture'), t('Close (Escape)'), null)}
      </span>`}
    ></nano-compare>
  </section>`;
}
