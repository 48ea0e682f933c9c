import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../src/core/shared/l10n.ts';
import { drawnSentence, slots } from './parts/drawnSentence.ts';
import { PageElement } from './parts/pageElement.ts';
import { icon } from './parts/parts.ts';

/** What is worth knowing before Run: what will be done to the images, what is not set up yet. */
class NotesElement extends PageElement {
  override render(): TemplateResult {
    const { notes, provider, presetProblem, setup } = this.view.state;
    return html`
      ${
        provider.problem !== null && setup === null
          ? html`<div class="note bad">
              ${icon('warning')}
              <p>${provider.problem}</p>
              <button class="link" type="button" @click=${() => this.store.takeStep('openSettings', null)}>
                ${t('Open Settings')}
              </button>
            </div>`
          : nothing
      }
      ${
        provider.key === 'missing' && setup === null
          ? html`<div class="note">
              ${icon('key')}
              <p>
                ${drawnSentence(
                  t(
                    'No API key for {provider} yet. Your key stays in VS Code’s secret storage and goes to {host} only.',
                    { provider: provider.name, host: slots[0] },
                  ),
                  html`<span class="host">${provider.host}</span>`,
                )}
              </p>
              <div class="actions">
                <button class="link" type="button" @click=${() => this.store.takeStep('setApiKey', null)}>
                  ${t('Set API Key…')}
                </button>
                <button class="link" type="button" @click=${() => this.store.takeStep('openKeyPage', null)}>
                  ${t('Get a Key')}
                </button>
              </div>
            </div>`
          : nothing
      }
      ${
        presetProblem !== null
          ? html`<div class="note bad">
              ${icon('warning')}
              <p>${presetProblem}</p>
              <button class="link" type="button" @click=${() => this.store.ask('editPresets', {})}>
                ${t('Open Prompts')}
              </button>
            </div>`
          : nothing
      }
      ${notes.map((note) => html`<div class="note plain">${icon('info')}<p>${note}</p></div>`)}
    `;
  }
}
customElements.define('nano-notes', NotesElement);
