import type { PropertyDeclarations } from 'lit';
import type { PageStore } from '../../store.ts';
import type { View } from '../../view.ts';
import { DocumentElement } from './documentElement.ts';

/**
 * Base of the page's components: each sees the whole view and asks the store. They render into the
 * document itself, so that one style sheet and references between labels and controls work everywhere.
 */
export abstract class PageElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    view: { attribute: false },
  };

  declare store: PageStore;
  declare view: View;
}
