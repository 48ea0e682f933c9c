import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Choice } from '../../../src/core/shared/protocol/panelState.ts';
import { goalOf, placeBeside, typedGoal } from '../../choosing.ts';
import { DocumentElement } from '../parts/documentElement.ts';
import { icon } from '../parts/parts.ts';
import { choiceList, optionId } from './choiceList.ts';
import { ratioShape } from './ratioShape.ts';

/** Letters that fit into a field of half the form's width. */
const longestInHalf = 19;
/** How long letters that are typed belong together, in milliseconds. */
const typingPause = 700;
let made = 0;

/**
 * A named drop-down list that shows beside the choice what it means: `Auto  16:9`. A combobox that only selects, as
 * the ARIA Authoring Practices have it: the focus stays on it, and the open list tells which option is active.
 * Fires `choose` with the value, and `open` when the list is about to be seen.
 */
export class ChoiceFieldElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    name: { attribute: false },
    aside: { attribute: false },
    showsDetail: { attribute: false },
    hasShapes: { attribute: false },
    foot: { attribute: false },
    choices: { attribute: false, hasChanged: (a, b) => JSON.stringify(a) !== JSON.stringify(b) },
    value: { attribute: false },
    isOpen: { state: true },
    active: { state: true },
  };

  declare name: string;
  declare aside: string;
  /** Whether what the choice means stands on the closed list too. */
  declare showsDetail: boolean;
  /** Whether the choices are ratios, whose shapes are drawn. */
  declare hasShapes: boolean;
  /** What is said below the open list; empty: nothing. */
  declare foot: string;
  declare choices: readonly Choice[];
  declare value: string;
  declare isOpen: boolean;
  /** Index of the active option. */
  declare active: number;

  readonly #id = `choice-${made++}`;
  #typed = '';
  #typedAt = 0;
  /** A press on the face has closed the open list already, as it is a popover: the click must not open it again. */
  #wasOpen = false;

  constructor() {
    super();
    this.name = '';
    this.aside = '';
    this.showsDetail = true;
    this.hasShapes = false;
    this.foot = '';
    this.choices = [];
    this.value = '';
    this.isOpen = false;
    this.active = 0;
  }

  override render(): TemplateResult {
    const { label = '', detail = '', means = '' } = this.#chosen ?? {};
    const list = `${this.#id}-list`;
    return html`
      <div class="field">
        <div class="labelRow" aria-hidden="true">
          <span class="label">${this.name}</span>
          <span class="aside">${this.aside}</span>
        </div>
        <div
          class="select"
          @pointerdown=${() => {
            this.#wasOpen = this.isOpen;
          }}
          @click=${() => this.#press()}
        >
          ${this.hasShapes && shapeOf(this.#chosen) !== '' ? ratioShape(shapeOf(this.#chosen)) : nothing}
          <div
            class="face"
            role="combobox"
            tabindex="0"
            aria-label=${this.name}
            aria-haspopup="listbox"
            aria-expanded=${this.isOpen}
            aria-controls=${list}
            aria-activedescendant=${this.isOpen ? optionId(this.#id, this.active) : nothing}
            aria-description=${[detail, means].filter(Boolean).join('. ') || nothing}
            @keydown=${this.#type}
            @blur=${() => this.#hide()}
          >
            ${label}
          </div>
          ${
            this.showsDetail && detail !== ''
              ? html`<span class="detail" aria-hidden="true" title=${detail}>${detail}</span>`
              : nothing
          }
          ${icon('chevron-down')}
        </div>
        <div
          class="options"
          id=${list}
          popover="auto"
          role="listbox"
          aria-label=${this.name}
          @toggle=${this.#toggled}
          @mousedown=${(event: Event) => event.preventDefault()}
        >
          ${
            this.isOpen
              ? choiceList({
                  id: this.#id,
                  choices: this.choices,
                  value: this.value,
                  active: this.active,
                  hasShapes: this.hasShapes,
                  foot: this.foot,
                  point: (index) => {
                    this.active = index;
                  },
                  take: (index) => this.#take(index),
                })
              : nothing
          }
        </div>
      </div>
    `;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    const { label = '', detail = '' } = this.#chosen ?? {};
    // In half of the form's width no more would be seen whole.
    this.classList.toggle('long', label.length + detail.length > longestInHalf);
    if (!this.isOpen) return;
    if (changed.has('isOpen') || changed.has('choices'))
      placeBeside(this.#list, this.querySelector('.select'));
    if (changed.has('active') || changed.has('isOpen'))
      this.querySelector(`#${optionId(this.#id, this.active)}`)?.scrollIntoView({ block: 'nearest' });
  }

  override focus(): void {
    this.#face?.focus();
  }

  get #face(): HTMLElement | null {
    return this.querySelector('[role="combobox"]');
  }

  get #list(): HTMLElement | null {
    return this.querySelector('[role="listbox"]');
  }

  get #chosen(): Choice | undefined {
    return this.choices.find(({ value }) => value === this.value);
  }

  #press(): void {
    if (!this.#wasOpen) this.#show();
    this.#wasOpen = false;
    this.focus();
  }

  #show(): void {
    if (this.isOpen) return;
    this.active = Math.max(
      0,
      this.choices.findIndex(({ value }) => value === this.value),
    );
    this.dispatchEvent(new CustomEvent('open'));
    this.#list?.showPopover();
    this.isOpen = true;
  }

  #hide(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#list?.hidePopover();
  }

  #toggled = (event: Event): void => {
    this.isOpen = event instanceof ToggleEvent && event.newState === 'open';
  };

  #take(index: number): void {
    const value = this.choices[index]?.value;
    this.#hide();
    this.focus();
    if (value !== undefined && value !== this.value) {
      this.dispatchEvent(new CustomEvent('choose', { detail: value }));
    }
  }

  #type = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const { key, altKey } = event;
    if (this.isOpen && key === 'Tab') this.#take(this.active);
    if (!this.#answers(key, altKey)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether a key means something here. */
  #answers(key: string, altKey: boolean): boolean {
    const takes = key === 'Enter' || (key === ' ' && !this.#isTyping);
    if (this.isOpen && (takes || (altKey && key === 'ArrowUp'))) {
      this.#take(this.active);
      return true;
    }
    if (this.isOpen && key === 'Escape') {
      this.#hide();
      return true;
    }
    if (!this.isOpen && (takes || key === 'ArrowDown' || key === 'ArrowUp')) {
      this.#show();
      return true;
    }
    if (altKey) return false;
    const goal = this.#goalOf(key);
    if (goal === undefined) return false;
    this.#show();
    this.active = goal;
    return true;
  }

  get #isTyping(): boolean {
    return this.#typed !== '' && performance.now() - this.#typedAt < typingPause;
  }

  #goalOf(key: string): number | undefined {
    const from = this.isOpen ? this.active : this.choices.findIndex(({ value }) => value === this.value);
    if ([...key].length !== 1) return goalOf(key, from, this.choices.length);
    this.#typed = this.#isTyping ? this.#typed + key : key;
    this.#typedAt = performance.now();
    return typedGoal(
      this.#typed,
      from,
      this.choices.map(({ label }) => label),
    );
  }
}
customElements.define('nano-choice', ChoiceFieldElement);

/** The ratio that a choice stands for; of Auto the one that it means. */
const shapeOf = (choice: Choice | undefined): string => {
  const { value = '', detail = '' } = choice ?? {};
  return value === 'auto' ? detail : value;
};
