import { css } from 'lit';

/** The pictures, large. */
export const stage = css`
  .view {
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    gap: 18px;
    padding: 20px;
  }
  .view.stacked {
    grid-auto-flow: row;
    grid-auto-rows: minmax(0, 1fr);
    grid-template: none;
  }
  .figure {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
    min-height: 0;
  }
  .frame {
    flex: 1;
    min-height: 0;
    container-type: size;
    display: grid;
    place-items: center;
  }
  .frame img {
    display: block;
    width: auto;
    height: auto;
    max-width: 100cqw;
    max-height: 100cqh;
    border-radius: 2px;
    box-shadow: 0 2px 12px var(--vscode-widget-shadow, transparent);
    outline: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
  }
  .frame img.alpha {
    background: var(--checks);
  }
  .missing,
  .placeholder {
    display: grid;
    place-items: center;
    place-content: center;
    gap: 6px;
    text-align: center;
    color: var(--soft);
    border: 1px dashed var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
    border-radius: 4px;
    padding: 16px;
  }
  .missing {
    width: min(320px, 100%);
    height: min(200px, 100%);
  }
  .placeholder {
    width: min(100cqw, 100cqh * var(--ratio));
    max-height: 100cqh;
    min-height: min(100px, 100cqh);
    background: var(--form);
    animation: breathe 2.4s ease-in-out infinite;
  }
  .placeholder .codicon {
    font-size: 22px;
    color: var(--vscode-progressBar-background, var(--vscode-focusBorder));
  }
  @keyframes breathe {
    50% {
      background: var(--vscode-editorWidget-background);
    }
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: baseline;
    gap: 0 8px;
    min-width: 0;
    max-width: 100%;
  }
  figcaption .which {
    font-weight: 600;
  }
  figcaption .name {
    max-width: 100%;
  }
  .welcome {
    grid-row: 1;
    align-self: center;
    justify-self: center;
    max-width: 46ch;
    text-align: center;
    color: var(--soft);
    display: grid;
    gap: 10px;
    justify-items: center;
  }
  .welcome .codicon {
    font-size: 34px;
    color: var(--vscode-focusBorder);
  }
  .welcome h2 {
    font-size: 15px;
    color: var(--vscode-foreground);
  }

  @container stage (max-width: 600px) {
    .view {
      grid-auto-flow: row;
      grid-auto-rows: minmax(0, 1fr);
      grid-template: none;
    }
  }
  @media (max-width: 760px) {
    .view {
      padding: 14px;
      grid-auto-rows: auto;
    }
    .frame {
      container-type: inline-size;
      flex: none;
    }
    .frame img {
      max-height: 75vh;
    }
    .placeholder {
      width: min(100%, 75vh * var(--ratio));
      max-height: 75vh;
      min-height: 90px;
    }
    .missing {
      height: 140px;
    }
    .welcome {
      padding: 18px 0;
    }
  }
`;
