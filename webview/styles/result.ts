import { css } from 'lit';

/** The result in sight: the line about it, what can be done with it, and the model's words. */
export const result = css`
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    min-height: 42px;
    padding: 7px 14px;
    border-block-start: 1px solid var(--line);
  }
  .saved,
  .unsaved {
    display: flex;
    align-items: center;
    min-width: 0;
    max-width: 100%;
    font-weight: 600;
  }
  .saved .codicon,
  .unsaved .codicon {
    margin-inline-end: 5px;
  }
  .saved .codicon {
    color: var(--good);
  }
  .meta .facts {
    font-size: 12px;
  }
  nano-actions {
    margin-inline-start: auto;
    max-width: 100%;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 3px;
  }
  .act {
    display: flex;
    align-items: center;
    gap: 5px;
    height: 26px;
    padding: 0 8px;
    border-radius: 4px;
    border: 1px solid var(--vscode-contrastBorder, var(--edge));
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
    font-size: 12px;
    white-space: nowrap;
  }
  .act .codicon {
    font-size: 14px;
  }
  .act:hover {
    background: var(--vscode-button-secondaryHoverBackground);
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
  .asked {
    display: flex;
    gap: 6px;
    padding: 0 14px 8px;
    font-size: 12px;
    color: var(--soft);
  }
  .asked > span:not(.codicon) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
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
  .resultNotes,
  .resultLinks {
    padding: 0 14px 8px;
    display: grid;
    gap: 3px;
  }
  .said {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
    gap: 2px 18px;
    padding: 0 14px 10px;
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
    max-height: 118px;
    overflow-y: auto;
    padding: 4px 10px;
    border-inline-start: 2px solid var(--vscode-textBlockQuote-border, var(--line));
    white-space: pre-line;
    overflow-wrap: anywhere;
    color: var(--vscode-foreground);
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

  @media (max-width: 760px) {
    nano-actions {
      margin-inline-start: 0;
    }
    .speech {
      max-height: 240px;
    }
  }
`;
