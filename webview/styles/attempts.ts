import { css } from 'lit';

/** Cards of jobs that have given nothing, and the lines above Run: what went wrong, and how a run of several stands. */
export const attempts = css`
  .attempt .at {
    position: relative;
    display: grid;
  }
  .attempt .at > .codicon {
    position: absolute;
    inset: 0;
    margin: auto;
    width: 26px;
    height: 26px;
    display: grid;
    place-items: center;
    border-radius: 50%;
    color: var(--vscode-progressBar-background, var(--vscode-focusBorder));
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
  }
  .attempt .thumb img {
    opacity: 0.45;
  }
  .attempt .codicon.queued,
  .attempt .at > .codicon.stopped,
  .codicon.stopped {
    color: var(--soft);
  }
  .attempt .at > .codicon:is(.failed, .interrupted),
  .unsaved .codicon:is(.failed, .interrupted),
  .reason > .codicon {
    color: var(--bad);
  }
  .attempt .doing {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    color: var(--soft);
    font-size: 11px;
    line-height: 14px;
    overflow-wrap: anywhere;
  }
  .attempt[aria-current] .doing {
    color: inherit;
  }
  /* Words of an older result beside what is on its way, or failed. */
  .outdated,
  .outdated ~ .facts {
    color: var(--soft);
    font-weight: normal;
  }
  .saved.outdated .codicon {
    color: inherit;
  }

  .foot {
    flex: none;
    min-width: 0;
  }
  .told {
    margin: 0 14px 10px;
    padding: 6px 8px;
    max-height: 40vh;
    overflow-y: auto;
  }
  .told:not(.alert) {
    border-inline-start-color: var(--soft);
  }
  .told:not(.alert) > .codicon {
    color: var(--soft);
  }
  .told > .tool {
    grid-area: 1 / 3;
    margin: -3px -3px 0 0;
  }
  .told .sentence {
    overflow-wrap: anywhere;
  }
  .told:not(.open) .sentence,
  .reason p {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .told .actions:not(:has(*)) {
    display: none;
  }

  .runLine {
    display: grid;
    gap: 6px;
    padding: 6px 8px 8px 14px;
    background: var(--form);
    border-block-start: 1px solid var(--line);
  }
  .runHead {
    display: flex;
    align-items: center;
    gap: 2px 8px;
    min-height: 22px;
    font-size: 12px;
  }
  .runHead h2 {
    flex: none;
    font-size: 12px;
  }
  .runHead .aside {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .runHead .tool + .tool {
    margin-inline-start: -6px;
  }
  .runHead .more {
    display: none;
  }
  .meter {
    display: flex;
    height: 4px;
    margin-inline-end: 6px;
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
    background: var(--vscode-progressBar-background, var(--vscode-focusBorder));
  }
  .meter .no {
    background: var(--bad);
  }
  .reasons {
    display: grid;
    gap: 6px;
    max-height: 30vh;
    overflow-y: auto;
    font-size: 12px;
  }
  .reasons:not(:has(*)) {
    display: none;
  }
  .reason {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 7px;
  }
  .reason .actions {
    grid-column: 2;
  }
  .reason .actions:not(:has(*)) {
    display: none;
  }

  /* One line each, so that the prompt stays in sight above them. */
  @media (max-width: 760px) {
    .told {
      margin: 0;
      padding: 1px 8px 1px 11px;
      border-radius: 0;
    }
    .told:not(.open) {
      grid-template-columns: auto minmax(0, 1fr) auto auto;
    }
    .told:not(.open) .sentence,
    .reason p {
      -webkit-line-clamp: 1;
    }
    .told:not(.open) .actions {
      grid-area: 1 / 3;
      flex-wrap: nowrap;
    }
    .told:not(.open) .actions > :not(:first-child, [aria-expanded]) {
      display: none;
    }
    .told:not(.open) > .tool {
      grid-area: 1 / 4;
    }
    .runLine {
      gap: 3px;
      padding-block: 3px 4px;
    }
    .runHead .more {
      display: inline;
    }
    .reasons:not(.open) {
      display: none;
    }
  }
  /* The sentence has its line to itself where the buttons would leave it two words. */
  @media (max-width: 420px) and (min-height: 780px) {
    .told:not(.open) {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .told:not(.open) .actions {
      grid-area: 2 / 2;
    }
    .told:not(.open) > .tool {
      grid-area: 1 / 3;
    }
  }
  @media (max-width: 420px) {
    .runHead {
      flex-wrap: wrap;
    }
    .runHead h2 {
      flex: 1 1 auto;
    }
    .runHead .aside {
      order: 1;
      flex-basis: 100%;
    }
  }
  .folded .told {
    margin: 0;
    box-shadow: 0 1px 8px var(--vscode-widget-shadow, transparent);
  }
`;
