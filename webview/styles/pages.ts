import { css } from 'lit';

/** The pages beside the panel: two images compared, and how an image was made. */
export const pages = css`
  nano-compare-page {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  nano-compare-page .stage {
    flex: 1;
  }
  nano-compare-page .stage nano-compare {
    min-height: 0;
  }
  nano-compare-page > .note,
  nano-record-page .note {
    margin: 10px 14px 0;
    grid-template-columns: auto minmax(0, 1fr);
  }
  .pageNotes {
    display: grid;
    gap: 3px;
    padding: 8px 14px;
    border-block-start: 1px solid var(--line);
  }
  .review {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 20px;
    padding: 10px 14px;
    background: var(--form);
    border-block-end: 1px solid var(--line);
  }
  .review .words {
    display: grid;
    gap: 3px;
    flex: 1 1 260px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .review .actions {
    gap: 6px;
  }
  .review .pair {
    display: flex;
    gap: 6px;
    margin-inline-end: 10px;
  }

  nano-record-page {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(320px, 46%);
    height: 100%;
  }
  .record {
    overflow-y: auto;
    padding: 18px 20px;
    background: var(--form);
    border-inline-start: 1px solid var(--line);
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .record h1 {
    font-size: 16px;
    font-weight: 600;
    margin-bottom: 6px;
  }
  .record .note {
    margin: 0;
  }
  .record .speech {
    flex: none;
    max-height: 40vh;
    white-space: pre-wrap;
  }
  .record .actions {
    gap: 8px;
    margin: 4px 0 10px;
  }
  table.recordFields {
    border-collapse: collapse;
    width: 100%;
  }
  .recordFields th,
  .recordFields td {
    padding: 5px 8px 5px 0;
    text-align: start;
    vertical-align: top;
    border-block-start: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .recordFields th {
    width: 34%;
    font-weight: normal;
    color: var(--soft);
  }

  @media (max-width: 760px) {
    nano-record-page {
      display: block;
      height: auto;
    }
    nano-compare-page {
      height: 100vh;
    }
    .record {
      border-inline-start: 0;
      border-block-start: 1px solid var(--line);
    }
  }
`;
