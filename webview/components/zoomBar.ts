import { html, type TemplateResult } from 'lit';
import type { ZoomRequest } from '../compare/gestures.ts';
import { icon } from './parts.ts';

/** @param share 1: one pixel of the picture is one of the screen */
export function zoomBar(share: number, fits: boolean, wanted: (what: ZoomRequest) => void): TemplateResult {
  return html`
    <div class="zoom" role="group" aria-label="Zoom">
      <button class="tool" type="button" title="Zoom out (−)" aria-label="Zoom out" @click=${() => wanted('out')}>
        ${icon('remove')}
      </button>
      <span class="percent" title="Zoom with the wheel or a pinch; move by dragging">${formatZoom(share)}</span>
      <button class="tool" type="button" title="Zoom in (+)" aria-label="Zoom in" @click=${() => wanted('in')}>
        ${icon('add')}
      </button>
      <button class="tool word" type="button" title="Show the whole picture (F)" aria-pressed=${fits} @click=${() => wanted('fit')}>
        Fit
      </button>
      <button
        class="tool word"
        type="button"
        title="Actual size, pixel for pixel (1)"
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
