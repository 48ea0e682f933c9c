import { LitElement, type PropertyDeclarations } from 'lit';
import type { PageStore } from '../store.ts';
import type { View } from '../view.ts';

/**
 * Base of the page's components: each sees the whole view and asks the store. They render into the
 * document itself, so that one style sheet and references between labels and controls work everywhere.
 */
export abstract class PageElement extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    view: { attribute: false },
  };

  declare store: PageStore;
  declare view: View;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
