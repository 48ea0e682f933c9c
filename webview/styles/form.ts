import { css } from 'lit';

/** The form: inputs, prompt, options. */
export const form = css`
  .labelRow {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 8px;
    margin-bottom: 4px;
  }
  /* The box below it must not move when the panel is drawn, whatever the font: see src/vscode/page/earlyPrompt.ts. */
  .promptRow {
    height: 16px;
    line-height: 16px;
  }
  /* What has no room beside the label wraps out of sight whole: the keys that run stay, those of earlier prompts go. */
  .labelRow .promptKeys {
    display: flex;
    flex: 1;
    flex-flow: row-reverse wrap;
    height: 16px;
  }
  .label {
    font-size: 11px;
    font-weight: 600;
    padding: 0;
  }
  .labelRow .label {
    flex: none;
  }
  /* Two names may share a line: one with wide letters goes on in the next. */
  .pairs .labelRow .label {
    flex: 0 1 auto;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .labelRow .aside {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  kbd {
    font: inherit;
  }

  .inputs {
    max-height: 292px;
    overflow-y: auto;
    margin: 0 -6px;
  }
  .input {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 2px 8px;
    align-items: center;
    padding: 4px 6px;
    border-radius: 4px;
    border: 1px solid transparent;
  }
  .input:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .input .text {
    display: grid;
    min-width: 0;
    line-height: 1.35;
  }
  .input .mark {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .input.edited .thumb {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 0;
  }
  .input .mark {
    display: flex;
    gap: 3px;
    font-size: 11px;
    font-weight: 600;
  }
  .input .mark .codicon {
    font-size: 12px;
    line-height: 15px;
  }
  .input .tools {
    display: flex;
  }
  .input .line {
    grid-column: 1 / -1;
  }
  .adding {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    margin-top: 6px;
  }
  .quiet {
    display: flex;
    align-items: center;
    gap: 5px;
    flex: none;
    padding: 3px 10px 3px 7px;
    border: 1px dashed var(--vscode-contrastBorder, var(--soft));
    border-radius: 4px;
  }
  .quiet:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }

  .several .label {
    margin-bottom: 4px;
  }
  /* What a choice means stands below its name, in letters of any width. */
  .several .option {
    display: flex;
    flex-wrap: wrap;
    gap: 0 7px;
    align-items: center;
    padding: 2px 0;
  }
  .several .hint {
    flex: 1 1 100%;
    padding-inline-start: 23px;
  }
  .several label:has(+ *) {
    cursor: pointer;
  }
  .several input:disabled + label {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
  input[type='radio'],
  input[type='checkbox'] {
    appearance: none;
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    display: grid;
    place-items: center;
    align-self: center;
    border: 1px solid var(--vscode-checkbox-border, var(--vscode-settings-checkboxBorder));
    background: var(--vscode-checkbox-background, var(--vscode-settings-checkboxBackground));
    color: var(--vscode-checkbox-foreground, var(--vscode-foreground));
    border-radius: 3px;
    cursor: pointer;
  }
  input[type='radio'] {
    border-radius: 50%;
  }
  input:disabled {
    opacity: 0.5;
    cursor: default;
  }
  input[type='radio']:checked::after {
    content: '';
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: currentColor;
  }
  input[type='checkbox']:checked::after {
    content: '';
    width: 8px;
    height: 4px;
    margin-bottom: 2px;
    border: solid currentColor;
    border-width: 0 0 2px 2px;
    transform: rotate(-45deg);
  }
  @media (forced-colors: active) {
    input[type='radio']:checked::after {
      background: CanvasText;
    }
  }

  textarea {
    display: block;
    width: 100%;
    min-height: 92px;
    max-height: 45vh;
    field-sizing: content;
    resize: vertical;
    padding: 6px 8px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--edge);
    border-radius: 4px;
    overflow-wrap: anywhere;
  }
  textarea::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  textarea:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }

  .pairs {
    display: grid;
    grid-auto-flow: dense;
    grid-template-columns: repeat(auto-fill, minmax(125px, 1fr));
    align-items: end;
    gap: 12px 8px;
  }
  .pairs > .long {
    grid-column: 1 / -1;
  }
  .pairs:not(:has(*)) {
    display: none;
  }
  /* A last one alone has the row to itself, so that its choice and what that means both fit. */
  .pairs > :last-child:nth-child(odd) {
    grid-column: 1 / -1;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 16px;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 7px;
    cursor: pointer;
  }
`;
