import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatBytes } from '../../../src/core/shared/format.ts';
import { type Sentence, say, sentence, t } from '../../../src/core/shared/l10n.ts';
import { type Fix, findingKinds } from '../../../src/core/shared/protocol/findings.ts';
import type { ReportRow, ReportState } from '../../../src/core/shared/protocol/reportProtocol.ts';
import { arranged, kindWords, type ReportColumn, type ReportView } from '../../reportView.ts';
import { closeButton } from '../parts/closeButton.ts';
import { icon, moveFocus } from '../parts/parts.ts';
import { ListPageElement, toggled } from './listPage.ts';
import { type LookedRow, reportStage } from './reportStage.ts';

const fixWords: Readonly<Record<Fix, Sentence>> = {
  generate: sentence('Generate…'),
  suggestAlt: sentence('Suggest Alt Text…'),
  reveal: sentence('Show in Explorer'),
  openLink: sentence('Go to the Link'),
};
const columns: readonly [ReportColumn, Sentence][] = [
  ['kind', sentence('Finding')],
  ['place', sentence('File')],
  ['bytes', sentence('Size')],
];
/** What a person asks for in the report. */
export type PageRequest =
  | { name: 'act'; row: number; fix: Fix }
  | { name: 'lookAgain' | 'openAsText' | 'close' };

/**
 * What is wrong with the images of a folder of docs; the ids are those of rows. Fires `look`, too, with the id of the row
 * whose image is to be seen, or null.
 */
class ReportPageElement extends ListPageElement<number, ReportState, ReportView, PageRequest> {
  static override properties: PropertyDeclarations = {
    ...ListPageElement.properties,
    looked: { attribute: false },
  };

  /** What is looked at; null: nothing. */
  declare looked: LookedRow | null;

  constructor() {
    super();
    this.looked = null;
    this.addEventListener('keydown', this.#press);
  }

  protected override idOf({ dataset }: HTMLElement): number {
    return Number(dataset.row);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Rows of another look have the same places: what is in sight is told of anew.
    if (changed.has('state')) this.sight.disconnect();
    for (const place of this.querySelectorAll('[data-row]')) this.sight.observe(place);
  }

  override render(): TemplateResult {
    const { rows } = this.state;
    const found = arranged(rows, this.view);
    const pictures = found.filter(({ hasImage }) => hasImage);
    const { looked } = this;
    return html`
      <div class="reportList">${this.#list(found)}</div>
      ${looked === null ? nothing : reportStage(looked, pictures, (by) => this.#flip(pictures, by))}
    `;
  }

  #list(found: readonly ReportRow[]): TemplateResult {
    const { folder, summary, rows, isGone } = this.state;
    if (isGone) return this.#gone();
    return html`
      ${this.head(
        t('Docs images in {folder}', { folder }),
        html`<p class="aside">${summary}</p>`,
        html`
          <vscode-button secondary @click=${() => this.wanted({ name: 'openAsText' })}>${t('Open as Text')}</vscode-button>
          <vscode-button secondary @click=${() => this.wanted({ name: 'lookAgain' })}>${t('Look Again')}</vscode-button>
        `,
      )}
      ${
        rows.length === 0
          ? html`<div class="reportEmpty">${icon('check')}<p>${t('Every link has its image, and every image its link.')}</p></div>`
          : html`${this.#filters(rows, found.length)} ${
              found.length === 0 ? this.noneFits({ text: '', kinds: [] }) : this.#table(found)
            }`
      }
    `;
  }

