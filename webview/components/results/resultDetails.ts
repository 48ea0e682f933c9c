import { html, nothing, type TemplateResult } from 'lit';
import { describeSeconds, formatCost } from '../../../src/core/shared/format.ts';
import { t } from '../../../src/core/shared/l10n.ts';
import { phaseWords } from '../../../src/core/shared/phaseWords.ts';
import type { JobView, ResultView } from '../../../src/core/shared/protocol/panelState.ts';
import { changedWords } from '../../../src/core/shared/region/regionWords.ts';
import { isOutdated, sceneOf } from '../../scene.ts';
import { nameOf, placesOf, shortened } from '../../steps.ts';
import { lookingAt } from '../../view.ts';
import { describePicture } from '../../words.ts';
import { PageElement } from '../parts/pageElement.ts';
import { icon, thumbnail } from '../parts/parts.ts';
import { outsideWords } from './outsideBadge.ts';

/** The flyout over the stage: all that is known of what is looked at. */
export class ResultDetailsElement extends PageElement {
  override render(): TemplateResult {
    return html`<aside class="flyout" id="details" aria-label=${t('Details')}>
      <div class="flyoutHead">
        <h2>${t('Details')}</h2>
        <button
          class="tool"
          type="button"
          title=${t('Close (I)')}
          aria-label=${t('Close the details')}
          @click=${() => this.close()}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="flyoutBody ${isOutdated(this.view) ? 'outdated' : ''}" tabindex="0" role="group" aria-label=${t('Details')}>${this.#body()}</div>
    </aside>`;
  }

  /** Closes the flyout; the focus goes back to its button. */
  close(): void {
    this.store.setLayout({ details: false });
    document.querySelector<HTMLElement>('[aria-controls="details"]')?.focus();
  }

