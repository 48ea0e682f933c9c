import { css } from 'lit';

/** The list of many edits, above Run. */
export const jobs = css`
  .jobs {
    padding: 8px 14px;
    background: var(--form);
    border-block-start: 1px solid var(--line);
    display: grid;
    gap: 6px;
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
    max-height: 22vh;
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
  }
`;