  /** The folder is not there any more. */
  #gone(): TemplateResult {
    const { folder, summary } = this.state;
    return this.head(
      t('Docs images in {folder}', { folder }),
      html`<div class="note alert">
        ${icon('error')}
        <p role="alert">${summary}</p>
        ${closeButton(() => this.wanted({ name: 'close' }))}
      </div>`,
      html`<vscode-button secondary @click=${() => this.wanted({ name: 'lookAgain' })}>${t('Look Again')}</vscode-button>`,
    );
  }

  #filters(rows: readonly ReportRow[], fitting: number): TemplateResult {
    const { kinds } = this.view;
    const counts = new Map(
      findingKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind).length]),
    );
    return html`
      <div class="reportFilters" role="group" aria-label=${t('Filter')}>
        ${this.filterText(t('Filter by file or words'))}
        ${findingKinds.map((kind) => {
          const count = counts.get(kind) ?? 0;
          const toggle = () => this.change({ kinds: toggled(kinds, kind) });
          return count === 0 ? nothing : this.chip(say(kindWords[kind]), count, kinds.includes(kind), toggle);
        })}
        <span role="status" class="hint">${fitting === rows.length ? t('Showing all {count}', { count: fitting }) : t('{count} of {all} shown', { count: fitting, all: rows.length })}</span>
      </div>
    `;
  }

  #table(rows: readonly ReportRow[]): TemplateResult {
    const { column, isDescending } = this.view;
    return html`
      <table class="reportRows" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader"><span class="spoken">${t('Image')}</span></th>
            ${columns.map(
              ([name, words]) => html`<th
                scope="col"
                role="columnheader"
                class=${name}
                aria-sort=${column !== name ? 'none' : isDescending ? 'descending' : 'ascending'}
              >
                <button type="button" class="sort" @click=${() => this.#sort(name)}>
                  ${say(words)}${column === name ? icon(isDescending ? 'arrow-down' : 'arrow-up') : nothing}
                </button>
              </th>`,
            )}
            <th scope="col" role="columnheader"><span class="spoken">${t('Actions')}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            rows.slice(0, this.shown),
            ({ id }) => id,
            (row) => this.#row(row),
          )}
        </tbody>
      </table>
      ${this.more(rows.length)}
    `;
  }

  #row(row: ReportRow): TemplateResult {
    const source = this.thumbnails.get(row.id);
    return html`<tr role="row">
      <td role="cell" class="picture">
        ${
          row.hasImage
            ? html`<button
                type="button"
                class="look"
                aria-label=${t('Look at {name}', { name: row.place })}
                aria-current=${this.looked?.row === row.id ? 'true' : nothing}
                @click=${() => this.#look(row.id)}
                @keydown=${this.#move}
              >
                <span class="thumb" data-row=${row.id}
                  >${source ? html`<img src=${source} alt="" decoding="async" draggable="false" />` : icon('file-media')}</span
                >
              </button>`
            : html`<span class="thumb">${icon('circle-slash')}</span>`
        }
      </td>
      <td role="cell" class="kind">
        <span class="title">${say(kindWords[row.kind])}</span>
        <span class="aside" dir="auto">${row.words}</span>
      </td>
      <td role="cell" class="place"><bdi dir="ltr">${row.place}</bdi></td>
      <td role="cell" class="bytes facts">${row.bytes === null ? '' : formatBytes(row.bytes)}</td>
      <td role="cell" class="fixes">
        <div class="actions">
          ${row.fixes.map(
            (fix) => html`<button
              type="button"
              class="link"
              aria-label="${say(fixWords[fix])} ${row.place}"
              @click=${() => this.wanted({ name: 'act', row: row.id, fix })}
            >
              ${say(fixWords[fix])}
            </button>`,
          )}
        </div>
      </td>
    </tr>`;
  }

  #look(row: number | null): void {
    this.dispatchEvent(new CustomEvent('look', { detail: row }));
  }

  #flip(rows: readonly ReportRow[], by: 1 | -1 | null): void {
    const at = rows.findIndex(({ id }) => id === this.looked?.row);
    if (by === null) this.#close();
    else this.#look(rows[(at + by + rows.length) % rows.length]?.id ?? null);
  }

  /** The keyboard goes back to the row. */
  #close(): void {
    const row = this.looked?.row;
    this.#look(null);
    this.querySelector<HTMLElement>(`.look:has([data-row="${row}"])`)?.focus();
  }

  #press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.looked === null || event.defaultPrevented) return;
    event.preventDefault();
    this.#close();
  };

  /** Up and down lead from picture to picture; what is looked at follows. */
  #move = (event: KeyboardEvent): void => {
    const before = document.activeElement;
    moveFocus(event, [...this.querySelectorAll<HTMLElement>('.look')]);
    const now = document.activeElement;
    if (this.looked !== null && now !== before && now instanceof HTMLElement) now.click();
  };

  #sort(column: ReportColumn): void {
    const isSame = this.view.column === column;
    this.change({ column, isDescending: isSame ? !this.view.isDescending : column === 'bytes' });
  }
}
customElements.define('nano-report-page', ReportPageElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-report-page': ReportPageElement;
  }
}
