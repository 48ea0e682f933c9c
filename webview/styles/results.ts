import { css } from 'lit';

/** The list of results, as the line of steps that they are. */
export const results = css`
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
`;
