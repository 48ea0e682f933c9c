import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../../src/core/shared/l10n.ts';
import type { ResultView } from '../../../src/core/shared/protocol/panelState.ts';
import { resultShown, sceneOf } from '../../scene.ts';
import { Sight } from '../../sight.ts';
import { nameOf, placesOf, type StepPlace, shortened } from '../../steps.ts';
import { lookingAt } from '../../view.ts';
import { describePicture, isMac } from '../../words.ts';
import { PageElement } from '../parts/pageElement.ts';
import { fileName, icon, moveFocus, thumbnail } from '../parts/parts.ts';
import { attemptCard, attemptCards } from './attemptCard.ts';

/** The line of steps: the source, then each result with what was asked for; one is selected and shown large. */
class ResultListElement extends PageElement {
  readonly #sight = new Sight((small) => this.store.ask('showPictures', { small, large: [] }));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.stop();
  }

  override render(): TemplateResult {
    const { results } = this.view.state;
    const places = placesOf(results);
    const stop = this.#stop();
    return html`
      <div class="strip">
        <h2 id="resultsLabel" class="spoken">${t('Results')}</h2>
        <div class="steps" @keydown=${this.#move}>
          ${this.#source(stop)}
          <ul aria-labelledby="resultsLabel">
            ${repeat(
              results,
              ({ id }) => id,
              (result, at) => this.#item(result, places[at], stop),
            )}
          </ul>
          ${this.#attempts(stop)}
        </div>
        ${this.#past()}
      </div>
    `;
  }

  #attempts(stop: string | undefined): TemplateResult | typeof nothing {
    const cards = attemptCards(this.view);
    if (cards.length > 0) {
      return html`<ul aria-label=${t('Attempts')}>
        ${repeat(
          cards,
          ({ key }) => key,
          (card) =>
            html`<li class="step ${card.group}">${attemptCard(card, card.key === stop, () => this.store.look(card.look))}</li>`,
        )}
      </ul>`;
    }
    return this.view.state.results.length === 0
      ? html`<p class="hint">${t('Results appear here.')}</p>`
      : nothing;
  }

  /** The card that Tab leads to: what is looked at, else the first. */
  #stop(): string | undefined {
    const { source, results } = this.view.state;
    const scene = sceneOf(this.view);
    if (scene.kind === 'attempt') return scene.job.id;
    if (scene.kind === 'result') return scene.result.id;
    return source ? 'source' : (results[0]?.id ?? attemptCards(this.view)[0]?.key);
  }

  /** What can be taken back, restored or forgotten. */
  #past(): TemplateResult | typeof nothing {
    const { undo, discarded, hasHistory } = this.view.state;
    if (undo === null && discarded === 0 && !hasHistory) return nothing;
    return html`<div class="past">
      ${this.#undo()}
      ${
        discarded > 0
          ? html`<button
              class="link"
              type="button"
              title=${t('Restore results that were discarded in the last 30 days')}
              @click=${() => this.store.ask('restoreDiscarded', {})}
            >
              ${t('Discarded ({count})…', { count: discarded })}
            </button>`
          : nothing
      }
      ${
        hasHistory
          ? html`<button
              class="link"
              type="button"
              title=${t('Forget the earlier results; their files stay where they are')}
              @click=${() => this.store.ask('clearHistory', {})}
            >
              ${t('Clear history')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #undo(): TemplateResult | typeof nothing {
    const { undo } = this.view.state;
    if (undo === null) return nothing;
    return html`<span class="undo" title=${undo}
      ><button class="link" type="button" title=${t('{done} ({keys} undoes it)', { done: undo, keys: isMac ? '⌘Z' : t('Ctrl+Z') })} @click=${() => this.store.undo()}>${t('Undo')}</button>
      <span>${undo}</span></span
    >`;
  }

  #source(stop: string | undefined): TemplateResult | typeof nothing {
    const { source } = this.view.state;
    if (!source) return nothing;
    const scene = sceneOf(this.view);
    const isShown = this.view.showsSource && scene.kind !== 'attempt';
    return html`<button
      class="result source"
      type="button"
      aria-current=${isShown ? 'true' : nothing}
      tabindex=${stop === 'source' ? 0 : -1}
      title="${source.name}, ${describePicture(source)}"
      @click=${() => this.store.look(lookingAt.source)}
    >
      ${thumbnail(source)}
      <span class="cardText">
        <span class="asks">${t('Source')}</span>
        ${fileName(source.name)}
        <span class="facts">${source.restorable ? html`${icon('history')}${t('Can be restored')}` : describePicture(source).split(' · ')[0]}</span>
      </span>
    </button>`;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#sight.follow(this);
    const before = changed.get('view')?.state;
    const { selectedResultId, results } = this.view.state;
    if (before?.selectedResultId === selectedResultId && before?.results.length === results.length) return;
    // What is new has no width before the frame in which the browser finds out whether it is in sight.
    requestAnimationFrame(() => requestAnimationFrame(() => this.#bringIntoSight()));
  }

  /** Only sideways: `scrollIntoView` would move the whole page where all is stacked. The line begins with a whole card. */
  #bringIntoSight(): void {
    const list = this.querySelector('.steps');
    const current = this.querySelector('[aria-current]');
    // What is out of sight is not laid out within its place in the list, and has no extent of its own.
    const item = current?.closest('.step') ?? current;
    if (!list || !item) return;
    const frame = list.getBoundingClientRect();
    const { left, right: end } = item.getBoundingClientRect();
    const margin = 5;
    const width = frame.width - 2 * margin;
    // Where the line goes on, a step reaches to the next one.
    const right = Math.min(end, left + width);
    if (left >= frame.left + margin - 1 && right <= frame.right - margin + 1) return;
    const lefts = [...list.querySelectorAll('.source, .step')].map(
      (card) => card.getBoundingClientRect().left,
    );
    const first = left < frame.left ? left : lefts.find((one) => one <= left && right - one <= width);
    list.scrollLeft += (first ?? left) - frame.left - margin;
  }

  #item(result: ResultView, place: StepPlace | undefined, stop: string | undefined): TemplateResult {
    const isSelected = resultShown(this.view)?.id === result.id;
    const name = nameOf(result);
    const prompt = shortened(result.prompt, 60);
    return html`
      <li class="step ${place?.group ?? 'none'}">
        <button
          class="result ${result.missing ? 'gone' : ''}"
          type="button"
          aria-current=${isSelected ? 'true' : nothing}
          tabindex=${result.id === stop ? 0 : -1}
          title="${prompt ? `${prompt}\n` : ''}${name}, ${describePicture(result)}"
          @click=${() => this.store.selectResult(result.id)}
        >
          ${thumbnail(result, result.id)}
          <span class="cardText">
            <span class="asks"><b>${place?.number}</b><span dir="auto">${prompt}</span></span>
            ${fileName(name)}
            <span class="facts">${this.#facts(result, place)}</span>
          </span>
        </button>
      </li>
    `;
  }

  #facts(result: ResultView, place: StepPlace | undefined): TemplateResult | string {
    const from = place?.from ? t('from {from}', { from: place.from }) : '';
    if (result.missing) return html`${icon('warning')}${t('File is gone')}`;
    const kept = result.isDraft ? t('Draft') : t('Not saved');
    if (result.savedAs === null) return from ? `${kept} · ${from}` : kept;
    return from ? html`${icon('arrow-small-right')}${from}` : (describePicture(result).split(' · ')[0] ?? '');
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
