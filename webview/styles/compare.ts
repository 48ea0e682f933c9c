import { css } from 'lit';

/** One picture or two in one view, with one zoom. */
export const compare = css`
  nano-compare {
    container: compare / inline-size;
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: flex;
    flex-direction: column;
  }
  .compareBar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 8px 14px 0;
    min-height: 34px;
  }
  .modes {
    display: flex;
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
  .mode span {
    display: block;
    padding: 3px 9px;
    font-size: 12px;
    white-space: nowrap;
  }
  .mode + .mode span {
    border-inline-start: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
  }
  .mode:hover span {
    background: var(--vscode-toolbar-hoverBackground);
  }
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
    .mode input:checked + span {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
  .with {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    font-size: 12px;
    color: var(--soft);
  }
  .with select {
    min-width: 0;
    max-width: 210px;
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
  .zoom {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-inline-start: auto;
  }
  .zoom .percent {
    min-width: 46px;
    text-align: center;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: var(--soft);
  }
  .zoom .word {
    width: auto;
    padding: 0 7px;
    font-size: 12px;
    color: inherit;
  }
  .zoom .word[aria-pressed='true'] {
    background: var(--vscode-toolbar-activeBackground, var(--vscode-toolbar-hoverBackground));
    box-shadow: inset 0 0 0 1px var(--vscode-contrastActiveBorder, transparent);
  }

  .panes {
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    gap: 18px;
    margin: 12px 20px 14px;
    border-radius: 2px;
  }
  .panes:focus-visible {
    outline-offset: 6px;
  }
  .panes.stacked {
    grid-auto-flow: row;
    grid-auto-rows: minmax(0, 1fr);
    grid-template: none;
  }
  .panes .figure {
    container-type: normal;
    align-items: stretch;
    justify-content: stretch;
  }
  .pane {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden;
    /* Room for the outline and the shadow. */
    margin: -4px;
    border: 4px solid transparent;
    background-clip: padding-box;
  }
  .pane.movable {
    cursor: grab;
    touch-action: none;
  }
  .pane.grabbed {
    cursor: grabbing;
  }
  .pane > .missing {
    position: absolute;
    inset: 0;
    margin: auto;
    width: min(320px, 100%);
    height: min(200px, 100%);
  }
  .sheet {
    position: absolute;
    inset: 0 auto auto 0;
    border-radius: 2px;
    box-shadow: 0 0 10px var(--vscode-widget-shadow, transparent);
    outline: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
  }
  .sheet.alpha {
    background: var(--checks);
  }
  .layer {
    position: absolute;
    inset: 0;
  }
  .layer img {
    position: absolute;
    display: block;
  }
  .sheet.pixels img,
  .sheet.pixels canvas {
    image-rendering: pixelated;
  }
  nano-difference canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  .panes figcaption {
    display: flex;
    justify-content: space-around;
    gap: 8px 18px;
    width: 100%;
  }
  .panes.swipe figcaption {
    justify-content: space-between;
  }
  .caption {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    min-width: 0;
  }

  .swipeHandle {
    --thumb: 34px;
    appearance: none;
    position: absolute;
    left: calc(var(--from) - var(--thumb) / 2);
    width: calc(var(--length) + var(--thumb));
    margin: 0;
    /* The thumb is as long as any picture. */
    clip-path: inset(0);
    background: none;
    pointer-events: none;
    outline: none;
  }
  .swipeHandle::-webkit-slider-thumb {
    appearance: none;
    pointer-events: auto;
    cursor: ew-resize;
    width: var(--thumb);
    height: 4000px;
    border: 0;
    background:
      radial-gradient(circle at center, #fff 0 3px, #111 3.5px 12px, #fff 12.5px 14px, #0000 14.5px) center /
        var(--thumb) var(--thumb) no-repeat,
      linear-gradient(90deg, #0000 calc(50% - 1.5px), #111 0 calc(50% - 0.5px), #fff 0 calc(50% + 1px), #111 0 calc(50% + 2px), #0000 0);
  }
  .swipeHandle:focus-visible::-webkit-slider-thumb {
    background:
      radial-gradient(circle at center, #fff 0 3px, var(--vscode-focusBorder) 3.5px 13px, #fff 13.5px 15px, #0000 15.5px) center /
        var(--thumb) var(--thumb) no-repeat,
      linear-gradient(90deg, #0000 calc(50% - 1.5px), #111 0 calc(50% - 0.5px), #fff 0 calc(50% + 1px), #111 0 calc(50% + 2px), #0000 0);
  }

  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 6px 18px;
    padding: 0 14px 12px;
    font-size: 12px;
  }
  .below:not(:has(*)) {
    display: none;
  }
  .share {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .slider {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .slider input {
    width: 140px;
  }
  .slider .facts {
    min-width: 38px;
  }
  .legend {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 11px;
    color: var(--soft);
  }
  .legend .scale {
    width: 70px;
    height: 8px;
    border-radius: 2px;
    background: linear-gradient(90deg, rgb(255 214 30), rgb(238 107 75), rgb(220 0 120));
    forced-color-adjust: none;
  }

  @container compare (max-width: 600px) {
    .panes.sideBySide:not(.alone) {
      grid-auto-flow: row;
      grid-auto-rows: minmax(0, 1fr);
      grid-template: none;
    }
    .mode span {
      padding-inline: 7px;
    }
  }
  @container compare (max-width: 440px) {
    .panes:not(.sideBySide) figcaption {
      flex-direction: column;
      align-items: center;
    }
  }
  @container compare (max-width: 340px) {
    .modes {
      display: grid;
      grid-template-columns: 1fr 1fr;
      flex: 0 0 100%;
    }
    .mode span {
      text-align: center;
    }
    .mode:nth-of-type(odd) span {
      border-inline-start: 0;
    }
    .mode:nth-of-type(n + 3) span {
      border-block-start: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    }
  }
  @media (max-width: 760px) {
    .panes {
      margin: 12px 14px;
      grid-template-rows: auto;
      grid-auto-rows: auto;
    }
    .panes.sideBySide:not(.alone),
    .panes.stacked {
      grid-auto-rows: auto;
    }
    .pane {
      flex: none;
      aspect-ratio: var(--shape);
      min-height: 110px;
      max-height: 75vh;
    }
  }
`;
