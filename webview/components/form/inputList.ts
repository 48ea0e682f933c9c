import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber, t } from '../../../src/core/shared/l10n.ts';
import type { InputView } from '../../../src/core/shared/protocol/panelState.ts';
import { Sight } from '../../sight.ts';
import { describePicture } from '../../words.ts';
import { PageElement } from '../parts/pageElement.ts';
import { fileName, icon, thumbnail } from '../parts/parts.ts';

/** The images that go into the edit. */
class InputListElement extends PageElement {
  readonly #sight = new Sight((small) => this.store.ask('showPictures', { small, large: [] }));
  #dragged: string | null = null;
  /** The control that moved along with its input, and so lost the focus. */
  #movedFocus: HTMLElement | null = null;

  override render(): TemplateResult {
    const { inputs, inputLimit, several, kind } = this.view.state;
    const isEach = several?.mode === 'each';
    const all = inputs.length;
    const count = isEach ? formatNumber(all) : t('{count} of {most}', { count: all, most: inputLimit });
    return html`
      <div class="field">
        <div class="labelRow">
          <span class="label" id="inputsLabel">${t('Inputs')}</span>
          <span class="aside">${all > 1 ? count : nothing}</span>
        </div>
        ${
          inputs.length > 0
            ? html`<ul class="inputs" aria-labelledby="inputsLabel">
                ${repeat(
                  inputs,
                  ({ id }) => id,
                  (input) => this.#item(input),
                )}
              </ul>`
            : nothing
        }
        <div class="adding">
          <button class="quiet add" type="button" @click=${() => this.store.ask('pickInputs', {})}>
            ${icon('add')}${t('Add Images…')}
          </button>
          <span class="hint">
            ${
              kind === 'generate' && all === 0
                ? t('Optional. Pasting works, too, and dropping while holding Shift.')
                : t('Or paste them, or drop them while holding Shift.')
            }
          </span>
          ${
            inputs.length > 1 && several?.mode !== 'each'
              ? html`<span class="hint">${t('Drag to reorder, or press Alt+↑ or Alt+↓.')}</span>`
              : nothing
          }
          ${
            inputs.length >= inputLimit && inputs.length > 1 && several?.mode !== 'each'
              ? html`<span class="hint">${t('This model accepts at most {count} images in one request.', { count: inputLimit })}</span>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  #item(input: InputView): TemplateResult {
    const { inputs, several } = this.view.state;
    const marks = inputs.length > 1 && several?.mode !== 'each';
    return html`
      <li
        class="input ${marks && input.edited ? 'edited' : ''}"
        draggable=${inputs.length > 1 ? 'true' : 'false'}
        @keydown=${(event: KeyboardEvent) => this.#press(event, input)}
        @dragstart=${(event: DragEvent) => this.#drag(event, input)}
        @dragend=${() => this.#endDrag()}
        @dragover=${(event: DragEvent) => this.#over(event)}
        @dragleave=${(event: DragEvent) => this.#mark(event, false)}
        @drop=${(event: DragEvent) => this.#drop(event, input)}
      >
        ${thumbnail(input, input.id)}
        <div class="text">
          ${fileName(input.name)}
          <span class="facts">${describePicture(input)}</span>
          ${marks && input.edited ? html`<span class="mark">${icon('edit')}${t('Edited image')}</span>` : nothing}
        </div>
        <div class="tools">
          ${
            marks && !input.edited
              ? html`<button
                  class="tool"
                  type="button"
                  title=${t('Make this the edited image: it decides the shape, name and folder of the result')}
                  aria-label=${t('Make {name} the edited image', { name: input.name })}
                  @click=${() => this.store.ask('markEdited', { inputId: input.id })}
                >
                  ${icon('edit')}
                </button>`
              : nothing
          }
          <button
            class="tool"
            type="button"
            title=${t('Remove')}
            aria-label=${t('Remove {name}', { name: input.name })}
            @click=${(event: Event) => this.#remove(event, input)}
          >
            ${icon('close')}
          </button>
        </div>
        ${
          input.problem !== null
            ? html`<p class="line bad">${icon('error')}<span>${input.problem}</span></p>`
            : nothing
        }
        ${input.notes.map((note) => html`<p class="line">${icon('info')}<span>${note}</span></p>`)}
      </li>
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.stop();
  }

  override updated(changed: PropertyValues<this>): void {
    this.#sight.follow(this);
    if (!changed.has('view') || !this.#movedFocus) return;
    if (this.#movedFocus.isConnected && document.activeElement !== this.#movedFocus) this.#movedFocus.focus();
  }

  #press(event: KeyboardEvent, input: InputView): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || !event.altKey || event.ctrlKey || event.metaKey) {
      this.#movedFocus = null;
      return;
    }
    event.preventDefault();
    this.#movedFocus = event.target instanceof HTMLElement ? event.target : null;
    this.#moveTo(input.id, this.view.state.inputs.indexOf(input) + by);
  }

  #moveTo(inputId: string, to: number): void {
    const { inputs } = this.view.state;
    const from = inputs.findIndex(({ id }) => id === inputId);
    const moved = inputs[from];
    if (!moved || to < 0 || to >= inputs.length || to === from) return;
    this.store.ask('moveInput', { inputId, to });
    this.store.say(
      t('{name} is now {place} of {all}.', { name: moved.name, place: to + 1, all: inputs.length }),
      true,
    );
  }

  #drag(event: DragEvent, input: InputView): void {
    this.#dragged = input.id;
    event.dataTransfer?.setData('application/x-nano-banana-input', input.id);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }

  #over(event: DragEvent): void {
    if (this.#dragged === null) return;
    event.preventDefault();
    this.#mark(event, true);
  }

  #drop(event: DragEvent, input: InputView): void {
    const dragged = this.#dragged;
    if (dragged === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#endDrag();
    this.#moveTo(dragged, this.view.state.inputs.indexOf(input));
  }

  #mark({ currentTarget }: DragEvent, isTarget: boolean): void {
    if (currentTarget instanceof HTMLElement) currentTarget.classList.toggle('target', isTarget);
  }

  #endDrag(): void {
    this.#dragged = null;
    for (const item of this.querySelectorAll('.target')) item.classList.remove('target');
  }

  /** The focus goes to the neighbour, not to nowhere. */
  #remove(event: Event, input: InputView): void {
    const item = event.target instanceof Element ? event.target.closest('li') : null;
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    const next =
      neighbour?.querySelector<HTMLElement>('.tool:last-child') ?? this.querySelector<HTMLElement>('.add');
    next?.focus();
    this.store.ask('removeInput', { inputId: input.id });
  }
}
customElements.define('nano-inputs', InputListElement);
