import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Sentence, say, sentence, t } from '../../../src/core/shared/l10n.ts';
import type { Choice } from '../../../src/core/shared/protocol/panelState.ts';
import type { CompareMode, ViewMode } from '../../layout.ts';
import { icon } from '../parts/parts.ts';

const ways: readonly { mode: CompareMode; words: Sentence; icon: string }[] = [
  { mode: 'sideBySide', words: sentence('Side by side'), icon: 'split-horizontal' },
  { mode: 'swipe', words: sentence('Swipe'), icon: 'mirror' },
  { mode: 'onionSkin', words: sentence('Onion skin'), icon: 'layers' },
  { mode: 'difference', words: sentence('Difference'), icon: 'diff' },
];

/** One picture, or one of four ways to compare. @param canOverlay false: without both pictures there is nothing to lay over each other */
export function modeField(
  shown: ViewMode,
  canOverlay: boolean,
  choose: (mode: ViewMode) => void,
): TemplateResult {
  return html`<div class="modes">
    <button
      class="mode one"
      type="button"
      title=${t('One picture; hold Space to see the source')}
      aria-pressed=${shown === 'single'}
      @click=${() => choose('single')}
    >
      <span>${icon('file-media')}<span class="word">${t('One picture')}</span></span>
    </button>
    <fieldset role="radiogroup">
      <legend class="spoken">${t('Compare')}</legend>
      ${ways.map(
        ({ mode, words, icon: name }) => html`<label class="mode" title=${say(words)}>
          <input
            type="radio"
            name="compare"
            .checked=${live(mode === shown)}
            ?disabled=${mode !== 'sideBySide' && !canOverlay}
            @change=${() => choose(mode)}
          /><span>${icon(name)}<span class="word">${say(words)}</span></span>
        </label>`,
      )}
    </fieldset>
  </div>`;
}

/** What is seen as long as it is wanted: the first picture, and a line around what changed. */
export function lookButtons(
  peeks: boolean,
  outlines: boolean,
  { peek, outline }: { peek: (isHeld: boolean) => void; outline: () => void },
): TemplateResult {
  return html`<span class="looks">
    <button
      class="tool"
      type="button"
      data-peek
      title=${t('Hold to see the source (Space)')}
      aria-label=${t('Hold to see the source')}
      aria-pressed=${peeks}
      @pointerdown=${(event: PointerEvent) => {
        if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
        peek(true);
      }}
      @lostpointercapture=${() => peek(false)}
    >
      ${icon('eye')}
    </button>
    <button
      class="tool"
      type="button"
      title=${t('Outline what changed (O)')}
      aria-label=${t('Outline what changed')}
      aria-pressed=${outlines}
      @click=${outline}
    >
      ${icon('inspect')}
    </button>
  </span>`;
}

/** What to compare with, where there is a choice. */
export function partnerField(
  partners: readonly Choice[],
  partner: string,
  choose: (value: string) => void,
): TemplateResult | typeof nothing {
  if (partners.length < 2) return nothing;
  return html`<label class="with" title=${t('Compare this with')}>
    <span class="word" aria-hidden="true">${t('This with')}</span>
    <select
      aria-label=${t('Compare with')}
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
