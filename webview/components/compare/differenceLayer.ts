import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { DifferenceFinder } from '../../compare/difference.ts';
import { DocumentElement } from '../parts/documentElement.ts';

/** How far a comparison is. */
export type DifferenceReport =
  | { kind: 'busy' }
  | { kind: 'found'; share: number; tolerance: number }
  | { kind: 'failed'; reason: string };

/** The heat map of what differs between two pictures. Fires `report`. */
export class DifferenceLayerElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    first: { attribute: false },
    second: { attribute: false },
    tolerance: { attribute: false },
  };

  /** Addresses of the pictures. */
  declare first: string;
  declare second: string;
  /** 0 to 255. */
  declare tolerance: number;
  #finder: DifferenceFinder | undefined;
  #ready = false;
  #painting = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('first') || changed.has('second')) void this.#compare();
    else if (changed.has('tolerance')) void this.#paint();
  }

  async #compare(): Promise<void> {
    this.#close();
    this.#report({ kind: 'busy' });
    const finder = new DifferenceFinder();
    this.#finder = finder;
    try {
      const [first, second] = await Promise.all([loadPicture(this.first), loadPicture(this.second)]);
      await finder.load(first, second);
      if (this.#finder !== finder) return;
      this.#ready = true;
    } catch (error) {
      if (this.#finder === finder) this.#fail(error);
      return;
    }
    await this.#paint();
  }

  /** A slider asks more often than can be painted; the last one counts. */
  async #paint(): Promise<void> {
    const finder = this.#finder;
    if (!finder || !this.#ready || this.#painting) return;
    this.#painting = true;
    try {
      let tolerance: number;
      do {
        tolerance = this.tolerance;
        const { share, heat } = await finder.paint(tolerance);
        if (this.#finder !== finder) return;
        const canvas = this.querySelector('canvas');
        if (canvas) {
          canvas.width = heat.width;
          canvas.height = heat.height;
          canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(heat);
        }
        this.#report({ kind: 'found', share, tolerance });
      } while (tolerance !== this.tolerance);
    } catch (error) {
      if (this.#finder === finder) this.#fail(error);
    } finally {
      this.#painting = false;
    }
  }

  #fail(error: unknown): void {
    this.#report({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }

  #report(report: DifferenceReport): void {
    this.dispatchEvent(new CustomEvent('report', { detail: report }));
  }

  #close(): void {
    this.#finder?.close();
    this.#finder = undefined;
    this.#ready = false;
    this.#painting = false;
  }
}
customElements.define('nano-difference', DifferenceLayerElement);

/** A picture whose pixels can be read. @throws when the browser can't decode it */
export async function loadPicture(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  // Without it the pixels could not be read: the preview folder is another origin than the page.
  image.crossOrigin = 'anonymous';
  image.src = source;
  await image.decode();
  return image;
}
