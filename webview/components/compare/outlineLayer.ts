import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { type Cells, DifferenceFinder } from '../../compare/difference.ts';
import { outlinePath } from '../../compare/outline.ts';
import { DocumentElement } from '../parts/documentElement.ts';
import { loadPicture } from './differenceLayer.ts';

/** How far the search for what changed is. */
export type OutlineReport = 'busy' | 'found' | 'none' | 'failed';

/** A line around what changed from one picture to another. Fires `report`. */
class OutlineLayerElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    first: { attribute: false },
    second: { attribute: false },
    cells: { state: true },
  };

  /** Addresses of the pictures. */
  declare first: string;
  declare second: string;
  declare cells: Cells | null;
  #finder: DifferenceFinder | undefined;

  constructor() {
    super();
    this.cells = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#finder?.close();
    this.#finder = undefined;
  }

  override render(): TemplateResult {
    const { columns, rows } = this.cells ?? { columns: 1, rows: 1 };
    const path = this.cells ? outlinePath(this.cells) : '';
    return html`<svg viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" aria-hidden="true">
      <path class="halo" d=${path} /><path d=${path} />
    </svg>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('first') || changed.has('second')) void this.#look();
  }

  async #look(): Promise<void> {
    this.#finder?.close();
    this.cells = null;
    this.#report('busy');
    const finder = new DifferenceFinder();
    this.#finder = finder;
    try {
      const [first, second] = await Promise.all([loadPicture(this.first), loadPicture(this.second)]);
      await finder.load(first, second);
      const cells = await finder.cells();
      if (this.#finder !== finder) return;
      this.cells = cells;
      this.#report(cells.changed.includes(true) ? 'found' : 'none');
    } catch (error) {
      if (this.#finder !== finder) return;
      console.warn(error);
      this.#report('failed');
    }
    finder.close();
  }

  #report(report: OutlineReport): void {
    this.dispatchEvent(new CustomEvent('report', { detail: report }));
  }
}
customElements.define('nano-outline', OutlineLayerElement);
