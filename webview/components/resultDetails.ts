import './resultActions.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { describeSeconds, formatCost } from '../../src/core/shared/format.ts';
import type { Picture, ResultView } from '../../src/core/shared/panelState.ts';
import { baseName, describePicture } from '../words.ts';
import { PageElement } from './pageElement.ts';
import { fileName, icon, thumbnail } from './parts.ts';

/** What is known of the selected result, what can be done with it, and what the model said. */
class ResultDetailsElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { state, showsSource } = this.view;
    const { results, selectedResultId, source } = state;
    const result = results.find(({ id }) => id === selectedResultId);
    if (showsSource && source) return this.#source(source);
    if (!result) return nothing;
    const facts = [
      describePicture(result),
      result.seconds === null ? '' : describeSeconds(result.seconds),
      result.cost === null ? '' : formatCost(result.cost),
      result.usage,
    ].filter((fact) => fact !== '');
    return html`
      <div class="meta">
        ${this.#place(result)}
        <span class="facts">${facts.join(' · ')}</span>
        <nano-actions .store=${this.store} .view=${this.view}></nano-actions>
      </div>
      ${result.prompt === '' ? nothing : html`<p class="asked" dir="auto" title=${result.prompt}>${icon('quote')}<span>${result.prompt}</span></p>`}
      ${
        result.notes.length > 0
          ? html`<div class="resultNotes">
              ${result.notes.map((note) => html`<p class="line">${icon('info')}<span>${note}</span></p>`)}
            </div>`
          : nothing
      }
      ${this.#links(result)}
      ${this.#said(result)}
    `;
  }

  #source(source: Picture & { restorable: boolean }): TemplateResult {
    return html`<div class="meta">
      <span class="unsaved">${icon('file-media')}<span>Source&nbsp;</span>${fileName(source.name)}</span>
      <span class="facts">${source.restorable ? 'Replaced; the bytes from before are kept.' : describePicture(source)}</span>
      <nano-actions .store=${this.store} .view=${this.view}></nano-actions>
    </div>`;
  }

  #place(result: ResultView): TemplateResult {
    if (result.savedAs === null) {
      return html`<span class="unsaved">${icon('circle-large-outline')}Not saved</span>`;
    }
    const name = fileName(baseName(result.savedAs));
    if (result.missing) {
      return html`<span class="unsaved" title=${result.savedAs}>${icon('warning')}<span>File is gone:&nbsp;</span>${name}</span>`;
    }
    return html`<span class="saved" title=${result.savedAs}>${icon('check')}<span>Saved&nbsp;</span>${name}</span>`;
  }

  /** What the answer only named; nothing is fetched before it is asked for. */
  #links({ id, links }: ResultView): TemplateResult | typeof nothing {
    if (links.length === 0) return nothing;
    return html`<ul class="resultLinks" aria-label="Links in the answer">
      ${links.map(
        (link, index) => html`<li class="line">
          ${icon('link-external')}
          <button class="link" type="button" title="Open in the browser" @click=${() => this.store.ask('openLink', { resultId: id, index })}>${link}</button>
          <button class="link" type="button" aria-label=${`Fetch the picture of ${link}`} @click=${() => this.store.ask('fetchLink', { resultId: id, index })}>Fetch</button>
        </li>`,
      )}
    </ul>`;
  }

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
