import { html, type PropertyValues, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import { formBounds } from '../../layout.ts';
import { PageElement } from './pageElement.ts';

const keyStep = 16;

/** What divides form and stage: dragged, moved by arrow keys, and set back by a double click. */
class SplitterElement extends PageElement {
  readonly #resized = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('resize', this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#resized);
  }

  override render(): TemplateResult {
    const { min, max } = formBounds(window.innerWidth);
    return html`<div
      class="splitter"
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${t('Width of the form')}
      aria-controls="form"
      aria-valuemin=${min}
      aria-valuemax=${max}
      title=${t('Drag to make the form wider or narrower; double-click to reset it')}
      @keydown=${this.#press}
      @pointerdown=${this.#grab}
      @dblclick=${() => this.store.setLayout({ formWidth: null })}
    ></div>`;
  }

  /** How wide the form is, the form itself knows. */
  override updated(changed: PropertyValues<this>): void {
    const line = this.querySelector('.splitter');
    if (changed.has('view') || line?.ariaValueNow === null) {
      requestAnimationFrame(() => line?.setAttribute('aria-valuenow', String(this.#width())));
    }
  }

  #width(): number {
    return Math.round(document.getElementById('form')?.getBoundingClientRect().width ?? 0);
  }

  #kept(width: number): number {
    const { min, max } = formBounds(window.innerWidth);
    return Math.round(Math.min(max, Math.max(min, width)));
  }

  #press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { min, max } = formBounds(window.innerWidth);
    const width = this.#width();
    const goals: Record<string, number | null> = {
      ArrowLeft: width - keyStep,
      ArrowRight: width + keyStep,
      Home: min,
      End: max,
      Enter: null,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    this.store.setLayout({ formWidth: goal === null ? null : this.#kept(goal) });
  };

  /** Drawn at once; kept when it is let go. */
  #grab = (event: PointerEvent): void => {
    const line = event.currentTarget;
    const app = this.closest<HTMLElement>('nano-app');
    if (event.button !== 0 || !(line instanceof HTMLElement) || !app) return;
    line.setPointerCapture(event.pointerId);
    const by = this.#width() - event.clientX;
    let width: number | undefined;
    const move = ({ clientX }: PointerEvent) => {
      width = this.#kept(clientX + by);
      app.style.setProperty('--form-width', `${width}px`);
    };
    line.addEventListener('pointermove', move);
    line.addEventListener(
      'lostpointercapture',
      () => {
        line.removeEventListener('pointermove', move);
        if (width !== undefined) this.store.setLayout({ formWidth: width });
      },
      { once: true },
    );
  };
}
customElements.define('nano-splitter', SplitterElement);
