import { html, nothing, type TemplateResult } from 'lit';
import { baseName, describePicture, resultFacts } from '../words.ts';
import { PageElement } from './pageElement.ts';
import { fileName, icon } from './parts.ts';

/** The start of the bar: the form's button, and which file is looked at. */
class ResultPlaceElement extends PageElement {
  override render(): TemplateResult {
    const { folded } = this.view.layout;
    const words = folded ? 'Show the form' : 'Hide the form';
    return html`
      <button
        class="tool fold"
        type="button"
        title="${words} (H)"
        aria-label=${words}
        aria-expanded=${!folded}
        aria-controls="form"
        @click=${() => this.store.setLayout({ folded: !folded })}
      >
        ${icon(folded ? 'layout-sidebar-left-off' : 'layout-sidebar-left')}
      </button>
      ${this.#file()}
    `;
  }

  #file(): TemplateResult | typeof nothing {
    const { state, showsSource } = this.view;
    const { results, selectedResultId, source } = state;
    const result = results.find(({ id }) => id === selectedResultId);
    if (!result || showsSource) {
      const shown = source ?? state.inputs.find(({ edited }) => edited);
      if (!shown) return nothing;
      const facts = source?.restorable ? 'Replaced; the bytes from before are kept.' : describePicture(shown);
      return html`<span class="unsaved">${icon('file-media')}${fileName(shown.name)}</span>
        <span class="facts">${facts}</span>`;
    }
    const facts = html`<span class="facts">${resultFacts(result)}</span>`;
    if (result.savedAs === null) {
      return html`<span class="unsaved">${icon('circle-large-outline')}Not saved</span>${facts}`;
    }
    const name = fileName(baseName(result.savedAs));
    if (result.missing) {
      return html`<span class="unsaved" title=${result.savedAs}>${icon('warning')}<span class="word">File is gone:&nbsp;</span>${name}</span>`;
    }
    return html`<span class="saved" title="Saved as ${result.savedAs}">${icon('check')}<span class="word">Saved&nbsp;</span>${name}</span>
      ${facts}`;
  }
}
customElements.define('nano-place', ResultPlaceElement);
