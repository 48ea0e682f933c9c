import { html, nothing, type TemplateResult } from 'lit';
import type { Choice } from '../../../src/core/shared/protocol/panelState.ts';
import { icon } from '../parts/parts.ts';
import { ratioShape } from './ratioShape.ts';

/** What an open list shows. */
interface ListView {
  /** Of the field. */
  id: string;
  choices: readonly Choice[];
  value: string;
  /** Index of the active option. */
  active: number;
  hasShapes: boolean;
  /** What is said below; empty: nothing. */
  foot: string;
  /** The pointer is over an option. */
  point(index: number): void;
  take(index: number): void;
}

/** The id by which a field names one of its options. */
export const optionId = (field: string, index: number): string => `${field}-${index}`;

/** The options of an open list, those of a group below its name. */
export function choiceList(view: ListView): TemplateResult {
  const names = [...new Set(view.choices.map(({ group = '' }) => group))];
  return html`
    ${names.map((name) => {
      const own = view.choices.flatMap((choice, index) =>
        (choice.group ?? '') === name ? [option(view, choice, index)] : [],
      );
      return name === ''
        ? own
        : html`<div class="group" role="group" aria-label=${name}>
            <div class="groupName" role="presentation">${name}</div>
            ${own}
          </div>`;
    })}
    ${view.foot === '' ? nothing : html`<div class="foot" role="presentation">${view.foot}</div>`}
  `;
}

function option(view: ListView, choice: Choice, index: number): TemplateResult {
  const { value, label, detail, means = '', price = '', badges = [] } = choice;
  const isChosen = value === view.value;
  return html`<div
    class="option ${view.hasShapes ? 'shaped' : ''} ${index === view.active ? 'active' : ''}"
    id=${optionId(view.id, index)}
    role="option"
    aria-selected=${isChosen}
    aria-description=${[...badges, detail, price, means].filter(Boolean).join('. ') || nothing}
    @pointermove=${() => view.point(index)}
    @click=${() => view.take(index)}
  >
    ${isChosen ? icon('check', 'chosen') : html`<span class="chosen"></span>`}
    ${view.hasShapes ? ratioShape(value === 'auto' ? detail : value) : nothing}
    <span class="optionTitle"
      ><span>${label}</span>${badges.map((badge) => html`<span class="badge" aria-hidden="true">${badge}</span>`)}</span
    >
    <span class="optionDetail" aria-hidden="true">${price || detail}</span>
    ${means === '' ? nothing : html`<span class="means" aria-hidden="true">${price && detail ? `${detail} · ${means}` : means}</span>`}
  </div>`;
}
