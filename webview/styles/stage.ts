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
    container-type: size;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-width: 0;
    min-height: 0;
    --room: calc(100cqh - 48px);
  }
  .frame {
    display: grid;
    place-items: center;
    max-width: 100%;
  }
  .frame img {
    display: block;
    width: auto;
    height: auto;
    max-width: 100cqw;
    max-height: var(--room);
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
    width: min(320px, 100cqw);
    height: min(200px, var(--room));
  }
  .placeholder {
    width: min(100cqw, var(--room) * var(--ratio));
    max-height: var(--room);
    min-height: min(100px, var(--room));
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
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    max-width: 100%;
    line-height: 1.35;
  }
  figcaption .title {
    display: flex;
    gap: 7px;
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
    .figure {
      container-type: inline-size;
      --room: 75vh;
    }
    .placeholder {
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
