import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '../../../src/core/shared/protocol/panelState.ts';
import { splitName } from '../../words.ts';

/** A codicon; decoration only, the words beside it say the same. */
export const icon = (name: string, extra = ''): TemplateResult =>
  html`<span class="codicon codicon-${name} ${extra}" aria-hidden="true"></span>`;

/**
 * A file name that keeps its end when it must be cut. The two parts are drawn by the style sheet, so that
 * the name is one word to whoever reads the document. One in a right-to-left script reads as in VS Code's explorer.
 */
export function fileName(name: string): TemplateResult {
  const { head, tail } = splitName(name);
  return html`<span class="name" title=${name}
    >${
      tail === ''
        ? html`<bdi class="head" dir="ltr">${head}</bdi>`
        : html`<span class="spoken">${name}</span
            ><span class="cut" aria-hidden="true" data-head=${head} data-tail=${tail}></span>`
    }</span
  >`;
}

/**
 * A small preview, decoration beside the name.
 * @param id under which the host is asked for it when it comes into sight
 */
export function thumbnail(picture: Picture, id?: string): TemplateResult {
  const source = picture.thumbnail ?? picture.preview;
  const wanted = source === null && id !== undefined ? id : nothing;
  return html`<span class="thumb ${picture.hasAlpha ? 'alpha' : ''}" data-wants=${wanted}>
    ${
      source === null
        ? icon('file-media')
        : html`<img src=${source} alt="" loading="lazy" decoding="async" draggable="false" />`
    }
  </span>`;
}

/** Left and right (or up and down), Home and End move the focus among a list's controls; one of them is the tab stop. */
export function moveFocus(event: KeyboardEvent, controls: readonly HTMLElement[]): void {
  const { target } = event;
  const at = target instanceof HTMLElement ? controls.indexOf(target) : -1;
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const last = controls.length - 1;
  const goals: Record<string, number> = {
    ArrowRight: Math.min(at + 1, last),
    ArrowDown: Math.min(at + 1, last),
    ArrowLeft: Math.max(at - 1, 0),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: last,
  };
  const goal = goals[event.key];
  if (goal === undefined) return;
  event.preventDefault();
  controls[goal]?.focus();
}

/** The cell of a grid to which an arrow, Home or End leads from the one at `at`; there may be none in that direction. */
export function gridGoal(key: string, at: number, columns: number, count: number): number | undefined {
  const goals: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: count - 1,
  };
  return goals[key];
}
