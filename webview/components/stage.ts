import './compareView.ts';
import './elapsed.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Choice, Picture, ResultView } from '../../src/core/shared/panelState.ts';
import { phaseWords } from '../../src/core/shared/phaseWords.ts';
import { soleJob } from '../jobs.ts';
import { nameOf, partnersOf, resultTitle } from '../steps.ts';
import type { View } from '../store.ts';
import type { CompareMode } from './compareBar.ts';
import type { Side } from './compareLayers.ts';
import { fitsStacked } from './compareView.ts';
import { PageElement } from './pageElement.ts';
import { icon, pictureFigure } from './parts.ts';

/** What the stage shows: nothing yet, the edited image, a job at work, or a result. */
type Scene =
  | { kind: 'empty' }
  | { kind: 'picture'; picture: Picture; title: string }
  | { kind: 'running'; before: Picture | undefined; title: string }
  | { kind: 'result'; result: ResultView };

function sceneOf({ state, following, showsSource }: View): Scene {
  const result = state.results.find(({ id }) => id === state.selectedResultId);
  const edited = state.inputs.find((input) => input.edited) ?? state.inputs[0];
  if (soleJob(state) && following) {
    const title = edited?.preview === state.source?.preview ? 'Source' : 'Before';
    return { kind: 'running', before: edited, title };
  }
  if (state.source && showsSource) return { kind: 'picture', picture: state.source, title: 'Source' };
  if (result) return { kind: 'result', result };
  return edited ? { kind: 'picture', picture: edited, title: '' } : { kind: 'empty' };
}

/** The pictures, large. */
class StageElement extends PageElement {
  #room = new DOMRect();
  #mode: CompareMode = 'sideBySide';
  /** What results are compared with; an id, `before` or `source`. */
  #partner = 'before';
  readonly #asked = new Set<string>();
  readonly #observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.#room = entry.target.getBoundingClientRect();
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render(): TemplateResult {
    const scene = sceneOf(this.view);
    switch (scene.kind) {
      case 'empty':
        return html`<div class="view">${this.#welcome()}</div>`;
      case 'running':
        return this.#running(scene.before, scene.title);
      case 'picture':
        return this.#compare(null, { title: scene.title, name: scene.picture.name, picture: scene.picture });
      case 'result': {
        const { result } = scene;
        const partners = partnersOf(this.view.state, result);
        const partner = partners.find(({ value }) => value === this.#partner) ?? partners[0];
        const second = { title: resultTitle(this.view.state, result), name: nameOf(result), picture: result };
        return this.#compare(partner?.side ?? null, second, partners, partner?.value);
      }
    }
  }

  /** What is shown and has no picture yet is asked for, once. */
  override updated(): void {
    const scene = sceneOf(this.view);
    if (scene.kind !== 'result') return;
    const other = this.view.state.results.find(({ id }) => id === this.#partner);
    const large = [scene.result, other].flatMap((shown) =>
      shown && shown.preview === null && !shown.missing && !this.#asked.has(shown.id) ? [shown.id] : [],
    );
    if (large.length === 0) return;
    for (const id of large) this.#asked.add(id);
    this.store.ask('showPictures', { small: [], large });
  }

  #compare(first: Side | null, second: Side, partners: readonly Choice[] = [], partner = ''): TemplateResult {
    return html`<nano-compare
      .first=${first}
      .second=${second}
      .mode=${this.#mode}
      .partners=${partners}
      .partner=${partner}
      @mode=${(event: CustomEvent<CompareMode>) => {
        this.#mode = event.detail;
      }}
      @partner=${(event: CustomEvent<string>) => {
        this.#partner = event.detail;
        this.requestUpdate();
      }}
    ></nano-compare>`;
  }

  #running(before: Picture | undefined, title: string): TemplateResult {
    const { width, height } = before ?? {};
    const isStacked = !!width && !!height && fitsStacked({ width, height }, this.#room);
    return html`<div class="view ${isStacked ? 'stacked' : ''}">
      ${before ? pictureFigure(before, before.name, title) : nothing}${this.#placeholder(before)}
    </div>`;
  }

  #welcome(): TemplateResult {
    const generates = this.view.state.kind === 'generate';
    return html`
      <div class="welcome">
        ${icon('sparkle')}
        <h2>${generates ? 'Describe it, and it appears here' : 'No image to edit yet'}</h2>
        <p>
          ${
            generates
              ? 'Write in the prompt what the image should show. Say what kind of picture it is, what is in it and which words it carries. The file is saved in your folder, and nothing is overwritten.'
              : 'Add an image, write what should change and press Run. The result is saved beside the source, and nothing is overwritten.'
          }
        </p>
      </div>
    `;
  }

  #placeholder(before: Picture | undefined): TemplateResult {
    const job = soleJob(this.view.state);
    const width = before?.width ?? 4;
    const height = before?.height ?? 3;
    return html`
      <figure class="figure">
        <div class="frame">
          <div class="placeholder" .style=${`aspect-ratio:${width}/${height};--ratio:${width / height}`}>
            <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>
            <span>${job ? phaseWords[job.phase] : 'Starting'}</span>
            ${
              job?.startedAt != null
                ? html`<nano-elapsed class="elapsed" .since=${job.startedAt}></nano-elapsed>`
                : nothing
            }
          </div>
        </div>
        <figcaption><span class="title"><span class="which">Result</span></span><span class="facts">&nbsp;</span></figcaption>
      </figure>
    `;
  }
}

customElements.define('nano-stage', StageElement);
