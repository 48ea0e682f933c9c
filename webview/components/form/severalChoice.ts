import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Sentence, say, sentence, t } from '../../../src/core/shared/l10n.ts';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { PageElement } from '../parts/pageElement.ts';

type Mode = NonNullable<PanelState['several']>['mode'];

const choices: readonly { mode: Mode; label: Sentence; detail: Sentence }[] = [
  { mode: 'combine', label: sentence('Combine into one'), detail: sentence('one request with all images') },
  { mode: 'each', label: sentence('Edit each'), detail: sentence('one request and one result per image') },
];

/** What to do with several images. */
class SeveralChoiceElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { several } = this.view.state;
    if (!several) return nothing;
    return html`
      <fieldset class="field several" role="radiogroup">
        <legend class="label">${t('Several images')}</legend>
        ${choices.map(({ mode, label, detail }) => {
          const off = mode === 'combine' && !several.canCombine;
          return html`<div class="option">
            <input
              type="radio"
              name="several"
              id="several-${mode}"
              aria-describedby="several-${mode}-detail"
              .checked=${live(several.mode === mode)}
              ?disabled=${off}
              @change=${() => this.store.ask('setSeveral', { mode })}
            />
            <label for="several-${mode}">${say(label)}</label>
            <span class="hint" id="several-${mode}-detail">${off ? several.reason : say(detail)}</span>
          </div>`;
        })}
      </fieldset>
    `;
  }
}
customElements.define('nano-several', SeveralChoiceElement);
