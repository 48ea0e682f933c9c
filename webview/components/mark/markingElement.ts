import type { PropertyDeclarations } from 'lit';
import type { Marking } from '../../mark/marking.ts';
import { DocumentElement } from '../parts/documentElement.ts';

/** Base of what shows a marking, but not what is being drawn this moment. */
export abstract class MarkingElement extends DocumentElement {
  static override properties: PropertyDeclarations = { marking: { attribute: false } };

  declare marking: Marking;
  #unsubscribe = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.marking.subscribe((what) => {
      if (what !== 'draft') this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
  }
}
