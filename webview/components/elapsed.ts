import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatDuration } from '../../src/core/shared/format.ts';

/** How long something has been going on; ticks each second. */
class ElapsedElement extends LitElement {
  static override properties: PropertyDeclarations = { since: { attribute: false } };

  declare since: number;
  #timer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

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
