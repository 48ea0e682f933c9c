import { css } from 'lit';

/** Words, buttons, notes and thumbnails, in the theme's own colours. Meaning is never in a colour alone. */
export const base = css`
  :root {
    --line: var(--vscode-contrastBorder, var(--vscode-sideBar-border, var(--vscode-panel-border, transparent)));
    --soft: var(--vscode-descriptionForeground);
    --edge: var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-settings-textInputBorder, transparent)));
    --good: var(--vscode-charts-green);
    --bad: var(--vscode-problemsErrorIcon-foreground, var(--vscode-editorError-foreground));
    --form: var(--vscode-sideBar-background);
    --checks: repeating-conic-gradient(#8884 0 25%, #0000 0 50%) 0 0 / 16px 16px;
  }
  * {
    box-sizing: border-box;
  }
  html,
  body {
    height: 100%;
    margin: 0;
    padding: 0;
    overflow: hidden;
  }
  body {
    background: var(--vscode-editor-background);
    color: var(--vscode-foreground);
    font: var(--vscode-font-size, 13px) / 1.4 var(--vscode-font-family, sans-serif);
    font-weight: var(--vscode-font-weight, normal);
    accent-color: var(--vscode-focusBorder);
  }
  h1,
  h2,
  p,
  ul,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  h2 {
    font-size: 11px;
    font-weight: 600;
  }
  ul {
    list-style: none;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    text-align: start;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .codicon {
    flex: none;
  }
  .hint,
  .aside,
  .facts {
    color: var(--soft);
    font-size: 11px;
  }
  .facts {
    font-variant-numeric: tabular-nums;
  }
  .elapsed {
    font-variant-numeric: tabular-nums;
  }
  .name {
    position: relative;
    display: flex;
    min-width: 0;
    white-space: pre;
  }
  .name .cut {
    display: flex;
    min-width: 0;
  }
  .name .cut::before {
    content: attr(data-head);
  }
  .name .cut::after {
    content: attr(data-tail);
    flex: none;
  }
  .name .head,
  .name .cut::before {
    overflow: hidden;
    text-overflow: ellipsis;
    min-width: 0;
  }
  .link {
    color: var(--vscode-textLink-foreground);
    border-radius: 2px;
    white-space: nowrap;
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  .tool {
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    flex: none;
    border-radius: 5px;
    color: var(--vscode-icon-foreground);
  }
  .tool:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .tool:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  vscode-button {
    flex: none;
  }
  vscode-button.off {
    opacity: 0.5;
    cursor: default;
  }
  .line {
    display: flex;
    gap: 5px;
    font-size: 12px;
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  .line > span:not(.codicon) {
    min-width: 0;
  }
  .line .codicon {
    font-size: 14px;
    line-height: 17px;
  }
  .line.bad {
    color: var(--vscode-foreground);
  }
  .line.bad .codicon {
    color: var(--bad);
  }
  .note {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 4px 8px;
    padding: 8px 10px;
    font-size: 12px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-inline-start: 3px solid var(--vscode-focusBorder);
    border-radius: 0 4px 4px 0;
    background: var(--vscode-editor-background);
    overflow-wrap: anywhere;
  }
  .note > .codicon {
    line-height: 17px;
    color: var(--vscode-focusBorder);
  }
  .note > p {
    grid-column: 2;
  }
  .note > .link,
  .note > .actions {
    grid-column: 2;
    justify-self: start;
  }
  .note.plain {
    border-color: var(--vscode-contrastBorder, transparent);
    border-inline-start-width: 1px;
    border-radius: 4px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--soft);
  }
  .note.plain > .codicon {
    color: inherit;
  }
  .note.bad {
    border-inline-start-color: var(--vscode-editorWarning-foreground);
  }
  .note.bad > .codicon {
    color: var(--vscode-editorWarning-foreground);
  }
  .note.alert {
    background: var(--vscode-inputValidation-errorBackground);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    border-color: var(--vscode-inputValidation-errorBorder);
  }
  .note.alert > .codicon {
    color: var(--bad);
  }
  .note.alert > .tool {
    grid-area: 1 / 3;
    margin: -3px -5px 0 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
  }
  .host {
    font-weight: 600;
  }
  .thumb {
    display: grid;
    grid-template: 100% / 100%;
    place-items: center;
    flex: none;
    width: 56px;
    height: 40px;
    border-radius: 4px;
    overflow: hidden;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    background: var(--vscode-editor-background);
    color: var(--soft);
  }
  .thumb.alpha {
    background: var(--checks), var(--vscode-editor-background);
    background-size: 10px 10px, auto;
  }
  .thumb img {
    width: 100%;
    height: 100%;
    object-fit: cover;
    display: block;
  }
  .thumb.alpha img {
    object-fit: contain;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
