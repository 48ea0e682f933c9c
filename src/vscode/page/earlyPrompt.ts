import { say, t } from '../../core/shared/l10n.ts';
import { promptPlaceholders } from '../../core/shared/promptPlaceholders.ts';
import { formWidth, stackedQuery, stackedStage } from '../../core/shared/stacked.ts';

/** Text for HTML, also within quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** As the drawn panel has it, so that the box stays where it is: see `.fields`, `.promptRow` and `textarea` in `webview/styles/`. */
const styles = `
      body { margin: 0; padding: 0; background: var(--vscode-editor-background); }
      #early {
        box-sizing: border-box;
        width: ${formWidth};
        height: 100vh;
        padding: 14px 14px 0;
        background: var(--vscode-sideBar-background);
        border-inline-end: 1px solid var(--vscode-contrastBorder, var(--vscode-sideBar-border, var(--vscode-panel-border, transparent)));
        color: var(--vscode-foreground);
        font: var(--vscode-font-size, 13px) / 1.4 var(--vscode-font-family, sans-serif);
      }
      #early label { display: block; height: 16px; margin-bottom: 4px; font-size: 11px; font-weight: 600; line-height: 16px; }
      #early textarea {
        box-sizing: border-box;
        display: block;
        width: 100%;
        min-height: 92px;
        max-height: 45vh;
        field-sizing: content;
        padding: 6px 8px;
        font: inherit;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-settings-textInputBorder, transparent)));
        border-radius: 4px;
        overflow-wrap: anywhere;
      }
      #early textarea::placeholder { color: var(--vscode-input-placeholderForeground); opacity: 1; }
      @media ${stackedQuery} { #early { width: auto; border: 0; padding-top: calc(${stackedStage} + 15px); } #early textarea { min-height: 72px; } }
    `;

/**
 * The page takes the same object afterwards; nobody else can ask for it in between. VS Code may take the focus
 * back while it loads the page and then give it to the window alone, which is no place to type: in a new panel
 * it goes on to the prompt, this one or the one drawn later, until the person points at something.
 */
const script = `{
      const api = acquireVsCodeApi();
      window.acquireVsCodeApi = () => api;
      const box = document.getElementById('prompt');
      const kept = api.getState();
      const form = document.getElementById('early');
      const { formWidth } = kept?.layout ?? JSON.parse(form.parentElement.dataset.arrangement ?? '{}');
      if (formWidth) form.style.setProperty('--form-width', formWidth + 'px');
      if (kept?.layout?.folded) form.hidden = true;
      if (kept) box.defaultValue = kept.draft ? kept.draft.prompt : '';
      else {
        const focus = () => {
          if (document.activeElement === document.body) document.getElementById('prompt')?.focus();
        };
        focus();
        addEventListener('focus', focus);
        addEventListener('pointerdown', () => removeEventListener('focus', focus), { once: true });
      }
    }`;

/**
 * The prompt's box, alone, with the cursor in it when the panel is new: a person can type while the page is
 * still being loaded. The page takes over what was typed, see `webview/earlyPrompt.ts`.
 */
export const earlyPrompt = (kind: 'edit' | 'generate', nonce: string): string => `
      <style nonce="${nonce}">${styles}</style>
      <div id="early">
        <label for="prompt">${escapeHtml(t('Prompt'))}</label>
        <textarea id="prompt" rows="4" maxlength="100000" dir="auto" spellcheck="true" placeholder="${escapeHtml(say(promptPlaceholders[kind]))}"></textarea>
      </div>
      <script nonce="${nonce}">${script}</script>
    `;
