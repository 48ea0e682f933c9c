import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import { phaseWords } from '../../../src/core/shared/phaseWords.ts';
import { ownActions } from '../../jobs.ts';
import { nameOf } from '../../steps.ts';
import { gridFor, slotsOf, type VariantSlot } from '../../variants.ts';
import { drawnSentence, slots } from '../parts/drawnSentence.ts';
import { PageElement } from '../parts/pageElement.ts';
import { gridGoal, icon } from '../parts/parts.ts';

/**
 * The variants of a run beside each other, in the order asked: a digit or a double click looks at one large, arrows
 * move, Enter keeps, Delete discards.
 */
class VariantGridElement extends PageElement {
  static override properties: PropertyDeclarations = {
    ...PageElement.properties,
    runId: { attribute: false },
  };

  declare runId: string;
  readonly #asked = new Set<string>();
  readonly #observer = new ResizeObserver(() => this.#arrange());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  get #slots(): VariantSlot[] {
    return slotsOf(this.view.state, this.runId);
  }

  override render(): TemplateResult {
    const cells = this.#slots;
    return html`
      <ul class="cells" aria-label=${t('Grid')} role="list" @keydown=${this.#press}>
        ${cells.map((slot) => html`<li>${slot.result ? this.#cell(slot, slot.result) : this.#coming(slot)}</li>`)}
      </ul>
      <p class="gridKeys" aria-hidden="true">
        ${drawnSentence(
          t('{digits} look closer · {enter} keeps · {delete} discards', {
            digits: slots[0],
            enter: slots[1],
            delete: slots[2],
          }),
          html`<kbd>1</kbd>–<kbd>${cells.at(-1)?.number}</kbd>`,
          html`<kbd>${t('Enter')}</kbd>`,
          html`<kbd>${t('Del')}</kbd>`,
        )}
      </p>
    `;
  }

  #cell({ number }: VariantSlot, result: NonNullable<VariantSlot['result']>): TemplateResult {
    const { selectedResultId } = this.view.state;
    const isSelected = result.id === selectedResultId;
    const isStop = isSelected || !this.#slots.some((slot) => slot.result?.id === selectedResultId);
    const source = result.preview ?? result.thumbnail;
    const state = result.isDraft ? t('Draft') : result.savedAs === null ? t('Not saved') : t('Saved');
    return html`<button
      type="button"
      class="cell ${result.isDraft ? '' : 'kept'}"
      data-id=${result.id}
      aria-current=${isSelected ? 'true' : nothing}
      aria-label=${t('Variant {number} {state}, {name}', { number, state, name: nameOf(result) })}
      tabindex=${isStop ? 0 : -1}
      title=${t('Variant {number}: double-click to look closer', { number })}
      @click=${() => this.store.pickVariant(result.id)}
      @focus=${() => {
        if (!isSelected) this.store.pickVariant(result.id);
      }}
      @dblclick=${() => this.store.selectResult(result.id)}
    >
      <span class="picture ${result.hasAlpha ? 'alpha' : ''}"
        >${source === null ? icon('file-media') : html`<img src=${source} alt="" decoding="async" draggable="false" />`}</span
      >
      <span class="mark">${number}</span>
      ${result.isDraft ? nothing : html`<span class="mark state">${icon(result.savedAs === null ? 'circle-large-outline' : 'check')}<span class="word">${state}</span></span>`}
    </button>`;
  }

  /** What has not come back: on its way, failed or stopped. */
  #coming({ number, job }: VariantSlot): TemplateResult {
    if (job === undefined) return html``;
    const { id, phase, startedAt, failure, note, partial } = job;
    const canRepeat = failure?.actions.some(({ step }) => step === 'runAgain') ?? false;
    const isOver = phase === 'failed' || phase === 'stopped' || phase === 'interrupted';
    return html`<div class="cell coming ${phase} ${partial ? 'grows' : ''}">
      ${
        partial?.preview
          ? html`<span class="picture"
              ><img src=${partial.preview} alt=${t('Variant {number} so far', { number })} decoding="async" draggable="false"
            /></span>`
          : nothing
      }
      <span class="mark">${number}</span>
      <div class="what">
        ${
          isOver
            ? html`${icon(phase === 'stopped' ? 'circle-slash' : 'error')}
                <p dir="auto" title=${failure?.sentence ?? nothing}>${failure?.sentence ?? phaseWords(phase)}</p>`
            : html`${icon(phase === 'queued' ? 'clock' : 'loading', phase === 'queued' ? '' : 'codicon-modifier-spin')}
                <p title=${note ?? phaseWords(phase)}>${note ?? phaseWords(phase)}${
                  startedAt === null
                    ? nothing
                    : html` · <nano-elapsed class="elapsed" .since=${startedAt}></nano-elapsed>`
                }</p>`
        }
        ${
          canRepeat
            ? html`<button
                type="button"
                class="act"
                aria-label=${t('Run again: variant {number}', { number })}
                @click=${() => this.store.ask('runAgain', { jobIds: [id] })}
              >
                ${icon('refresh')}${t('Run again')}
              </button>`
            : nothing
        }
        ${ownActions(job).map(
          ({ step, label }) =>
            html`<button type="button" class="link" @click=${() => this.store.takeStep(step, id)}>${label}</button>`,
        )}
      </div>
    </div>`;
  }

  /** Pictures that are here and not shown yet are asked for, once. */
  override updated(_changed: PropertyValues<this>): void {
    const large = this.#slots.flatMap(({ result }) =>
      result && result.preview === null && !result.missing && !this.#asked.has(result.id) ? [result.id] : [],
    );
    for (const id of large) this.#asked.add(id);
    if (large.length > 0) this.store.ask('showPictures', { small: [], large: large.slice(0, 10) });
    this.#arrange();
  }

  focusSelected(): void {
    this.querySelector<HTMLElement>('.cell[tabindex="0"]')?.focus();
  }

  #arrange(): void {
    const slots = this.#slots;
    const { width, height } = slots.find(({ result }) => result)?.result ??
      this.view.state.inputs.find(({ edited }) => edited) ?? { width: 4, height: 3 };
    const ratio = width && height ? width / height : 4 / 3;
    const list = this.querySelector('.cells');
    if (!list) return;
    const room = { width: list.clientWidth, height: list.clientHeight };
    const { columns, labels } = gridFor(slots.length, ratio, room);
    this.style.setProperty('--columns', String(columns));
    this.dataset.labels = labels;
  }

  #press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const cells = [...this.querySelectorAll<HTMLElement>('button.cell')];
    const { target, key } = event;
    const at = target instanceof HTMLElement ? cells.indexOf(target) : -1;
    const id = cells[at]?.dataset.id;
    if (id === undefined) return;
    const columns = Number(this.style.getPropertyValue('--columns')) || 1;
    const goal = gridGoal(key, at, columns, cells.length);
    if (goal !== undefined) cells[goal]?.focus();
    else if (key === 'Enter') this.store.keep(id);
    else if (key === ' ') this.store.selectResult(id);
    else if (key === 'Delete' || key === 'Backspace') this.store.ask('discardResults', { resultIds: [id] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
customElements.define('nano-variants', VariantGridElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-variants': VariantGridElement;
  }
}
