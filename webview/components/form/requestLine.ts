import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import { PageElement } from '../parts/pageElement.ts';

const languages = [
  { language: 'curl', label: 'cURL' },
  { language: 'node', label: 'Node.js' },
  { language: 'python', label: 'Python' },
] as const;

/** The request that Run would send, to look at and to take along as code. */
class RequestLineElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    if (this.view.state.recorded) return nothing;
    return html`<p class="request">
      <button class="link" type="button" @click=${() => this.#take(() => this.store.ask('showRequest', {}))}>
        ${t('Show request')}
      </button>
      <span class="copies"
        >${t('Copy as')}
        ${languages.map(
          ({ language, label }) => html`<button
            class="link"
            type="button"
            aria-label=${t('Copy as {label}', { label })}
            @click=${() => this.#take(() => this.store.ask('copyRequest', { language }))}
          >
            ${label}
          </button>`,
        )}
      </span>
    </p>`;
  }

  /** The host shows what it has been told; what is typed last goes first. */
  #take(ask: () => void): void {
    this.store.flushPrompt();
    ask();
  }
}
customElements.define('nano-request', RequestLineElement);
