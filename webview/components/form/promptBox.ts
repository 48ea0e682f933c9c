import './presetChips.ts';
import { html, type TemplateResult } from 'lit';
import { say, t } from '../../../src/core/shared/l10n.ts';
import { promptPlaceholders } from '../../../src/core/shared/promptPlaceholders.ts';
import { isMac } from '../../words.ts';
import { drawnSentence, slots } from '../parts/drawnSentence.ts';
import { PageElement } from '../parts/pageElement.ts';

/** The instruction, in the person's words. */
class PromptBoxElement extends PageElement {
  /** An earlier prompt is on its way into the box. */
  #isRecalling = false;
  /** What stands in the box is changed by the page itself. */
  #isWriting = false;

  override render(): TemplateResult {
    const { kind } = this.view.state;
    return html`
      <div class="field">
        <div class="labelRow promptRow">
          <label class="label" for="prompt">${t('Prompt')}</label>
          <span class="aside promptKeys" id="promptKeys" title=${t('{keys} runs', { keys: `${isMac ? '⌘' : t('Ctrl')}+${t('Enter')}` })}
            ><span>${drawnSentence(t('{keys} runs', { keys: slots[0] }), html`<kbd>${isMac ? '⌘' : t('Ctrl')}</kbd>+<kbd>${t('Enter')}</kbd>`)}</span
            >${this.#recallHint()}</span
          >
        </div>
        <textarea
          id="prompt"
          rows="4"
          maxlength="100000"
          dir="auto"
          spellcheck="true"
          aria-describedby="promptKeys"
          placeholder=${say(promptPlaceholders[kind])}
          @keydown=${this.#press}
          @blur=${() => this.store.flushPrompt()}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLTextAreaElement && !this.#isWriting)
              this.store.setPrompt(event.target.value);
          }}
        ></textarea>
        <nano-presets .store=${this.store} .view=${this.view}></nano-presets>
      </div>
    `;
  }

  override firstUpdated(): void {
    const box = this.querySelector('textarea');
    if (box) box.value = this.view.prompt;
  }

  /** At the start of an earlier prompt, Up goes on to the next. */
  override updated(): void {
    const box = this.querySelector('textarea');
    if (box && box.value !== this.view.prompt) this.#write(box, this.view.prompt);
    if (!this.#isRecalling) return;
    this.#isRecalling = false;
    box?.setSelectionRange(0, 0);
  }

  /** Writes as if it were typed, so that the browser's own Undo brings back what was there. */
  #write(box: HTMLTextAreaElement, prompt: string): void {
    const start = prompt.startsWith(box.value) ? box.value.length : 0;
    this.#isWriting = true;
    box.focus({ preventScroll: true });
    box.setSelectionRange(start, box.value.length);
    document.execCommand(prompt === '' ? 'delete' : 'insertText', false, prompt.slice(start));
    if (box.value !== prompt) box.value = prompt;
    this.#isWriting = false;
  }

  #recallHint(): TemplateResult | string {
    const { recalled, state } = this.view;
    if (state.recentPrompts.length === 0) return '';
    if (recalled !== null)
      return html`<span
        >${drawnSentence(
          t('{place} of {all}, {key} back', {
            place: recalled + 1,
            all: state.recentPrompts.length,
            key: slots[0],
          }),
          html`<kbd>↓</kbd>`,
        )}&nbsp;·&nbsp;</span
      >`;
    return html`<span
      >${drawnSentence(t('{key} earlier prompts', { key: slots[0] }), html`<kbd>↑</kbd>`)}&nbsp;·&nbsp;</span
    >`;
  }

  /** Up at the very start goes to earlier prompts; down comes back while one is shown. */
  #press = (event: KeyboardEvent): void => {
    const box = event.target;
    if (!(box instanceof HTMLTextAreaElement) || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isAtStart = box.selectionStart === 0 && box.selectionEnd === 0;
    const isAtEnd = box.selectionStart === box.value.length;
    const goesBack = event.key === 'ArrowDown' && this.view.recalled !== null && (isAtStart || isAtEnd);
    if (!goesBack && !(event.key === 'ArrowUp' && isAtStart)) return;
    this.#isRecalling = this.store.recallPrompt(goesBack ? -1 : 1);
    if (this.#isRecalling) event.preventDefault();
  };

  /** Puts the cursor at the end of what is written. */
  override focus(): void {
    const box = this.querySelector('textarea');
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(box.value.length, box.value.length);
    box?.scrollIntoView({ block: 'nearest' });
  }
}
customElements.define('nano-prompt', PromptBoxElement);
