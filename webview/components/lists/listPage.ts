import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import { DocumentElement } from '../parts/documentElement.ts';
import { icon } from '../parts/parts.ts';

/** More rows are shown when they are asked for. */
const atOnce = 200;

/** What a page with a long list is told. */
interface ListState {
  /** What was left out, as a sentence. */
  limits: string | null;
}

/**
 * A page with a long list of images that can be filtered. Fires `request`, `view`, and `seen` with the ids of images
 * in sight.
 */
export abstract class ListPageElement<
  Id,
  State extends ListState,
  View extends { text: string },
  Request,
> extends DocumentElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    view: { attribute: false },
    thumbnails: { attribute: false },
    shown: { state: true },
    problem: { attribute: false },
  };

  declare state: State;
  declare view: View;
  /** Addresses by the ids of images; null where there is none to show. */
  declare thumbnails: ReadonlyMap<Id, string | null>;
  declare shown: number;
  declare problem: string | null;
  protected readonly sight = new IntersectionObserver((entries) => this.#see(entries), {
    rootMargin: '300px',
  });

  constructor() {
    super();
    this.thumbnails = new Map();
    this.shown = atOnce;
    this.problem = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sight.disconnect();
  }

  /** The image that a place in the list shows; undefined for other places. */
  protected abstract idOf(place: HTMLElement): Id | undefined;

  protected head(title: string, words: TemplateResult, buttons: TemplateResult): TemplateResult {
    const { limits } = this.state;
    return html`
      <header class="reportHead">
        <div>
          <h1>${title}</h1>
          ${words}
          ${limits === null ? nothing : html`<p class="line">${icon('info')}<span>${limits}</span></p>`}
        </div>
        <div class="actions">${buttons}</div>
      </header>
      ${
        this.problem === null
          ? nothing
          : html`<div class="note alert">${icon('error')}<p role="alert" dir="auto">${this.problem}</p></div>`
      }
    `;
  }

  /** @param leave called where the arrow down leads out of the field */
  protected filterText(words: string, leave?: () => void): TemplateResult {
    return html`<input
      class="filterText"
      type="search"
      placeholder=${words}
      aria-label=${words}
      .value=${this.view.text}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement)
          this.change({ text: event.target.value } as Partial<View>);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown' || leave === undefined) return;
        event.preventDefault();
        leave();
      }}
    />`;
  }

  protected chip(words: string, count: number, isOn: boolean, toggle: () => void): TemplateResult {
    return html`<button type="button" class="chip kind" aria-pressed=${isOn} @click=${toggle}>
      ${isOn ? icon('check') : nothing} ${words} <span class="count">${count}</span>
    </button>`;
  }

  protected noneFits(cleared: Partial<View>): TemplateResult {
    return html`<div class="reportEmpty">
      ${icon('filter')}
      <p>${t('Nothing matches the filter.')}</p>
      <vscode-button secondary @click=${() => this.change(cleared)}>${t('Clear the Filter')}</vscode-button>
    </div>`;
  }

  /** Where more fit than are shown. */
  protected more(fitting: number): TemplateResult | typeof nothing {
    const left = fitting - this.shown;
    if (left <= 0) return nothing;
    return html`<div class="reportMore">
      <vscode-button secondary @click=${() => (this.shown += atOnce)}
        >${t('Show {count} More of {all}', { count: Math.min(left, atOnce), all: left })}</vscode-button
      >
    </div>`;
  }

  protected change(change: Partial<View>): void {
    this.shown = atOnce;
    this.dispatchEvent(new CustomEvent('view', { detail: { ...this.view, ...change } }));
  }

  protected wanted(wanted: Request): void {
    this.dispatchEvent(new CustomEvent('request', { detail: wanted }));
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    const seen = entries.flatMap(({ isIntersecting, target }) =>
      isIntersecting && target instanceof HTMLElement ? (this.idOf(target) ?? []) : [],
    );
    if (seen.length > 0) this.dispatchEvent(new CustomEvent('seen', { detail: seen }));
  }
}

/** A list with one more or one less. */
export const toggled = <T>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
