import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import { isOutdated, resultShown, sceneOf } from '../../scene.ts';
import { siblingsOf } from '../../variants.ts';
import { baseName, describePicture, resultFacts } from '../../words.ts';
import { PageElement } from '../parts/pageElement.ts';
import { fileName, icon } from '../parts/parts.ts';
import { phaseIcon } from '../parts/phaseIcon.ts';
import { phaseAndTime } from './attemptCard.ts';

/** The start of the bar: the form's button, and which file is looked at. */
class ResultPlaceElement extends PageElement {
  override render(): TemplateResult {
    const { folded } = this.view.layout;
    const words = folded ? t('Show the form') : t('Hide the form');
    return html`
      <button
        class="tool fold"
        type="button"
        title="${words} (H)"
        aria-label=${words}
        aria-expanded=${!folded}
        aria-controls="form"
        @click=${() => this.store.setLayout({ folded: !folded })}
      >
        ${icon(folded ? 'layout-sidebar-left-off' : 'layout-sidebar-left')}
      </button>
      ${this.#grid()} ${this.#file()}
    `;
  }

  /** Between one picture and all variants of its run. */
  #grid(): TemplateResult | typeof nothing {
    const { state, gridRun } = this.view;
    const result = resultShown(this.view);
    const hasVariants = result !== undefined && siblingsOf(state, result).length > 1;
    if (gridRun === null && !hasVariants) return nothing;
    const words = gridRun === null ? t('Show all variants') : t('Show one variant');
    return html`<button
      class="tool grid"
      type="button"
      title="${words} (G)"
      aria-label=${words}
      aria-pressed=${gridRun !== null}
      @click=${() => this.store.toggleGrid()}
    >
      ${icon('layout')}
    </button>`;
  }

  #file(): TemplateResult | typeof nothing {
    const { state } = this.view;
    const { source } = state;
    const scene = sceneOf(this.view);
    if (scene.kind === 'attempt') {
      return html`<span class="unsaved attempt">${phaseIcon(scene.job.phase)}<span class="standing">${phaseAndTime(scene.job)}</span></span>`;
    }
    if (scene.kind !== 'result') {
      const shown = source ?? state.inputs.find(({ edited }) => edited);
      if (!shown) return nothing;
      const facts = source?.restorable
        ? t('Replaced. The original is kept as a backup.')
        : describePicture(shown);
      return html`<span class="unsaved">${icon('file-media')}${fileName(shown.name)}</span>
        <span class="facts">${facts}</span>`;
    }
    const { result } = scene;
    const outdated = isOutdated(this.view) ? 'outdated' : '';
    const facts = html`<span class="facts">${resultFacts(result)}</span>`;
    if (result.savedAs === null) {
      const words = result.isDraft ? t('Draft, not kept yet') : t('Not saved');
      return html`<span class="unsaved" title=${words}>${icon('circle-large-outline')}<span class="standing">${words}</span></span>${facts}`;
    }
    const name = fileName(baseName(result.savedAs));
    if (result.missing) {
      return html`<span class="unsaved" title=${result.savedAs}>${icon('warning')}<span class="word">${t('File is gone:')}&nbsp;</span>${name}</span>`;
    }
    return html`<span class="saved ${outdated}" title=${t('Saved as {name}', { name: result.savedAs })}>${icon('check')}<span class="word">${t('Saved')}&nbsp;</span>${name}</span>
      ${facts}`;
  }
}
customElements.define('nano-place', ResultPlaceElement);
