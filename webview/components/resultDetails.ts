import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCost } from '../../src/shared/format.ts';
import type { ResultView } from '../../src/shared/panelState.ts';
import { baseName, describePicture, describeSeconds } from '../words.ts';
import { PageElement } from './pageElement.ts';
import { fileName, icon, moveFocus, thumbnail } from './parts.ts';

/** What is known of the selected result, what can be done with it, and what the model said. */
class ResultDetailsElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { results, selectedResultId } = this.view.state;
    const result = results.find(({ id }) => id === selectedResultId);
    if (!result) return nothing;
    const facts = [
      describePicture(result),
      result.seconds === null ? '' : describeSeconds(result.seconds),
      result.cost === null ? '' : formatCost(result.cost),
    ].filter((fact) => fact !== '');
    return html`
      <div class="meta">
        ${
          result.savedAs === null
            ? html`<span class="unsaved">${icon('circle-large-outline')}Not saved</span>`
            : html`<span class="saved" title=${result.savedAs}>
                ${icon('check')}<span>Saved&nbsp;</span>${fileName(baseName(result.savedAs))}
              </span>`
        }
        <span class="facts">${facts.join(' · ')}</span>
        <div class="toolbar" role="toolbar" aria-label="Result actions" @keydown=${this.#move}>
          ${
            result.savedAs === null
              ? html`<vscode-button @click=${() => this.store.ask('saveResult', { resultId: result.id })}
                  >Save As…</vscode-button
                >`
              : html`<vscode-button
                  secondary
                  @click=${() => this.store.ask('openResult', { resultId: result.id })}
                  >Open</vscode-button
                >`
          }
        </div>
      </div>
      ${
        result.notes.length > 0
          ? html`<div class="resultNotes">
              ${result.notes.map((note) => html`<p class="line" dir="auto">${icon('info')}<span>${note}</span></p>`)}
            </div>`
          : nothing
      }
      ${this.#said(result)}
    `;
  }

  #move = (event: KeyboardEvent): void =>
    moveFocus(event, [...this.querySelectorAll<HTMLElement>('.toolbar vscode-button')]);

  #said({ words, thoughts }: ResultView): TemplateResult | typeof nothing {
    const thought = thoughts.texts.length > 0 || thoughts.pictures.length > 0;
    if (words.trim() === '' && !thought) return nothing;
    return html`<div class="said">
      ${
        words.trim() === ''
          ? nothing
          : html`<details open>
              <summary>${icon('chevron-right')}The model’s words</summary>
              <div class="speech" tabindex="0" role="group" aria-label="The model’s words" dir="auto">${words}</div>
            </details>`
      }
      ${
        thought
          ? html`<details>
              <summary>${icon('chevron-right')}Thoughts</summary>
              <div class="speech" tabindex="0" role="group" aria-label="Thoughts">
                ${thoughts.texts.map((text) => html`<p dir="auto">${text}</p>`)}
                ${
                  thoughts.pictures.length > 0
                    ? html`<div class="thoughtPictures">${thoughts.pictures.map((picture) => thumbnail(picture))}</div>`
                    : nothing
                }
              </div>
            </details>`
          : nothing
      }
    </div>`;
  }
}
customElements.define('nano-details', ResultDetailsElement);
