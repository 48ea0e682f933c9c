import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { say, sentence, t } from '../../../src/core/shared/l10n.ts';
import { phaseWords } from '../../../src/core/shared/phaseWords.ts';
import { type BatchFilter, type BatchRow, batchRows, choiceOf, rowsThatFit, windowOf } from '../../batch.ts';
import { ownActions } from '../../jobs.ts';
import { Sight } from '../../sight.ts';
import { nameOf } from '../../steps.ts';
import { PageElement } from '../parts/pageElement.ts';
import { fileName, icon, thumbnail } from '../parts/parts.ts';
import { phaseIcon } from '../parts/phaseIcon.ts';
import { batchFilterBar } from './batchFilterBar.ts';

/** CSS pixels, as in `styles/table.ts`. */
const rowHeight = 52;
const columns = [
  { name: 'source', words: sentence('Source') },
  { name: 'result', words: sentence('Result') },
  { name: 'state', words: sentence('State') },
  { name: 'cost', words: sentence('Cost') },
];

/**
 * A batch as a table over the pictures: arrows move, Space selects, Enter looks at a result, Delete discards, Escape
 * closes. Only the rows in sight are drawn.
 */
class BatchTableElement extends PageElement {
  static override properties: PropertyDeclarations = {
    ...PageElement.properties,
    filter: { state: true },
    chosen: { state: true },
    at: { state: true },
    scrolled: { state: true },
  };

