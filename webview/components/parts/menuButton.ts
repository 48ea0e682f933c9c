import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { DocumentElement } from './documentElement.ts';
import { icon, moveFocus } from './parts.ts';

export interface MenuEntry {
  label: string;
  icon: string;
  /** Said beside it, small. */
  detail?: string;
  /** A line before it. */
  apart?: boolean;
  take: () => void;
}

const edge = 6;

/** A button that opens a menu. */
export class MenuButtonElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    label: { attribute: false },
    look: { attribute: false },
    icon: { attribute: false },
    entries: { attribute: false },
    stop: { attribute: false },
    isOpen: { state: true },
  };

  declare label: string;
  /** The button's style class. */
  declare look: string;
  /** In place of the words, which are read out all the same; empty: the words are shown. */
  declare icon: string;
  declare entries: readonly MenuEntry[];
  /** The button's tabindex. */
  declare stop: number;
  declare isOpen: boolean;

  constructor() {
    super();
    this.label = '';
    this.look = 'act';
    this.icon = '';
    this.entries = [];
    this.stop = 0;
    this.isOpen = false;
  }

  override render(): TemplateResult {
    return html`
      <button
        class="${this.look} opens"
        type="button"
        tabindex=${this.stop}
        title=${this.icon === '' ? nothing : this.label}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @click=${() => this.#menu?.togglePopover()}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' || event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          this.#menu?.showPopover();
        }}
      >
        ${
          this.icon === ''
            ? html`${this.label}${icon('chevron-down')}`
            : html`${icon(this.icon)}<span class="spoken">${this.label}</span>`
        }
      </button>
      <div
        class="menu"
        popover
        role="menu"
        aria-label=${this.label}
        @toggle=${this.#toggled}
        @keydown=${this.#move}
      >
        ${
          this.isOpen
            ? this.entries.map(
                (entry) => html`<button
                  class="entry ${entry.apart ? 'apart' : ''}"
                  type="button"
                  role="menuitem"
                  tabindex="-1"
                  @click=${() => this.#take(entry)}
                >
                  ${icon(entry.icon)}<span dir="auto">${entry.label}</span>${
                    entry.detail ? html`<span class="aside">${entry.detail}</span>` : nothing
                  }
                </button>`,
              )
            : nothing
        }
      </div>
    `;
  }

  override focus(): void {
    this.#button?.focus();
  }

  get #menu(): HTMLElement | null {
    return this.querySelector('.menu');
  }

  get #button(): HTMLElement | null {
    return this.querySelector('.opens');
  }

  #take(entry: MenuEntry): void {
    this.#menu?.hidePopover();
    this.#button?.focus();
    entry.take();
  }

  #toggled = async (event: Event): Promise<void> => {
    this.isOpen = event instanceof ToggleEvent && event.newState === 'open';
    if (!this.isOpen) return;
    await this.updateComplete;
    this.#place();
    this.querySelector<HTMLElement>('.entry')?.focus();
  };

  /** Below its button, or above where there is more room; never over the window's edge. */
  #place(): void {
    const [menu, button] = [this.#menu, this.#button?.getBoundingClientRect()];
    if (!menu || !button) return;
    const { width, height } = menu.getBoundingClientRect();
    const below = window.innerHeight - button.bottom - edge;
    const goesBelow = height <= below || button.top < below;
    const top = goesBelow ? button.bottom + 2 : Math.max(edge, button.top - height - 2);
    menu.style.left = `${Math.max(edge, Math.min(button.left, window.innerWidth - width - edge))}px`;
    menu.style.top = `${top}px`;
    menu.style.maxHeight = `${(goesBelow ? below : button.top - edge) - 2}px`;
  }

  #move = (event: KeyboardEvent): void => {
    // The toolbar around it moves by the same keys.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      this.#menu?.hidePopover();
      this.#button?.focus();
      return;
    }
    moveFocus(event, [...this.querySelectorAll<HTMLElement>('.entry')]);
  };
}
customElements.define('nano-menu', MenuButtonElement);
