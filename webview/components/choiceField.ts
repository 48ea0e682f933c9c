import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Choice } from '../../src/core/shared/panelState.ts';
import { DocumentElement } from './documentElement.ts';

/**
 * Room on the closed list's face for the detail; and for the active entry colours that are there in every
 * theme: vscode-elements falls back to white, on a light ground too.
 */
const faceSheet = css`
  .select-face {
    padding: 3px 6px;
  }
  .select-face .text {
    padding-inline-end: calc(20px + var(--detail-width, 0px));
  }
  .description {
    overflow-wrap: anywhere;
  }
  .option {
    padding-inline: 6px;
  }
  .option:not(.disabled):hover {
    color: var(--vscode-list-hoverForeground, var(--vscode-foreground));
  }
  .option.active,
  .option.active:hover {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-activeSelectionBackground, transparent);
    outline-color: var(--vscode-contrastActiveBorder, transparent);
  }
  @media (forced-colors: active) {
    .icon svg {
      color: CanvasText;
      fill: CanvasText;
    }
    .option {
      outline: none;
    }
    .option.active,
    .option.active:hover {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`.styleSheet;

const roomForList = 280;

/** A named drop-down list that shows beside the choice what it means: `Auto  16:9`. Fires `choose` with the value. */
export class ChoiceFieldElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    name: { attribute: false },
    aside: { attribute: false },
    showsDetail: { attribute: false },
    choices: { attribute: false, hasChanged: (a, b) => JSON.stringify(a) !== JSON.stringify(b) },
    value: { attribute: false },
    revision: { attribute: false },
  };

  declare name: string;
  declare aside: string;
  /** Whether what the choice means stands on the closed list too. */
  declare showsDetail: boolean;
  declare choices: readonly Choice[];
  declare value: string;
  /** Of the state that `value` comes from: with each, a choice that the host did not take is put back. */
  declare revision: number;

  constructor() {
    super();
    this.name = '';
    this.aside = '';
    this.showsDetail = true;
    this.choices = [];
    this.value = '';
    this.revision = 0;
  }

  override render(): TemplateResult {
    const detail = this.showsDetail ? (this.#chosen?.detail ?? '') : '';
    return html`
      <div class="field">
        <div class="labelRow" aria-hidden="true">
          <span class="label">${this.name}</span>
          <span class="aside">${this.aside}</span>
        </div>
        <div
          class="select"
          @pointerdown=${{ handleEvent: () => this.#place(), capture: true }}
          @keydown=${{ handleEvent: () => this.#place(), capture: true }}
          @click=${{ handleEvent: (event: Event) => this.#keepClosed(event), capture: true }}
        >
          <vscode-single-select label=${this.name} @change=${() => this.#choose()}></vscode-single-select>
          ${detail ? html`<span class="detail" aria-hidden="true"><span>${detail}</span></span>` : nothing}
        </div>
      </div>
    `;
  }

  override updated(changed: Map<string, unknown>): void {
    const select = this.#select;
    if (!select) return;
    const isOff = !select.open && select.value !== this.value;
    if (changed.has('choices') || changed.has('value') || isOff) this.show();
    select.updateComplete.then(() => {
      const { shadowRoot } = select;
      if (shadowRoot && faceSheet && !shadowRoot.adoptedStyleSheets.includes(faceSheet)) {
        shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, faceSheet];
      }
      const detail = this.querySelector<HTMLElement>('.detail > span');
      this.style.setProperty('--detail-width', `${detail ? Math.min(detail.offsetWidth + 8, 86) : 0}px`);
      this.#describe();
      if (shadowRoot) this.#options.observe(shadowRoot, { childList: true, subtree: true });
    }, console.warn);
  }

  /** What a choice means is no part of its text, so that assistive technology has to be told. */
  #describe(): void {
    const shadowRoot = this.#select?.shadowRoot;
    const face = shadowRoot?.querySelector('.select-face');
    face?.setAttribute('aria-description', this.#chosen?.detail ?? '');
    for (const option of shadowRoot?.querySelectorAll('[role="option"]') ?? []) {
      const at = Number(option.getAttribute('data-index'));
      option.setAttribute('aria-description', this.choices[at]?.detail ?? '');
    }
  }

  /** Puts the list back to what the state says. */
  show(): void {
    const select = this.#select;
    if (!select) return;
    select.options = this.choices.map(({ value, label, detail }) => ({
      value,
      label,
      description: detail,
      selected: value === this.value,
      disabled: false,
    }));
    select.value = this.value;
    select.requestUpdate();
  }

  get #select(): VscodeSingleSelect | null {
    return this.querySelector('vscode-single-select');
  }

  get #chosen(): Choice | undefined {
    return this.choices.find(({ value }) => value === this.value);
  }

  #choose(): void {
    const value = this.#select?.value;
    if (value !== undefined) this.dispatchEvent(new CustomEvent('choose', { detail: value }));
  }

  /** The open list draws its options anew. */
  readonly #options = new MutationObserver(() => this.#describe());
  #wasOpen = false;

  /** Opens upwards where there is no room below. */
  #place(): void {
    const select = this.#select;
    if (!select) return;
    this.#wasOpen = select.open;
    if (select.open) return;
    const { top, bottom } = select.getBoundingClientRect();
    const below = window.innerHeight - bottom;
    select.position = below < roomForList && top > below ? 'above' : 'below';
  }

  /** A press on the open list's face has closed it already (it is a popover); the click would open it again. */
  #keepClosed(event: Event): void {
    const onFace = event
      .composedPath()
      .some((part) => part instanceof Element && part.classList.contains('select-face'));
    if (onFace && this.#wasOpen) event.stopPropagation();
    this.#wasOpen = false;
  }
}
customElements.define('nano-choice', ChoiceFieldElement);
