import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Notice } from '../../src/core/shared/panelState.ts';
import { PageElement } from './pageElement.ts';
import { icon } from './parts.ts';

/** What went wrong, what to do about it, and the buttons that do it. */
class AlertElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { alert } = this.view.state;
    const { problem } = this.view;
    if (alert) return this.#box(alert, () => this.store.ask('dismissAlert', {}));
    if (problem === null) return nothing;
    const own: Notice = { sentence: problem, actions: [{ step: 'showLog', label: 'Show Log' }], jobId: null };
    return this.#box(own, () => this.store.dismissProblem());
  }

  /** Where all is stacked it may arrive out of sight. */
  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    const { state, problem } = this.view;
    if (before?.state.alert?.sentence === state.alert?.sentence && before?.problem === problem) return;
    this.querySelector('.note')?.scrollIntoView({ block: 'nearest' });
  }

  #box({ sentence, actions, jobId }: Notice, dismiss: () => void): TemplateResult {
    return html`
      <div class="note alert">
        ${icon('error')}
        <p role="alert">${sentence}</p>
        <div class="actions">
          ${actions.map(
            ({ step, label }) =>
              html`<button class="link" type="button" @click=${() => this.store.takeStep(step, jobId)}>${label}</button>`,
          )}
        </div>
        <button class="tool" type="button" title="Dismiss" aria-label="Dismiss" @click=${dismiss}>${icon('close')}</button>
      </div>
    `;
  }
}
customElements.define('nano-alert', AlertElement);
