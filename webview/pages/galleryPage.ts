import '@vscode-elements/elements/dist/vscode-button/index.js';
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import * as z from 'zod/mini';
import { formatCost } from '../../src/core/shared/format.ts';
import {
  type GalleryAction,
  type GalleryItem,
  type GalleryState,
  galleryEvents,
  galleryRequests,
} from '../../src/core/shared/galleryProtocol.ts';
import { fileName, icon, moveFocus } from '../components/parts.ts';
import {
  actionOn,
  filterWords,
  fitting,
  type GalleryFilter,
  type GalleryView,
  galleryFilters,
  galleryViewSchema,
  isOf,
  wordsOf,
} from '../galleryView.ts';
import { Port, Refusal, type WebviewApi } from '../port.ts';

/** More images are shown when they are asked for. */
const atOnce = 200;

type PageRequest = { name: 'act'; id: string; action: GalleryAction } | { name: 'lookAgain' | 'undo' };

/** Everything that was made in a workspace. Fires `request`, `view`, and `seen` with the ids of images in sight. */
class GalleryPageElement extends LitElement {
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

  protected override createRenderRoot(): HTMLElement {
    return this;
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
          <h1>Gallery</h1>
          <p class="aside" role="status">${this.state.status || 'Made in this workspace, newest first'}</p>
          ${limits === null ? nothing : html`<p class="line">${icon('info')}<span>${limits}</span></p>`}
        </div>
        <div class="actions">
          ${
            undo === null
              ? nothing
              : html`<vscode-button secondary title=${undo} @click=${() => this.#wanted({ name: 'undo' })}>Undo</vscode-button>`
          }
          <vscode-button secondary @click=${() => this.#wanted({ name: 'lookAgain' })}>Look Again</vscode-button>
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
      <p>Nothing was made here yet.</p>
      <p>Right-click an image and choose <b>Edit with Nano Banana…</b></p>
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
              <p>Nothing fits the filter.</p>
              <vscode-button secondary @click=${() => this.#change({ text: '', filters: [] })}>Clear the Filter</vscode-button>
            </div>`
      }
      <ul class="galleryItems" aria-label="Images" role="list" @keydown=${this.#key}>
        ${repeat(
          found.slice(0, this.shown),
          ({ id }) => id,
          (one) => this.#cardOf(one),
        )}
      </ul>
      ${
        left > 0
          ? html`<div class="reportMore">
              <vscode-button secondary @click=${() => (this.shown += atOnce)}
                >Show ${Math.min(left, atOnce)} More of ${left}</vscode-button
              >
            </div>`
          : nothing
      }
      ${item === undefined ? nothing : this.#details(item)}
    `;
  }

  #filters(fits: number): TemplateResult {
    const { items, looking } = this.state;
    const { filters, text } = this.view;
    const all = items.length;
    const count = fits === all ? (all === 1 ? '1 image' : `${all} images`) : `${fits} of ${all} images`;
    return html`
      <div class="reportFilters" role="group" aria-label="Filter">
        <input
          class="filterText"
          type="search"
          placeholder="Filter by prompt or name"
          aria-label="Filter by prompt or name"
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
              ${filters.includes(filter) ? icon('check') : nothing} ${filterWords[filter]} <span class="count">${number}</span>
            </button>`,
          )}
        <span role="status" class="hint">${looking ?? count}</span>
      </div>
    `;
  }

  #cardOf(item: GalleryItem): TemplateResult {
    const { id, name, prompt, cost, madeAt } = item;
    const source = this.thumbnails.get(id);
    const isSelected = id === this.selected;
    return html`<li>
      <button
        type="button"
        class="galleryCard"
        data-item=${id}
        tabindex=${isSelected ? 0 : -1}
        aria-current=${isSelected ? 'true' : nothing}
        @focus=${() => this.#select(id)}
        @click=${() => this.#select(id)}
        @dblclick=${() => this.#act(item, item.actions[0])}
      >
        <span class="frame"
          >${
            source
              ? html`<img src=${source} alt="" decoding="async" draggable="false" />`
              : icon(source === null ? 'file-media' : 'blank')
          }${badgesOf(item)}</span
        >
        ${fileName(name)}
        <span class="asks" dir="auto">${prompt}</span>
        <span class="facts">${[cost === null ? '' : formatCost(cost), shortDate(madeAt)].filter(Boolean).join(' · ')}</span>
      </button>
    </li>`;
  }

  /** What is known of the selected one, and what can be done with it. */
  #details(item: GalleryItem): TemplateResult {
    const { prompt, place, source, model, cost, madeAt } = item;
    const facts = [
      source === null ? 'Generated' : `From ${source}`,
      model,
      cost === null ? 'cost unknown' : formatCost(cost),
      longDate(madeAt),
    ];
    return html`<section class="galleryDetails" aria-label="Selected image">
      <div class="galleryFacts">
        <p class="title">${fileName(place || item.name)}${stateWords(item).map((words) => html`<span class="badge">${words}</span>`)}</p>
        <p class="prompt" dir="auto" title=${prompt}>${prompt}</p>
        <p class="facts">${facts.join(' · ')}</p>
      </div>
      <div class="toolbar" role="toolbar" aria-label="Image actions" @keydown=${this.#moveAction}>
        ${item.actions.map((action, at) => {
          const { label, icon: name, key } = wordsOf(item, action);
          const shown =
            key.length === 1 ? key.toUpperCase() : `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
          return html`<button
            type="button"
            class="act"
            tabindex=${at === 0 ? 0 : -1}
            title="${label} (${shown})"
            @click=${() => this.#act(item, action)}
          >
            ${icon(name)}${label}
          </button>`;
        })}
      </div>
    </section>`;
  }

  #card(id: string | undefined): HTMLElement | undefined {
    return this.#cards.find(({ dataset }) => dataset.item === id);
  }

  get #cards(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.galleryCard')];
  }

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
    const goals: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: cards.length - 1,
    };
    const goal = goals[key];
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

  #moveAction = (event: KeyboardEvent): void =>
    moveFocus(event, [...this.querySelectorAll<HTMLElement>('.act')]);

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

const stateWords = ({ kind, isStale }: GalleryItem): string[] => [
  ...(kind === 'draft' ? ['Draft'] : kind === 'unsaved' ? ['Not saved'] : []),
  ...(isStale ? ['Stale'] : []),
];

const badgesOf = (item: GalleryItem): TemplateResult =>
  html`<span class="badges">${stateWords(item).map((words) => html`<span class="badge">${words}</span>`)}</span>`;

const dates = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const datesAndTimes = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const shortDate = (at: number): string => dates.format(at);
const longDate = (at: number): string => datesAndTimes.format(at);

export async function startGallery(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, { requests: galleryRequests, events: galleryEvents });
  const page = document.createElement('nano-gallery-page');
  page.view = port.recall(galleryViewSchema) ?? { text: '', filters: [] };
  /** Of which image a picture was asked for, with what it was then. */
  const asked = new Map<string, string>();
  const take = async (wanted: PageRequest) => {
    try {
      if (wanted.name === 'act') await port.call('act', { id: wanted.id, action: wanted.action });
      else await port.call(wanted.name, {});
      page.problem = null;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'cancelled') return;
      const reason = error instanceof Error ? error.message : String(error);
      page.problem = `That did not work: ${reason} Try again; the log may say more.`;
    }
  };
  const versionOf = (id: string): string => {
    const item = page.state.items.find((one) => one.id === id);
    return item ? `${item.kind} ${item.madeAt}` : '';
  };
  const load = async (id: string) => {
    const version = versionOf(id);
    if (asked.get(id) === version) return;
    asked.set(id, version);
    const { source } = await port.call('thumbnail', { id });
    page.thumbnails = new Map(page.thumbnails).set(id, source);
  };
  page.addEventListener('request', (event) => {
    if (event instanceof CustomEvent) void take(event.detail);
  });
  page.addEventListener('view', (event) => {
    const view = event instanceof CustomEvent ? galleryViewSchema.safeParse(event.detail) : undefined;
    if (!view?.success) return;
    page.view = view.data;
    port.remember(view.data);
  });
  page.addEventListener('seen', (event) => {
    const seen = event instanceof CustomEvent ? z.array(z.string()).safeParse(event.detail) : undefined;
    // One that can't be shown has its icon.
    for (const id of seen?.data ?? []) load(id).catch(() => undefined);
  });
  const show = (state: GalleryState) => {
    page.state = state;
    if (!page.isConnected) root.replaceChildren(page);
  };
  port.on('state', show);
  show(await port.call('ready', {}));
}

declare global {
  interface HTMLElementTagNameMap {
    'nano-gallery-page': GalleryPageElement;
  }
}
