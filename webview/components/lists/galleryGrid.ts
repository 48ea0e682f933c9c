import { plural, say, t } from '../../../src/core/shared/l10n.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  GalleryAction,
  GalleryItem,
  GalleryState,
} from '../../../src/core/shared/protocol/galleryProtocol.ts';
import {
  actionOn,
  filterWords,
  fitting,
  type GalleryFilter,
  type GalleryView,
  galleryFilters,
  isOf,
} from '../../galleryView.ts';
import { DocumentElement } from '../parts/documentElement.ts';
import { gridGoal, icon } from '../parts/parts.ts';
import { type GalleryDoing, galleryCard, galleryDetails } from './galleryItem.ts';

/** More images are shown when they are asked for. */
const atOnce = 200;

/** What a person asks for in the gallery. */
export type PageRequest = { name: 'act'; id: string; action: GalleryAction } | { name: 'lookAgain' | 'undo' };

/** Everything that was made in a workspace. Fires `request`, `view`, and `seen` with the ids of images in sight. */
class GalleryPageElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    view: { attribute: false },
    thumbnails: { attribute: false },
    selected: { state: true },
    shown: { state: true },
    problem: { attribute: false },
  };

  declare state: GalleryState;
  declare view: GalleryView;
  /** Addresses by the ids of images; null where there is none to show. */
  declare thumbnails: ReadonlyMap<string, string | null>;
  declare selected: string | undefined;
  declare shown: number;
  declare problem: string | null;
  #fitting: readonly GalleryItem[] = [];
  /** Place of the selected one in the list, for when it is gone. */
  #at = 0;
  #hadFocus = false;
  readonly #sight = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: '300px' });

  constructor() {
    super();
    this.thumbnails = new Map();
    this.shown = atOnce;
    this.problem = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.querySelector('.galleryItems')?.contains(document.activeElement) ?? false;
    if (!changed.has('state') && !changed.has('view')) return;
    this.#fitting = fitting(this.state.items, this.view);
    const at = this.#fitting.findIndex(({ id }) => id === this.selected);
    // What was discarded gives way to what stands in its place.
    if (at < 0) this.selected = (this.#fitting[this.#at] ?? this.#fitting.at(-1))?.id;
    else this.#at = at;
  }

  protected override updated(): void {
    for (const place of this.querySelectorAll('[data-item]')) this.#sight.observe(place);
    if (this.#hadFocus && !this.contains(document.activeElement)) this.#card(this.selected)?.focus();
  }

  override render(): TemplateResult {
    const { items, looking, limits, undo } = this.state;
    const found = this.#fitting;
    const item = found.find(({ id }) => id === this.selected);
    return html`
      <header class="reportHead">
        <div>
          <h1>${t('Gallery')}</h1>
          <p class="aside" role="status">${this.state.status || t('Made in this workspace, newest first')}</p>
          ${limits === null ? nothing : html`<p class="line">${icon('info')}<span>${limits}</span></p>`}
        </div>
        <div class="actions">
          ${
            undo === null
              ? nothing
              : html`<vscode-button secondary title=${undo} @click=${() => this.#wanted({ name: 'undo' })}>${t('Undo')}</vscode-button>`
          }
          <vscode-button secondary @click=${() => this.#wanted({ name: 'lookAgain' })}>${t('Look Again')}</vscode-button>
        </div>
      </header>
      ${
        this.problem === null
          ? nothing
          : html`<div class="note alert">${icon('error')}<p role="alert" dir="auto">${this.problem}</p></div>`
      }
      ${items.length === 0 && looking === null ? this.#empty() : this.#list(found, item)}
    `;
  }

  #empty(): TemplateResult {
    return html`<div class="reportEmpty">
      ${icon('file-media')}
      <p>${t('Nothing has been made here yet.')}</p>
      <p>${t('Right-click an image and choose “Edit with Nano Banana…”.')}</p>
    </div>`;
  }

  #list(found: readonly GalleryItem[], item: GalleryItem | undefined): TemplateResult {
    const left = found.length - this.shown;
    return html`
      ${this.#filters(found.length)}
      ${
        found.length > 0 || this.state.looking !== null
          ? nothing
          : html`<div class="reportEmpty">
              ${icon('filter')}
              <p>${t('Nothing matches the filter.')}</p>
              <vscode-button secondary @click=${() => this.#change({ text: '', filters: [] })}>${t('Clear the Filter')}</vscode-button>
            </div>`
      }
      <ul class="galleryItems" aria-label=${t('Images')} role="list" @keydown=${this.#key}>
        ${repeat(
          found.slice(0, this.shown),
          ({ id }) => id,
          (item) => galleryCard(item, item.id === this.selected, this.thumbnails.get(item.id), this.#doing),
        )}
      </ul>
      ${
        left > 0
          ? html`<div class="reportMore">
              <vscode-button secondary @click=${() => (this.shown += atOnce)}
                >${t('Show {count} More of {all}', { count: Math.min(left, atOnce), all: left })}</vscode-button
              >
            </div>`
          : nothing
      }
      ${item === undefined ? nothing : galleryDetails(item, this.#doing)}
    `;
  }

  #filters(fits: number): TemplateResult {
    const { items, looking } = this.state;
    const { filters, text } = this.view;
    const all = items.length;
    const count =
      fits === all
        ? plural(all, { one: '{count} image', other: '{count} images' })
        : t('{count} of {all} images', { count: fits, all });
    return html`
      <div class="reportFilters" role="group" aria-label=${t('Filter')}>
        <input
          class="filterText"
          type="search"
          placeholder=${t('Filter by prompt or name')}
          aria-label=${t('Filter by prompt or name')}
          .value=${text}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.#change({ text: event.target.value });
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            this.#card(this.selected)?.focus();
          }}
        />
        ${galleryFilters
          .map((filter) => ({ filter, number: items.filter((item) => isOf(item, filter)).length }))
          .filter(({ filter, number }) => number > 0 || filters.includes(filter))
          .map(
            ({ filter, number }) => html`<button
              type="button"
              class="chip kind"
              aria-pressed=${filters.includes(filter)}
              @click=${() => this.#toggle(filter)}
            >
              ${filters.includes(filter) ? icon('check') : nothing} ${say(filterWords[filter])} <span class="count">${number}</span>
            </button>`,
          )}
        <span role="status" class="hint">${looking ?? count}</span>
      </div>
    `;
  }

  #card(id: string | undefined): HTMLElement | undefined {
    return this.#cards.find(({ dataset }) => dataset.item === id);
  }

  get #cards(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.galleryCard')];
  }

  readonly #doing: GalleryDoing = {
    select: (id) => this.#select(id),
    act: (item, action) => this.#act(item, action),
  };

  #select(id: string): void {
    if (id === this.selected) return;
    this.selected = id;
    this.#at = this.#fitting.findIndex((item) => item.id === id);
  }

  #act(item: GalleryItem, action: GalleryAction | undefined): void {
    if (action !== undefined) this.#wanted({ name: 'act', id: item.id, action });
  }

  /** Arrows move over the grid, Home and End to its ends; the other keys do what the buttons below do. */
  #key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const cards = this.#cards;
    const { target, key } = event;
    const at = target instanceof HTMLElement ? cards.indexOf(target) : -1;
    if (at < 0) return;
    const columns = cards.filter(({ offsetTop }) => offsetTop === cards[0]?.offsetTop).length;
    const goal = gridGoal(key, at, columns, cards.length);
    if (goal !== undefined) {
      event.preventDefault();
      cards[goal]?.focus();
      return;
    }
    const item = this.#fitting.find(({ id }) => id === cards[at]?.dataset.item);
    const action = item && actionOn(item, key);
    if (item === undefined || action === undefined) return;
    event.preventDefault();
    this.#act(item, action);
  };

  #see(entries: readonly IntersectionObserverEntry[]): void {
    const seen = entries.flatMap(({ isIntersecting, target }) =>
      isIntersecting && target instanceof HTMLElement ? (target.dataset.item ?? []) : [],
    );
    if (seen.length > 0) this.dispatchEvent(new CustomEvent('seen', { detail: seen }));
  }

  #toggle(filter: GalleryFilter): void {
    const { filters } = this.view;
    const isOn = filters.includes(filter);
    this.#change({ filters: isOn ? filters.filter((one) => one !== filter) : [...filters, filter] });
  }

  #change(change: Partial<GalleryView>): void {
    this.shown = atOnce;
    this.dispatchEvent(new CustomEvent('view', { detail: { ...this.view, ...change } }));
  }

  #wanted(wanted: PageRequest): void {
    this.dispatchEvent(new CustomEvent('request', { detail: wanted }));
  }
}
customElements.define('nano-gallery-page', GalleryPageElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-gallery-page': GalleryPageElement;
  }
}
