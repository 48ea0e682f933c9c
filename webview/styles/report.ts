import { css } from 'lit';

/** The report on docs images, on the screen and on paper. */
export const report = css`
  main:has(> nano-report-page) {
    height: 100%;
  }
  nano-report-page {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
  }
  .reportList {
    container: report / inline-size;
    overflow-y: auto;
    padding: 0 20px 20px;
  }
  /* The image that is looked at, beside the list; above it where that is narrow. */
  nano-report-page:has(> .stage) {
    grid-template-columns: minmax(0, 1fr) minmax(320px, 50%);
  }
  nano-report-page > .stage {
    border-inline-start: 1px solid var(--line);
  }
  .flips {
    display: flex;
    flex: none;
    margin-inline-start: auto;
  }
  .flips .count {
    align-self: center;
    margin-inline-end: 6px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: var(--soft);
  }
  @media (max-width: 760px) {
    nano-report-page:has(> .stage) {
      grid-template: clamp(240px, 45vh, 480px) minmax(0, 1fr) / minmax(0, 1fr);
    }
    nano-report-page > .stage {
      order: -1;
      border-inline-start: 0;
      border-block-end: 1px solid var(--line);
    }
  }
  .reportHead {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 10px 20px;
    padding: 18px 0 12px;
  }
  .reportHead > div:first-child {
    display: grid;
    gap: 4px;
    flex: 1 1 240px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .reportHead h1 {
    font-size: 16px;
    font-weight: 600;
  }
  .reportHead .actions {
    gap: 8px;
  }
  nano-report-page .note {
    margin-bottom: 12px;
  }
  .reportFilters {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding: 8px 0;
    background: var(--vscode-editor-background);
    border-block-end: 1px solid var(--line);
  }
  .filterText {
    flex: 1 1 180px;
    max-width: 280px;
    min-width: 0;
    padding: 3px 8px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--edge)));
    border-radius: 4px;
  }
  .filterText::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  .chip.kind[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
  }
  .chip .count {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .reportFilters .hint {
    margin-inline-start: auto;
  }
  .reportRows {
    width: 100%;
    border-collapse: collapse;
  }
  .reportRows th,
  .reportRows td {
    padding: 7px 12px 7px 0;
    text-align: start;
    vertical-align: middle;
    border-block-end: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    overflow-wrap: anywhere;
  }
  .reportRows th {
    font-weight: 600;
    font-size: 11px;
    white-space: nowrap;
  }
  .reportRows .sort {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    border-radius: 3px;
    font-weight: 600;
  }
  .reportRows .sort .codicon {
    font-size: 12px;
  }
  .reportRows tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .reportRows .picture {
    width: 68px;
    padding-inline-start: 2px;
  }
  .reportRows td.kind {
    width: 40%;
  }
  .reportRows td.kind > span {
    display: block;
  }
  .reportRows td.bytes,
  .reportRows th.bytes {
    white-space: nowrap;
  }
  .reportRows .thumb img {
    object-fit: contain;
  }
  .reportRows .look {
    display: block;
    border-radius: 4px;
    cursor: zoom-in;
  }
  .reportRows .look[aria-current] {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .reportRows .look:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 3px;
  }
  .reportRows .fixes .actions {
    flex-wrap: nowrap;
    justify-content: end;
  }
  .reportRows .fixes {
    padding-inline-end: 2px;
  }
  .reportMore,
  .reportEmpty {
    display: grid;
    justify-items: center;
    gap: 10px;
    padding: 20px;
  }
  .reportEmpty {
    padding-block: 15vh;
    color: var(--soft);
    text-align: center;
  }
  .reportEmpty .codicon {
    font-size: 32px;
  }

  @media (max-width: 640px) {
    .reportList {
      padding-inline: 12px;
    }
    .reportFilters .hint {
      margin-inline-start: 0;
    }
  }
  @container report (max-width: 760px) {
    .reportRows,
    .reportRows tbody {
      display: block;
    }
    .reportRows thead tr {
      display: flex;
    }
    .reportRows tbody tr {
      display: grid;
      grid-template-columns: 68px minmax(0, 1fr);
      padding-block: 8px;
      border-block-end: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    }
    .reportRows td {
      grid-column: 2;
      width: auto;
      padding: 1px 0;
      border: 0;
    }
    .reportRows td.kind {
      width: auto;
    }
    .reportRows .picture {
      grid-area: 1 / 1 / span 4;
    }
    .reportRows .fixes .actions {
      flex-wrap: wrap;
      justify-content: start;
    }
    .reportRows td.bytes:empty {
      display: none;
    }
  }

  @media print {
    html:has(nano-report-page),
    html:has(nano-report-page) body,
    html:has(nano-report-page) main,
    nano-report-page,
    .reportList {
      display: block;
      height: auto;
      overflow: visible;
      color: #000;
      background: #fff;
    }
    nano-report-page > .stage,
    nano-report-page .actions,
    .reportFilters,
    .reportMore {
      display: none;
    }
    .reportRows tr {
      break-inside: avoid;
    }
    .reportRows .aside,
    .reportRows .facts,
    .reportHead .aside {
      color: #333;
    }
  }
`;
