import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResultView } from '../../src/shared/panelState.ts';
import { baseName, describePicture } from '../words.ts';
import { PageElement } from './pageElement.ts';
import { fileName, moveFocus, thumbnail } from './parts.ts';

/** The session's results; one is selected and shown large. */
class ResultListElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { results } = this.view.state;
    if (results.length === 0) return nothing;
    return html`
      <div class="strip">
        <h2 id="resultsLabel">Results</h2>
        <ul aria-labelledby="resultsLabel" @keydown=${this.#move}>
          ${repeat(
            results,
            ({ id }) => id,
            (result, at) => this.#item(result, at),
          )}
        </ul>
      </div>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view')?.state;
    const { selectedResultId, results } = this.view.state;
    if (before?.selectedResultId === selectedResultId && before?.results.length === results.length) return;
    const list = this.querySelector('ul');
    const item = this.querySelector('[aria-current]');
    if (!list || !item) return;
    // Only sideways: `scrollIntoView` would move the whole page where all is stacked.
    const [frame, box] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
    const margin = 6;
    if (box.left < frame.left + margin) list.scrollLeft += box.left - frame.left - margin;
    else if (box.right > frame.right - margin) list.scrollLeft += box.right - frame.right + margin;
  }

  #item(result: ResultView, at: number): TemplateResult {
    const { results, selectedResultId } = this.view.state;
    const isSelected = result.id === selectedResultId;
    const isStop = isSelected || (at === 0 && !results.some(({ id }) => id === selectedResultId));
    const name = result.savedAs === null ? result.name : baseName(result.savedAs);
    return html`
      <li>
        <button
          class="result"
          type="button"
          aria-current=${isSelected ? 'true' : nothing}
          tabindex=${isStop ? 0 : -1}
          title="${name}, ${describePicture(result)}"
          @click=${() => this.store.selectResult(result.id)}
        >
          ${thumbnail(result)} ${fileName(name)}
          <span class="facts">${result.savedAs === null ? 'Not saved' : describePicture(result).split(' · ')[0]}</span>
        </button>
      </li>
    `;
  }

  /** The selection follows the focus. */
  #move = (event: KeyboardEvent): void => {
    const before = document.activeElement;
    moveFocus(event, [...this.querySelectorAll<HTMLElement>('.result')]);
    const now = document.activeElement;
    if (now !== before && now instanceof HTMLElement && this.contains(now)) now.click();
  };
}
customElements.define('nano-results', ResultListElement);