  declare filter: BatchFilter;
  /** Ids of the rows that are ticked. */
  declare chosen: ReadonlySet<string>;
  /** Place of the row that has the keyboard, among those that are shown. */
  declare at: number;
  declare scrolled: number;
  #height = 600;
  #wantsFocus = true;
  readonly #sight = new Sight((small) => this.store.ask('showPictures', { small, large: [] }));
  readonly #observer = new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.height === this.#height) return;
    this.#height = entry.contentRect.height;
    this.requestUpdate();
  });

  constructor() {
    super();
    this.filter = 'all';
    this.chosen = new Set();
    this.at = 0;
    this.scrolled = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.stop();
    this.#observer.disconnect();
  }

  override willUpdate(): void {
    if (rowsThatFit(batchRows(this.view.state), this.filter).length > 0) return;
    // What was chosen has gone on to something else: it is seen there.
    this.filter = 'all';
    this.at = 0;
  }

  override render(): TemplateResult {
    const all = batchRows(this.view.state);
    const rows = rowsThatFit(all, this.filter);
    const [from, to] = windowOf(rows.length, {
      rowHeight,
      scrollTop: this.scrolled,
      height: this.#height,
    });
    return html`
      <div class="tableBar">${batchFilterBar(all, this.filter, (filter) => this.#show(filter))} ${this.#buttons(all)}</div>
      <div
        class="batchRows"
        role="grid"
        aria-label=${t('Edits')}
        aria-multiselectable="true"
        aria-rowcount=${rows.length + 1}
        @keydown=${(event: KeyboardEvent) => this.#press(event, rows)}
        @scroll=${({ target }: Event) => {
          if (target instanceof Element) this.scrolled = target.scrollTop;
        }}
      >
        <div class="batchRow head" role="row" aria-rowindex="1">
          <span role="columnheader"><span class="spoken">${t('Selected')}</span></span>
          ${columns.map(({ name, words }) => html`<span role="columnheader" class="${name}Head">${say(words)}</span>`)}
        </div>
        <div class="space" role="presentation" .style=${`height:${rows.length * rowHeight}px`}>
          ${repeat(
            rows.slice(from, to),
            ({ id }) => id,
            (row, index) => this.#row(row, from + index),
          )}
        </div>
        ${rows.length === 0 ? html`<p class="hint">${t('There are none.')}</p>` : nothing}
      </div>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#sight.follow(this);
    const list = this.querySelector('.batchRows');
    if (list && !changed.has('scrolled')) this.#observer.observe(list);
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    // The list has been scrolled to it; the page is not to move, but where the table is out of sight.
    this.querySelector<HTMLElement>('.batchRow[tabindex="0"]')?.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'nearest' });
  }

  #show(filter: BatchFilter): void {
    this.filter = filter;
    this.at = 0;
  }

  /** What is done with the ticked rows; without any, what failed is run again. */
  #buttons(rows: readonly BatchRow[]): TemplateResult {
    const choice = choiceOf(rows, this.chosen);
    const failed = choiceOf(rows, new Set(rows.map(({ id }) => id))).runAgain;
    const isAll = this.chosen.size === 0;
    const again = isAll ? failed : choice.runAgain;
    const button = (iconName: string, words: string, ids: readonly string[], take: () => void) =>
      ids.length === 0
        ? nothing
        : html`<button type="button" class="act" @click=${take}>${icon(iconName)}${words} (${ids.length})</button>`;
    return html`
      ${isAll ? nothing : html`<span class="aside">${t('{count} selected', { count: this.chosen.size })}</span>`}
      ${button('refresh', isAll ? t('Run Failed Again') : t('Run Again'), again, () => {
        this.store.ask('runAgain', { jobIds: [...again] });
        this.#choose([]);
      })}
      ${button('save', t('Keep'), choice.keep, () => {
        this.store.ask('keepResults', { resultIds: choice.keep });
        this.#choose([]);
      })}
      ${button('trash', t('Discard'), choice.discard, () => this.#discard(choice.discard))}
      <button class="tool" type="button" title=${t('Close (Escape)')} aria-label=${t('Close the table')} @click=${() => this.close()}>
        ${icon('close')}
      </button>
    `;
  }

  #row(row: BatchRow, at: number): TemplateResult {
    const { id, job, source, cost } = row;
    const isChosen = this.chosen.has(id);
    const name = source?.name ?? job.label;
    const words = job.failure?.sentence ?? job.note ?? '';
    return html`<div
      class="batchRow ${job.phase}"
      role="row"
      aria-rowindex=${at + 2}
      aria-selected=${isChosen}
      data-at=${at}
      tabindex=${at === this.at ? 0 : -1}
      .style=${`top:${at * rowHeight}px`}
      @focus=${() => {
        this.at = at;
      }}
      @dblclick=${() => this.#look(row)}
    >
      <span role="gridcell" class="tick"
        ><input
          type="checkbox"
          tabindex="-1"
          aria-label=${t('Select {label}', { label: job.label })}
          .checked=${isChosen}
          @change=${() => this.#toggle(id)}
      /></span>
      <span role="gridcell" class="source">${source ? thumbnail(source, 'id' in source ? String(source.id) : undefined) : html`<span class="thumb"></span>`}${fileName(name)}</span>
      <span role="gridcell" class="made">${this.#result(row, at)}</span>
      <span role="gridcell" class="state">
        <span class="line">${phaseIcon(job.phase)}<span>${phaseWords(job.phase)}</span></span>
        ${words === '' ? nothing : html`<span class="aside" dir="auto" title=${words}>${words}</span>`}
      </span>
      <span role="gridcell" class="cost facts">${cost}</span>
    </div>`;
  }

  /** The result; of a job that gave none, what helps it. */
  #result(row: BatchRow, at: number): TemplateResult | TemplateResult[] {
    const { job, result } = row;
    if (!result) {
      return ownActions(job).map(
        ({ step, label }) =>
          html`<button class="link" type="button" tabindex=${at === this.at ? 0 : -1} @click=${() => this.store.takeStep(step, job.id)}>${label}</button>`,
      );
    }
    return html`<button class="look" type="button" tabindex="-1" title=${t('Look at it (Enter)')} @click=${() => this.#look(row)}>
      ${thumbnail(result, result.id)}${fileName(nameOf(result))}
    </button>`;
  }

  #press(event: KeyboardEvent, rows: readonly BatchRow[]): void {
    const { key, target } = event;
    if (event.altKey || !(target instanceof HTMLElement)) return;
    if (target.matches('.link') && (key === 'Enter' || key === ' ')) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const row = rows[this.at];
    const page = Math.max(1, Math.floor(this.#height / rowHeight) - 1);
    const last = rows.length - 1;
    const goals: Record<string, number> = {
      ArrowDown: this.at + 1,
      ArrowUp: this.at - 1,
      PageDown: this.at + page,
      PageUp: this.at - page,
      Home: 0,
      End: last,
    };
    const goal = goals[key];
    if (goal !== undefined && !isCommand) {
      const to = Math.max(0, Math.min(last, goal));
      if (event.shiftKey && row) this.#choose([...this.chosen, row.id, rows[to]?.id ?? row.id]);
      this.#go(to);
    } else if (isCommand && key.toLowerCase() === 'a') this.#choose(rows.map(({ id }) => id));
    else if (isCommand || event.shiftKey || !row) return;
    else if (key === ' ') this.#toggle(row.id);
    else if (key === 'Enter') this.#look(row);
    else if (key === 'Delete' || key === 'Backspace') {
      const chosen = this.chosen.size > 0 ? this.chosen : new Set([row.id]);
      this.#discard(choiceOf(rows, chosen).discard);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Puts the keyboard on a row, which is drawn first where it is out of sight. */
  #go(at: number): void {
    const list = this.querySelector('.batchRows');
    if (!list) return;
    // The line of headings lies over the first row in sight.
    const head = list.querySelector('.head')?.clientHeight ?? 0;
    const [top, bottom] = [at * rowHeight, (at + 1) * rowHeight + head];
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
    this.scrolled = list.scrollTop;
    this.at = at;
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  #toggle(id: string): void {
    this.#choose(this.chosen.has(id) ? [...this.chosen].filter((one) => one !== id) : [...this.chosen, id]);
  }

  #choose(ids: readonly string[]): void {
    this.chosen = new Set(ids);
    // A button that was pressed for these goes with them.
    if (ids.length === 0) this.#wantsFocus = true;
  }

  #discard(resultIds: string[]): void {
    if (resultIds.length > 0) this.store.ask('discardResults', { resultIds });
    this.#choose([]);
  }

  #look({ result }: BatchRow): void {
    if (!result) return;
    this.store.selectResult(result.id);
    this.store.look({ showsTable: false });
    document.querySelector('nano-stage')?.focusPictures();
  }

  /** The focus goes back to the button that opened it. */
  close(): void {
    this.store.look({ showsTable: false });
    document.querySelector<HTMLElement>('nano-run-line [aria-pressed]')?.focus();
  }
}
customElements.define('nano-batch-table', BatchTableElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-batch-table': BatchTableElement;
  }
}
