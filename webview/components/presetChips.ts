import './menuButton.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { PresetView } from '../../src/shared/panelState.ts';
import type { MenuEntry } from './menuButton.ts';
import { PageElement } from './pageElement.ts';
import { icon } from './parts.ts';

const atOnce = 3;

/** Prompts to begin with: the first few, the others in a list. The team's own are marked. */
class PresetChipsElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { presets } = this.view.state;
    if (presets.length === 0) return nothing;
    return html`<div class="chips" role="group" aria-label="Prompts to begin with">
      ${presets.slice(0, atOnce).map(
        (preset) => html`<button
          class="chip"
          type="button"
          title="${preset.fromTeam ? 'From the team: ' : ''}${preset.prompt}"
          @click=${() => this.#use(preset)}
        >
          ${preset.fromTeam ? html`${icon('organization')}<span class="spoken">Team: </span>` : nothing}<span dir="auto"
            >${preset.label}</span
          >
        </button>`,
      )}
      <nano-menu .label=${'More…'} .look=${'chip'} .entries=${this.#entries()}></nano-menu>
    </div>`;
  }

  #entries(): MenuEntry[] {
    const { presets } = this.view.state;
    return [
      ...presets.map((preset) => ({
        label: preset.label,
        icon: preset.fromTeam ? 'organization' : 'lightbulb',
        ...(preset.fromTeam ? { detail: 'team' } : {}),
        take: () => this.#use(preset),
      })),
      {
        label: 'Edit the Team’s Prompts',
        icon: 'json',
        apart: true,
        take: () => this.store.ask('editPresets', {}),
      },
    ];
  }

  #use({ id }: PresetView): void {
    this.store.ask('usePreset', { presetId: id });
  }
}
customElements.define('nano-presets', PresetChipsElement);
