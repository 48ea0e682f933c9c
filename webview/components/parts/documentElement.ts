import { LitElement } from 'lit';

/**
 * Base of what renders into the document itself, so that one style sheet and references between labels and controls
 * work everywhere.
 */
export abstract class DocumentElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
