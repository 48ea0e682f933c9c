import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice } from '../../src/core/shared/panelState.ts';

export const compareModes = ['sideBySide', 'swipe', 'onionSkin', 'difference'] as const;
export type CompareMode = (typeof compareModes)[number];

const modeWords: Record<CompareMode, string> = {
  sideBySide: 'Side by side',
  swipe: 'Swipe',
  onionSkin: 'Onion skin',
  difference: 'Difference',
};

/** @param canOverlay false: without both pictures there is nothing to lay over each other */
export function modeField(
  shown: CompareMode,
  canOverlay: boolean,
  choose: (mode: CompareMode) => void,
): TemplateResult {
  return html`
    <fieldset class="modes" role="radiogroup">
      <legend class="spoken">Compare</legend>
      ${compareModes.map(
        (mode) => html`<label class="mode">
          <input
            type="radio"
            name="compare"
            .checked=${live(mode === shown)}
            ?disabled=${mode !== 'sideBySide' && !canOverlay}
            @change=${() => choose(mode)}
          /><span>${modeWords[mode]}</span>
        </label>`,
      )}
    </fieldset>
  `;
}

/** What to compare with, where there is a choice. */
export function partnerField(
  partners: readonly Choice[],
  partner: string,
  choose: (value: string) => void,
): TemplateResult | typeof nothing {
  if (partners.length < 2) return nothing;
  return html`<label class="with">
    <span>with</span>
    <select
      aria-label="Compare with"
      .value=${live(partner)}
      @change=${({ target }: Event) => {
        if (target instanceof HTMLSelectElement) choose(target.value);
      }}
    >
      ${partners.map(
        ({ value, label }) => html`<option value=${value} ?selected=${value === partner}>${label}</option>`,
      )}
    </select>
  </label>`;
}
