import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isMac } from '../words.ts';
import { PageElement } from './pageElement.ts';

const placeholders = {
  edit: 'What should change? “Blur the name and the e-mail address. Change nothing else.”',
  generate: 'What should the image show? “A diagram of a build pipeline, flat, three steps.”',
};

/** The instruction, in the person's words. */
class PromptBoxElement extends PageElement {
  override render(): TemplateResult {
    const { kind } = this.view.state;
    return html`
      <div class="field">
        <div class="labelRow">
          <label class="label" for="prompt">Prompt</label>
          <span class="aside" id="promptKeys"><kbd>${isMac ? '⌘' : 'Ctrl'}</kbd>+<kbd>Enter</kbd> runs</span>
        </div>
        <textarea
          id="prompt"
          rows="4"
          maxlength="100000"
          dir="auto"
          spellcheck="true"
          aria-describedby="promptKeys"
          placeholder=${placeholders[kind]}
          .value=${live(this.view.prompt)}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLTextAreaElement) this.store.setPrompt(event.target.value);
          }}
        ></textarea>
      </div>
    `;
  }

  /** Puts the cursor at the end of what is written. */
  override focus(): void {
    const box = this.querySelector('textarea');
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(box.value.length, box.value.length);
    box?.scrollIntoView({ block: 'nearest' });
  }
}
customElements.define('nano-prompt', PromptBoxElement);
