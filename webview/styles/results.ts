import { css } from 'lit';

/** The list of results, as the line of steps that they are. */
export const results = css`
  nano-results {
    flex: none;
    height: var(--strip);
  }
  .strip {
    display: flex;
    height: 100%;
    background: var(--form);
    border-block-start: 1px solid var(--line);
  }
  .steps {
    container: steps / inline-size;
    flex: 1;
    min-width: 0;
    display: flex;
    align-items: start;
    gap: 8px;
    overflow: auto hidden;
    padding: 7px 8px 0;
    scroll-padding-inline: 8px;
    scrollbar-width: thin;
  }
  .steps ul {
    display: flex;
    flex: none;
    gap: 8px;
  }
  /* Without results its gap is not there, so that the first result comes where its card was. */
  .steps ul:not(:has(*)) {
    margin-inline-end: -8px;
  }
  .steps > .hint {
    align-self: center;
    padding-bottom: 7px;
  }
  .past {
    flex: none;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 2px;
    max-width: min(220px, 40%);
    text-align: start;
    padding: 0 10px;
    font-size: 12px;
    border-inline-start: 1px solid var(--line);
  }
  .past > .link {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .undo {
    display: flex;
    gap: 6px;
    min-width: 0;
  }
  .undo > span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--soft);
  }
  .step {
    content-visibility: auto;
    contain-intrinsic-size: min(190px, 100cqi) 54px;
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
    display: flex;
    align-items: center;
    gap: 8px;
    width: min(190px, 100cqi);
    height: 54px;
    flex: none;
    padding: 3px;
    border-radius: 5px;
    border: 1px solid transparent;
    line-height: 15px;
    font-size: 12px;
  }
  .cardText {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1;
    min-width: 0;
  }
  .result .asks {
    display: flex;
    gap: 5px;
    overflow: hidden;
    white-space: nowrap;
    font-weight: 600;
  }
  .result .asks:not(:has(span)) {
    display: block;
    text-overflow: ellipsis;
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
    width: 72px;
    height: 46px;
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
