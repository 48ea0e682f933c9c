import { html, noChange, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Sentence, say, sentence, t } from '../../../src/core/shared/l10n.ts';
import { maxFeather } from '../../../src/core/shared/region/region.ts';
import type { Box } from '../../compare/align.ts';
import { boxOf } from '../../mark/boxes.ts';
import { MarkingElement } from './markingElement.ts';

const sides = [
  { key: 'x', name: sentence('X'), short: sentence('X') },
  { key: 'y', name: sentence('Y'), short: sentence('Y') },
  { key: 'width', name: sentence('Width'), short: sentence('W') },
  { key: 'height', name: sentence('Height'), short: sentence('H') },
] as const;
type SideKey = (typeof sides)[number]['key'];

/** The numbers of the selection, in pixels of the picture: to be read, and to be typed. */
class RegionFieldsElement extends MarkingElement {
  /** What was typed while there is no shape that could have it. */
  #typed: Partial<Record<SideKey, number>> = {};
  /** The field that is being typed into keeps its text: a number that is half typed is nobody else's to write. */
  #typing: Sentence | undefined;
  override render(): TemplateResult {
    const { marking } = this;
    const { feather, context, shapes } = marking.drawings;
    const shape = marking.fieldShape;
    const box = shape && boxOf(shape, marking.of);
    if (shape) this.#typed = {};
    return html`<div class="regionFields" role="group" aria-label=${t('Region')} title=${
      shapes.length > 1 ? t('For the shape drawn or chosen last; Page Up and Page Down choose another') : ''
    }>
      ${sides.map(({ key, name, short }) =>
        this.#field(
          name,
          short,
          box ? Math.round(box[key]) : this.#typed[key],
          '',
          key === 'x' || key === 'y' ? 0 : 1,
          undefined,
          (value) => {
            if (value !== undefined) this.#type(key, value);
          },
        ),
      )}
      ${this.#field(
        sentence('Feather'),
        sentence('Feather'),
        feather === 'auto' ? undefined : feather,
        t('Auto'),
        0,
        maxFeather,
        (value) =>
          marking.setFeather(value === undefined ? 'auto' : Math.min(maxFeather, Math.max(0, value))),
      )}
      ${this.#field(
        sentence('Margin'),
        sentence('Margin'),
        context === 'auto' ? undefined : context,
        t('Auto'),
        0,
        10_000,
        (value) => marking.setContext(value === undefined ? 'auto' : Math.min(10_000, Math.max(0, value))),
      )}
    </div>`;
  }

  #field(
    name: Sentence,
    short: Sentence,
    value: number | undefined,
    placeholder: string,
    min: number,
    max: number | undefined,
    take: (value: number | undefined) => void,
  ): TemplateResult {
    return html`<label class="number">
      <span aria-hidden="true">${say(short)}</span>
      <input
        type="number"
        aria-label=${say(name)}
        title=${titleOf(name)}
        min=${min}
        max=${max ?? ''}
        placeholder=${placeholder}
        .value=${this.#typing === name ? noChange : live(value === undefined ? '' : String(value))}
        @input=${({ target }: Event) => {
          if (!(target instanceof HTMLInputElement)) return;
          this.#typing = name;
          const number = target.valueAsNumber;
          if (!Number.isNaN(number)) take(number);
          else if (target.validity.valid && placeholder !== '') take(undefined);
        }}
        @blur=${() => {
          this.#typing = undefined;
          this.requestUpdate();
        }}
      />
    </label>`;
  }

  #type(key: SideKey, value: number): void {
    const { marking } = this;
    const shape = marking.fieldShape;
    if (shape) {
      marking.setBox({ ...boxOf(shape, marking.of), [key]: value });
      return;
    }
    this.#typed = { ...this.#typed, [key]: value };
    const { x = 0, y = 0, width, height } = this.#typed;
    if (width !== undefined && height !== undefined) marking.setBox({ x, y, width, height } satisfies Box);
  }
}
customElements.define('nano-region', RegionFieldsElement);

/** Of the fields whose name does not say all. */
const titles: readonly (readonly [name: Sentence, title: Sentence])[] = [
  [
    sentence('Feather'),
    sentence('Width of the soft edge in pixels; empty: chosen by the size of the selection'),
  ],
  [
    sentence('Margin'),
    sentence('How many pixels around the selection are sent on each side; empty: chosen for the model'),
  ],
];
const titleOf = (name: Sentence): string => {
  const title = titles.find(([of]) => of === name)?.[1];
  return title === undefined ? '' : say(title);
};
