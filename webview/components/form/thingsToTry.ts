import { html, nothing, type TemplateResult } from 'lit';
import { inARow, t } from '../../../src/core/shared/l10n.ts';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import type { PageStore } from '../../store.ts';
import { icon } from '../parts/parts.ts';

const atOnce = 3;

/** Over the picture before the first edit, once there is what it takes: what can be tried on this very picture. */
export function thingsToTry(
  store: PageStore,
  { setup, recorded, presets }: PanelState,
): TemplateResult | typeof nothing {
  if (recorded && setup === null) {
    return html`<p class="pill line recorded">
      ${icon('info')}<span>${t('Recorded answers: nothing is sent, nothing is paid, no model is asked.')}</span>
      <button class="link" type="button" @click=${() => store.ask('setUp', { step: 'editSample' })}>${t('Use a Key')}</button>
    </p>`;
  }
  if (setup === null) return nothing;
  const { connection } = setup;
  if (!recorded && connection?.works !== true) return nothing;
  return html`<div class="pill tries" role="group" aria-label=${t('Things to try')}>
    <span
      >${
        recorded
          ? t('Recorded answers: nothing is sent, nothing is paid. Try on this picture:')
          : html`${icon('check')} ${inARow(connection?.sentence ?? '', t('Try on this picture:'))}`
      }</span
    >
    ${presets.slice(0, atOnce).map(
      ({ id, label }) => html`<button
        class="chip"
        type="button"
        @click=${() => {
          store.flushPrompt();
          store.ask('usePreset', { presetId: id });
        }}
      >
        ${label}
      </button>`,
    )}
  </div>`;
}
