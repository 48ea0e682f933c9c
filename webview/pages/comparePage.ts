import { t } from '../../src/core/shared/l10n.ts';
import '../components/compare/compareView.ts';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  type ComparedPicture,
  type CompareState,
  compareEvents,
  compareRequests,
  type ReviewAction,
} from '../../src/core/shared/protocol/compareProtocol.ts';
import type { Side } from '../components/compare/compareLayers.ts';
import { closeButton } from '../components/parts/closeButton.ts';
import { DocumentElement } from '../components/parts/documentElement.ts';
import { icon } from '../components/parts/parts.ts';
import { reviewBar } from '../components/results/reviewBar.ts';
import { keptLooking, keptMode, type ViewMode } from '../layout.ts';
import { Port, Refusal, type WebviewApi } from '../port.ts';
import { didNotWork } from '../words.ts';

/** Two images, compared in the whole window. */
class ComparePageElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    mode: { attribute: false },
    failed: { attribute: false },
  };

  declare state: CompareState;
  declare mode: ViewMode;
  /** Why the last action did not work; null when it did. */
  declare failed: string | null;

  constructor() {
    super();
    this.failed = null;
  }

  override render(): TemplateResult {
    const { left, right, notes, review, isGone } = this.state;
    const problem = this.failed ?? this.state.problem;
    return html`
      <h1 class="spoken">${t('Compare {left} and {right}', { left: left.name, right: right.name })}</h1>
      ${
        problem === null
          ? nothing
          : html`<div class="note alert">
              ${icon('error')}
              <p role="alert">${problem}</p>
              ${isGone && review === null ? closeButton(() => this.dispatchEvent(new CustomEvent('close'))) : nothing}
            </div>`
      }
      ${review === null ? nothing : reviewBar(review, (action) => this.#take({ action, pair: review.pair }))}
      <section class="stage" aria-label=${t('Pictures')}>
        <nano-compare .first=${sideOf(left)} .second=${sideOf(right)} .mode=${this.mode}></nano-compare>
      </section>
      ${
        notes.length === 0
          ? nothing
          : html`<div class="pageNotes">
              ${notes.map((note) => html`<p class="line">${icon('info')}<span>${note}</span></p>`)}
            </div>`
      }
    `;
  }

  #take(detail: { action: ReviewAction; pair: string }): void {
    this.dispatchEvent(new CustomEvent('review', { detail }));
  }
}
customElements.define('nano-compare-page', ComparePageElement);

/** A caption that names the file says all; another stands before the name. */
function sideOf({ caption, ...picture }: ComparedPicture): Side {
  return caption.endsWith(picture.name)
    ? { title: '', name: caption, picture }
    : { title: caption, name: picture.name, picture };
}

export async function startCompare(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, { requests: compareRequests, events: compareEvents });
  const page = document.createElement('nano-compare-page');
  page.mode = keptMode(port.recall(keptLooking)?.mode, 'sideBySide');
  const keep = () => port.remember({ mode: page.mode, shows: page.state.shows });
  page.addEventListener('mode', (event) => {
    if (!(event instanceof CustomEvent)) return;
    page.mode = keptMode(event.detail, page.mode);
    keep();
  });
  page.addEventListener('close', () => {
    port.call('close', {}).catch(() => undefined);
  });
  page.addEventListener('review', async (event) => {
    if (!(event instanceof CustomEvent)) return;
    try {
      await port.call('review', event.detail);
      page.failed = null;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'cancelled') return;
      page.failed = didNotWork(error);
    }
  });
  const show = (state: CompareState) => {
    page.state = state;
    keep();
    if (!page.isConnected) root.replaceChildren(page);
  };
  port.on('state', show);
  show(await port.call('ready', {}));
  await page.updateComplete;
  // Zooming and moving by keys work at once.
  page.querySelector<HTMLElement>('.panes')?.focus();
}

declare global {
  interface HTMLElementTagNameMap {
    'nano-compare-page': ComparePageElement;
  }
}
