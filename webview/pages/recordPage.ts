import { t } from '../../src/core/shared/l10n.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../components/compare/compareView.ts';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  type RecordState,
  recordEvents,
  recordRequests,
} from '../../src/core/shared/protocol/recordProtocol.ts';
import { closeButton } from '../components/parts/closeButton.ts';
import { DocumentElement } from '../components/parts/documentElement.ts';
import { icon } from '../components/parts/parts.ts';
import { keptLooking, keptMode, type ViewMode } from '../layout.ts';
import { Port, Refusal, type WebviewApi } from '../port.ts';
import { didNotWork } from '../words.ts';

type PageRequest = 'redoEdit' | 'editAgain' | 'copyPrompt' | 'close';

/** How an image was made, to read. Fires `request`. */
class RecordPageElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    mode: { attribute: false },
    status: { attribute: false },
    problem: { attribute: false },
  };

  declare state: RecordState;
  declare mode: ViewMode;
  /** What became of the last request. */
  declare status: string;
  declare problem: string | null;

  constructor() {
    super();
    this.status = '';
    this.problem = null;
  }

  override render(): TemplateResult {
    const { picture, source, fields, prompt, canRedo, isGone } = this.state;
    const problem = this.problem ?? this.state.problem;
    // An image without a record is no failure.
    const failed = this.problem !== null || picture.preview === null;
    return html`
      <section class="stage" aria-label=${t('Picture')}>
        <nano-compare
          .first=${source && { title: t('Source'), name: source.name, picture: source }}
          .second=${{ title: '', name: picture.name, picture }}
          .mode=${this.mode}
        ></nano-compare>
      </section>
      <section class="record" aria-labelledby="recordTitle">
        <h1 id="recordTitle">${t('How this image was made')}</h1>
        ${
          problem === null
            ? nothing
            : html`<div class="note ${failed ? 'alert' : ''}">
                ${icon(failed ? 'error' : 'info')}
                <p role="alert">${problem}</p>
                ${isGone ? closeButton(() => this.#wanted('close')) : nothing}
              </div>`
        }
        ${prompt === null ? nothing : this.#prompt(prompt, canRedo)}
        ${
          fields.length === 0
            ? nothing
            : html`<table class="recordFields">
                <tbody>
                  ${fields.map(
                    ({ label, value }) =>
                      html`<tr><th scope="row">${label}</th><td><bdi>${value}</bdi></td></tr>`,
                  )}
                </tbody>
              </table>`
        }
        <div role="status" class="status ${this.status === '' ? 'spoken' : ''}">${this.status}</div>
      </section>
    `;
  }

  #prompt(prompt: string, canRedo: boolean): TemplateResult {
    return html`
      <h2 id="promptTitle">${t('Prompt')}</h2>
      <div class="speech" tabindex="0" role="group" aria-labelledby="promptTitle" dir="auto">${prompt}</div>
      <div class="actions">
        ${
          canRedo
            ? html`<vscode-button @click=${() => this.#wanted('redoEdit')}>${t('Redo This Edit…')}</vscode-button>`
            : nothing
        }
        <vscode-button ?secondary=${canRedo} @click=${() => this.#wanted('editAgain')}>${t('Edit Again')}</vscode-button>
        <vscode-button secondary @click=${() => this.#wanted('copyPrompt')}>${t('Copy Prompt')}</vscode-button>
      </div>
    `;
  }

  #wanted(wanted: PageRequest): void {
    this.dispatchEvent(new CustomEvent('request', { detail: wanted }));
  }
}
customElements.define('nano-record-page', RecordPageElement);

export async function startRecord(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, { requests: recordRequests, events: recordEvents });
  const page = document.createElement('nano-record-page');
  const take = async (wanted: PageRequest) => {
    page.status = '';
    try {
      await port.call(wanted, {});
      page.status = wanted === 'copyPrompt' ? t('Copied the prompt.') : '';
      page.problem = null;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'cancelled') return;
      page.problem = didNotWork(error);
    }
  };
  page.mode = keptMode(port.recall(keptLooking)?.mode, 'single');
  const keep = () => port.remember({ mode: page.mode, shows: page.state.shows });
  page.addEventListener('mode', (event) => {
    if (!(event instanceof CustomEvent)) return;
    page.mode = keptMode(event.detail, page.mode);
    keep();
  });
  page.addEventListener('request', (event) => {
    if (event instanceof CustomEvent) void take(event.detail);
  });
  const show = (state: RecordState) => {
    page.state = state;
    keep();
    if (!page.isConnected) root.replaceChildren(page);
  };
  port.on('state', show);
  show(await port.call('ready', {}));
}

declare global {
  interface HTMLElementTagNameMap {
    'nano-record-page': RecordPageElement;
  }
}
