import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InputView } from '../../src/shared/panelState.ts';
import { describePicture } from '../words.ts';
import { PageElement } from './pageElement.ts';
import { fileName, icon, thumbnail } from './parts.ts';

/** The images that go into the edit. */
class InputListElement extends PageElement {
  override render(): TemplateResult {
    const { inputs, inputLimit, several, kind } = this.view.state;
    const count =
      inputs.length > 1 ? `${inputs.length}${several?.mode === 'each' ? '' : ` of ${inputLimit}`}` : '';
    return html`
      <div class="field">
        <div class="labelRow">
          <span class="label" id="inputsLabel">Inputs</span>
          <span class="aside">${count}</span>
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
            ${icon('add')}Add Images…
          </button>
          <span class="hint">
            ${kind === 'generate' && inputs.length === 0 ? 'Optional. ' : ''}Or paste, or hold Shift and drop.
          </span>
        </div>
      </div>
    `;
  }

  #item(input: InputView): TemplateResult {
    const { inputs, several } = this.view.state;
    const marks = inputs.length > 1 && several?.mode !== 'each';
    return html`
      <li class="input ${marks && input.edited ? 'edited' : ''}">
        ${thumbnail(input)}
        <div class="text">
          ${fileName(input.name)}
          <span class="facts">${describePicture(input)}</span>
          ${marks && input.edited ? html`<span class="mark">${icon('edit')}Edited image</span>` : nothing}
        </div>
        <div class="tools">
          ${
            marks && !input.edited
              ? html`<button
                  class="tool"
                  type="button"
                  title="Make this the edited image: it decides shape, name and place of the result"
                  aria-label="Make ${input.name} the edited image"
                  @click=${() => this.store.ask('markEdited', { inputId: input.id })}
                >
                  ${icon('edit')}
                </button>`
              : nothing
          }
          <button
            class="tool"
            type="button"
            title="Remove"
            aria-label="Remove ${input.name}"
            @click=${(event: Event) => this.#remove(event, input)}
          >
            ${icon('close')}
          </button>
        </div>
        ${
          input.problem !== null
            ? html`<p class="line bad" dir="auto">${icon('error')}<span>${input.problem}</span></p>`
            : nothing
        }
        ${input.notes.map((note) => html`<p class="line" dir="auto">${icon('info')}<span>${note}</span></p>`)}
      </li>
    `;
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
