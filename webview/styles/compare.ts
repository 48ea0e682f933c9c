import { css } from 'lit';

/** The stage and its one bar: ways of looking, zoom, and what can be done with what is seen. */
export const compare = css`
  .stage {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  nano-compare {
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    container: compare / inline-size;
  }
  .actionBar {
    display: flex;
    align-items: center;
    gap: 10px;
    min-width: 0;
    height: 32px;
    padding: 0 8px;
    background: var(--form);
    border-block-start: 1px solid var(--line);
  }
  .modes,
  .modes fieldset {
    display: flex;
    flex: none;
  }
  .modes {
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    border-radius: 5px;
    overflow: hidden;
  }
  .mode {
    position: relative;
    cursor: pointer;
  }
  .mode input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
  }
  .mode > span {
    display: flex;
    align-items: center;
    gap: 5px;
    height: 22px;
    padding: 0 6px;
    font-size: 12px;
    line-height: 22px;
    white-space: nowrap;
  }
  .mode:not(.one) > span {
    border-inline-start: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
  }
  .mode:hover > span {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .mode[aria-pressed='true'] > span,
  .mode input:checked + span {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, inherit);
    box-shadow: inset 0 0 0 1px var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
  }
  .mode input:disabled + span {
    color: var(--vscode-disabledForeground);
  }
  .mode input:focus-visible + span {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -3px;
  }
  @media (forced-colors: active) {
    .mode[aria-pressed='true'] > span,
    .mode input:checked + span {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
  .with {
    flex: 0 1 auto;
    min-width: 0;
    font-size: 12px;
  }
  .with {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .with .word {
    flex: none;
    color: var(--soft);
  }
  .with select {
    width: 100%;
    min-width: 0;
    max-width: 150px;
    height: 24px;
    padding: 0 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    background: var(--vscode-dropdown-background, var(--vscode-input-background));
    border: 1px solid var(--vscode-dropdown-border, var(--edge));
    border-radius: 4px;
  }
  .with option {
    background: var(--vscode-dropdown-listBackground, var(--vscode-dropdown-background));
  }
  .looks {
    display: flex;
    flex: none;
  }
  .actionBar .tool[aria-pressed='true'] {
    background: var(--vscode-toolbar-activeBackground, var(--vscode-toolbar-hoverBackground));
    box-shadow: inset 0 0 0 1px var(--vscode-contrastActiveBorder, transparent);
  }
  .zoom {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .zoom .percent {
    min-width: 42px;
    text-align: center;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: var(--soft);
  }
  .zoom .fit .codicon {
    display: none;
  }
  .zoom .word {
    width: auto;
    padding: 0 6px;
    font-size: 12px;
    color: inherit;
  }

  /* Words where there is room for all of them; else icons, whose words are in their tooltips. */
  @container compare (max-width: 1180px) {
    .act .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .act {
      padding: 0 5px;
    }
  }
  @container compare (max-width: 1560px) {
    .mode .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .with .word,
    .actionBar .facts {
      display: none;
    }
  }
  @container compare (max-width: 900px) {
    .actionBar nano-place > :not(.fold, .grid) {
      display: none;
    }
    .actionBar nano-place {
      flex: 1 0 auto;
    }
  }
  @container compare (max-width: 760px) {
    .actionBar {
      gap: 6px;
    }
    .zoom > :not(.word) {
      display: none;
    }
  }
  @container compare (max-width: 600px) {
    .actionBar {
      flex-wrap: wrap;
      align-content: center;
      height: 62px;
      gap: 4px 8px;
    }
    .actionBar nano-place {
      flex: none;
    }
    .zoom {
      margin-inline-start: auto;
    }
  }
  /* Ways of looking and zoom in the first line, what is compared and what can be done in the second. */
  @container compare (max-width: 400px) {
    .actionBar :is(.with, .looks),
    .actionBar nano-actions {
      order: 1;
    }
    .actionBar .with {
      flex: 1 1 60px;
    }
    .actionBar {
      reading-flow: flex-visual;
    }
    .actionBar .act:not(.first) {
      padding: 0 3px;
    }
  }
  @container compare (max-width: 350px) {
    .actionBar:has(.with) .looks,
    .actionBar:has(.act.first) .with {
      display: none;
    }
    .actionBar .with {
      flex-basis: 48px;
    }
    /* What is compared begins the second line. */
    .actionBar:not(:has(.grid)) .zoom {
      flex: 1 0 110px;
      justify-content: end;
    }
    .zoom .fit .codicon {
      display: block;
    }
    .zoom .fit > span:last-child {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .actionBar {
      gap: 4px 3px;
      padding-inline: 4px;
    }
    .zoom .word {
      padding: 0 4px;
    }
  }
`;