  #body(): TemplateResult {
    const { state } = this.view;
    const { source } = state;
    const scene = sceneOf(this.view);
    if (scene.kind === 'result') return this.#result(scene.result);
    if (scene.kind === 'attempt') return attempt(scene.job);
    const shown = source ?? state.inputs.find(({ edited }) => edited);
    if (!shown) return html`<p class="hint">${t('There is no image yet.')}</p>`;
    return html`<dl class="factList">
      ${fact(t('File'), shown.name, 'ltr')} ${fact(t('Picture'), describePicture(shown))}
      ${source?.restorable ? fact(t('Replaced'), t('The original is kept as a backup and can be restored.')) : nothing}
    </dl>`;
  }

  #result(result: ResultView): TemplateResult {
    const { prompt, notes, savedAs, missing, seconds, cost, usage, words, thoughts } = result;
    const unsaved = result.isDraft ? t('Draft, not kept yet') : t('Not saved');
    const isThere = savedAs !== null && !missing;
    const state = savedAs === null ? unsaved : missing ? t('{savedAs} is gone', { savedAs }) : savedAs;
    return html`
      <dl class="factList">
        ${fact(t('File'), state, isThere ? 'ltr' : 'auto')} ${fact(t('Picture'), describePicture(result))} ${this.#madeFrom(result)}
        ${result.outside === null ? nothing : fact(t('Region'), outsideWords(result.outside))}
        ${result.changed === null ? nothing : fact(t('Changed'), changedWords(result.changed))}
        ${seconds === null ? nothing : fact(t('Time'), describeSeconds(seconds))}
        ${cost === null ? nothing : fact(t('Cost'), formatCost(cost))} ${usage === '' ? nothing : fact(t('Usage'), usage)}
      </dl>
      ${prompt === '' ? nothing : section(t('Prompt'), html`<p class="speech" dir="auto">${prompt}</p>`)}
      ${
        notes.length === 0
          ? nothing
          : section(
              t('Notes'),
              html`${notes.map((note) => html`<p class="line">${icon('info')}<span>${note}</span></p>`)}`,
            )
      }
      ${this.#links(result)}
      ${words.trim() === '' ? nothing : section(t('Model response'), html`<p class="speech" dir="auto">${words}</p>`)}
      ${
        thoughts.texts.length + thoughts.pictures.length === 0
          ? nothing
          : html`<details>
              <summary>${icon('chevron-right')}${t('Thoughts')}</summary>
              <div class="speech">
                ${thoughts.texts.map((text) => html`<p dir="auto">${text}</p>`)}
                ${
                  thoughts.pictures.length > 0
                    ? html`<div class="thoughtPictures">${thoughts.pictures.map((picture) => thumbnail(picture))}</div>`
                    : nothing
                }
              </div>
            </details>`
      }
      ${
        savedAs === null
          ? nothing
          : html`<button class="link" type="button" @click=${() => this.store.ask('showRecord', { resultId: result.id })}>
              ${t('Show how it was made')}
            </button>`
      }
    `;
  }

  /** The step before it, which is one press away. */
  #madeFrom({ parentId, before }: ResultView): TemplateResult | typeof nothing {
    const { results, source } = this.view.state;
    const parent = results.find(({ id }) => id === parentId);
    if (parent) {
      const words = `${placesOf(results)[results.indexOf(parent)]?.number} · ${shortened(parent.prompt || nameOf(parent))}`;
      return madeFrom(words, () => this.store.selectResult(parent.id));
    }
    if (parentId !== null) return madeFrom(before?.name ?? t('a result that is gone'));
    return source
      ? madeFrom(t('Source, {name}', { name: source.name }), () => this.store.look(lookingAt.source))
      : nothing;
  }

  /** What the answer only named; nothing is fetched before it is asked for. */
  #links({ id, links }: ResultView): TemplateResult | typeof nothing {
    if (links.length === 0) return nothing;
    return section(
      t('Links in the answer'),
      html`<ul class="resultLinks" aria-label=${t('Links in the answer')}>
        ${links.map(
          (link, index) => html`<li class="line">
            ${icon('link-external')}
            <button class="link" type="button" title=${t('Open in the browser')} @click=${() => this.store.ask('openLink', { resultId: id, index })}>${link}</button>
            <button class="link" type="button" aria-label=${t('Fetch the picture of {link}', { link })} @click=${() => this.store.ask('fetchLink', { resultId: id, index })}>${t('Fetch')}</button>
          </li>`,
        )}
      </ul>`,
    );
  }
}
customElements.define('nano-details', ResultDetailsElement);

const madeFrom = (words: string, show?: () => void): TemplateResult =>
  html`<div><dt>${t('Made from')}</dt><dd>${
    show
      ? html`<button class="link" type="button" @click=${show}><bdi>${words}</bdi></button>`
      : html`<bdi>${words}</bdi>`
  }</dd></div>`;

/** What is known of a job that has given nothing. */
const attempt = ({ phase, label, prompt, note, failure, cost }: JobView): TemplateResult => html`
  <dl class="factList">
    ${fact(t('State'), phaseWords(phase))} ${fact(t('Image'), label)} ${cost === '' ? nothing : fact(t('Cost'), cost)}
  </dl>
  ${section(t('Prompt'), html`<p class="speech" dir="auto">${prompt}</p>`)}
  ${note === null && failure === null ? nothing : section(t('What happened'), html`<p class="speech" dir="auto">${failure?.sentence ?? note}</p>`)}
`;

/** @param dir `ltr` for the name of a file, which reads as in VS Code's explorer in any script */
const fact = (name: string, value: string, dir: 'auto' | 'ltr' = 'auto'): TemplateResult =>
  html`<div><dt>${name}</dt><dd><bdi dir=${dir}>${value}</bdi></dd></div>`;

const section = (title: string, body: TemplateResult): TemplateResult =>
  html`<section><h3>${title}</h3>${body}</section>`;

declare global {
  interface HTMLElementTagNameMap {
    'nano-details': ResultDetailsElement;
  }
}
