import { css } from 'lit';

/** The table of a batch, over the pictures. The height of a row is in `components/results/batchTable.ts`, too. */
export const table = css`
  nano-batch-table {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: column;
    container: batch / inline-size;
  }
  .tableBar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 4px;
    padding: 6px 8px;
    border-block-end: 1px solid var(--line);
  }
  .tableBar .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-inline-end: auto;
  }
  .tableBar .chip {
    padding: 2px 9px;
    font-size: 12px;
    border-radius: 11px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    font-variant-numeric: tabular-nums;
  }
  .tableBar .chip[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    background: var(--vscode-inputOption-activeBackground);
    font-weight: 600;
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
  }
  .tableBar .chip:disabled {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
  .batchRows {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
  }
  .batchRows > .hint {
    padding: 16px;
    text-align: center;
  }
  .space {
    position: relative;
  }
  .batchRow {
    position: absolute;
    inset-inline: 0;
    display: grid;
    grid-template-columns: 28px minmax(0, 3fr) minmax(0, 3fr) minmax(0, 4fr) 84px;
    align-items: center;
    gap: 0 10px;
    height: 52px;
    padding: 0 10px 0 8px;
    border-block-end: 1px solid var(--line);
  }
  .batchRow.head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    height: 24px;
    font-size: 11px;
    font-weight: 600;
    background: var(--vscode-editor-background);
  }
  .batchRow:not(.head):hover {
    background: var(--vscode-list-hoverBackground);
  }
  .batchRow[aria-selected='true'] {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
  }
  .batchRow[aria-selected='true'] :is(.aside, .facts, .line) {
    color: inherit;
  }
  .batchRow:focus-visible {
    outline-offset: -1px;
  }
  .batchRow .tick {
    display: grid;
    place-items: center;
  }
  .batchRow .tick input {
    margin: 0;
  }
  .batchRow .source,
  .batchRow .look {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .batchRow .look {
    width: 100%;
  }
  .batchRow .look:hover .name {
    text-decoration: underline;
  }
  .batchRow .state {
    display: grid;
    gap: 1px;
    min-width: 0;
  }
  .batchRow .state .line {
    line-height: 16px;
  }
  .batchRow .state .aside {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 14px;
  }
  .batchRow:is(.failed, .interrupted) .state .codicon {
    color: var(--bad);
  }
  .costHead,
  .batchRow .cost {
    text-align: end;
  }

  /* In a narrow panel the state stands below the name of what was made. */
  @container batch (max-width: 560px) {
    .batchRow {
      grid-template-columns: 24px minmax(0, 1fr) minmax(0, 1fr) 66px;
      gap: 0 6px;
    }
    .stateHead {
      display: none;
    }
    .batchRow .source .thumb,
    .batchRow .look .name,
    .batchRow .made {
      display: none;
    }
    .batchRow.done .made {
      display: block;
    }
    .batchRow.done .state {
      display: none;
    }
  }
`;
