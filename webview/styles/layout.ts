import { css } from 'lit';

/** Form left, picture right; below 760 px one under the other, with Run, progress and status always in sight. */
export const layout = css`
  #app {
    height: 100%;
  }
  nano-app {
    display: grid;
    grid-template-columns: clamp(290px, 27vw, 380px) minmax(0, 1fr);
    height: 100%;
    position: relative;
  }
  .form {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--form);
    border-inline-end: 1px solid var(--line);
  }
  .fields {
    flex: 0 1 auto;
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
  nano-jobs,
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
  nano-alert .note {
    max-height: 40vh;
    overflow-y: auto;
    margin: 0 14px 10px;
  }
  .stage {
    container: stage / inline-size;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  nano-stage {
    display: flex;
    flex: 1;
    min-height: 180px;
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

  @media (max-width: 760px) {
    html {
      /* What has the focus is not hidden behind the run bar. */
      scroll-padding-block: 100px;
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
    }
    .form {
      display: contents;
    }
    .fields {
      flex: none;
      overflow: visible;
      background: var(--form);
    }
    nano-alert {
      background: var(--form);
    }
    nano-run {
      position: sticky;
      top: 0;
      bottom: 0;
      z-index: 5;
      border-block-end: 1px solid var(--line);
    }
    .stage {
      scroll-margin-top: 90px;
    }
    nano-stage {
      flex: none;
      min-height: 0;
    }
  }
`;
