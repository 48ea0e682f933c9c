import './elapsed.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Picture, ResultView } from '../../src/shared/panelState.ts';
import { soleJob } from '../jobs.ts';
import type { View } from '../store.ts';
import { baseName, describePicture, phaseWords } from '../words.ts';
import { PageElement } from './pageElement.ts';
import { fileName, icon } from './parts.ts';

/** What the stage shows: nothing yet, the edited image, a job at work, or a result. */
type Scene =
  | { kind: 'empty' }
  | { kind: 'picture'; picture: Picture }
  | { kind: 'running'; original: Picture | undefined }
  | { kind: 'result'; result: ResultView };

function sceneOf({ state, following }: View): Scene {
  const result = state.results.find(({ id }) => id === state.selectedResultId);
  const original = state.inputs.find(({ edited }) => edited) ?? state.inputs[0];
  if (soleJob(state) && following) return { kind: 'running', original };
  if (result) return { kind: 'result', result };
  return original ? { kind: 'picture', picture: original } : { kind: 'empty' };
}

/** The pictures, large. */
class StageElement extends PageElement {
  #room = new DOMRect();
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
    const pair =
      scene.kind === 'result' && scene.result.original
        ? scene.result
        : scene.kind === 'running'
          ? scene.original
          : undefined;
    const isStacked = pair !== undefined && fitsStacked(pair, this.#room);
    return html`<div class="view ${isStacked ? 'stacked' : ''}">${this.#scene(scene)}</div>`;
  }

  #scene(scene: Scene): TemplateResult | TemplateResult[] {
    switch (scene.kind) {
      case 'empty':
        return this.#welcome();
      case 'picture':
        return figure(scene.picture, scene.picture.name, '');
      case 'running':
        return html`${scene.original ? figure(scene.original, scene.original.name, 'Original') : nothing}
        ${this.#placeholder(scene.original)}`;
      case 'result': {
        const { result } = scene;
        const name = result.savedAs === null ? result.name : baseName(result.savedAs);
        const title = result.role === 'other' ? 'Another picture' : 'Result';
        if (!result.original) return figure(result, name, title);
        return html`${figure(result.original, result.original.name, 'Original')} ${figure(result, name, title)}`;
      }
    }
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

  #placeholder(original: Picture | undefined): TemplateResult {
    const job = soleJob(this.view.state);
    const width = original?.width ?? 4;
    const height = original?.height ?? 3;
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

/** Whether two pictures of this shape are much larger one above the other than side by side. */
function fitsStacked({ width, height }: Picture, room: DOMRect): boolean {
  if (!width || !height || room.width === 0) return false;
  const [gap, caption] = [18, 48];
  const beside = Math.min((room.width - gap) / 2 / width, (room.height - caption) / height);
  const stacked = Math.min(room.width / width, ((room.height - gap) / 2 - caption) / height);
  return stacked > beside * 1.35;
}

function figure(picture: Picture, name: string, which: string): TemplateResult {
  return html`
    <figure class="figure">
      <div class="frame">
        ${
          picture.preview === null
            ? html`<div class="missing">${icon('file-media')}<span>No preview</span></div>`
            : html`<img
                class=${picture.hasAlpha ? 'alpha' : ''}
                src=${picture.preview}
                alt="${which ? `${which}: ` : ''}${name}"
                width=${picture.width ?? nothing}
                height=${picture.height ?? nothing}
                decoding="async"
                draggable="false"
              />`
        }
      </div>
      <figcaption>
        <span class="title">${which ? html`<span class="which">${which}</span>` : nothing}${fileName(name)}</span>
        <span class="facts">${describePicture(picture) || html`&nbsp;`}</span>
      </figcaption>
    </figure>
  `;
}
customElements.define('nano-stage', StageElement);
