import { html, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import type { ZoomRequest } from '../../compare/gestures.ts';
import { icon } from '../parts/parts.ts';

/** @param share 1: one pixel of the picture is one of the screen */
export function zoomBar(share: number, fits: boolean, wanted: (what: ZoomRequest) => void): TemplateResult {
  return html`
    <div class="zoom" role="group" aria-label=${t('Zoom')}>
      <button class="tool" type="button" title=${t('Zoom out (−)')} aria-label=${t('Zoom out')} @click=${() => wanted('out')}>
        ${icon('remove')}
      </button>
      <span class="percent" title=${t('Zoom with the wheel or a pinch; move by dragging')}>${formatZoom(share)}</span>
      <button class="tool" type="button" title=${t('Zoom in (+)')} aria-label=${t('Zoom in')} @click=${() => wanted('in')}>
        ${icon('add')}
      </button>
      <button class="tool word fit" type="button" title=${t('Show the whole picture (F)')} aria-pressed=${fits} @click=${() => wanted('fit')}>
        ${icon('screen-full')}<span>${t('Fit')}</span>
      </button>
      <button
        class="tool word"
        type="button"
        title=${t('Actual size, pixel for pixel (1)')}
        aria-pressed=${!fits && Math.abs(share - 1) < 0.001}
        @click=${() => wanted('actual')}
      >
        1:1
      </button>
    </div>
  `;
}

const formatZoom = (share: number): string =>
  `${share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`;
