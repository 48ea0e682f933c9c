import { css } from 'lit';

/** What is below the picture: the line about the result, the model's words, the list of results; and the jobs above it. */
export const results = css`
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
  .resultNotes {
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

  .strip {
    padding: 8px 14px 10px;
    background: var(--form);
    border-block-start: 1px solid var(--line);
  }
  .stripHead {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    font-size: 12px;
  }
  .stripHead .clear {
    margin-inline-start: auto;
  }
  .undo {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .steps {
    display: flex;
    gap: 8px;
    overflow-x: auto;
    margin: 2px -6px 0;
    padding: 4px 6px;
    scroll-padding-inline: 6px;
  }
  .steps ul {
    display: flex;
    gap: 8px;
  }
  .step {
    content-visibility: auto;
    contain-intrinsic-size: 152px 144px;
    padding: 3px;
    margin: -3px;
  }
  .step.first,
  .step.middle,
  .step.last {
    background: var(--vscode-editor-background);
    outline: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .step.first {
    border-start-start-radius: 7px;
    border-end-start-radius: 7px;
  }
  .step.last {
    border-start-end-radius: 7px;
    border-end-end-radius: 7px;
  }
  .step.first,
  .step.middle {
    margin-inline-end: -8px;
    padding-inline-end: 8px;
  }
  .result {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1px;
    width: 144px;
    flex: none;
    align-content: start;
    padding: 4px;
    border-radius: 5px;
    border: 1px solid transparent;
    line-height: 1.3;
    font-size: 12px;
  }
  .result .asks {
    display: flex;
    gap: 5px;
    overflow: hidden;
    white-space: nowrap;
    font-weight: 600;
  }
  .result .asks span {
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: normal;
  }
  .result .facts {
    display: flex;
    align-items: center;
    gap: 3px;
  }
  .result .facts .codicon {
    font-size: 12px;
  }
  .result.gone .thumb img {
    opacity: 0.35;
    filter: grayscale(1);
  }
  .result .thumb {
    width: 100%;
    height: 76px;
    margin-bottom: 3px;
  }
  .result:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .result[aria-current] {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .result[aria-current] .facts {
    color: inherit;
  }
  .result[aria-current] .thumb {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 0;
  }
  .result:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 0;
  }

  .jobs {
    padding: 10px 14px 8px;
    border-block-end: 1px solid var(--line);
    display: grid;
    gap: 7px;
  }
  .jobsHead {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-height: 26px;
  }
  .jobsHead h2 {
    font-size: 13px;
  }
  .jobsHead .aside {
    font-size: 12px;
  }
  .jobsHead vscode-button {
    margin-inline-start: auto;
  }
  .meter {
    display: flex;
    height: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: var(--vscode-widget-border, var(--edge));
    outline: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .meter span {
    flex: 0 1 0;
    transition: flex-grow 0.3s;
  }
  .meter .ok {
    background: var(--good);
  }
  .meter .no {
    background: var(--bad);
  }
  .jobItems {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(270px, 100%), 1fr));
    gap: 0 14px;
    align-items: start;
    max-height: 210px;
    overflow-y: auto;
  }
  .job {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0 7px;
    align-items: baseline;
    padding: 3px 2px;
  }
  .job > .codicon {
    align-self: center;
    color: var(--soft);
  }
  .job.done > .codicon {
    color: var(--good);
  }
  .job.failed > .codicon,
  .job.interrupted > .codicon {
    color: var(--bad);
  }
  .job .phase {
    color: var(--soft);
    font-size: 12px;
  }
  .job .line,
  .job .actions {
    grid-column: 2 / -1;
    font-size: 12px;
  }
  .plainName {
    color: inherit;
    min-width: 0;
  }

  @media (max-width: 760px) {
    .jobItems {
      max-height: none;
    }
    nano-actions {
      margin-inline-start: 0;
    }
    .speech {
      max-height: 240px;
    }
  }
`;
