import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatDuration } from '../../../src/core/shared/format.ts';
import { DocumentElement } from './documentElement.ts';

/** How long something has been going on; ticks each second. */
class ElapsedElement extends DocumentElement {
  static override properties: PropertyDeclarations = { since: { attribute: false } };

  declare since: number;
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = window.setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): TemplateResult {
    return html`${formatDuration(Date.now() - this.since)}`;
  }
}
customElements.define('nano-elapsed', ElapsedElement);
