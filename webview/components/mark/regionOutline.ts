import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Region } from '../../../src/core/shared/region/region.ts';
import { SelectionPainter } from '../../mark/selectionPainter.ts';
import type { Surface } from '../../mark/surface.ts';
import { DocumentElement } from '../parts/documentElement.ts';

/** The outline of the region that an edit had, over its result: to be looked at. */
class RegionOutlineElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    region: { attribute: false },
    surface: { attribute: false },
    origin: { attribute: false },
  };

  declare region: Region;
  declare surface: Surface;
  /** Where the pane's corner is in the element that this one lies in, in CSS pixels. */
  declare origin: { x: number; y: number };
  #painter: SelectionPainter | undefined;

  override render(): TemplateResult {
    const { pane } = this.surface;
    this.style.cssText = `left:${this.origin.x}px;top:${this.origin.y}px;width:${pane.width}px;height:${pane.height}px`;
    return html`<canvas class="selection" aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    this.#painter ??= new SelectionPainter(canvas);
    const { surface } = this;
    this.#painter.place(surface.pane, surface, surface.of, window.devicePixelRatio);
    const { shapes, inverted } = this.region;
    this.#painter.paint({ shapes, inverted, draft: undefined, dims: false });
  }
}
customElements.define('nano-region-outline', RegionOutlineElement);
