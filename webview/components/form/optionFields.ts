import { t } from '../../../src/core/shared/l10n.ts';
import './choiceField.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import * as z from 'zod/mini';
import { type EditOptions, type SomeOptions, someOptionsSchema } from '../../../src/core/shared/options.ts';
import type { Choice } from '../../../src/core/shared/protocol/panelState.ts';
import { PageElement } from '../parts/pageElement.ts';

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
    const { choices, options, variants } = this.view.state;
    return html`
      ${this.#model()}
      <div class="pairs">
        ${this.#option(t('Aspect ratio'), 'aspectRatio', choices.aspectRatios, true)}
        ${this.#option(t('Size'), 'size', this.#sizes())}
        ${this.#option(t('Quality'), 'quality', choices.qualities)}
        ${this.#option(t('Thinking'), 'thinking', choices.thinking)}
        ${this.#option(t('Complexity'), 'complexity', choices.complexities)}
        ${this.#option(t('Background'), 'background', choices.backgrounds)}
        ${this.#option(t('Format'), 'format', choices.formats)}
        ${this.#choice(t('Partial images'), choices.partialImages, String(options.partialImages), (count) =>
          this.#read({ partialImages: Number(count) }),
        )}
        <nano-choice
          .name=${t('Variants')}
          .choices=${variantChoices}
          .value=${String(variants)}
          @choose=${(event: CustomEvent<string>) => this.store.ask('setVariants', { variants: Number(event.detail) })}
        ></nano-choice>
      </div>
      <div class="checks">
        ${
          choices.imageOnly
            ? this.#check(
                'imageOnly',
                t('Image only'),
                t('Asks for the image only, with no text from the model'),
              )
            : nothing
        }
        ${
          choices.includeThoughts
            ? this.#check(
                'includeThoughts',
                t('Include thoughts'),
                t('Shows the model’s thoughts in the details of the result'),
              )
            : nothing
        }
        ${
          choices.keepTransparency
            ? this.#check(
                'keepTransparency',
                t('Keep transparency'),
                t('Restores the source’s transparency on a result of the same size'),
              )
            : nothing
        }
      </div>
    `;
  }

  /** The models with what this edit costs with each; the endpoint's own are marked once somebody looks. */
  #model(): TemplateResult {
    const { choices, options, provider } = this.view.state;
    return html`<nano-choice
      .name=${t('Model')}
      .aside=${provider.name}
      .foot=${choices.modelsNote}
      .choices=${this.#models()}
      .value=${options.model}
      @open=${() => this.store.ask('lookAtModels', {})}
      @choose=${({ detail: model }: CustomEvent<string>) => {
        if (model === otherModel) this.store.ask('chooseModel', {});
        else this.store.setOptions({ model });
      }}
    ></nano-choice>`;
  }

  #models(): readonly Choice[] {
    const { choices, options } = this.view.state;
    const known = choices.models.some(({ value }) => value === options.model);
    const typed = known ? [] : [{ value: options.model, label: options.model, detail: '' }];
    return [...choices.models, ...typed, { value: otherModel, label: t('Other Model…'), detail: '' }];
  }

  /** The size in use is there too where it is in no list. */
  #sizes(): readonly Choice[] {
    const { choices, options } = this.view.state;
    if (choices.sizes.length === 0 || choices.sizes.some(({ value }) => value === options.size))
      return choices.sizes;
    return [...choices.sizes, { value: options.size, label: options.size, detail: '' }];
  }

  #option(
    name: string,
    key: keyof EditOptions,
    choices: readonly Choice[],
    hasShapes = false,
  ): TemplateResult | typeof nothing {
    const value = String(this.view.state.options[key]);
    return this.#choice(name, choices, value, (chosen) => this.#read({ [key]: chosen }), hasShapes);
  }

  #read(options: unknown): SomeOptions {
    const chosen = z.safeParse(someOptionsSchema, options);
    return chosen.success ? chosen.data : {};
  }

  #choice(
    name: string,
    choices: readonly Choice[],
    value: string,
    change: (value: string) => SomeOptions,
    hasShapes = false,
  ): TemplateResult | typeof nothing {
    if (choices.length === 0) return nothing;
    return html`<nano-choice
      .name=${name}
      .hasShapes=${hasShapes}
      .choices=${choices}
      .value=${value}
      @choose=${(event: CustomEvent<string>) => this.store.setOptions(change(event.detail))}
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
