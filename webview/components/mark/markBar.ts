import { say, sentence, t } from '../../../src/core/shared/l10n.ts';
import './regionFields.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { colourValues } from '../../../src/core/shared/region/markupLook.ts';
import { markupColours } from '../../../src/core/shared/region/region.ts';
import { isMarkTool, selectTools } from '../../mark/drawing.ts';
import { historyStep } from '../../mark/keys.ts';
import { colourWords, tools } from '../../mark/words.ts';
import { moveFocus } from '../parts/parts.ts';
import { markIcon } from './markIcons.ts';
import { MarkingElement } from './markingElement.ts';

const modes = [
  { mode: 'new', name: sentence('New'), does: sentence('Replaces the selection') },
  { mode: 'add', name: sentence('Add'), does: sentence('Adds to the selection (Shift)') },
  { mode: 'subtract', name: sentence('Subtract'), does: sentence('Subtracts from the selection (Alt)') },
] as const;

/** The tools for marking a picture, and what the one in hand can be told. */
export class MarkBarElement extends MarkingElement {
  override render(): TemplateResult {
    const { marking } = this;
    const { tool, drawings } = marking;
    const selects = selectTools.some((own) => own === tool) || drawings.shapes.length > 0;
    return html`
      <div class="markTools" role="toolbar" aria-label=${t('Mark')} @keydown=${this.#press}>
        ${tools.map(
          (entry, at) => html`${at === selectTools.length ? divider : nothing}
            <button
              class="tool"
              type="button"
              aria-label=${say(entry.name)}
              title=${t('{name}: {does} ({key})', { name: say(entry.name), does: say(entry.does), key: entry.key.toUpperCase() })}
              aria-pressed=${tool === entry.tool}
              tabindex=${(tool ?? 'select') === entry.tool ? 0 : -1}
              @click=${() => marking.pick(tool === entry.tool ? null : entry.tool)}
            >${markIcon(entry.tool)}</button>`,
        )}
        ${divider}
        ${this.#button(t('Invert'), 'invert', t('Everything except the selection'), drawings.shapes.length > 0, () => marking.invert())}
        ${this.#button(t('Clear'), 'clear', t('Removes everything drawn (Escape: the selection)'), !marking.isEmpty, () => marking.clear())}
        ${
          marking.canUndo || marking.canRedo
            ? html`${divider}
              ${this.#button(t('Undo'), 'undo', t('Undo (Ctrl+Z)'), marking.canUndo, () => marking.undo())}
              ${this.#button(t('Redo'), 'redo', t('Redo (Ctrl+Y)'), marking.canRedo, () => marking.redo())}`
            : nothing
        }
      </div>
      ${
        tool === null && !selects
          ? nothing
          : html`<div class="markMore" @keydown=${keepTyped}>
              ${tool === 'brush' ? this.#brushSize() : nothing}
              ${tool === 'select' || tool === 'lasso' || tool === 'brush' ? this.#modes() : nothing}
              ${isMarkTool(tool) ? this.#colours() : nothing}
              ${selects ? html`<nano-region .marking=${marking}></nano-region>` : nothing}
            </div>`
      }
    `;
  }

  #button(
    name: string,
    sketch: 'invert' | 'clear' | 'undo' | 'redo',
    title: string,
    isUsable: boolean,
    act: () => void,
  ): TemplateResult {
    return html`<button class="tool" type="button" aria-label=${name} title=${title} tabindex="-1" ?disabled=${!isUsable} @click=${act}>${markIcon(sketch)}</button>`;
  }

  #modes(): TemplateResult {
    const { marking } = this;
    const shown = marking.tool === 'brush' && marking.mode === 'new' ? 'add' : marking.mode;
    return html`<fieldset class="segments" role="radiogroup">
      <legend class="spoken">${t('Selection')}</legend>
      ${modes
        .filter(({ mode }) => marking.tool !== 'brush' || mode !== 'new')
        .map(
          ({ mode, name, does }) => html`<label class="segment" title=${say(does)}>
            <input type="radio" name="markMode" aria-label=${say(name)} .checked=${live(mode === shown)} @change=${() => marking.setMode(mode)} />
            <span>${markIcon(mode)}</span>
          </label>`,
        )}
    </fieldset>`;
  }

  #brushSize(): TemplateResult {
    const { marking } = this;
    const most = Math.max(
      marking.pen.brush,
      Math.round(Math.max(marking.of.width, marking.of.height) / 4),
      8,
    );
    return html`<label class="slider" title=${t('[ and ] change it')}>
      <span>${t('Size')}</span>
      <input
        type="range"
        min="1"
        max=${most}
        aria-label=${t('Brush size')}
        .value=${live(String(marking.pen.brush))}
        @input=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) marking.setBrush(Number(target.value));
        }}
      />
      <span class="facts">${t('{count} px', { count: marking.pen.brush })}</span>
    </label>`;
  }

  #colours(): TemplateResult {
    const { marking } = this;
    const chosen = marking.activeDrawn;
    const shown = chosen && 'colour' in chosen ? chosen.colour : marking.pen.colour;
    return html`<fieldset class="colours" role="radiogroup">
      <legend class="spoken">${t('Colour')}</legend>
      ${markupColours.map(
        (colour) => html`<label class="colour" title=${say(colourWords[colour])}>
          <input type="radio" name="markColour" aria-label=${say(colourWords[colour])} .checked=${live(colour === shown)} @change=${() => marking.setColour(colour)} />
          <span .style=${`background:${colourValues[colour]}`}></span>
        </label>`,
      )}
    </fieldset>`;
  }

  #press = (event: KeyboardEvent): void => {
    const buttons = [...this.querySelectorAll<HTMLButtonElement>('.markTools button:enabled')];
    moveFocus(event, buttons);
    if (event.defaultPrevented) return;
    const step = historyStep(event);
    if (!step) return;
    event.preventDefault();
    this.marking[step]();
  };
}
customElements.define('nano-mark-bar', MarkBarElement);

const divider = html`<span class="divider" aria-hidden="true"></span>`;

/** Digits and letters that are typed here are not the picture's keys. */
function keepTyped(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey && event.key !== 'Escape') event.stopPropagation();
}
