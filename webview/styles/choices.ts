import { css } from 'lit';

/** Drop-down lists of the form: their faces and their open lists. */
export const choices = css`
  .select {
    position: relative;
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 26px;
    padding: 2px 5px 2px 7px;
    color: var(--vscode-settings-dropdownForeground, var(--vscode-dropdown-foreground, var(--vscode-foreground)));
    background: var(--vscode-settings-dropdownBackground, var(--vscode-dropdown-background, transparent));
    border: 1px solid var(--vscode-settings-dropdownBorder, var(--vscode-dropdown-border, var(--edge)));
    border-radius: 4px;
    cursor: pointer;
  }
  .select:has(:focus) {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .select .face {
    flex: 1 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    outline: none;
  }
  .select .detail {
    flex: 0 100 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    /* The theme's soft colour is made for its background, not for that of a list. */
    color: color-mix(in srgb, currentColor 82%, transparent);
    font-variant-numeric: tabular-nums;
  }
  .select .codicon {
    font-size: 14px;
  }
  .shape {
    flex: none;
    width: 16px;
    height: 16px;
  }
  .shape rect {
    fill: none;
    stroke: currentColor;
  }

  .options {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 3px;
    max-width: min(420px, calc(100vw - 12px));
    overflow-y: auto;
    overscroll-behavior: contain;
    color: var(--vscode-settings-dropdownForeground, var(--vscode-dropdown-foreground, var(--vscode-foreground)));
    background: var(--vscode-settings-dropdownBackground, var(--vscode-dropdown-background, var(--vscode-editorWidget-background)));
    border: 1px solid var(--vscode-settings-dropdownListBorder, var(--vscode-contrastBorder, var(--edge)));
    border-radius: 4px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .option {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0 6px;
    padding: 2px 8px 2px 4px;
    border: 1px solid transparent;
    border-radius: 3px;
    cursor: pointer;
    scroll-margin: 24px 0;
  }
  .option.shaped {
    grid-template-columns: 16px 16px minmax(0, 1fr) auto;
  }
  .option .chosen {
    align-self: center;
    font-size: 14px;
  }
  .option .shape {
    align-self: center;
    line-height: 0;
  }
  .optionTitle {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
    overflow-wrap: anywhere;
  }
  .option .optionDetail {
    padding-inline-start: 6px;
    font-variant-numeric: tabular-nums;
  }
  .option .means {
    grid-column: 2 / -1;
    font-size: 11px;
    line-height: 1.45;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .option .optionDetail,
  .option .means {
    color: color-mix(in srgb, currentColor 82%, transparent);
  }
  .option.shaped .means {
    grid-column: 3 / -1;
  }
  .option.active {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-activeSelectionBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .option.active > .optionDetail,
  .option.active > .means {
    color: inherit;
  }
  .option .badge {
    padding: 0 5px;
    border: 1px solid currentColor;
    border-radius: 8px;
    font-size: 10px;
    line-height: 14px;
  }
  .group + .group {
    margin-top: 4px;
    border-top: 1px solid var(--line);
  }
  .groupName {
    padding: 4px 8px 2px 5px;
    font-size: 11px;
    font-weight: 600;
  }
  .foot {
    margin-top: 4px;
    padding: 4px 8px 3px 5px;
    border-top: 1px solid var(--line);
    font-size: 11px;
  }
  @media (forced-colors: active) {
    .option.active {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`;
