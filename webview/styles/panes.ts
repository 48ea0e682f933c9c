import { css } from 'lit';

/** Where pictures lie: one pane or two, and what lies over them. */
export const panes = css`
  .sight {
    position: relative;
    display: flex;
    min-width: 0;
    min-height: 0;
  }
  .panes,
  .overTools {
    /* Who draws or drags over words means the picture. */
    user-select: none;
  }
  .panes {
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    gap: 6px;
    padding: 6px;
  }
  .panes:focus-visible {
    outline-offset: -2px;
  }
  .panes.stacked {
    grid-auto-flow: row;
    grid-auto-rows: minmax(0, 1fr);
    grid-template: none;
  }
  /* One above the other they share the bar's room; elsewhere the camera leaves it free. */
  .panes.stacked.tooled {
    padding-block-start: var(--tool-room, 40px);
  }
  .figure {
    container: figure / inline-size;
    position: relative;
    display: flex;
    min-width: 0;
    min-height: 0;
  }
  .pane {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden;
  }
  .pane.movable {
    cursor: grab;
    touch-action: none;
  }
  .pane.grabbed {
    cursor: grabbing;
  }
  .sheet {
    position: absolute;
    inset: 0 auto auto 0;
    outline: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    outline-offset: -1px;
  }
  .sheet.alpha {
    background: var(--checks);
  }
  .layer {
    position: absolute;
    inset: 0;
  }
  .overLayer {
    position: absolute;
    inset: 0;
    pointer-events: none;
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
  nano-outline svg {
    display: block;
    width: 100%;
    height: 100%;
    overflow: visible;
  }
  nano-outline path {
    fill: none;
    stroke: #ffd21e;
    stroke-width: 2px;
    stroke-linecap: square;
    vector-effect: non-scaling-stroke;
  }
  nano-outline .halo {
    stroke: #000a;
    stroke-width: 5px;
  }
  .missing,
  .blank {
    position: absolute;
    inset: 0;
    margin: auto;
    display: grid;
    place-items: center;
    place-content: center;
    gap: 6px;
    text-align: center;
    color: var(--soft);
  }
  .missing {
    width: min(320px, 100%);
    height: min(200px, 100%);
    padding: 16px;
    border: 1px dashed var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    border-radius: 4px;
  }

  /* The names of the pictures lie at the lower edge of their panes, clear of tools, and let the pointer through. */
  figcaption {
    position: absolute;
    inset: auto 0 0;
    display: flex;
    justify-content: space-between;
    gap: 8px;
    pointer-events: none;
  }
  .caption {
    display: flex;
    gap: 6px;
    min-width: 0;
    padding: 1px 7px;
    border-radius: 3px;
    font-size: 11px;
    line-height: 18px;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: color-mix(in srgb, var(--vscode-editorWidget-background, var(--vscode-editor-background)) 88%, transparent);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .caption .which {
    flex: none;
    font-weight: 600;
  }
  .caption .facts {
    flex: none;
    color: inherit;
    white-space: nowrap;
  }
  .panes:not(.sideBySide) .caption {
    max-width: calc(50% - 4px);
  }
  .panes.single .caption {
    max-width: 100%;
  }
  .panes.single .caption:has(.which) > :not(.which) {
    display: none;
  }

  /* What is set over the pictures takes no room from them; below what is said of them they are fitted anew. */
  .tuning {
    position: absolute;
    inset: auto 8px 30px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 6px;
    pointer-events: none;
  }
  .said {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 6px;
    max-width: 100%;
  }
  .said:not(:has(*)) {
    display: none;
  }
  .pill {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 14px;
    max-width: 100%;
    padding: 5px 12px;
    border-radius: 6px;
    font-size: 12px;
    pointer-events: auto;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
    box-shadow: 0 1px 6px var(--vscode-widget-shadow, transparent);
  }
  .pill.line {
    gap: 5px;
    flex-wrap: nowrap;
  }
  @container compare (max-width: 480px) {
    .pill.line {
      padding: 3px 8px;
      font-size: 11px;
    }
    .pill.line .codicon {
      display: none;
    }
  }
  .overTools {
    position: absolute;
    inset: 4px 8px auto;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }
  .overTools > * {
    pointer-events: auto;
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
    color: inherit;
  }
  .legend {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 11px;
  }
  .legend .scale {
    width: 70px;
    height: 8px;
    border-radius: 2px;
    background: linear-gradient(90deg, rgb(255 214 30), rgb(238 107 75), rgb(220 0 120));
    forced-color-adjust: none;
  }

  @container figure (max-width: 330px) {
    .caption .facts {
      display: none;
    }
  }
`;
