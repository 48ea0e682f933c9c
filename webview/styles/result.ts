import { css } from 'lit';

/** What can be done with the picture in sight, and the flyout with all that is known of it. */
export const result = css`
  nano-actions {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
    margin-inline-start: auto;
  }
  .telling {
    position: relative;
  }
  .telling::after {
    content: '';
    position: absolute;
    inset: 2px 2px auto auto;
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: var(--vscode-focusBorder);
  }
  .tool[aria-expanded='true']:not(.fold) {
    background: var(--vscode-toolbar-activeBackground, var(--vscode-toolbar-hoverBackground));
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .toolbar {
    display: flex;
    flex: none;
    gap: 2px;
  }
  .act {
    display: flex;
    align-items: center;
    gap: 5px;
    height: 24px;
    padding: 0 7px;
    border-radius: 4px;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    font-size: 12px;
    white-space: nowrap;
  }
  .act .codicon {
    font-size: 16px;
  }
  .act:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .act:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    max-width: min(340px, 94vw);
    overflow-y: auto;
    color: var(--vscode-menu-foreground, var(--vscode-foreground));
    background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
    border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge))));
    border-radius: 5px;
    box-shadow: 0 2px 10px var(--vscode-widget-shadow, transparent);
  }
  .entry {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    padding: 3px 12px 3px 8px;
    border-radius: 3px;
  }
  .entry > span:not(.codicon, .aside) {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .entry.apart {
    margin-top: 9px;
  }
  .entry.apart::before {
    content: '';
    position: absolute;
    inset-inline: 4px;
    margin-top: -32px;
    border-top: 1px solid var(--vscode-menu-separatorBackground, var(--line));
  }
  .entry:hover,
  .entry:focus {
    color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground));
    background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
    outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
    outline-offset: -1px;
  }
  .entry:hover .aside,
  .entry:focus .aside {
    color: inherit;
  }

  .flyout {
    position: absolute;
    inset: 0 0 0 auto;
    z-index: 4;
    display: flex;
    flex-direction: column;
    width: min(340px, 100%);
    background: var(--vscode-editorWidget-background, var(--form));
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    border-inline-start: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--line)));
    box-shadow: 0 0 8px var(--vscode-widget-shadow, transparent);
  }
  .flyoutHead {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 6px 8px 6px 14px;
  }
  .flyoutBody {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: 14px;
    padding: 2px 14px 14px;
    overflow-wrap: anywhere;
  }
  .flyoutBody:focus-visible {
    outline-offset: -1px;
  }
  .flyoutBody > section,
  .flyoutBody > details {
    display: grid;
    gap: 4px;
    width: 100%;
    min-width: 0;
  }
  .flyout h3 {
    margin: 0;
    font-size: 11px;
    font-weight: 600;
  }
  .factList {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 4px 8px;
    margin: 0;
    font-size: 12px;
  }
  .factList > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
  }
  .factList dt {
    color: var(--soft);
    overflow-wrap: normal;
  }
  .factList dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .resultLinks {
    margin: 0;
    list-style: none;
  }
  .resultLinks .line {
    display: flex;
    gap: 8px;
    align-items: baseline;
  }
  .resultLinks .link {
    min-width: 0;
    overflow-wrap: anywhere;
    white-space: normal;
    text-align: start;
  }
  .resultLinks .link + .link {
    flex: none;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 3px;
    margin-inline-start: -4px;
    padding: 1px 0;
    font-size: 11px;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
    border-radius: 2px;
  }
  details[open] > summary .codicon {
    transform: rotate(90deg);
  }
  .speech {
    padding: 4px 10px;
    border-inline-start: 2px solid var(--vscode-textBlockQuote-border, var(--line));
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .speech p + p {
    margin-top: 6px;
  }
  .thoughtPictures {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-top: 6px;
  }
  .thoughtPictures .thumb {
    width: 96px;
    height: 64px;
  }
`;
