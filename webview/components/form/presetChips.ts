import { t } from '../../../src/core/shared/l10n.ts';
import '../parts/menuButton.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { PresetView } from '../../../src/core/shared/protocol/panelState.ts';
import type { MenuEntry } from '../parts/menuButton.ts';
import { PageElement } from '../parts/pageElement.ts';
import { icon } from '../parts/parts.ts';

const atOnce = 3;

const titleOf = ({ from, prompt }: PresetView): string => {
  if (from === 'team') return t('From the team: {prompt}', { prompt });
  return from === 'unsent' ? t('Typed here but not run: {prompt}', { prompt }) : prompt;
};
const marks = {
  builtIn: () => nothing,
  team: () => html`${icon('organization')}<span class="spoken">${t('Team:')} </span>`,
  unsent: () => html`${icon('history')}<span>${t('Not sent:')}</span>`,
};
const entries = {
  builtIn: () => ({ icon: 'lightbulb' }),
  team: () => ({ icon: 'organization', detail: t('team') }),
  unsent: () => ({ icon: 'history', detail: t('not sent') }),
};

/** Prompts to begin with: the first few, the others in a list. The team's own and what was not sent are marked. */
class PresetChipsElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { presets } = this.view.state;
    if (presets.length === 0) return nothing;
    return html`<div class="chips" role="group" aria-label=${t('Prompts to begin with')}>
      ${presets.slice(0, atOnce).map(
        (preset) => html`<button
          class="chip"
          type="button"
          title=${titleOf(preset)}
          @click=${() => this.#use(preset)}
        >
          ${marks[preset.from]()}<span dir="auto">${preset.label}</span>
        </button>`,
      )}
      <nano-menu .label=${t('More…')} .look=${'chip'} .entries=${this.#entries()}></nano-menu>
    </div>`;
  }

  #entries(): MenuEntry[] {
    const { presets } = this.view.state;
    return [
      ...presets.map((preset) => ({
        label: preset.label,
        ...entries[preset.from](),
        take: () => this.#use(preset),
      })),
      {
        label: t('Edit the Team’s Prompts'),
        icon: 'json',
        apart: true,
        take: () => this.store.ask('editPresets', {}),
      },
    ];
  }

  #use({ id }: PresetView): void {
    // What is typed is there first, for the preset to come after it.
    this.store.flushPrompt();
    this.store.ask('usePreset', { presetId: id });
  }
}
customElements.define('nano-presets', PresetChipsElement);
