import { css, unsafeCSS } from 'lit';
import { formWidth, stackedQuery, stackedStage } from '../../src/core/shared/stacked.ts';

/**
 * Form left, picture right, with a line to divide them; where it is narrow one under the other, the picture first and Run
 * always in sight. Nothing of it depends on what happens: form, stage and Run stay where they are.
 */
export const layout = css`
  :root {
    /* The line of results, and the one bar above it. */
    --strip: 76px;
    --below: calc(var(--strip) + 32px);
    --stacked-stage: ${unsafeCSS(stackedStage)};
  }
  #app {
    height: 100%;
  }
  nano-app {
    display: grid;
    grid-template: minmax(0, 1fr) / ${unsafeCSS(formWidth)} 0 minmax(0, 1fr);
    height: 100%;
    position: relative;
  }
  .form {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    background: var(--form);
    border-inline-end: 1px solid var(--line);
  }
  .fields {
    flex: 1 1 0;
    min-height: 0;
    overflow-y: auto;
    padding: 14px 14px 16px;
    display: flex;
    flex-direction: column;
    gap: 14px;
  }
  nano-inputs,
  nano-prompt,
  nano-several,
  nano-choice,
  nano-alert,
  nano-run,
  nano-run-line,
  nano-details,
  nano-request,
  nano-presets,
  nano-results {
    display: block;
    min-width: 0;
  }
  nano-several:not(:has(*)),
  nano-notes:not(:has(*)) {
    display: none;
  }
  nano-options,
  nano-notes {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  nano-run-line:not(:has(*)),
  nano-alert:not(:has(*)) {
    display: none;
  }
  .splitter {
    position: relative;
    z-index: 3;
    width: 7px;
    height: 100%;
    margin-inline-start: -4px;
    cursor: col-resize;
    touch-action: none;
    transition: background 0.15s;
  }
  .splitter:hover,
  .splitter:active,
  .splitter:focus-visible {
    background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
    background-clip: content-box;
    padding-inline: 2px;
    outline: none;
  }
  nano-app > .stage {
    grid-column: 3;
  }
  nano-stage {
    display: flex;
    flex: 1;
    min-height: 0;
  }

  /* Folded away, the form still says what went wrong and, to whoever listens, what happens. */
  .folded {
    grid-template-columns: 0 0 minmax(0, 1fr);
  }
  .folded .fields,
  .folded nano-run-line,
  .folded nano-splitter {
    display: none;
  }
  .folded .form {
    position: absolute;
    inset: auto auto calc(var(--below) + 10px) 10px;
    z-index: 4;
    width: min(400px, calc(100% - 20px));
    border: 0;
    background: none;
  }
  .folded nano-run {
    position: absolute;
    visibility: hidden;
  }
  .folded nano-run [role='status'] {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    visibility: visible;
  }
  .dropHere {
    position: fixed;
    inset: 6px;
    z-index: 10;
    display: grid;
    place-items: center;
    border: 2px dashed var(--vscode-focusBorder);
    border-radius: 6px;
    background: var(--vscode-editor-dropBackground, var(--vscode-list-dropBackground));
    pointer-events: none;
  }
  .dropHere p {
    display: flex;
    gap: 6px;
    padding: 6px 14px;
    border-radius: 4px;
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
  }

  @media ${unsafeCSS(stackedQuery)} {
    html {
      /* What has the focus is not hidden behind the run bar. */
      scroll-padding-block: 0 76px;
    }
    html,
    body {
      height: auto;
      min-height: 100%;
      overflow: visible;
    }
    nano-app {
      display: flex;
      flex-direction: column;
      height: auto;
      min-height: 100vh;
      reading-flow: flex-visual;
    }
    nano-app:not(.folded) .form {
      display: contents;
    }
    .stage {
      order: -2;
      flex: none;
      height: var(--stacked-stage);
    }
    .folded .stage {
      height: 100vh;
    }
    .fields {
      flex: 1 0 auto;
      overflow: visible;
      background: var(--form);
      border-block-start: 1px solid var(--line);
    }
    .panes {
      padding: 0;
      gap: 2px;
    }
    nano-app:not(.folded) .foot {
      position: sticky;
      bottom: 0;
      z-index: 5;
    }
    nano-splitter {
      display: none;
    }
    #prompt {
      min-height: 72px;
    }
  }
`;
