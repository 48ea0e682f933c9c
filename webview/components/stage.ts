import { t } from '../../src/core/shared/l10n.ts';
/**
 * The stage: the picture takes all of it but the bar and the line of results.
 *
 * What lies on the picture, as a region that is drawn, comes in by two properties of `nano-compare`:
 * - `layers`: called with the `Sheet` (`comparePane.ts`) at every drawing; what it returns is put into an element
 *   that covers the frame exactly and lies over the pictures. A point of the frame is at `x * sheet.scale` CSS pixels
 *   from the element's corner, so that `<svg viewBox="0 0 ${frame.width} ${frame.height}">` over all of it draws in
 *   the picture's own pixels; `boxes` has where the first and the second picture lie in the frame. The element lets
 *   pointers through; what sets `pointer-events: auto` takes them. A pointer, key or double click that is used there
 *   prevents the default, and the camera leaves it alone; wheel and pinch still zoom.
 * - `tools`: a bar at the top of the stage. With `hasToolRoom` a picture that fits lies below it, there or not.
 * In `sideBySide` both are on the second picture, in every other mode on the one sheet there is; while Space is held
 * the layers are gone.
 */
import './compare/compareView.ts';
import './mark/markBar.ts';
import './results/resultActions.ts';
import './results/resultPlace.ts';
import './form/setupCard.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Choice, PanelState } from '../../src/core/shared/protocol/panelState.ts';
import type { Region } from '../../src/core/shared/region/region.ts';
import { loadCovers } from '../coversLoader.ts';
import { soleJob } from '../jobs.ts';
import type { ViewMode } from '../layout.ts';
import { MarkControl } from '../mark/control.ts';
import { markTargetOf, resultOf } from '../mark/target.ts';
import { editedOf, resultShown, sceneOf } from '../scene.ts';
import { nameOf, partnersOf, resultTitle } from '../steps.ts';
import type { Side } from './compare/compareLayers.ts';
import type { Sheet } from './compare/comparePane.ts';
import { lacksKey } from './form/setupCard.ts';
import { thingsToTry } from './form/thingsToTry.ts';
import { markOver } from './mark/markOver.ts';
import { PageElement } from './parts/pageElement.ts';
import { icon } from './parts/parts.ts';
import { answerChoice } from './results/answerChoice.ts';
import { outsideBadge } from './results/outsideBadge.ts';

