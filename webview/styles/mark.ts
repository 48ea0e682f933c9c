import { css } from 'lit';

/** Marking on the picture: the tools and their settings. */
export const mark = css`
  nano-mark-bar {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 5px;
    max-width: 100%;
  }
  .markTools,
  .markMore {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 2px;
    max-width: 100%;
    padding: 3px 4px;
    border-radius: 6px;
    font-size: 12px;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
    box-shadow: 0 1px 6px var(--vscode-widget-shadow, transparent);
  }
  /* In one line where there is room for it. */
  @container compare (min-width: 960px) {
    nano-mark-bar {
      flex-direction: row;
    }
  }
  .markMore {
    gap: 4px 10px;
    padding: 4px 8px;
  }
  .markTools .divider {
    width: 1px;
    height: 16px;
    margin: 0 4px;
    background: var(--vscode-contrastBorder, var(--line));
  }
  .markTools .tool {
    width: 26px;
    height: 26px;
    color: inherit;
  }
  .markTools .tool:disabled {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
  .markTools .tool[aria-pressed='true'],
  .segment input:checked + span {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, inherit);
    box-shadow: inset 0 0 0 1px var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
  }
  .markIcon {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.25;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .segments,
  .colours,
  .regionFields {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 3px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .regionFields {
    gap: 4px 8px;
  }
  .segment,
  .colour {
    position: relative;
    cursor: pointer;
  }
  .segment input,
  .colour input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .segment span {
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    border-radius: 4px;
  }
  .segment:hover span {
    background-color: var(--vscode-toolbar-hoverBackground);
  }
  .segment input:focus-visible + span,
  .colour input:focus-visible + span {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .colour span {
    display: block;
    width: 18px;
    height: 18px;
    margin: 3px;
    border-radius: 50%;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, currentColor 45%, transparent));
    forced-color-adjust: none;
  }
  .colour input:checked + span {
    box-shadow:
      0 0 0 2px var(--vscode-editorWidget-background, var(--vscode-editor-background)),
      0 0 0 4px var(--vscode-focusBorder);
  }
  @media (forced-colors: active) {
    .markTools .tool[aria-pressed='true'],
    .segment input:checked + span {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
  .number {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .number span {
    color: var(--soft);
  }
  .number input {
    width: 58px;
    height: 22px;
    padding: 0 2px 0 5px;
    font: inherit;
    font-variant-numeric: tabular-nums;
    color: var(--vscode-input-foreground, inherit);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 3px;
  }
  .number input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  .number input:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .pill.badge {
    gap: 6px;
    font: inherit;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  .pill.badge:hover {
    text-decoration: underline;
  }
  .badge.kept .codicon {
    color: var(--vscode-testing-iconPassed, var(--vscode-charts-green, inherit));
  }
  .badge.broken {
    --warning: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow, currentColor));
    color: color-mix(in srgb, var(--warning) 50%, var(--vscode-foreground));
    font-weight: 600;
    border-color: var(--warning);
  }

  .pill.choose {
    max-width: min(100%, 640px);
    padding: 8px 12px;
    gap: 8px 14px;
  }
  .pill.badge {
    flex-wrap: nowrap;
  }
  .choose p {
    display: flex;
    flex: 1 1 34em;
    justify-content: center;
    gap: 6px;
    margin: 0;
    text-wrap: pretty;
  }
  .choose p .codicon {
    color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow, currentColor));
  }
  .choose .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 6px;
  }
`;
