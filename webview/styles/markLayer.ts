import { css } from 'lit';

/** What is drawn on the picture: region, marks and notes, and the pointer over them. */
export const markLayer = css`
  nano-mark-layer,
  nano-region-outline {
    position: absolute;
    display: block;
    overflow: hidden;
    pointer-events: none;
  }
  nano-mark-layer[data-tool]:not([data-tool='']) {
    pointer-events: auto;
    cursor: crosshair;
    touch-action: none;
  }
  nano-mark-layer[data-tool='note'] {
    cursor: text;
  }
  nano-mark-layer[data-tool='brush'] {
    cursor: none;
  }
  nano-mark-layer[data-over='move'] {
    cursor: move;
  }
  nano-mark-layer:is([data-over='nw'], [data-over='se']) {
    cursor: nwse-resize;
  }
  nano-mark-layer:is([data-over='ne'], [data-over='sw']) {
    cursor: nesw-resize;
  }
  nano-mark-layer:is([data-over='n'], [data-over='s']) {
    cursor: ns-resize;
  }
  nano-mark-layer:is([data-over='e'], [data-over='w']) {
    cursor: ew-resize;
  }
  nano-mark-layer:is([data-over='from'], [data-over='to']) {
    cursor: pointer;
  }
  nano-mark-layer[data-space] {
    cursor: grab;
  }
  nano-mark-layer[data-grabbed] {
    cursor: grabbing;
  }
  nano-region-outline > .selection,
  nano-mark-layer > .selection,
  nano-mark-layer > .marks {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .markWords {
    font-family: var(--vscode-font-family, sans-serif);
  }
  .crop rect,
  .around rect {
    fill: none;
    stroke: #000;
    stroke-width: 1.5;
  }
  .crop rect + rect,
  .around rect + rect {
    stroke: #fff;
    stroke-dasharray: 6 6;
  }
  .around rect + rect {
    stroke-dasharray: 3 3;
  }
  .grip {
    fill: #fff;
    stroke: #000;
  }
  .brushRing {
    display: none;
    position: absolute;
    inset: 0 auto auto 0;
    border-radius: 50%;
    border: 1px solid #fff;
    outline: 1px solid #000;
    pointer-events: none;
  }
  .noteBox {
    position: absolute;
    width: 220px;
    height: 28px;
    padding: 0 8px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-focusBorder);
    border-radius: 4px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
    pointer-events: auto;
    cursor: text;
  }

  @media (max-width: 760px) {
    .markMore {
      gap: 3px 8px;
    }
    .regionFields {
      justify-content: center;
      gap: 3px 6px;
    }
    .number input {
      width: 44px;
    }
    .number input::-webkit-inner-spin-button {
      display: none;
    }
  }

  /* A low stage keeps its height for the picture: one line of tools, and settings in as few as can be. */
  @media (max-height: 520px) {
    .markTools {
      flex-wrap: nowrap;
      justify-content: safe center;
      overflow-x: auto;
      scrollbar-width: thin;
    }
    .markTools > * {
      flex: none;
    }
    .markMore nano-region,
    .markMore .regionFields {
      display: contents;
    }
  }
  /* A very low one has one line of settings; where it goes on, it fades, and has a scroll bar. */
  @media (max-height: 400px) {
    .markMore,
    .markMore fieldset {
      flex-wrap: nowrap;
    }
    .markMore {
      justify-content: safe center;
      overflow-x: auto;
      scrollbar-width: thin;
      animation: goesOn linear both;
      animation-timeline: scroll(self inline);
    }
    .markMore > *,
    .markMore .number {
      flex: none;
    }
  }
  @keyframes goesOn {
    from,
    97% {
      mask-image: linear-gradient(90deg, #000 calc(100% - 36px), #0000);
    }
  }
  /* The picture that is decided on stays in sight: the words are those of the status. */
  @container compare (max-width: 600px) {
    .choose p {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .tuning:has(.choose) .badge {
      display: none;
    }
  }
  @container compare (max-width: 350px) {
    .markTools {
      gap: 0;
    }
    .markTools .tool {
      width: 23px;
    }
    .markTools .divider {
      margin: 0 1px;
    }
  }
`;
