import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { plural, say, t } from '../../../src/core/shared/l10n.ts';
import type {
  GalleryAction,
  GalleryItem,
  GalleryState,
} from '../../../src/core/shared/protocol/galleryProtocol.ts';
import { actionOn, filterWords, fitting, type GalleryView, galleryFilters, isOf } from '../../galleryView.ts';
import { gridGoal, icon } from '../parts/parts.ts';
import { type GalleryDoing, galleryCard, galleryDetails } from './galleryItem.ts';
import { ListPageElement, toggled } from './listPage.ts';

/** What a person asks for in the gallery. */
export type PageRequest = { name: 'act'; id: string; action: GalleryAction } | { name: 'lookAgain' | 'undo' };

/** Everything that was made in a workspace. */
class GalleryPageElement extends ListPageElement<string, GalleryState, GalleryView, PageRequest> {
  static override properties: PropertyDeclarations = {
    ...ListPageElement.properties,
    selected: { state: true },
  };

  declare selected: string | undefined;
  #fitting: readonly GalleryItem[] = [];
  /** Place of the selected one in the list, for when it is gone. */
  #at = 0;
  #hadFocus = false;

  protected override idOf({ dataset }: HTMLElement): string | undefined {
    return dataset.item;
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
    for (const place of this.querySelectorAll('[data-item]')) this.sight.observe(place);
    if (this.#hadFocus && !this.contains(document.activeElement)) this.#card(this.selected)?.focus();
  }

  override render(): TemplateResult {
    const { items, looking, undo, status } = this.state;
    const found = this.#fitting;
    const item = found.find(({ id }) => id === this.selected);
    return html`
      ${this.head(
        t('Gallery'),
        html`<p class="aside" role="status">${status || t('Made in this workspace, newest first')}</p>`,
        html`
          ${
            undo === null
              ? nothing
              : html`<vscode-button secondary title=${undo} @click=${() => this.wanted({ name: 'undo' })}>${t('Undo')}</vscode-button>`
          }
          <vscode-button secondary @click=${() => this.wanted({ name: 'lookAgain' })}>${t('Look Again')}</vscode-button>
        `,
      )}
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
    return html`
      ${this.#filters(found.length)}
      ${found.length > 0 || this.state.looking !== null ? nothing : this.noneFits({ text: '', filters: [] })}
      <ul class="galleryItems" aria-label=${t('Images')} role="list" @keydown=${this.#key}>
        ${repeat(
          found.slice(0, this.shown),
          ({ id }) => id,
          (item) => galleryCard(item, item.id === this.selected, this.thumbnails.get(item.id), this.#doing),
        )}
      </ul>
      ${this.more(found.length)}
      ${item === undefined ? nothing : galleryDetails(item, this.#doing)}
    `;
  }

  #filters(fits: number): TemplateResult {
    const { items, looking } = this.state;
    const { filters } = this.view;
    const all = items.length;
    const count =
      fits === all
        ? plural(all, { one: '{count} image', other: '{count} images' })
        : t('{count} of {all} images', { count: fits, all });
    return html`
      <div class="reportFilters" role="group" aria-label=${t('Filter')}>
        ${this.filterText(t('Filter by prompt or name'), () => this.#card(this.selected)?.focus())}
        ${galleryFilters
          .map((filter) => ({ filter, number: items.filter((item) => isOf(item, filter)).length }))
          .filter(({ filter, number }) => number > 0 || filters.includes(filter))
          .map(({ filter, number }) =>
            this.chip(say(filterWords[filter]), number, filters.includes(filter), () =>
              this.change({ filters: toggled(filters, filter) }),
            ),
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
    if (action !== undefined) this.wanted({ name: 'act', id: item.id, action });
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
}
customElements.define('nano-gallery-page', GalleryPageElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-gallery-page': GalleryPageElement;
  }
}