/** The pictures, large. */
class StageElement extends PageElement {
  /** What results are compared with; an id, `before` or `source`. */
  #partner = 'before';
  readonly #asked = new Set<string>();
  #wantsFocus = false;
  #hadFocus: 'grid' | 'pictures' | 'run' | null = null;
  /** The run whose grid has had the keyboard, or could have had it. */
  #entered: string | null = null;
  readonly #marks = new MarkControl((target, region, markup) => {
    const resultId = resultOf(target);
    const isOther = resultId === null && editedOf(this.view.state)?.resultId !== null;
    if (isOther) this.store.ask('useSource', {});
    if (region !== undefined) this.store.ask('setRegion', { region, resultId });
    if (markup !== undefined) this.store.ask('setMarkup', { markup, resultId });
  });

  override render(): TemplateResult {
    const scene = sceneOf(this.view);
    this.#marks.follow(markTargetOf(this.view.state, scene));
    switch (scene.kind) {
      case 'empty':
        return this.#compare(null, null);
      case 'attempt': {
        const { before, title, job } = scene;
        return this.#compare(
          before ? { title, name: before.name, picture: before } : null,
          job.partial && { title: t('So far'), name: job.partial.name, picture: job.partial },
        );
      }
      case 'picture':
        return this.#compare({ title: scene.title, name: scene.picture.name, picture: scene.picture }, null);
      case 'result': {
        const { result } = scene;
        const partners = partnersOf(this.view.state, result);
        const partner = partners.find(({ value }) => value === this.#partner) ?? partners[0];
        const second = { title: resultTitle(this.view.state, result), name: nameOf(result), picture: result };
        return this.#compare(partner?.side ?? null, second, partners, partner?.value);
      }
    }
  }

  /** Puts the keyboard on the picture, once it is shown, or on the grid that covers it. */
  focusPictures(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  override willUpdate(): void {
    const focused = document.activeElement;
    this.#hadFocus = this.querySelector('nano-variants')?.contains(focused)
      ? 'grid'
      : focused?.matches('nano-stage .panes')
        ? 'pictures'
        : focused?.matches('#run')
          ? 'run'
          : null;
  }

  /**
   * The grid covers the pictures, or they come from below it: who was there goes on there. Who pressed Run goes to the
   * first variant that comes, where Enter keeps and does not run once more.
   */
  async #keepFocus(): Promise<void> {
    const isGrid = this.view.gridRun !== null;
    const { gridRun, state } = this.view;
    const isFirst =
      gridRun !== null && gridRun !== this.#entered && state.results.some(({ runId }) => runId === gridRun);
    if (isFirst) this.#entered = gridRun;
    const isLost =
      this.#wantsFocus ||
      this.#hadFocus === (isGrid ? 'pictures' : 'grid') ||
      (isFirst && this.#hadFocus === 'run');
    if (!isLost) return;
    this.#wantsFocus = false;
    await this.querySelector('nano-compare')?.updateComplete;
    if (isGrid) await loadCovers();
    if (isGrid) await this.querySelector('nano-variants')?.updateComplete;
    if (isGrid) this.querySelector('nano-variants')?.focusSelected();
    else this.querySelector<HTMLElement>('.panes')?.focus();
  }

  /** What is shown and has no picture yet is asked for, once. */
  override updated(): void {
    void this.#keepFocus();
    const scene = sceneOf(this.view);
    if (scene.kind !== 'result') return;
    const other = this.view.state.results.find(({ id }) => id === this.#partner);
    const large = [scene.result, other].flatMap((shown) =>
      shown && shown.preview === null && !shown.missing && !this.#asked.has(shown.id) ? [shown.id] : [],
    );
    if (large.length === 0) return;
    for (const id of large) this.#asked.add(id);
    this.store.ask('showPictures', { small: [], large });
  }

  /** On the pictures of a variant left and right flip to the next at the same zoom, Enter keeps it, Escape shows all. */
  #press = (event: KeyboardEvent): void => {
    const { target, key } = event;
    const isOnPictures = target instanceof HTMLElement && target.matches('.panes');
    if (!isOnPictures || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { running } = this.view.state;
    const result = resultShown(this.view);
    const isUsed =
      key === 'ArrowRight' || key === 'ArrowLeft'
        ? result && this.store.flip(key === 'ArrowRight' ? 1 : -1)
        : key === 'Enter'
          ? result && this.store.keep(result.id)
          : key === 'Escape' && !running && this.store.showGrid();
    if (!isUsed) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #compare(
    first: Side | null,
    second: Side | null,
    partners: readonly Choice[] = [],
    partner = '',
  ): TemplateResult {
    const { store, view } = this;
    return html`<nano-compare
      @keydown=${{ handleEvent: this.#press, capture: true }}
      .first=${first}
      .second=${second}
      .mode=${view.layout.mode}
      .partners=${partners}
      .partner=${partner}
      .empty=${this.#empty(first)}
      .cover=${this.#table() ?? this.#grid() ?? this.#setup()}
      .pending=${html`${this.#choice()}${this.#badge()}${this.#cropWords()}${this.#toTry()}`}
      .aside=${this.#details()}
      .layers=${this.#marks.target || this.#shownRegion() ? this.#layers : null}
      .tools=${this.#canMark() ? html`<nano-mark-bar .marking=${this.#marks.marking}></nano-mark-bar>` : nothing}
      .hasToolRoom=${true}
      .lead=${html`<nano-place .store=${store} .view=${view}></nano-place>`}
      .trail=${html`<nano-actions .store=${store} .view=${view}></nano-actions>`}
      @mode=${(event: CustomEvent<ViewMode>) => {
        store.setLayout({ mode: event.detail });
        store.look({ gridRun: null });
      }}
      @partner=${(event: CustomEvent<string>) => {
        this.#partner = event.detail;
        this.requestUpdate();
      }}
    ></nano-compare>`;
  }

  #toTry(): TemplateResult | typeof nothing {
    const isWaiting = sceneOf(this.view).kind === 'attempt';
    return isWaiting ? nothing : thingsToTry(this.store, this.view.state);
  }

  #canMark(): boolean {
    const { gridRun, showsTable, state } = this.view;
    return this.#marks.target !== null && gridRun === null && !showsTable && !lacksKey(state.setup);
  }

  #details(): TemplateResult | undefined {
    if (!this.view.layout.details) return undefined;
    void loadCovers();
    return html`<nano-details .store=${this.store} .view=${this.view}></nano-details>`;
  }

  #table(): TemplateResult | undefined {
    if (!this.view.showsTable) return undefined;
    void loadCovers();
    return html`<nano-batch-table .store=${this.store} .view=${this.view}></nano-batch-table>`;
  }

  #grid(): TemplateResult | undefined {
    const { gridRun } = this.view;
    if (gridRun === null) return undefined;
    void loadCovers();
    return html`<nano-variants .store=${this.store} .view=${this.view} .runId=${gridRun}></nano-variants>`;
  }

  #setup(): TemplateResult | undefined {
    if (!lacksKey(this.view.state.setup)) return undefined;
    return html`<nano-setup .store=${this.store} .view=${this.view}></nano-setup>`;
  }

  /** What is sent of the picture that is marked, while the host knows the same region. */
  #crop(): PanelState['crop'] {
    const { crop, region } = this.view.state;
    return this.#marks.isTold && region !== null ? crop : null;
  }

  #layers = (sheet: Sheet): TemplateResult =>
    markOver(sheet, this.#marks, this.#crop()?.parts ?? [], this.#shownRegion());

  /** Where a result might change, while its difference from its source is looked at. */
  #shownRegion(): Region | null {
    const scene = sceneOf(this.view);
    return scene.kind === 'result' && this.view.layout.mode === 'difference' ? scene.result.region : null;
  }

  #cropWords(): TemplateResult | typeof nothing {
    const crop = this.#crop();
    return crop === null || sceneOf(this.view).kind === 'attempt'
      ? nothing
      : html`<p class="pill line">${icon('info')}<span>${crop.words}</span></p>`;
  }

  /** What was counted outside the region of the result that is shown. */
  #badge(): TemplateResult | typeof nothing {
    const scene = sceneOf(this.view);
    if (scene.kind !== 'result' || scene.result.outside === null) return nothing;
    return outsideBadge(scene.result.outside, () => {
      this.#partner = 'before';
      this.store.setLayout({ mode: 'difference' });
    });
  }

  /** What is to be decided of an answer that shows something else around its region. */
  #choice(): TemplateResult | typeof nothing {
    const scene = sceneOf(this.view);
    if (scene.kind !== 'result' || scene.result.choice === null) return nothing;
    const { id: resultId, choice: shown, before } = scene.result;
    const source = before?.name ?? this.view.state.source?.name ?? t('the source');
    return answerChoice(shown, source, (choice) => this.store.ask('chooseAnswer', { resultId, choice }));
  }

  #empty(first: Side | null): TemplateResult | undefined {
    const { state, showsSource } = this.view;
    if (!first) return soleJob(state) ? undefined : this.#welcome();
    return showsSource ? undefined : html`<p class="hint">${t('The result appears here.')}</p>`;
  }

  #welcome(): TemplateResult {
    const generates = this.view.state.kind === 'generate';
    return html`
      <div class="welcome">
        ${icon('sparkle')}
        <h2>${generates ? t('Describe it, and it appears here') : t('No image to edit yet')}</h2>
        <p>
          ${
            generates
              ? t(
                  'Describe in the prompt what the image should show: what kind of picture it is, what is in it, and any words on it. The file is saved in your folder, and nothing is overwritten.',
                )
              : t(
                  'Add an image, write what should change and press Run. The result is saved beside the source, and nothing is overwritten.',
                )
          }
        </p>
      </div>
    `;
  }
}

customElements.define('nano-stage', StageElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-stage': StageElement;
  }
}
