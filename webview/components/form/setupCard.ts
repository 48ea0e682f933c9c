import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { inARow, t } from '../../../src/core/shared/l10n.ts';
import type { Setup } from '../../../src/core/shared/protocol/panelState.ts';
import { editedOf } from '../../scene.ts';
import { PageElement } from '../parts/pageElement.ts';
import { icon } from '../parts/parts.ts';

/** Whether the panel lacks what it takes to run: then the card stands in the picture's place, with the picture in it. */
export const lacksKey = (setup: Setup | null): setup is Setup =>
  setup !== null && !setup.recorded && setup.connection?.works !== true;

/** Before the first edit: who is asked, the key and its test, in this order. The key is asked for by the host. */
class SetupCardElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { state } = this.view;
    const { setup, provider } = state;
    if (!lacksKey(setup)) return nothing;
    const { providers, chosen, connection } = setup;
    const preview = editedOf(state)?.preview;
    const one = providers.find(({ id }) => id === chosen);
    return html`<div class="setup">
      ${preview ? html`<img src=${preview} alt="" />` : nothing}
      <div class="steps">
        <fieldset class="several" role="radiogroup">
          <legend>${t('Who should edit your images?')}</legend>
          ${providers.map(
            ({ id, label }) => html`<div class="option">
              <input
                type="radio"
                name="provider"
                id="provider-${id}"
                .checked=${live(id === chosen)}
                @change=${() => this.#choose(id)}
              />
              <label for="provider-${id}">${label}</label>
            </div>`,
          )}
        </fieldset>
        <p>${inARow(one?.who ?? '', one?.costs ?? '')}</p>
        <p class="hint">${inARow(one?.keeps ?? '', t('Only your prompt and your images are sent, when you press Run.'))}</p>
        <div class="actions">
          <vscode-button @click=${() => this.#take('giveKey')}>${t('Paste Key…')}</vscode-button>
          ${
            provider.key === 'missing'
              ? html`<button class="link" type="button" @click=${() => this.store.takeStep('openKeyPage', null)}>
                  ${t('Get a Key')}
                </button>`
              : html`<button class="link" type="button" @click=${() => this.#take('testKey')}>${t('Test')}</button>`
          }
        </div>
        <p class="hint">
          ${provider.problem ?? t('The key is tested at once, free of charge. It stays in VS Code’s secret storage and goes to {host} only.', { host: provider.host })}
        </p>
        <p role="status" class=${connection ? 'line bad' : 'spoken'}>
          ${connection?.works === false ? icon('warning') : nothing}<span>${connection?.sentence}</span>
        </p>
        <button class="link" type="button" @click=${() => this.#take('tryWithoutKey')}>${t('Try it without a key')}</button>
      </div>
    </div>`;
  }

  /** The host may ask for more, and be left without an answer: it decides which one is checked. */
  #choose(provider: Setup['providers'][number]['id']): void {
    this.store.ask('chooseProvider', { provider });
    this.requestUpdate();
  }

  #take(step: 'giveKey' | 'testKey' | 'tryWithoutKey'): void {
    this.store.ask('setUp', { step });
  }
}
customElements.define('nano-setup', SetupCardElement);
