import { t } from '../../src/core/shared/l10n.ts';
import './alert.ts';
import './form/inputList.ts';
import './notes.ts';
import './form/optionFields.ts';
import './form/promptBox.ts';
import './form/requestLine.ts';
import './results/resultList.ts';
import './form/runBar.ts';
import './form/runLine.ts';
import './form/severalChoice.ts';
import './parts/splitter.ts';
import './stage.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { stackedQuery } from '../../src/core/shared/stacked.ts';
import { mayHoldImages, readDropped } from '../dropped.ts';
import { isBatch } from '../jobs.ts';
import { resultShown } from '../scene.ts';
import { slotsOf } from '../variants.ts';
import { PageElement } from './parts/pageElement.ts';
import { icon } from './parts/parts.ts';

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');

/** What takes digits itself. */
const listsAndSliders = 'select, [role="combobox"], input';

/** The whole panel: form left, picture right, results below; one under the other, the picture first, where it is narrow. */
export class AppElement extends PageElement {
  #dragging = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#press, { capture: true });
    document.addEventListener('paste', this.#paste);
    for (const type of ['dragenter', 'dragover'] as const) document.addEventListener(type, this.#drag);
    document.addEventListener('dragleave', this.#leave);
    document.addEventListener('drop', this.#drop);
  }

  override render(): TemplateResult {
    const { store, view } = this;
    const edits = view.state.kind === 'edit';
    const original = view.state.inputs.find(({ edited }) => edited);
    return html`
      <h1 class="spoken">${
        edits
          ? original
            ? t('Edit {name}', { name: original.name })
            : t('Edit an image')
          : t('Generate an image')
      }</h1>
      <section class="form" id="form" aria-label=${edits ? t('Edit') : t('Generate')}>
        <div class="fields">
          <nano-prompt .store=${store} .view=${view}></nano-prompt>
          <nano-several .store=${store} .view=${view}></nano-several>
          <nano-inputs .store=${store} .view=${view}></nano-inputs>
          <nano-options .store=${store} .view=${view}></nano-options>
          <nano-notes .store=${store} .view=${view}></nano-notes>
          <nano-request .store=${store} .view=${view}></nano-request>
        </div>
        <div class="foot">
          <nano-run-line .store=${store} .view=${view}></nano-run-line>
          <nano-alert .store=${store} .view=${view}></nano-alert>
          <nano-run .store=${store} .view=${view}></nano-run>
        </div>
      </section>
      <nano-splitter .store=${store} .view=${view}></nano-splitter>
      <section class="stage" aria-label=${t('Picture')} @keydown=${this.#pressOnStage}>
        <nano-stage .store=${store} .view=${view}></nano-stage>
        <nano-results .store=${store} .view=${view}></nano-results>
      </section>
      ${this.#dragging ? html`<div class="dropHere" aria-hidden="true"><p>${icon('add')}${t('Drop to add')}</p></div>` : nothing}
    `;
  }

  /** Where all is stacked, a result that arrives below the edge of the window is brought into sight. */
  override updated(changed: PropertyValues<this>): void {
    const { folded, formWidth } = this.view.layout;
    this.classList.toggle('folded', folded);
    if (formWidth === null) this.style.removeProperty('--form-width');
    else this.style.setProperty('--form-width', `${formWidth}px`);
    const before = changed.get('view')?.state;
    const { state } = this.view;
    if (!before?.running || state.running || state.results.length <= before.results.length) return;
    if (!window.matchMedia(stackedQuery).matches) return;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.querySelector('.stage')?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
  }

  /** @param selection where the cursor is put; else at the end of what is written */
  focusPrompt(selection?: [start: number, end: number]): void {
    if (this.view.layout.folded) {
      this.classList.remove('folded');
      this.store.setLayout({ folded: false });
    }
    this.querySelector<HTMLElement>('nano-prompt')?.focus();
    if (selection) this.querySelector<HTMLTextAreaElement>('#prompt')?.setSelectionRange(...selection);
  }

  #press = (event: KeyboardEvent): void => {
    if (event.isComposing || this.querySelector('nano-mark-layer')?.takes(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.store.run();
    }
    if (
      event.key.toLowerCase() === 'z' &&
      (event.ctrlKey || event.metaKey) &&
      !event.altKey &&
      !event.shiftKey
    ) {
      if (isTextField(event.target)) return;
      // Also where nothing is to be taken back: the browser would take back what was typed, out of sight.
      event.preventDefault();
      event.stopPropagation();
      this.store.undo();
    }
    if (this.#pickByDigit(event)) return;
    if (this.querySelector('.menu:popover-open')) return;
    const covers = [this.querySelector('nano-batch-table'), this.querySelector('nano-details')];
    const cover = covers.find((one) => one?.contains(document.activeElement));
    if (event.key === 'Escape' && cover) {
      event.preventDefault();
      event.stopPropagation();
      cover.close();
      return;
    }
    if (event.key === 'Escape' && !event.repeat && !this.querySelector('.options:popover-open')) {
      if (this.view.state.running) this.store.pressEscape();
      else if (this.querySelector('#prompt') === event.target) this.#toPictures(event);
    }
  };

  /** From the prompt to what came of it, without a stop at all that lies between. */
  #toPictures(event: KeyboardEvent): void {
    event.preventDefault();
    this.querySelector('nano-stage')?.focusPictures();
  }

  /** While variants are beside each other their numbers look at one large, wherever nothing is typed. */
  #pickByDigit(event: KeyboardEvent): boolean {
    const { gridRun, state } = this.view;
    const { target, key } = event;
    if (gridRun === null || !/^[1-8]$/.test(key) || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    if (isTextField(target) || (target instanceof HTMLElement && target.matches(listsAndSliders)))
      return false;
    const slot = slotsOf(state, gridRun).find(({ number }) => number === Number(key));
    if (slot?.result === undefined) return false;
    event.preventDefault();
    event.stopPropagation();
    this.store.selectResult(slot.result.id);
    this.querySelector('nano-stage')?.focusPictures();
    return true;
  }

  /** Letters that work where nothing is typed. */
  #pressOnStage = (event: KeyboardEvent): void => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof HTMLSelectElement || isTextField(target)) return;
    const { folded, details } = this.view.layout;
    const letter = key.toLowerCase();
    if (letter === 'h') this.store.setLayout({ folded: !folded });
    else if (letter === 'i') this.store.setLayout({ details: !details });
    else if (letter === 'g') this.store.toggleGrid();
    else if (letter === 'n') this.#goOn();
    else if (letter === 'd' && isBatch(this.view.state))
      this.store.look({ showsTable: !this.view.showsTable });
    else return;
    event.preventDefault();
  };

  /** The next instruction, on the result that is looked at. */
  #goOn(): void {
    const result = resultShown(this.view);
    if (result) this.store.goOn(result.id);
  }

  #paste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (!clipboardData || clipboardData.files.length === 0) return;
    // A copied table or page comes with a picture of itself; in the text box its words are meant.
    if (event.target instanceof HTMLTextAreaElement && clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    this.#add(clipboardData);
  };

  #drag = (event: DragEvent): void => {
    if (!event.dataTransfer || !mayHoldImages(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#setDragging(true);
  };

  #leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.#setDragging(false);
  };

  #drop = (event: DragEvent): void => {
    this.#setDragging(false);
    if (!event.dataTransfer || !mayHoldImages(event.dataTransfer)) return;
    event.preventDefault();
    this.#add(event.dataTransfer);
  };

  #setDragging(dragging: boolean): void {
    if (this.#dragging === dragging) return;
    this.#dragging = dragging;
    this.requestUpdate();
  }

  #add(transfer: DataTransfer): void {
    const nothingToAdd = t(
      'There is no image in it. Add PNG, JPEG, WebP, GIF, AVIF, HEIC, TIFF or SVG files.',
    );
    readDropped(transfer).then(
      (dropped) => (dropped ? this.store.ask('addInputs', dropped) : this.store.tellProblem(nothingToAdd)),
      () =>
        this.store.tellProblem(
          t('The dropped file could not be read. Copy it into the workspace and add it from there.'),
        ),
    );
  }
}
customElements.define('nano-app', AppElement);
