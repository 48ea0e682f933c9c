import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { t } from '../../src/core/shared/l10n.ts';
import { type Told, toldOf } from '../told.ts';
import { PageElement } from './parts/pageElement.ts';
import { icon } from './parts/parts.ts';

/** One line on what went wrong or was stopped, with the buttons that help; all of it where that is asked for. */
class AlertElement extends PageElement {
  /** What is shown whole. */
  #open: string | null = null;
  #isCut = false;
  readonly #observer = new ResizeObserver(() => this.#measure());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render(): TemplateResult | typeof nothing {
    const told = toldOf(this.view);
    return told === null ? nothing : this.#line(told);
  }

  override updated(changed: PropertyValues<this>): void {
    this.#observer.disconnect();
    const sentence = this.querySelector('.sentence');
    if (sentence) this.#observer.observe(sentence);
    if (changed.has('view')) this.#measure();
  }

  /** Whether there is more than the line shows. */
  #measure(): void {
    const sentence = this.querySelector('.sentence');
    if (!sentence || this.#open !== null) return;
    const isCut = sentence.scrollHeight > sentence.clientHeight + 1;
    if (isCut === this.#isCut) return;
    this.#isCut = isCut;
    this.requestUpdate();
  }

  #line({ sentence, actions, jobId, tone }: Told): TemplateResult {
    const isOpen = this.#open === sentence;
    const isBad = tone === 'bad';
    return html`
      <div class="note told ${isBad ? 'alert' : ''} ${isOpen ? 'open' : ''}">
        ${icon(isBad ? 'error' : 'circle-slash')}
        <p class="sentence" role=${isBad ? 'alert' : nothing} dir="auto">${sentence}</p>
        <div class="actions">
          ${actions.map(
            ({ step, label }) =>
              html`<button class="link" type="button" @click=${() => this.store.takeStep(step, jobId)}>${label}</button>`,
          )}
          ${
            this.#isCut || isOpen
              ? html`<button
                  class="link"
                  type="button"
                  aria-expanded=${isOpen}
                  @click=${() => {
                    this.#open = isOpen ? null : sentence;
                    this.requestUpdate();
                  }}
                >
                  ${isOpen ? t('Less') : t('Details')}
                </button>`
              : nothing
          }
        </div>
        <button class="tool" type="button" title=${t('Dismiss')} aria-label=${t('Dismiss')} @click=${() => this.store.dismissTold()}>
          ${icon('close')}
        </button>
      </div>
    `;
  }
}
customElements.define('nano-alert', AlertElement);
