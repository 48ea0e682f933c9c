import './choiceField.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { aspectRatios, type EditOptions, imageSizes, thinkingLevels } from '../../src/core/shared/options.ts';
import type { Choice } from '../../src/core/shared/panelState.ts';
import { ChoiceFieldElement } from './choiceField.ts';
import { PageElement } from './pageElement.ts';

const otherModel = 'other model';
const variantChoices: readonly Choice[] = [1, 2, 3, 4, 5, 6, 7, 8].map((count) => ({
  value: String(count),
  label: String(count),
  detail: '',
}));
type Flag = 'imageOnly' | 'includeThoughts' | 'keepTransparency';

/** The options that the chosen model takes; what it does not take is not there. */
class OptionFieldsElement extends PageElement {
  override render(): TemplateResult {
    const { choices, options, provider, variants, revision } = this.view.state;
    return html`
      ${this.#choice('Model', this.#models(), options.model, (model) => ({ model }), provider.name)}
      <div class="pairs">
        ${this.#choice('Aspect ratio', choices.aspectRatios, options.aspectRatio, (value) => {
          const aspectRatio = (['auto', ...aspectRatios] as const).find((known) => known === value);
          return aspectRatio ? { aspectRatio } : {};
        })}
        ${this.#choice('Size', choices.sizes, options.size, (value) => {
          const size = (['auto', ...imageSizes] as const).find((known) => known === value);
          return size ? { size } : {};
        })}
        ${this.#choice('Thinking', choices.thinking, options.thinking, (value) => {
          const thinking = (['', ...thinkingLevels] as const).find((known) => known === value);
          return thinking !== undefined ? { thinking } : {};
        })}
        <nano-choice
          .name=${'Variants'}
          .choices=${variantChoices}
          .value=${String(variants)}
          .revision=${revision}
          @choose=${(event: CustomEvent<string>) => this.store.ask('setVariants', { variants: Number(event.detail) })}
        ></nano-choice>
      </div>
      <div class="checks">
        ${this.#check('imageOnly', 'Image only', 'Asks for the picture alone, without words of the model')}
        ${
          choices.includeThoughts
            ? this.#check(
                'includeThoughts',
                'Include thoughts',
                'Shows what the model thought on the way, apart from the result',
              )
            : nothing
        }
        ${
          choices.keepTransparency
            ? this.#check(
                'keepTransparency',
                'Keep transparency',
                'Puts the transparency of the source back on a result of the same size',
              )
            : nothing
        }
      </div>
    `;
  }

  #models(): readonly Choice[] {
    const { choices, options } = this.view.state;
    const known = choices.models.some(({ value }) => value === options.model);
    const typed = known ? [] : [{ value: options.model, label: options.model, detail: '' }];
    return [...choices.models, ...typed, { value: otherModel, label: 'Other Model…', detail: '' }];
  }

  #choice(
    name: string,
    choices: readonly Choice[],
    value: string,
    change: (value: string) => Partial<EditOptions>,
    aside = '',
  ): TemplateResult | typeof nothing {
    if (choices.length === 0) return nothing;
    return html`<nano-choice
      .name=${name}
      .aside=${aside}
      .showsDetail=${name !== 'Model'}
      .choices=${choices}
      .value=${value}
      .revision=${this.view.state.revision}
      @choose=${(event: CustomEvent<string>) => {
        if (event.detail === otherModel && name === 'Model') {
          if (event.target instanceof ChoiceFieldElement) event.target.show();
          this.store.ask('chooseModel', {});
        } else {
          this.store.setOptions(change(event.detail));
        }
      }}
    ></nano-choice>`;
  }

  #check(flag: Flag, label: string, title: string): TemplateResult {
    return html`<label class="check" title=${title}>
      <input
        type="checkbox"
        .checked=${live(this.view.state.options[flag])}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement)
            this.store.setOptions({ [flag]: event.target.checked });
        }}
      /><span>${label}</span>
    </label>`;
  }
}
customElements.define('nano-options', OptionFieldsElement);
